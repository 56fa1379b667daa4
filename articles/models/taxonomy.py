from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from people.models import User


class Section(models.Model):
    """The one shelf a story stands on."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="Groups sections in the desk; addresses stay flat.",
    )
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Lowest first.")
    media_topic = models.URLField(
        "Media Topic URI", blank=True, help_text="IPTC’s code for this subject."
    )
    editors = models.ManyToManyField(User, blank=True, related_name="edited_sections")

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="section_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])

    def clean(self):
        """Refuse a slug under which another page stands: its front could not be reached."""
        super().clean()
        address = f"/{self.slug}/"
        if any(url.startswith(address) for url in (settings.STATIC_URL, settings.MEDIA_URL)):
            taken = True
        else:
            try:
                taken = resolve(address).url_name != "section"
            except Resolver404:
                taken = True
        if taken:
            raise ValidationError(
                {"slug": f"The address {address} belongs to another page of the site."}
            )


class Tag(TagBase):
    """What a story is about."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("Topic")
        PLACE = "place", _("Place")
        EVENT = "event", _("Event")
        SERIES = "series", _("Series")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TOPIC, db_index=True)
    description = models.TextField(blank=True)
    recommends = models.BooleanField(
        "recommend stories by it",
        default=True,
        help_text="Off for what says little of a story’s subject, such as “Opinion”.",
    )
    uri = models.URLField("Wikidata or Media Topic URI", blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="tag_not_merged_into_itself",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class Tagging(ItemBase):
    """A tag on a working copy. Editions keep their own frozen tags."""

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="taggings")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tagging_once")
        ]

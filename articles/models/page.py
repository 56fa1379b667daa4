from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.editor import PAGE_EXTENSIONS
from articles.fields import BodyField
from articles.models.taxonomy import Section
from articles.policies import TITLES


class PageQuerySet(models.QuerySet):
    def public(self) -> "PageQuerySet":
        """Those that readers may see."""
        return self.filter(is_public=True)

    def policies(self) -> dict[str, str]:
        """Return the paths of public pages by the policy that each of them is. One query."""
        pages = self.public().exclude(policy="").only("slug", "policy")
        return {page.policy: page.get_absolute_url() for page in pages}


class Page(models.Model):
    """What the newsroom says of itself: who it is, by which rules it works, how to reach it.

    No story: it has no editions, and readers get it as it was saved last.
    """

    title = models.CharField(max_length=60, unique=True, help_text="Also its link in the footer.")
    slug = models.SlugField(
        "last part of the address",
        max_length=60,
        unique=True,
        blank=True,
        help_text="/about/…/. Empty: the page at /about/ itself.",
    )
    body = BodyField(extensions=PAGE_EXTENSIONS)
    policy = models.CharField(
        max_length=40,
        blank=True,
        choices=list(TITLES.items()),
        help_text="Which of the newsroom’s policies it is: stories name it to machines.",
    )
    position = models.PositiveSmallIntegerField(
        "order in the footer", default=0, help_text="Lowest first."
    )
    is_public = models.BooleanField(
        "readers may see it", default=False, help_text="Until then it is a draft of the desk."
    )
    updated_at = models.DateTimeField("last changed", auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy"],
                condition=~Q(policy=""),
                name="page_one_a_policy",
                violation_error_message="Another page is this policy already.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug]) if self.slug else reverse("about")

    def clean(self) -> None:
        """Refuse an address that a section has had since before there were pages."""
        super().clean()
        if Section.objects.filter(slug=reverse("about").strip("/")).exists():
            raise ValidationError(
                f"A section has the address {reverse('about')}, under which pages stand: give it "
                "another one first."
            )

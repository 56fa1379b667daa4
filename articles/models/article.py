import secrets
import time
import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify
from taggit.managers import TaggableManager

from articles import (
    answering,
    breaking,
    embargo,
    publishing,
    reissuing,
    saving,
    stages,
    takedown,
    workflow,
)
from articles.deskcheck.findings import Finding
from articles.documents import validate_documents
from articles.fields import BodyField
from articles.models.edition import Edition, Kind
from articles.models.image import Image
from articles.models.taxonomy import Section, Tagging
from articles.models.version import Version
from people.models import Organization, Person, User


def uuid7() -> uuid.UUID:
    """Return a UUID that sorts by the time it was made (RFC 9562, section 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76  # version
    return uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62)  # variant


class ArticleQuerySet(models.QuerySet):
    def readable_by(self, user: User) -> Self:
        """The stories whose working copy this user may read."""
        return self.filter(workflow.readable_by(user))


class Article(models.Model):
    """The working copy: one story, mutable, private to the desk. Readers get its editions."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved"

    class AIUse(models.TextChoices):
        NONE = "none", "None"
        ASSISTED = "assisted", "Assisted"
        GENERATED = "generated", "Generated"

    # What a version keeps as it stands; sections, tags, people, by-lines and so on go by id.
    PLAIN = (
        "headline",
        "kicker",
        "summary",
        "body",
        "bottom_line",
        "kind",
        "dateline",
        "image_alt",
        "image_caption",
        "language",
        "slug",
        "ai_use",
        "methods",
        "documents",
        "seo_title",
        "seo_description",
    )

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    headline = models.CharField(max_length=200)
    kicker = models.CharField(
        max_length=60, blank=True, help_text="The short line above; the section’s name if empty."
    )
    summary = models.TextField(max_length=600, blank=True)
    body = BodyField(blank=True)
    bottom_line = models.TextField(max_length=800, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey(Section, models.PROTECT, related_name="articles")
    tags = TaggableManager(through=Tagging, blank=True)
    about_people = models.ManyToManyField(Person, blank=True, related_name="+")
    about_organizations = models.ManyToManyField(Organization, blank=True, related_name="+")
    dateline = models.CharField(max_length=100, blank=True, help_text="Where it was written.")
    image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lead image"
    )
    image_alt = models.CharField("its alternative text here", max_length=300, blank=True)
    image_caption = models.CharField("its caption here", max_length=500, blank=True)
    language = models.CharField(max_length=20, default="en")
    slug = models.SlugField(max_length=120, allow_unicode=True, blank=True)
    ai_use = models.CharField("AI use", max_length=10, choices=AIUse, blank=True)
    methods = models.TextField("how we know", blank=True, help_text="Printed under the story.")
    documents = models.JSONField(
        "documents cited", default=list, blank=True, validators=[validate_documents]
    )
    seo_title = models.CharField("title for search engines", max_length=120, blank=True)
    seo_description = models.CharField("description for search engines", max_length=300, blank=True)

    embargo_until = models.DateTimeField(null=True, editable=False)
    stage = models.CharField(
        max_length=10, choices=Stage, default=Stage.DRAFT, editable=False, db_index=True
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    approved_version = models.PositiveIntegerField(null=True, editable=False)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    # This very version is an edition, live or waiting. Kept by publishing, calling off and saving,
    # so that the desk finds what is approved and unpublished without a walk through the archive.
    is_published = models.BooleanField(default=False, editable=False)
    # The event by which it was published without a second person, until one has reviewed it.
    breaking = models.ForeignKey(
        "articles.Event",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    assignee = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="assigned_articles"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="created_articles"
    )
    saved_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="approved", approved_version=F("version"))
                | (Q(approved_version__isnull=True) & ~Q(stage="approved")),
                name="article_approves_its_version",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "is_published", "-saved_at"], name="article_stage"),
            models.Index(fields=["-saved_at"], name="article_saved"),
            models.Index(
                fields=["breaking"], condition=Q(breaking__isnull=False), name="article_breaking"
            ),
        ]

    def __str__(self) -> str:
        return self.headline or "Untitled story"

    def locked(self) -> Self:
        """Return this story fresh from the database, locked until the transaction ends."""
        return type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)

    def is_own_of(self, user: User) -> bool:
        """Did this user create the story, or is in its by-lines?"""
        if self.created_by_id == user.pk:
            return True
        return self.bylines.filter(person__user=user).exists()

    def live_edition(self, at: datetime | None = None) -> Edition | None:
        """What readers get at `at` (now)."""
        return self.editions.live(at or timezone.now()).first()

    def waiting_edition(self, at: datetime | None = None) -> Edition | None:
        """The edition whose time is still to come, if there is one."""
        return self.editions.waiting(at or timezone.now()).first()

    # Saving

    def record_version(self, by: User) -> Version:
        """Keep what now stands as the next version; the same again makes none.

        Saving voids an approval: draft stays draft, in review stays so, approved falls back.
        """
        return saving.record(self, by)

    def renew_version(self, by: User) -> Version:
        """Keep what stands as a version of its own, though not a word of it has changed.

        For what a page prints beside the story: a note that has been approved.
        """
        return saving.renew(self, by)

    def default_slug(self) -> str:
        """Return an address for the story made of its headline, or of its uid."""
        return slugify(self.headline, allow_unicode=True)[:120].strip("-_") or str(self.uid)

    # The verbs: each checks who may, does one thing in one transaction, and leaves one event.

    def submit(self, by: User, version: int) -> None:
        """Hand the draft in for review. Raises `workflow.Refused`."""
        stages.submit(self, by, version)

    def return_to_writer(self, by: User, version: int, reason: str) -> None:
        """Send a story in review, or approved, back to draft, and say what to do.

        Raises `workflow.Refused`, also without a reason.
        """
        stages.return_to_writer(self, by, version, reason)

    def approve(self, by: User, version: int) -> None:
        """Approve exactly this version. Raises `workflow.Refused`, also for a stale version."""
        stages.approve(self, by, version)

    def findings(self, by: User, at: datetime | None = None) -> list[Finding]:
        """Return what the desk check finds in the last saved version, were it to go live at `at`
        (now), published by this user.
        """
        return answering.findings(self, by, at)

    def acknowledge(
        self, by: User, version: int, finding: str, reason: str, at: datetime | None = None
    ) -> None:
        """Take note of a warning of the desk check; it counts for this version alone.

        `finding` is its key; `at` is when the story is to go live (now). Raises `workflow.Refused`,
        also without a reason.
        """
        answering.acknowledge(self, by, version, [finding], reason, at)

    def overrule(
        self, by: User, version: int, finding: str, reason: str, at: datetime | None = None
    ) -> None:
        """Let an error of the desk check stand, for this version alone; see `acknowledge`."""
        answering.overrule(self, by, version, [finding], reason, at)

    def publish(
        self,
        by: User,
        version: int,
        live_from: datetime | None = None,
        change: str = "",
        note: str = "",
    ) -> Edition:
        """Make the approved version an edition, live at once or from `live_from` on.

        `change` is an `Edition.Change` (see `changes.named`) and `note` its text for readers.
        Returns the edition; for a version already published or waiting, the one there is. Raises
        `workflow.Refused`.
        """
        return publishing.publish(self, by, version, live_from, change, note)

    def publish_breaking(
        self, by: User, version: int, reason: str, change: str = "", note: str = ""
    ) -> Edition:
        """Publish this version at once, without a second person, and say why that cannot wait.

        The publishers hear of it by e-mail, and somebody else reviews it afterwards. Raises
        `workflow.Refused`.
        """
        return breaking.publish(self, by, version, reason, change, note)

    def review_breaking(self, by: User) -> None:
        """Have looked at what was published as breaking. Raises `workflow.Refused`."""
        breaking.review(self, by)

    def cancel(self, by: User) -> Edition:
        """Call off the waiting edition and return it. Raises `workflow.Refused`."""
        return publishing.cancel(self, by)

    def reschedule(self, by: User, live_from: datetime) -> Edition:
        """Let the waiting edition's version go live at another time, with the same change and note.

        Returns the edition that waits from now on. Raises `workflow.Refused`, also when the story
        was saved again since.
        """
        return publishing.reschedule(self, by, live_from)

    def set_embargo(self, by: User, until: datetime) -> None:
        """Promise that the story is not live before `until`. Raises `workflow.Refused`."""
        embargo.set_until(self, by, until)

    def lift_embargo(self, by: User, reason: str) -> None:
        """Take an embargo back before its end, and say why. Raises `workflow.Refused`."""
        embargo.lift(self, by, reason)

    def withdraw(self, by: User, reason_class: str, reason: str) -> None:
        """Close the story for readers at once; its address answers 410.

        `reason_class` (a `takedown.ReasonClass`) is public, `reason` is for the desk. Raises
        `workflow.Refused`.
        """
        takedown.withdraw(self, by, reason_class, reason)

    def roll_back(self, by: User, number: int, note: str) -> Edition:
        """Give readers an earlier edition again; `note` tells them why. Raises `Refused`, also for
        a retracted story: what was taken back is published again, or stays.
        """
        return reissuing.roll_back(self, by, number, note)

    def retract(self, by: User, notice: str, strike: bool = False) -> Edition:
        """Keep the story at its address under a notice, its text struck out if `strike`, and take
        it out of every list. Raises `workflow.Refused`.
        """
        return reissuing.retract(self, by, notice, strike)

    def reinstate(self, by: User, note: str) -> Edition:
        """Publish again what was withdrawn or retracted, as it was. Raises `workflow.Refused`."""
        return reissuing.reinstate(self, by, note)

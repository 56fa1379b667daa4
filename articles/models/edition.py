import hashlib
import json
from datetime import UTC, datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import withholding
from articles.models.live import OPEN, Dated, DatedQuerySet
from articles.models.taxonomy import Section
from people.models import User


class Kind(models.TextChoices):
    """What sort of story it is; readers are told on the page."""

    NEWS = "news", pgettext_lazy("kind of story", "News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    EXPLAINER = "explainer", _("Explainer")
    INTERVIEW = "interview", _("Interview")
    REVIEW = "review", pgettext_lazy("kind of story", "Review")
    OBITUARY = "obituary", _("Obituary")


class EditionQuerySet(DatedQuerySet):
    def listed(self, at: datetime) -> "EditionQuerySet":
        """What every list, feed, search and front shows: live and not retracted."""
        return self.live(at).filter(retracted=False)

    def cards(self) -> "EditionQuerySet":
        """Without the body, for lists."""
        return self.defer("body")

    def lived(self, at: datetime) -> "EditionQuerySet":
        """Editions that are or were live at `at`, the last first."""
        return self.standing().filter(live_from__lte=at).order_by("-live_from")

    def putting_right(self) -> "EditionQuerySet":
        """Corrections and retractions: what the log of corrections has.

        Written out and not bound, for SQLite takes a partial index only for the very values of its
        condition (`edition_corrected`).
        """
        sql = "articles_edition.change IN ('correction', 'retraction')"
        return self.filter(RawSQL(sql, (), models.BooleanField()))  # noqa: S611 - no input in it


class Edition(Dated):
    """One frozen, numbered snapshot of a story, as readers get it.

    Nothing of it ever changes but `live_until`, and that only while it lies in the future; the
    database itself refuses everything else (`articles.frozen`). `content` holds all of the page
    that is not a column of its own, names printed as they were on that day.
    """

    class Change(models.TextChoices):
        FIRST = "first", _("First edition")
        MINOR = "minor", _("Minor change")
        UPDATE = "update", pgettext_lazy("kind of change", "Update")
        CORRECTION = "correction", _("Correction")
        RETRACTION = "retraction", _("Retraction")
        REINSTATED = "reinstated", _("Published again")

    class Origin(models.TextChoices):
        DESK = "desk", "Published at the desk"
        IMPORT = "import", "Imported"
        DEMO = "demo", "Demo"
        SYNTHETIC = "synthetic", "Synthetic"

    # What a publication may be called; a retraction is more than a name.
    CHANGES = (Change.MINOR, Change.UPDATE, Change.CORRECTION)
    # Changes that readers are told of by "Updated".
    TELLING = (Change.UPDATE, Change.CORRECTION, Change.RETRACTION, Change.REINSTATED)
    DIGEST_VERSION = 1

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, related_name="editions", db_index=False
    )
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    path = models.CharField(max_length=255)
    kind = models.CharField(max_length=20, choices=Kind)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+", db_index=False)
    retracted = models.BooleanField(default=False)
    headline = models.CharField(max_length=200)
    summary = models.TextField()
    body = models.TextField()
    content = models.JSONField()
    change = models.CharField(max_length=20, choices=Change)
    change_text = models.TextField(blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.DESK)
    digest_version = models.PositiveSmallIntegerField(default=DIGEST_VERSION)
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-live_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(live_until=OPEN), name="edition_one_open"
            ),
            # Twenty clicks make one edition.
            models.UniqueConstraint(
                fields=["article", "version"],
                condition=Q(live_until__gt=F("live_from")),
                name="edition_of_version",
            ),
            models.CheckConstraint(
                condition=Q(live_until__gte=F("live_from")), name="edition_window"
            ),
            models.CheckConstraint(
                condition=Q(live_from__gte=F("first_published_at")),
                name="edition_not_before_the_first",
            ),
        ]
        # The window at the end: an index that lists by time also answers "live at?".
        indexes = [
            models.Index(fields=["path", "live_until"], name="edition_path"),
            models.Index(
                fields=["-first_published_at", "-id", "live_from", "live_until"],
                name="edition_newest",
            ),
            models.Index(
                fields=["section", "-first_published_at", "-id", "live_from", "live_until"],
                name="edition_section",
            ),
            models.Index(fields=["live_from"], name="edition_live_from"),  # what waits
            models.Index(
                fields=["live_until"], condition=Q(retracted=True), name="edition_retracted"
            ),
            models.Index(
                fields=["-live_from", "-id"],
                condition=Q(change__in=["correction", "retraction"]),
                name="edition_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (edition {self.number})"

    def get_absolute_url(self) -> str:
        return self.path

    @property
    def updated_at(self) -> datetime | None:
        """When readers were last told of a change; None while the first edition stands."""
        at = self.content["updated_at"]
        return datetime.fromisoformat(at) if at else None

    def sources(self) -> list[dict]:
        """Return who stands behind the story: those quoted, as what, then those it is about."""
        found: dict[tuple[str, int], dict] = {}
        for quotation in self.content["quotations"]:
            if speaker := quotation["speaker"]:
                entry = speaker | {"title": quotation["described_as"], "quoted": True}
            else:
                speaker = {"kind": "", "id": quotation["id"], "slug": ""}
                entry = speaker | {"name": quotation["described_as"], "title": "", "quoted": True}
            found.setdefault((speaker["kind"], speaker["id"]), entry)
        for entry in self.content["about"]:
            found.setdefault((entry["kind"], entry["id"]), entry | {"quoted": False})
        return list(found.values())

    @property
    def is_erased(self) -> bool:
        """Was what it said erased by a court's order?"""
        return not self.content

    @property
    def is_struck(self) -> bool:
        """Is the text of a retracted edition struck out, or left as it was?"""
        return bool(self.content.get("struck"))

    def take_back(self, *, struck: bool) -> None:
        """Mark an unsaved edition as retracted, its text struck out or left as it is."""
        self.retracted = True
        self.content["struck"] = struck

    def stand_again(self) -> None:
        """Take the mark of a retraction off an unsaved edition."""
        self.retracted = False
        self.content.pop("struck", None)

    def tell(self, previous: "Edition | None", change: str, note: str) -> None:
        """Name the change that this edition makes; "updated" moves when readers are told of it."""
        self.change, self.change_text = change, note
        told = previous and change in self.TELLING
        before = previous.content.get("updated_at") if previous else None
        self.content["updated_at"] = self.live_from.isoformat() if told else before

    def withhold(self, by: User, reason: str) -> None:
        """Close this one edition of the past to readers. Raises `workflow.Refused`."""
        withholding.withhold(self, by, reason)

    def seal(self, previous_digest: str) -> None:
        """Chain this edition to the one before it.

        The chain shows careless tampering; it does not stop a hostile database administrator,
        who can compute it anew.
        """
        self.previous_digest = previous_digest
        self.digest = self.computed_digest()

    def computed_digest(self) -> str:
        """Return the SHA-256 of the content as canonical JSON (sorted keys, UTF-8, no spaces).

        The windows stay outside: `live_until` moves when the next edition comes.
        """
        content = {
            "digest_version": self.digest_version,
            "previous_digest": self.previous_digest,
            "number": self.number,
            "version": self.version,
            "path": self.path,
            "kind": str(self.kind),
            "section": self.section_id,
            "retracted": self.retracted,
            "headline": self.headline,
            "summary": self.summary,
            "body": self.body,
            "content": self.content,
            "first_published_at": self.first_published_at.astimezone(UTC).isoformat(),
            "change": str(self.change),
            "change_text": self.change_text,
            "published_by": self.published_by_id,
            "approved_by": self.approved_by_id,
            "origin": str(self.origin),
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class EditionKeyQuerySet(DatedQuerySet):
    TIE = "edition_id"

    def counted(self) -> "EditionKeyQuerySet":
        """Without terms: they are words, which are counted whether they are terms or not."""
        return self.exclude(key__range=EditionKey.range_of(EditionKey.Kind.TERM))


class EditionKey(Dated):
    """What a live or waiting edition is about, by key: `kind << 32 | id`.

    Derived from the edition's content (`articles.keys`), so it may be thrown away and rebuilt.
    Lists by tag, person and organization and similar articles read it. Retracted editions have
    none.
    """

    class Kind(models.IntegerChoices):
        TAG = 1
        PERSON = 2
        ORGANIZATION = 3
        BYLINE = 4
        QUOTE = 5
        IMAGE = 6
        CORRECTION = 7
        TERM = 8
        HEADLINE = 9  # its words, by a hash

    pk = models.CompositePrimaryKey("edition_id", "key")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="keys", db_index=False)
    key = models.BigIntegerField()
    # How much one key of its kind counts for this edition: less where it has many.
    weight = models.FloatField(default=1.0)

    objects = EditionKeyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "key",
                    "-first_published_at",
                    "-edition",
                    "live_from",
                    "live_until",
                    "weight",
                ],
                name="key_newest",
            ),
        ]

    @staticmethod
    def of(kind: int, pk: int) -> int:
        """Return the key of a record of some kind."""
        return kind << 32 | pk

    @staticmethod
    def range_of(kind: int) -> tuple[int, int]:
        """Return the lowest and the highest key that a record of some kind may have."""
        return kind << 32, ((kind + 1) << 32) - 1


class KeyCount(models.Model):
    """On how many articles, listed or waiting, a key stands; key 0 counts them all. For ranking."""

    EVERY_ARTICLE = 0
    # Not a count: the last article whose words a rebuild under way has counted.
    RECOUNTED = -1

    key = models.BigIntegerField(primary_key=True)
    count = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class Address(models.Model):
    """Which article a path belongs to: older paths redirect, a withdrawn story's answers 410."""

    path = models.CharField(max_length=255, unique=True)
    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="addresses")

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return self.path

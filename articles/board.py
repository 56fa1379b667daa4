"""The desk's front: the stories a user may read, by stage, and what is live."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition
from articles.workflow import Action, may
from people.models import User

SHOWN = 8
SHOWN_LIVE = 5


@dataclass(frozen=True)
class Card:
    """One story of the board. `at` is when it was saved, or when readers get it."""

    headline: str
    url: str
    section: str
    by: str
    at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True)
class Column:
    """One stage of the board: its stories, and whether there are more."""

    key: str
    title: str
    empty: str
    cards: list[Card]
    more: bool

    @classmethod
    def of(
        cls, key: str, title: str, empty: str, cards: Iterable[Card], shown: int = SHOWN
    ) -> "Column":
        found = list(islice(cards, shown + 1))
        return cls(key, title, empty, found[:shown], more=len(found) > shown)


def to_review(user: User) -> list[Article]:
    """Return what was published without a second person, and nobody has reviewed; newest first."""
    if not may(user, Action.READ):
        return []
    found = Article.objects.readable_by(user).filter(breaking__isnull=False).defer("body")
    return list(found.select_related("breaking__by", "section").order_by("-breaking")[:SHOWN])


def stages(user: User, at: datetime | None = None) -> list[Column]:
    """Return the columns of the board for this user, each found by one or two bounded queries.

    Who may read no story gets none; who writes none gets what waits for them, and what is live.
    """
    if not may(user, Action.READ):
        return []
    return list(_columns(user, at or timezone.now()))


def _columns(user: User, at: datetime) -> Iterator[Column]:
    readable = Article.objects.readable_by(user)
    unpublished = readable.filter(is_published=False)
    editions = Edition.objects.cards()
    writes = may(user, Action.CREATE)
    if writes:
        yield Column.of(
            "draft",
            "Draft",
            "No drafts: begin one with “New story”.",
            _working_copies(unpublished.filter(stage="draft")),
        )
    yield Column.of(
        "in_review",
        "In review",
        "Nothing waits for review: drafts come here when they are submitted.",
        _working_copies(unpublished.filter(stage="in_review")),
    )
    if writes:
        # Not `article__in`: SQLite would start from every story that one may read.
        waiting = editions.waiting(at).filter(Exists(readable.filter(pk=OuterRef("article_id"))))
        yield Column.of(
            "approved",
            "Approved",
            "Nothing is approved: a second person approves what is in review.",
            _working_copies(unpublished.filter(stage="approved")),
        )
        yield Column.of(
            "scheduled",
            "Scheduled",
            "Nothing is scheduled: an approved story can be published later.",
            _editions(waiting.order_by("live_from"), readable),
        )
    yield Column.of(
        "live",
        "Live",
        "Nothing is live: publish a story that is approved.",
        _editions(editions.listed(at).newest(at), readable),
        shown=SHOWN_LIVE,
    )


def _working_copies(found: QuerySet[Article]) -> Iterator[Card]:
    rows = found.select_related("section", "created_by").defer("body")
    for article in rows[: SHOWN + 1]:
        yield Card(
            headline=article.headline,
            url=reverse("admin:articles_article_change", args=[article.pk]),
            section=article.section.name,
            by=str(article.created_by),
            at=article.saved_at,
            due_at=article.due_at,
        )


def _editions(found: QuerySet[Edition], readable: QuerySet[Article]) -> Iterator[Card]:
    """Link to the desk what this user may read there, and to its public page what not."""
    rows = list(found[: SHOWN + 1])
    at_desk = set(
        readable.filter(pk__in=[row.article_id for row in rows]).values_list("pk", flat=True)
    )
    for edition in rows:
        change = reverse("admin:articles_article_change", args=[edition.article_id])
        yield Card(
            headline=edition.headline,
            url=change if edition.article_id in at_desk else edition.path,
            section=edition.content["section"]["name"],
            by=", ".join(byline["name"] for byline in edition.content["bylines"]),
            at=edition.live_from,
        )

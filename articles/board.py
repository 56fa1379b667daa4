"""The desk's front: the stories a user may read, by stage."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Edition
from people.models import User

SHOWN = 8


@dataclass(frozen=True)
class Column:
    """One stage of the board: its stories, newest first, and whether there are more."""

    key: str
    title: str
    empty: str
    stories: list
    more: bool


def stages(user: User, at: datetime | None = None) -> list[Column]:
    """Return the columns of the board for this user, each found by one bounded query."""
    at = at or timezone.now()
    readable = Article.objects.readable_by(user).select_related("section", "created_by", "assignee")
    unpublished = readable.filter(is_published=False)
    editions = Edition.objects.cards()
    waiting = editions.waiting(at).filter(article__in=readable.values("pk")).order_by("live_from")
    return [
        _column("draft", "Draft", "No drafts.", unpublished.filter(stage="draft")),
        _column(
            "in_review",
            "In review",
            "Nothing waits for review.",
            unpublished.filter(stage="in_review"),
        ),
        _column(
            "approved",
            "Approved",
            "Nothing waits to be published.",
            unpublished.filter(stage="approved"),
        ),
        _column("scheduled", "Scheduled", "Nothing is scheduled.", waiting),
        _column("live", "Live", "Nothing is live yet.", editions.listed(at).newest(at)),
    ]


def _column(key: str, title: str, empty: str, found: QuerySet) -> Column:
    stories = list(found[: SHOWN + 1])
    return Column(key, title, empty, stories[:SHOWN], more=len(stories) > SHOWN)

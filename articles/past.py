"""What readers may see of the editions of a story that are over, and how its page leads there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from articles.models.edition import Edition
from articles.models.event import Event

# A page leads to so many of its earlier editions; the list of editions has them all.
LED_TO = 200


def withheld(articles: Iterable[int], at: datetime) -> dict[tuple[int, int], datetime]:
    """Return which editions of these articles no reader may see, and since when.

    The keys are the article's id and the edition's number.
    """
    events = Event.objects.withholding(at).filter(article__in=articles).order_by("-at")
    rows = events.values_list("article", "edition__number", "at")
    return {(article, number): since for article, number, since in rows}


def context(edition: Edition, at: datetime) -> dict[str, Any]:
    """Return how the page of a live edition leads to its past; nothing while there is none.

    The one query it takes is saved where the story has only one edition, or no public record.
    """
    if not settings.PUBLIC_RECORD or edition.live_from == edition.first_published_at:
        return {}
    closed = Event.objects.withholding(at).filter(article=edition.article_id)
    open_ = Edition.objects.lived(at).filter(article=edition.article_id)
    numbers = open_.exclude(pk__in=closed.values("edition")).values_list("live_from", "number")
    by_start = dict(numbers[:LED_TO])
    earlier = [number for number in by_start.values() if number < edition.number]
    return {
        "past": {"previous": max(earlier, default=None)},
        "corrections": [_leading(c, by_start) for c in edition.content["corrections"]],
    }


def _leading(correction: dict, by_start: dict[datetime, int]) -> dict:
    """Add the way to the edition that was wrong, and to what the right one changed in it."""
    wrong, right = correction["corrects"], by_start.get(datetime.fromisoformat(correction["at"]))
    if wrong not in by_start.values():
        return correction
    return correction | {"edition": wrong, "until": right}

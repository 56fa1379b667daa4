"""Places in a list of newest first, as addresses name them: `?before=<microseconds>-<id>`."""

import re
from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest

from articles.models.edition import Edition
from articles.models.live import Cursor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = re.compile(r"(-?[0-9]{1,18})-([0-9]{1,18})")  # microseconds since then, and an id


def cursor(request: HttpRequest) -> Cursor | None:
    """Read `?before=`. Raises Http404 for one that no page of ours has written."""
    text = request.GET.get("before")
    if text is None:
        return None
    place = PLACE.fullmatch(text)
    if place is None:
        raise Http404("There is no such page.")
    try:
        return Cursor(EPOCH + timedelta(microseconds=int(place[1])), int(place[2]))
    except OverflowError:
        raise Http404("There is no such page.") from None


def after(last: Cursor) -> str:
    """Return the address of the page that follows this place."""
    return f"?before={(last[0] - EPOCH) // timedelta(microseconds=1)}-{last.tie}"


def behind(story: Edition) -> str:
    """Return the address of the page whose list goes on behind this story."""
    return after(Cursor(story.first_published_at, story.pk))


def cut(found: list[Edition], a_page: int) -> tuple[list[Edition], str]:
    """Split what was found into one page and the address of the next ("" when there is none)."""
    stories = found[:a_page]
    return stories, behind(stories[-1]) if len(found) > a_page else ""

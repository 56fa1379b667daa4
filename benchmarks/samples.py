"""Which addresses are asked for: the same at every size wherever the archives allow it.

A program, run in the environment of one archive: it reads the choice made on the smallest (null, on
the smallest itself) and prints choice and addresses.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django
from django.utils import timezone

django.setup()

from articles.models import Edition, EditionKey, KeyCount, Section, Tag  # noqa: E402
from articles.views.reader import STORIES_A_PAGE  # noqa: E402
from people.models import Organization, Person  # noqa: E402

STORIES = 40
SUBJECTS = 20
DEEP = timedelta(days=5 * 365)
Kind = EditionKey.Kind


def choose() -> dict[str, Any]:
    """Choose on the smallest archive what all are asked for: stories old and new, by day, and
    people and organizations whose lists are full."""
    first = Edition.objects.filter(number=1).order_by("first_published_at", "pk")
    uids = list(first.values_list("article__uid", flat=True))
    return {
        "stories": [str(uid) for uid in _spread(uids, STORIES)],
        "figures": _slugs(Person, Kind.PERSON),
        "writers": _slugs(Person, Kind.BYLINE),
        "organizations": _slugs(Organization, Kind.ORGANIZATION),
    }


def pages(chosen: dict[str, Any]) -> dict[str, list[str]]:
    """Return the addresses of every sort of page in this archive."""
    now = timezone.now()
    live = Edition.objects.listed(now)
    sections = [f"/{slug}/" for slug in Section.objects.values_list("slug", flat=True)]
    deep = f"?before={int((now - DEEP).timestamp() * 1_000_000)}-0"
    of_stories = live.filter(article__uid__in=chosen["stories"])
    tags = Tag.objects.in_bulk(_spread(_full(Kind.TAG), SUBJECTS))
    return {
        "home": ["/"],
        "home, five years back": [f"/{deep}"],
        "section": sections,
        "section, five years back": [f"{section}{deep}" for section in sections],
        "article": list(of_stories.order_by("path").values_list("path", flat=True)),
        "topic": [tag.get_absolute_url() for tag in tags.values()],
        "person quoted": [f"/people/{slug}/" for slug in chosen["figures"]],
        "writer": [f"/people/{slug}/" for slug in chosen["writers"]],
        "organization": [f"/organizations/{slug}/" for slug in chosen["organizations"]],
    }


def _full(kind: int) -> list[int]:
    """Return the ids of this kind whose list fills more than a page, the commonest first."""
    keys = KeyCount.objects.filter(key__range=(kind << 32, ((kind + 1) << 32) - 1))
    full = keys.filter(count__gt=STORIES_A_PAGE).order_by("-count", "key")
    return [key & 0xFFFFFFFF for key in full.values_list("key", flat=True)]


def _slugs(model: Any, kind: int) -> list[str]:
    chosen = model.objects.in_bulk(_spread(_full(kind), SUBJECTS))
    return sorted(record.slug for record in chosen.values())


def _spread(found: list, count: int) -> list:
    """Return so many, evenly from the first to the last."""
    if len(found) <= count:
        return found
    return [found[round(place * (len(found) - 1) / (count - 1))] for place in range(count)]


if __name__ == "__main__":
    choice = json.load(sys.stdin) or choose()
    json.dump({"choice": choice, "pages": pages(choice)}, sys.stdout)

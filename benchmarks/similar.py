"""What similar articles cost in one archive, and how near they come to the exact score.

A program, run in the environment of one archive: prints its figures as JSON.
"""

import json
import math
import os
import statistics
import sys
import time
from typing import Any

import django
from tqdm import tqdm

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import candidates, related  # noqa: E402
from articles.models import Article, Edition, EditionKey, Tag  # noqa: E402
from benchmarks.timing import times  # noqa: E402
from people.models import Organization, Person  # noqa: E402
from tests import factories  # noqa: E402

SHOWN = 6
EXACT = {"WINDOW": 1 << 40, "KEYS_ASKED": 1000, "SECOND_LOOK": 200}
KINDS = ("person", "organization")
Kind = EditionKey.Kind


def measure(timed: int, judged: int, rivals: int, published: int) -> dict[str, Any]:
    """Return times and recall over so many stories, evenly from the oldest to the newest."""
    stories = [_story(pk) for pk in _spread(timed)]
    for story in stories:
        related.to(story)
    now, every = timezone.now(), math.ceil(timed / judged)
    found = {
        "similar": times(lambda story: related.to(story), stories),
        "recall": statistics.mean(_recall(story, now) for story in tqdm(stories[::every])),
    }
    some = list(Article.objects.filter(pk__in=[s.article_id for s in stories[-rivals:]]))
    for article in some:
        article.its_tags = list(article.tags.all())
    found["similar_objects"] = times(lambda a: a.tags.similar_objects()[:SHOWN], some)
    found["tags__in"] = times(_by_tags, some)
    settings.DESK_CHECK_LEVELS = {"*": "info"}  # every check runs, and none stands in the way
    found["publication"] = times(_publish, [_approved(s) for s in stories[-published:]])
    return found | {"load": os.getloadavg()[0]}


def _spread(count: int) -> list[int]:
    last = Edition.objects.order_by("-pk").values_list("pk", flat=True).first() or 1
    return [max(2, round(last * (place + 0.5) / count)) for place in range(count)]


def _story(pk: int) -> Edition:
    """Return an edition of a clone that prints the tags, people and words of its keys."""
    edition = Edition.objects.get(pk=pk)
    by_kind: dict[int, list[int]] = {kind: [] for kind in Kind}
    for key in edition.keys.values_list("key", flat=True):
        by_kind[key >> 32].append(key & 0xFFFFFFFF)
    entries = [("person", pk) for pk in by_kind[Kind.PERSON]]
    entries += [("organization", pk) for pk in by_kind[Kind.ORGANIZATION]]
    edition.content |= {
        "language": "xx",
        "quotations": [],
        "tags": [{"id": pk, "name": f"Tag {pk}"} for pk in by_kind[Kind.TAG]],
        "about": [_entry(kind, pk) for kind, pk in entries],
        "bylines": [_entry("person", pk) for pk in by_kind[Kind.BYLINE]],
    }
    words = [f"w{pk}" for pk in by_kind[Kind.TERM]]
    edition.body = f"<p>{' '.join(words * 15)}</p>"  # 450 words
    return edition


def _entry(kind: str, pk: int) -> dict[str, Any]:
    return {"kind": kind, "id": pk, "name": f"{kind} {pk}", "slug": "it"}


def _approved(story: Edition) -> Article:
    """Return a story of the desk that has the words, tags and people of another."""
    ids = {kind: [e["id"] for e in story.content["about"] if e["kind"] == kind] for kind in KINDS}
    return factories.approved(
        headline=f"Again {story.pk}",
        slug=f"again-{time.time_ns()}",
        body=story.body,
        language="xx",
        tags=Tag.objects.filter(pk__in=[tag["id"] for tag in story.content["tags"]]),
        about_people=Person.objects.filter(pk__in=ids["person"]),
        about_organizations=Organization.objects.filter(pk__in=ids["organization"]),
    )


def _publish(article: Article) -> None:
    article.publish(factories.publisher(), article.version)


def _by_tags(article: Any) -> list[Article]:
    others = Article.objects.filter(tags__in=article.its_tags).exclude(pk=article.pk)
    return list(others.distinct().order_by("-saved_at")[:SHOWN])


def _recall(story: Edition, now: Any) -> float:
    """Return how many of the best six by the exact score are among the six that are shown."""
    worth = related.worth(story)
    bounded = [c.edition for c in candidates.find(worth, now) if c.edition != story.pk][:SHOWN]
    usual = {name: getattr(candidates, name) for name in EXACT}
    try:
        for name, value in EXACT.items():
            setattr(candidates, name, value)
        exact = [c.edition for c in candidates.find(worth, now) if c.edition != story.pk][:SHOWN]
    finally:
        for name, value in usual.items():
            setattr(candidates, name, value)
    return len(set(bounded) & set(exact)) / max(1, len(exact))


if __name__ == "__main__":
    json.dump(measure(**json.load(sys.stdin)), sys.stdout)

"""What stands beside a topic or a person in the stories of late: other topics, others quoted."""

import math
from datetime import datetime

from django.db.models import Count, QuerySet

from articles.models.edition import EditionKey, KeyCount
from articles.models.quotation import Quotation
from articles.models.taxonomy import Tag
from people.models.register import Person

RECENT = 200  # stories that are looked at, so the price does not grow with the archive
SHOWN = 8
TOGETHER = 2  # stories; what met once met by chance
Kind = EditionKey.Kind


def topics_beside(key: int, at: datetime) -> list[Tag]:
    """Return the topics that recent stories under a key have besides it, the most telling first.

    Each counts by the number of stories times the rarity of the topic, ln((N + 1) / (n + ½)), so
    what stands on every story comes last. Four queries.
    """
    others = EditionKey.objects.filter(
        edition__in=_recent(key, at), key__range=EditionKey.range_of(Kind.TAG)
    )
    met = _met_often(others.exclude(key=key).values_list("key"))
    counts = KeyCount.objects.filter(key__in=[KeyCount.EVERY_ARTICLE, *met])
    on = dict(counts.values_list("key", "count"))
    articles = on.get(KeyCount.EVERY_ARTICLE, 0)
    telling = {
        other: times * math.log((articles + 1) / (on.get(other, 0) + 0.5))
        for other, times in met.items()
    }
    best = _first(telling)
    tags = Tag.objects.filter(merged_into=None).in_bulk(best)
    return [tags[pk] for pk in best if pk in tags]


def quoted_beside(key: int, at: datetime) -> list[Person]:
    """Return the people quoted in recent stories under a person's key, who is not one of them,
    those quoted in most first. Three queries.
    """
    people = Quotation.objects.filter(
        edition__in=_recent(key, at), speaker__range=EditionKey.range_of(Kind.PERSON)
    )
    best = _first(_met_often(people.exclude(speaker=key).values_list("speaker")))
    found = Person.objects.public().unmerged().in_bulk(best)
    return [found[pk] for pk in best if pk in found]


def _recent(key: int, at: datetime) -> list[int]:
    rows = EditionKey.objects.live(at).filter(key=key).newest(at)
    return list(rows.values_list("edition", flat=True)[:RECENT])


def _met_often(rows: QuerySet) -> dict[int, int]:
    """Return in how many stories each of these stands, but for those met only once."""
    counted = rows.order_by().annotate(stories=Count("edition", distinct=True))
    return dict(counted.filter(stories__gte=TOGETHER))


def _first(weighted: dict[int, float] | dict[int, int]) -> list[int]:
    """Return the ids of the records of the keys that weigh most."""
    best = sorted(weighted, key=lambda key: (-weighted[key], key))[:SHOWN]
    return [key & 0xFFFFFFFF for key in best]

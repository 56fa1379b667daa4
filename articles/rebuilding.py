"""Makes the derived rows of editions anew: keys and their counts. Safe beside a running newsroom.

Everything happens in small transactions, and each says itself what is right, so a run that was cut
short may be run again, from its start or from where it was. Publishing may go on meanwhile: an
article is locked while its keys are made, and a count while it is taken.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from articles import keys
from articles.models import Article, Edition, EditionKey, KeyCount

ARTICLES = 200  # whose keys are made in one transaction
KEYS = 20  # that are counted in one


def make_keys(after: int = 0) -> Iterator[list[int]]:
    """Make the keys of all articles whose id is higher than `after`; yield the ids of each batch.

    Counts are wrong until `count_keys` has run where keys were.
    """
    while True:
        with transaction.atomic():
            found = Article.objects.select_for_update().filter(pk__gt=after).order_by("pk")
            ids = list(found.values_list("pk", flat=True)[:ARTICLES])
            keys.remake(ids, timezone.now())
        if not ids:
            return
        after = ids[-1]
        yield ids


def count_keys() -> Iterator[int]:
    """Count anew on how many articles each key stands; yield each key, the lowest first."""
    with transaction.atomic():
        [everything] = keys.locked([KeyCount.EVERY_ARTICLE])
        everything.count = _articles_with_keys()
        keys.store([everything])
    after: int = KeyCount.EVERY_ARTICLE
    while following := _following(after):
        with transaction.atomic():
            _count(following)
        yield from following
        after = following[-1]


def _articles_with_keys() -> int:
    keyed = Edition.objects.filter(Exists(EditionKey.objects.filter(edition=OuterRef("pk"))))
    return keyed.order_by().values("article").distinct().count()


def _following(after: int) -> list[int]:
    """Return the next keys that stand on an edition or have a count."""
    found = {
        key
        for rows in (EditionKey.objects, KeyCount.objects)
        for key in rows.filter(key__gt=after)
        .order_by("key")
        .values_list("key", flat=True)
        .distinct()[:KEYS]
    }
    return sorted(found)[:KEYS]


def _count(following: list[int]) -> None:
    rows = keys.locked(following)
    editions = EditionKey.objects.filter(key__in=following).values("key")
    counted = dict(
        editions.annotate(articles=Count("edition__article", distinct=True)).values_list(
            "key", "articles"
        )
    )
    for row in rows:
        row.count = counted.get(row.key, 0)
    keys.store(rows)

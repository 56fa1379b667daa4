"""Makes the derived rows of editions anew: keys and all counts. Safe beside a running newsroom.

Everything happens in small transactions, and each says itself what is right, so a run that was cut
short may be run again, from its start or from where it was. Publishing may go on meanwhile: an
article is locked while its keys are made, and a count while it is taken.

Words come first, for terms are chosen by their counts. A rebuild adds them up beside the counts in
use, and notes with each batch how far it has come; publishing reads the note, and tells both counts
of a story that the rebuild has passed.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone

from articles import keys, vocabulary
from articles.models import Article, Edition, EditionKey, KeyCount, Term

ARTICLES = 200  # whose keys are made in one transaction
KEYS = 20  # that are counted in one
TERMS = 5_000  # whose counts are taken over in one
ALL = 1 << 62  # articles: more than there will be


def count_words() -> Iterator[int]:
    """Count anew in how many articles each word stands; yield how many articles each step passed.

    Goes on after the last article that a run cut short has counted.
    """
    passed = _begin()
    while passed < ALL:
        with transaction.atomic():
            found = Article.objects.select_for_update().filter(pk__gt=passed).order_by("pk")
            last = max(found.values_list("pk", flat=True)[:ARTICLES], default=ALL)
            progress = KeyCount.objects.select_for_update().get(key=KeyCount.RECOUNTED)
            # Anew: under the lock no others come, and one may have come since.
            between = Article.objects.filter(pk__gt=passed, pk__lte=last)
            ids = list(between.values_list("pk", flat=True))
            _, words = keys.remake(ids, timezone.now())
            vocabulary.recount(words)
            progress.count = passed = last
            progress.save()
        yield len(ids)
    _take_over()


def uncounted() -> int:
    """Return of how many articles `count_words` has to count the words."""
    rows = KeyCount.objects.filter(key=KeyCount.RECOUNTED).values_list("count", flat=True)
    return Article.objects.filter(pk__gt=rows.first() or 0).count()


def _begin() -> int:
    """Return the last article that is counted, 0 where no rebuild is under way."""
    progress = KeyCount.objects.filter(key=KeyCount.RECOUNTED).first()
    if progress is None:
        for first in _ranges():
            Term.objects.filter(pk__range=(first, first + TERMS - 1)).update(recount=0)
        progress = KeyCount.objects.create(key=KeyCount.RECOUNTED)
    return progress.count


def _take_over() -> None:
    for first in _ranges():
        Term.objects.filter(pk__range=(first, first + TERMS - 1)).update(count=F("recount"))
    KeyCount.objects.filter(key=KeyCount.RECOUNTED).delete()


def _ranges() -> range:
    last = Term.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return range(1, last + 1, TERMS)


def make_keys(after: int = 0) -> Iterator[list[int]]:
    """Make the keys of all articles whose id is higher than `after`; yield the ids of each batch.

    Counts of keys are wrong until `count_keys` has run where keys were.
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
            count(following)
        yield from following
        after = following[-1]


def _articles_with_keys() -> int:
    keyed = Edition.objects.filter(Exists(EditionKey.objects.filter(edition=OuterRef("pk"))))
    return keyed.order_by().values("article").distinct().count()


def _following(after: int) -> list[int]:
    """Return the next keys that stand on an edition or have a count; terms are counted as words."""
    first_term, last_term = EditionKey.range_of(EditionKey.Kind.TERM)
    return _between(after, first_term) or _between(max(after, last_term), 1 << 62)


def _between(after: int, before: int) -> list[int]:
    found = {
        key
        for rows in (EditionKey.objects, KeyCount.objects)
        for key in rows.filter(key__gt=after, key__lt=before)
        .order_by("key")
        .values_list("key", flat=True)
        .distinct()[:KEYS]
    }
    return sorted(found)[:KEYS]


def count(following: list[int]) -> None:
    """Count these keys anew, which come in order; they stay locked until the transaction ends."""
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

"""The keys of editions: derived rows by which lists and similar articles find them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import batched
from zlib import crc32

from django.db import connection

from articles import indexing, quotations, vocabulary
from articles.models.edition import Edition, EditionKey, EditionQuerySet, KeyCount
from articles.models.quotation import Quotation
from articles.subject_keys import KINDS
from articles.vocabulary import Word
from people.models import Organization, Person

Kind = EditionKey.Kind
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def keys_of(edition: Edition, merged: Mapping[int, int] | None = None) -> dict[int, float]:
    """Return the keys that an edition's content gives, each with its weight.

    A key counts for less where an edition has many of its kind: n ** -0.25, the damping that did
    best on tagged news. A private individual has no key, as there is no page. `merged` has the key
    that stands for another one, of an entry which was merged since (see `merged_keys`).
    """
    merged = merged or {}
    content = edition.content
    named = [*content["about"], *(q["speaker"] for q in content["quotations"] if q["speaker"])]
    by_kind = {
        Kind.TAG: {tag["id"] for tag in content["tags"]},
        Kind.PERSON: _public(named, "person"),
        Kind.ORGANIZATION: _public(named, "organization"),
        Kind.BYLINE: _public(content["bylines"], "person"),
        Kind.QUOTE: {quotation["id"] for quotation in content["quotations"]},
        Kind.IMAGE: {content["image"]["id"]} if content["image"] else set(),
        Kind.CORRECTION: {correction["id"] for correction in content["corrections"]},
        Kind.HEADLINE: {headline_id(edition.headline)},
    }
    keyed = [{EditionKey.of(kind, pk) for pk in pks} for kind, pks in by_kind.items()]
    standing = [{merged.get(key, key) for key in keys} for keys in keyed]
    return {key: len(keys) ** -0.25 for keys in standing for key in keys}


def headline_words(headline: str) -> str:
    """Return a headline without what two writers might set differently: case and punctuation."""
    return _BETWEEN_WORDS.sub(" ", headline.casefold()).strip()


def headline_id(headline: str) -> int:
    """Return a number of 32 bits, the same for headlines of the same words, and seldom else."""
    return crc32(headline_words(headline).encode())


def _public(entries: Iterable[dict], kind: str) -> set[int]:
    return {entry["id"] for entry in entries if entry["kind"] == kind and entry["slug"]}


def insert(editions: Iterable[Edition], words: Iterable[Counter[Word]]) -> dict[int, set[int]]:
    """Insert keys and quotations of editions, whose words are given, and return which keys each
    article has that are counted as keys: all but terms.

    A retracted edition is in no list and has none. Raw, because the ORM takes five times as long
    for rows so small and so many.
    """
    adapted = connection.ops.adapt_datetimefield_value
    editions = list(editions)
    gained: dict[int, set[int]] = {}
    rows: list[tuple] = []
    merged = merged_keys(editions)
    for edition, terms in zip(editions, vocabulary.chosen(list(words)), strict=True):
        if edition.retracted:
            continue
        keys = keys_of(edition, merged)
        window = [adapted(getattr(edition, name)) for name in _WINDOW]
        weights = keys | terms
        rows += [(edition.pk, key, weight, *window) for key, weight in sorted(weights.items())]
        gained.setdefault(edition.article_id, set()).update(keys)
    columns = ("edition_id", "key", "weight", *_WINDOW)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {EditionKey._meta.db_table} ({', '.join(columns)})"  # noqa: S608
            f" VALUES ({', '.join(['%s'] * len(columns))})",
            rows,
        )
    quotations.insert(editions, merged)
    indexing.insert(editions)
    return gained


def merged_keys(editions: Iterable[Edition]) -> dict[int, int]:
    """Return by which keys those of entries that were merged since are to be found."""
    keys = {
        key for edition in editions for key in (*keys_of(edition), *quotations.keys_of(edition))
    }
    found: dict[int, int] = {}
    for entries in (Person, Organization):
        kinds = KINDS[entries]
        ids = {key - EditionKey.of(kind, 0) for key in keys for kind in kinds if key >> 32 == kind}
        for some in batched(sorted(ids), 5_000):
            for loser, winner in entries.objects.winners(some).items():
                pairs = ((EditionKey.of(k, loser), EditionKey.of(k, winner)) for k in kinds)
                found.update(pairs)
    return found


_WINDOW = ("first_published_at", "live_from", "live_until")


def refresh(article_id: int, now: datetime) -> None:
    """Bring the keys of one article, and all counts, to where its editions stand."""
    rows = EditionKey.objects.filter(edition__article=article_id)
    before = set(rows.counted().values_list("key", flat=True))
    keyed = Edition.objects.filter(pk__in=rows.order_by().values("edition"))
    words_before = vocabulary.of_editions(keyed)
    lasting = list(_lasting([article_id], now))
    words = [vocabulary.words_of(edition) for edition in lasting]
    change = vocabulary.of_articles(lasting, words)
    change.subtract(words_before)
    vocabulary.count(change, [article_id])
    after = _replace([article_id], lasting, words)
    count(articles(after), articles({article_id: before}))


def remake(article_ids: list[int], now: datetime) -> tuple[dict[int, set[int]], Counter[Word]]:
    """Make the keys of articles anew. Return them, and in how many of the articles each word
    stands; the counts stay as they are.
    """
    lasting = list(_lasting(article_ids, now))
    words = [vocabulary.words_of(edition) for edition in lasting]
    return _replace(article_ids, lasting, words), vocabulary.of_articles(lasting, words)


def _lasting(article_ids: list[int], now: datetime) -> EditionQuerySet:
    editions = Edition.objects.filter(article__in=article_ids, live_until__gt=now)
    return editions.standing()


def _replace(
    article_ids: list[int], editions: list[Edition], words: list[Counter[Word]]
) -> dict[int, set[int]]:
    former = Edition.objects.filter(article__in=article_ids).order_by()
    ids = list(former.values_list("pk", flat=True))
    for derived in (EditionKey, Quotation):
        derived.objects.filter(edition__in=ids).delete()
    indexing.remove(ids)
    return insert(editions, words)


def articles(keys: dict[int, set[int]]) -> Counter[int]:
    """Return on how many of these articles each key stands, and how many have any."""
    counted = Counter(key for its_keys in keys.values() for key in its_keys)
    counted[KeyCount.EVERY_ARTICLE] = sum(1 for its_keys in keys.values() if its_keys)
    return counted


def count(gained: Counter[int], lost: Counter[int] | None = None) -> None:
    """Add to the counts what articles gained, and take off what they lost.

    Locks the rows in the order of their keys: two publications that share keys then wait for
    each other instead of dead-locking.
    """
    change = Counter(gained)
    change.subtract(lost or {})
    changed = sorted(key for key, by in change.items() if by)
    for keys in batched(changed, 500):
        rows = locked(keys)
        for row in rows:
            row.count += change[row.key]
        store(rows)


def locked(keys: Iterable[int]) -> list[KeyCount]:
    """Return the counts of these keys, which come in order, locked until the transaction ends."""
    keys = list(keys)
    KeyCount.objects.bulk_create([KeyCount(key=key) for key in keys], ignore_conflicts=True)
    return list(KeyCount.objects.select_for_update().filter(key__in=keys).order_by("key"))


def store(rows: list[KeyCount]) -> None:
    """Write the counts of rows that exist. An upsert: `bulk_update` takes ten times as long."""
    KeyCount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["count"]
    )

"""The keys of editions: derived rows by which lists and similar articles find them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import batched

from django.db import connection

from articles.models.edition import Edition, EditionKey, KeyCount

Kind = EditionKey.Kind


def keys_of(edition: Edition) -> dict[int, float]:
    """Return the keys that an edition's content gives, each with its weight.

    A key counts for less where an edition has many of its kind: n ** -0.25, the damping that did
    best on tagged news. A private individual has no key, as there is no page.
    """
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
    }
    return {
        EditionKey.of(kind, pk): len(pks) ** -0.25 for kind, pks in by_kind.items() for pk in pks
    }


def _public(entries: Iterable[dict], kind: str) -> set[int]:
    return {entry["id"] for entry in entries if entry["kind"] == kind and entry["slug"]}


def insert(editions: Iterable[Edition]) -> dict[int, set[int]]:
    """Insert the keys of editions, and return those of each article that has any.

    A retracted edition is in no list and has none. Raw, because the ORM takes five times as long
    for rows so small and so many.
    """
    adapted = connection.ops.adapt_datetimefield_value
    gained: dict[int, set[int]] = {}
    rows: list[tuple] = []
    for edition in editions:
        keys = {} if edition.retracted else keys_of(edition)
        window = [adapted(getattr(edition, name)) for name in _WINDOW]
        rows += [(edition.pk, key, weight, *window) for key, weight in sorted(keys.items())]
        if keys:
            gained.setdefault(edition.article_id, set()).update(keys)
    columns = ("edition_id", "key", "weight", *_WINDOW)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {EditionKey._meta.db_table} ({', '.join(columns)})"  # noqa: S608
            f" VALUES ({', '.join(['%s'] * len(columns))})",
            rows,
        )
    return gained


_WINDOW = ("first_published_at", "live_from", "live_until")


def refresh(article_id: int, now: datetime) -> None:
    """Bring the keys of one article, and the counts, to where its editions stand."""
    rows = EditionKey.objects.filter(edition__article=article_id)
    before = set(rows.values_list("key", flat=True))
    after = remake([article_id], now)
    count(articles(after), articles({article_id: before}))


def remake(article_ids: list[int], now: datetime) -> dict[int, set[int]]:
    """Make the keys of articles anew and return them; the counts stay as they are."""
    editions = Edition.objects.filter(article__in=article_ids)
    EditionKey.objects.filter(edition__in=editions.order_by().values("pk")).delete()
    return insert(editions.filter(live_until__gt=now).standing().defer("body"))


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

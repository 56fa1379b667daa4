"""Which listed articles share most with a story, and what of the score each shared key makes.

A candidate's score is (1 + age in days / 30) ** -¼ times the sum of what the keys that it shares
with the story are worth: of terms the product of both weights, so all together the cosine between
two texts; of every other key ln((N + 1) / (n + ½)), for one that stands on n of N articles, by the
share of its kind (`SHARES`) and the candidate's weight of it. The shares were found on tagged news,
as was the gentle decay: a steep one did worse, and so did none.

The price depends on the windows, not on the archive: for each key the most recent articles are
united by one statement, and a second look completes the shared keys of the best of them.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from articles.models.edition import Edition, EditionKey, KeyCount
from articles.models.taxonomy import Tag
from articles.models.term import Term
from articles.terms import HEAVIEST

Vector = Mapping[int, float]
Kind = EditionKey.Kind
SHARES = {Kind.TAG: 0.02, Kind.PERSON: 0.008, Kind.ORGANIZATION: 0.008, Kind.BYLINE: 0.01}
WINDOW = 100  # articles looked at for each key
KEYS_ASKED = 40  # of a story with more, those that are likely to add most
SECOND_LOOK = 60  # candidates whose other shared keys are looked up
LIKELY_TERM = HEAVIEST**-0.5  # what a term weighs in a candidate, where all weigh the same
DECAY_SECONDS = 30 * 24 * 60 * 60


@dataclass
class Candidate:
    """An edition, and what each key that it shares with the story adds to its score."""

    edition: int
    parts: dict[int, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(self.parts.values())

    @property
    def is_chance(self) -> bool:
        """Is one word all that both stories share? That makes no subject."""
        return len(self.parts) < 2 and all(key >> 32 == Kind.TERM for key in self.parts)

    def part(self, *kinds: int) -> float:
        """Return what keys of these kinds add."""
        return sum(part for key, part in self.parts.items() if key >> 32 in kinds)


class Head(NamedTuple):
    """What of an edition decides whether it repeats another."""

    edition: int
    article: int
    headline: str
    terms: Vector


def rarity(kind: int, count: int, articles: int) -> float:
    """Return what sharing a key is worth that stands on `count` of so many articles."""
    return SHARES[Kind(kind)] * max(0.0, math.log((articles + 1) / (count + 0.5)))


def find(worth: Mapping[int, float], at: datetime) -> list[Candidate]:
    """Return the listed articles that share most of these keys, best first. Two queries.

    Arguments: `worth` what each key of the story counts; `at` when articles are to be listed.
    """
    asked = sorted(worth, key=lambda key: (-_likely(key, worth[key]), key))[:KEYS_ASKED]
    if not asked:
        return []
    found = _second_look(_first_pass({key: worth[key] for key in asked}, at), worth, at)
    return sorted(found, key=lambda c: (-c.score, -c.edition))


def _likely(key: int, worth: float) -> float:
    """Return what sharing a key is likely to add to a candidate's score."""
    return worth * LIKELY_TERM if key >> 32 == Kind.TERM else worth


def _first_pass(worth: Mapping[int, float], at: datetime) -> list[int]:
    """Return the editions that promise most over the windows of all keys.

    One raw statement: a query for each key took three times as long. Every number is a float8, for
    PostgreSQL's numeric is five times slower.
    """
    decayed = f"weight / sqrt(sqrt(1 + abs(%s - {_epoch()}) / {DECAY_SECONDS}.0))"
    window = (
        f"SELECT edition_id, {{worth}} * {decayed} AS part FROM {EditionKey._meta.db_table}"
        " WHERE key = {key} AND first_published_at <= %s AND live_from <= %s AND live_until > %s"
        f" ORDER BY first_published_at DESC, edition_id DESC LIMIT {WINDOW}"
    )
    moment = connection.ops.adapt_datetimefield_value(at)
    in_window = [at.timestamp(), moment, moment, moment]
    if connection.vendor == "postgresql":
        # One plan for all keys: making one for each took longer than carrying it out.
        one = window.format(worth="asked.worth", key="asked.key")
        source = "unnest(%s::bigint[], %s::float8[]) AS asked(key, worth), LATERAL"
        source += f" ({one}) AS windows"
        parameters = [list(worth), list(worth.values()), *in_window]
    else:
        parts = [f"SELECT * FROM ({window.format(worth='%s', key='%s')})"] * len(worth)
        source = f"({' UNION ALL '.join(parts)})"
        time, *moments = in_window
        parameters = [p for key, value in worth.items() for p in (value, time, key, *moments)]
    sql = (
        f"SELECT edition_id FROM {source} GROUP BY edition_id"
        f" ORDER BY sum(part) DESC, edition_id DESC LIMIT {SECOND_LOOK}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [pk for (pk,) in cursor.fetchall()]


def _epoch() -> str:
    if connection.vendor == "postgresql":
        return "CAST(date_part('epoch', first_published_at) AS float8)"
    return "(julianday(first_published_at) - 2440587.5) * 86400"


def _second_look(editions: list[int], worth: Mapping[int, float], at: datetime) -> list[Candidate]:
    """Return the candidates with all that they share. Raw, for the rows are small and many."""
    if not editions:
        return []
    # By its index PostgreSQL would read all rows of these keys; a sum it has to find by edition.
    column = "key + 0" if connection.vendor == "postgresql" else "+key"
    sql = (
        f"SELECT edition_id, key, weight, {_epoch()} FROM {EditionKey._meta.db_table}"
        f" WHERE edition_id IN ({_marks(editions)}) AND {column} IN ({_marks(worth)})"
    )
    found = {pk: Candidate(pk) for pk in editions}
    now = at.timestamp()
    with connection.cursor() as cursor:
        cursor.execute(sql, [*editions, *worth])
        for pk, key, weight, published in cursor.fetchall():
            decay = (1 + abs(now - published) / DECAY_SECONDS) ** -0.25
            found[pk].parts[key] = worth[key] * weight * decay
    return [
        candidate for candidate in found.values() if candidate.score > 0 and not candidate.is_chance
    ]


def heads_of(editions: Collection[int]) -> dict[int, Head]:
    """Return what of each edition decides whether it repeats another."""
    if not editions:
        return {}
    sql = (
        f"SELECT e.id, e.article_id, e.headline, k.key, k.weight FROM {Edition._meta.db_table} e"
        f" LEFT JOIN {EditionKey._meta.db_table} k ON k.edition_id = e.id"
        f" AND k.key BETWEEN %s AND %s WHERE e.id IN ({_marks(editions)})"
    )
    found: dict[int, Head] = {}
    terms: dict[int, dict[int, float]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*EditionKey.range_of(Kind.TERM), *editions])
        for pk, article, headline, key, weight in cursor.fetchall():
            found.setdefault(pk, Head(pk, article, headline, terms[pk]))
            if key:
                terms[pk][key] = weight
    return found


def cards_of(editions: Collection[int]) -> dict[int, Edition]:
    """Return editions without their bodies. Raw: writing the query took the ORM longer than all
    else. That readers have them was asked when they were found.
    """
    if not editions:
        return {}
    columns = [str(f.column) for f in Edition._meta.concrete_fields if f.name != "body"]
    sql = (
        f"SELECT {', '.join(columns)} FROM {Edition._meta.db_table}"
        f" WHERE id IN ({_marks(editions)})"
    )
    return {edition.pk: edition for edition in Edition.objects.raw(sql, [*editions])}


def terms_of(edition: int) -> dict[int, float]:
    """Return the terms that are stored of an edition, each with its weight."""
    sql = (
        f"SELECT key, weight FROM {EditionKey._meta.db_table}"
        " WHERE edition_id = %s AND key BETWEEN %s AND %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [edition, *EditionKey.range_of(Kind.TERM)])
        return dict(cursor.fetchall())


def counts_of(keys: Collection[int]) -> dict[int, tuple[int, bool]]:
    """Return on how many articles each key stands, and whether it is a tag that editors muted."""
    sql = (
        f"SELECT k.key, k.count, t.id IS NOT NULL FROM {KeyCount._meta.db_table} k"
        f" LEFT JOIN {Tag._meta.db_table} t"
        f" ON t.id = k.key - {EditionKey.of(Kind.TAG, 0)} AND NOT t.recommends"
        f" WHERE k.key IN ({_marks(keys)})"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*keys])
        return {key: (count, bool(muted)) for key, count, muted in cursor.fetchall()}


def stems_of(keys: Collection[int]) -> dict[int, str]:
    """Return the stem of each term, by its key."""
    first = EditionKey.of(Kind.TERM, 0)
    sql = f"SELECT id, word FROM {Term._meta.db_table} WHERE id IN ({_marks(keys)})"
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [key - first for key in keys])
        return {first + pk: word for pk, word in cursor.fetchall()}


def _marks(values: Collection[int]) -> str:
    return ", ".join(["%s"] * len(values))

"""Similar articles: by shared tags, people, organizations and writers; the rarer the better.

The score of a candidate is Σ idf(key) · weight(key) over the keys it shares with the story, times
(1 + age in days / 30) ** -0.5, where idf = ln((N + 1) / (n + ½)) for a key that stands on n of N
articles and a shared writer counts a quarter. A gentle decay did better than none and than a steep
one on tagged news; so did leaving common tags in.

Its price depends on WINDOW, not on the archive: for each key the most recent articles are united
by one statement, and a second look completes the shared keys of the best of them.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone

from articles.keys import keys_of
from articles.models.edition import Edition, EditionKey, KeyCount

WINDOW = 200  # articles looked at for each key
KEYS_ASKED = 60  # of a story with more, the rarest
SECOND_LOOK = 60  # candidates whose other shared keys are looked up
DECAY_SECONDS = 30 * 24 * 60 * 60
Kind = EditionKey.Kind
WEIGHT_OF_KIND = {Kind.TAG: 1.0, Kind.PERSON: 1.0, Kind.ORGANIZATION: 1.0, Kind.BYLINE: 0.25}
REASONS_SHOWN = 3


@dataclass(frozen=True)
class Similar:
    """An article to read next, and what both stories share, in the names that this one prints."""

    edition: Edition
    score: float
    topics: list[str]
    writers: list[str]

    @property
    def reason(self) -> str:
        """Why it is here, for readers; the writer is a reason only where nothing else is."""
        if self.topics:
            return f"Both on {', '.join(self.topics)}"
        return f"Both by {', '.join(self.writers)}"


def to(edition: Edition, limit: int = 6, at: datetime | None = None) -> list[Similar]:
    """Return the listed articles most similar to an edition (saved or not), best first.

    Arguments: `limit` the most to return; `at` the moment as of which articles are listed. There
    is no filler: fewer, or none, when nothing is shared. Always at most four queries.
    """
    at = at or timezone.now()
    keys = _rarity(edition)
    if not keys:
        return []
    candidates = _first_pass(keys, at)
    scores, shared = _second_look(candidates, keys, at)
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[: 3 * limit]
    editions = Edition.objects.cards().order_by().in_bulk(best)
    ranked = [editions[pk] for pk in best if pk in editions]
    names = _names(edition)
    return [
        Similar(other, scores[other.pk], *_shared_names(shared[other.pk], keys, names))
        for other in _without_repeats(edition, ranked)[:limit]
    ]


def _rarity(edition: Edition) -> dict[int, float]:
    """Return the keys of the story with what each is worth: idf by the weight of its kind."""
    keys = [key for key in keys_of(edition) if key >> 32 in WEIGHT_OF_KIND]
    if not keys:
        return {}
    counts = dict(
        KeyCount.objects.filter(key__in=[KeyCount.EVERY_ARTICLE, *keys]).values_list("key", "count")
    )
    articles = counts.get(KeyCount.EVERY_ARTICLE, 0)
    worth = {
        key: max(0.0, math.log((articles + 1) / (counts.get(key, 0) + 0.5)))
        * WEIGHT_OF_KIND[Kind(key >> 32)]
        for key in keys
    }
    return dict(sorted(worth.items(), key=lambda item: (-item[1], item[0]))[:KEYS_ASKED])


def _first_pass(keys: dict[int, float], at: datetime) -> list[int]:
    """Return the editions that promise most over the windows of all keys.

    One raw statement: a query for each key took three times as long. The decay is taken where a
    window is read, and with sqrt: by edition, with power, SQLite took half as long again. Every
    number is a float8, for PostgreSQL's numeric is five times slower.
    """
    epoch = (
        "date_part('epoch', first_published_at)"
        if connection.vendor == "postgresql"
        else "(julianday(first_published_at) - 2440587.5) * 86400"
    )
    decay = (
        f"sqrt(1 + abs(CAST(%s AS double precision) - {epoch})"
        f" / CAST({DECAY_SECONDS} AS double precision))"
    )
    window = (
        f"SELECT * FROM (SELECT edition_id, CAST(%s AS double precision) / {decay} AS worth"
        f" FROM {EditionKey._meta.db_table} WHERE key = %s AND first_published_at <= %s"
        " AND live_from <= %s AND live_until > %s"
        f" ORDER BY first_published_at DESC, edition_id DESC LIMIT {WINDOW}) x"
    )
    sql = (
        "SELECT edition_id FROM ("
        + " UNION ALL ".join([window] * len(keys))
        + ") u GROUP BY edition_id"
        f" ORDER BY sum(worth) DESC, edition_id DESC LIMIT {SECOND_LOOK}"
    )
    moment = connection.ops.adapt_datetimefield_value(at)
    parameters = [
        parameter
        for key, worth in keys.items()
        for parameter in (worth, at.timestamp(), key, moment, moment, moment)
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [pk for (pk,) in cursor.fetchall()]


def _second_look(
    candidates: list[int], keys: dict[int, float], at: datetime
) -> tuple[dict[int, float], dict[int, list[int]]]:
    """Return scores and shared keys of the candidates, counting all that they share."""
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, list[int]] = defaultdict(list)
    # By its index PostgreSQL would read all rows of these keys; a sum it has to find by edition.
    same_key = F("key") + 0 if connection.vendor == "postgresql" else F("key")
    rows = EditionKey.objects.alias(same_key=same_key)
    found = rows.filter(edition_id__in=candidates, same_key__in=list(keys))
    for pk, key, weight, published_at in found.values_list(
        "edition_id", "key", "weight", "first_published_at"
    ):
        scores[pk] += keys[key] * weight * _decay(at - published_at)
        shared[pk].append(key)
    return {pk: score for pk, score in scores.items() if score > 0}, shared


def _decay(age: timedelta) -> float:
    return (1 + abs(age.total_seconds()) / DECAY_SECONDS) ** -0.5


def _without_repeats(edition: Edition, ranked: list[Edition]) -> list[Edition]:
    """Leave out the story itself, and instalments of a series beside one already shown."""
    shown, kept = {_gist(edition)}, []
    for other in ranked:
        if other.article_id != edition.article_id and _gist(other) not in shown:
            shown.add(_gist(other))
            kept.append(other)
    return kept


def _gist(edition: Edition) -> str:
    """The headline without digits: "Weekly briefing 12" and "… 13" are one series."""
    return re.sub(r"[\W\d]+", " ", edition.headline.casefold()).strip()


def _names(edition: Edition) -> dict[int, str]:
    """The printed name of each key of the story."""
    content = edition.content
    entries = [*content["about"], *(q["speaker"] for q in content["quotations"] if q["speaker"])]
    writers = [byline for byline in content["bylines"] if byline["kind"] == "person"]
    of_kind = {"person": Kind.PERSON, "organization": Kind.ORGANIZATION}
    return (
        {EditionKey.of(Kind.BYLINE, w["id"]): w["name"] for w in writers}
        | {EditionKey.of(of_kind[e["kind"]], e["id"]): e["name"] for e in entries}
        | {EditionKey.of(Kind.TAG, tag["id"]): tag["name"] for tag in content["tags"]}
    )


def _shared_names(
    shared: list[int], keys: dict[int, float], names: dict[int, str]
) -> tuple[list[str], list[str]]:
    """Return the rarest of the topics and of the writers that two stories share.

    A tag and an organization of one name are named once.
    """
    rarest = sorted(shared, key=lambda key: (-keys[key], names[key]))
    topics = dict.fromkeys(names[key] for key in rarest if key >> 32 != Kind.BYLINE)
    writers = dict.fromkeys(names[key] for key in rarest if key >> 32 == Kind.BYLINE)
    return list(topics)[:REASONS_SHOWN], list(writers)[:REASONS_SHOWN]

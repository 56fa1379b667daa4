"""Readers' search: one function before FTS5 on SQLite and tsvector on PostgreSQL.

Its price is bounded: of the stories that match, the newest CANDIDATES are ranked, by how often and
where the words stand (headline before names and summary before text).
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.utils import timezone

from articles import indexing
from articles.models.edition import Edition
from articles.passages import Marker, Part

CANDIDATES = 1_000
A_PAGE = 20
LONGEST_QUERY = 200  # characters
MOST_TERMS = 12
_TERM = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|(\S+))')
# What a question is asked with, in English; PostgreSQL leaves such words out by itself.
_ASKING = frozenset(
    "a an and are as at be been by can could did do does for from had has have how i in is it its"
    " my of on or our s should so t than that the their there these they this to was we were what"
    " when where which who whose why will with would you your".split()
)


@dataclass(frozen=True)
class Term:
    """A word, or words in a row, that a story has or, where `wanted` is false, has not."""

    words: tuple[str, ...]
    wanted: bool = True


@dataclass(frozen=True)
class Filters:
    """What narrows a search; what is None narrows nothing. Days are those of the site's zone."""

    section: int | None = None
    kind: str | None = None
    keys: tuple[int, ...] = ()  # of people, organizations and topics: all of them
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Hit:
    """A story that was found, its headline and a passage, with the words marked."""

    edition: Edition
    headline: list[Part]
    passage: list[Part]


@dataclass(frozen=True)
class Found:
    """One page of hits, best first; `count` goes up to CANDIDATES, where it means "at least"."""

    hits: list[Hit] = field(default_factory=list)
    count: int = 0

    @property
    def is_bounded(self) -> bool:
        return self.count >= CANDIDATES


def terms(text: str) -> list[Term]:
    """Read what somebody typed: words, "words in a row", and -words that must not stand there."""
    found = []
    for minus, straight, curly, word in _TERM.findall(text[:LONGEST_QUERY]):
        words = tuple(indexing.folded(straight or curly or word).split())
        if words:
            found.append(Term(words, wanted=not minus))
    return found[:MOST_TERMS]


def find(text: str, filters: Filters, at: datetime, page: int = 1) -> Found:
    """Return one page of the listed stories that have all words of `text`, the best first.

    Arguments: `text` as typed; `page` counts from 1. Nothing is found for a text without a word
    that is wanted. Two queries.
    """
    asked = _telling(terms(text))
    if not any(term.wanted for term in asked):
        return Found()
    database = _Postgres() if connection.vendor == "postgresql" else _SQLite()
    conditions, values = _conditions(filters, at)
    first = (page - 1) * A_PAGE
    with connection.cursor() as cursor:
        cursor.execute(*database.ranking(asked, conditions, values, first))
        rows = cursor.fetchall()
    editions = Edition.objects.order_by().in_bulk([pk for pk, _ in rows])
    wanted = [term.words for term in asked if term.wanted]
    marker = Marker(wanted, indexing.alphabet(), indexing.stem)
    hits = [_hit(editions[pk], marker) for pk, _ in rows]
    return Found(hits, rows[0][1] if rows else 0)


def _telling(asked: list[Term]) -> list[Term]:
    """Leave out words that only ask, unless nothing else is asked for."""
    telling = [term for term in asked if term.words[1:] or term.words[0] not in _ASKING]
    return telling if any(term.wanted for term in telling) else asked


def _hit(edition: Edition, marker: Marker) -> Hit:
    texts = indexing.texts_of(edition)
    return Hit(edition, marker.whole(edition.headline), marker.passage(texts))


def _conditions(filters: Filters, at: datetime) -> tuple[str, list[Any]]:
    """Return the filters as SQL on the rows of search, and its values."""
    moment = connection.ops.adapt_datetimefield_value
    sql = ["d.live_from <= %s", "d.live_until > %s"]
    values: list[Any] = [moment(at), moment(at)]
    if filters.section:
        sql.append("d.section = %s")
        values.append(filters.section)
    if filters.kind:
        sql.append("d.kind = %s")
        values.append(filters.kind)
    if filters.since:
        sql.append("d.first_published_at >= %s")
        values.append(moment(_midnight(filters.since)))
    if filters.until:
        following = date.fromordinal(min(filters.until.toordinal() + 1, date.max.toordinal()))
        sql.append("d.first_published_at < %s")
        values.append(moment(_midnight(following)))
    for key in filters.keys:
        sql.append(
            "EXISTS (SELECT 1 FROM articles_editionkey k"
            " WHERE k.edition_id = d.edition_id AND k.key = %s)"
        )
        values.append(key)
    return " AND ".join(sql), values


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class _SQLite:
    def ranking(
        self, asked: list[Term], conditions: str, values: list[Any], first: int
    ) -> tuple[str, list[Any]]:
        # The table of words comes first: it yields its rows in the order of their ids by itself.
        sql = (
            "SELECT edition_id, count(*) OVER () FROM (SELECT d.edition_id, d.first_published_at,"
            " bm25(articles_search, 10.0, 4.0, 1.0) AS score"
            " FROM articles_search CROSS JOIN articles_searchdocument d"
            " ON d.edition_id = articles_search.rowid"
            f" WHERE articles_search MATCH %s AND {conditions}"
            f" ORDER BY articles_search.rowid DESC LIMIT {CANDIDATES}) found"
            " ORDER BY score, first_published_at DESC, edition_id DESC LIMIT %s OFFSET %s"
        )
        return sql, [self._query(asked), *values, A_PAGE, first]

    def _query(self, asked: list[Term]) -> str:
        """In quotation marks a word is a word, whatever FTS5 might take it for."""

        def all_of(terms: list[Term], between: str) -> str:
            return between.join(f'"{" ".join(term.words)}"' for term in terms)

        wanted = all_of([term for term in asked if term.wanted], " AND ")
        unwanted = all_of([term for term in asked if not term.wanted], " OR ")
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


class _Postgres:
    def ranking(
        self, asked: list[Term], conditions: str, values: list[Any], first: int
    ) -> tuple[str, list[Any]]:
        query, words = self._query(asked, " && ")
        # Ranked as if any word would do: asked for all, ts_rank looks only at how near they stand.
        wanted, told = self._query([term for term in asked if term.wanted], " || ")
        sql = (
            "SELECT edition_id, count(*) OVER () FROM (SELECT d.edition_id, d.first_published_at,"
            f" ts_rank('{{0.05, 0.1, 0.4, 1.0}}', d.words, {wanted}, 1) AS score"
            " FROM articles_searchdocument d"
            f" WHERE d.words @@ ({query}) AND {conditions}"
            f" ORDER BY d.first_published_at DESC, d.edition_id DESC LIMIT {CANDIDATES}) found"
            " ORDER BY score DESC, first_published_at DESC, edition_id DESC LIMIT %s OFFSET %s"
        )
        return sql, [*told, *words, *values, A_PAGE, first]

    def _query(self, asked: list[Term], between: str) -> tuple[str, list[str]]:
        sql, values = [], []
        for term in asked:
            sql.append(f"{'' if term.wanted else '!!'}phraseto_tsquery(%s::regconfig, %s)")
            values += [indexing.configuration(), " ".join(term.words)]
        return between.join(sql), values

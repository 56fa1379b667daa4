"""Readers' search: one function before FTS5 on SQLite and tsvector on PostgreSQL.

Its price is bounded: of the stories that match, the newest CANDIDATES are ranked, by how often and
where the words stand (headline before names and summary before text). Newest is what was first
published last; on SQLite, which keeps words in the order of their rows, what was issued last. What
narrows a search is looked for as words too (`articles.facets`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from articles import facets, indexing
from articles.models.edition import Edition
from articles.models.search import SearchDocument
from articles.passages import Marker, Part

CANDIDATES = 1_000
A_PAGE = 20
LOOKED_AT_FIRST = (31, 366)  # days, on PostgreSQL
LOOKED_INTO = 3_000  # stories that have the words of a phrase, on PostgreSQL
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
    # Of each person, organization and topic any of its keys: those merged into it have their own.
    keys: tuple[tuple[int, ...], ...] = ()
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
    that is wanted.
    """
    asked = _telling(terms(text))
    span = _span(filters, at)
    if not any(term.wanted for term in asked) or not span:
        return Found()
    database = _Postgres() if connection.vendor == "postgresql" else _SQLite()
    with connection.cursor() as cursor:
        rows = database.ranked(cursor, _Question(asked, filters, span, at), (page - 1) * A_PAGE)
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


def _span(filters: Filters, at: datetime) -> "_Span | None":
    """Return within which time a story was first published, no wider than there are stories."""
    if not filters.since and not filters.until:
        return _Span(None, at)
    first = SearchDocument.objects.aggregate(first=Min("first_published_at"))["first"] or at
    last = at
    if filters.since:
        first = max(first, _midnight(filters.since))
    if filters.until and filters.until < timezone.localdate(at):
        last = _midnight(filters.until + timedelta(days=1)) - timedelta(microseconds=1)
    return _Span(first, last) if first <= last else None


@dataclass(frozen=True)
class _Span:
    """The time in which stories are looked for: from `first`, or ever since, to `last`."""

    first: datetime | None
    last: datetime

    def newest(self, days: int) -> "_Span":
        """The last so many days of it."""
        first = self.last - timedelta(days)
        return _Span(max(self.first or first, first), self.last)


@dataclass(frozen=True)
class _Question:
    """What a database is asked for."""

    terms: list[Term]
    filters: Filters
    span: _Span
    at: datetime

    def facets(self) -> Iterator[list[str]]:
        """Yield sets of facets: a story has one of each."""
        if self.filters.section:
            yield [facets.of_section(self.filters.section)]
        if self.filters.kind:
            yield [facets.of_kind(self.filters.kind)]
        for keys in self.filters.keys:
            yield [facets.of_key(key) for key in keys]
        if self.span.first:
            yield facets.of_span(self.span.first, self.span.last)

    def conditions(self) -> tuple[str, list[Any]]:
        """Return what else is asked for, as SQL on the rows of search, and its values."""
        sql = "d.live_from <= %s AND d.live_until > %s"
        moments = [self.at, self.at]
        if self.span.first:
            sql += " AND d.first_published_at >= %s AND d.first_published_at <= %s"
            moments += [self.span.first, self.span.last]
        return sql, [*map(connection.ops.adapt_datetimefield_value, moments)]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class _SQLite:
    def ranked(self, cursor: Any, question: _Question, first: int) -> list[tuple[int, int]]:
        """Return the ids of a page of stories, the best first, each with how many there are."""
        conditions, values = question.conditions()
        # The table of words comes first: it yields its rows in the order of their ids by itself.
        cursor.execute(
            "SELECT edition_id, count(*) OVER () FROM (SELECT d.edition_id, d.first_published_at,"
            " bm25(articles_search, 10.0, 4.0, 1.0, 0.0) AS score"
            " FROM articles_search CROSS JOIN articles_searchdocument d"
            " ON d.edition_id = articles_search.rowid"
            f" WHERE articles_search MATCH %s AND {conditions}"
            f" ORDER BY articles_search.rowid DESC LIMIT {CANDIDATES}) found"
            " ORDER BY score, first_published_at DESC, edition_id DESC LIMIT %s OFFSET %s",
            [self._query(question), *values, A_PAGE, first],
        )
        return cursor.fetchall()

    def _query(self, question: _Question) -> str:
        """In quotation marks a word is a word, whatever FTS5 might take it for."""

        def any_of(phrases: list[str]) -> str:
            return "(" + " OR ".join(f'"{phrase}"' for phrase in phrases) + ")"

        phrases = [(" ".join(term.words), term.wanted) for term in question.terms]
        wanted = [[phrase] for phrase, is_wanted in phrases if is_wanted]
        unwanted = [phrase for phrase, is_wanted in phrases if not is_wanted]
        query = " AND ".join(map(any_of, [*wanted, *question.facets()]))
        return f"({query}) NOT {any_of(unwanted)}" if unwanted else query


class _Postgres:
    """Its index knows neither an order nor which words stand in a row.

    So the newest stories that have the words are found first, and these alone are looked into.
    """

    def ranked(self, cursor: Any, question: _Question, first: int) -> list[tuple[int, int]]:
        """Return the ids of a page of stories, the best first, each with how many there are."""
        asked = question.terms
        # Ranked as if any word would do: asked for all, ts_rank looks only at how near they stand.
        wanted, values = _any_of([self._phrase(term) for term in asked if term.wanted])
        matching, words = _all_of([self._phrase(term) for term in asked if term.words[1:]])
        newest = self._newest(cursor, question)
        cursor.execute(
            "SELECT edition_id, count(*) OVER () FROM (SELECT d.edition_id, d.first_published_at,"
            f" ts_rank('{{0.05, 0.1, 0.4, 1.0}}', d.words, {wanted}, 1) AS score"
            " FROM articles_searchdocument d WHERE d.edition_id = ANY(%s)"
            f"{matching and f' AND d.words @@ ({matching})'}"
            f" ORDER BY d.first_published_at DESC, d.edition_id DESC LIMIT {CANDIDATES}) found"
            " ORDER BY score DESC, first_published_at DESC, edition_id DESC LIMIT %s OFFSET %s",
            [*values, newest, *words, A_PAGE, first],
        )
        return cursor.fetchall()

    @transaction.atomic
    def _newest(self, cursor: Any, question: _Question) -> list[int]:
        """Return the ids of the newest stories that have the words, in a row or not.

        All that have them are taken up to find the newest. So those of the last weeks are asked for
        first, then those of the last year, and only words that too few of them have are looked for
        in all.
        """
        # The planner takes words for near at hand, and in a small archive would rather read all.
        cursor.execute("SET LOCAL enable_seqscan = off")
        enough = LOOKED_INTO if any(term.words[1:] for term in question.terms) else CANDIDATES
        spans = [*map(question.span.newest, LOOKED_AT_FIRST), question.span]
        found: list[int] = []
        for span in dict.fromkeys(spans):  # days that are asked for may lie within the first
            found = self._matching(cursor, replace(question, span=span), enough)
            if len(found) == enough:
                break
        return found

    def _matching(self, cursor: Any, question: _Question, enough: int) -> list[int]:
        conditions, values = question.conditions()
        words = [self._words(term) for term in question.terms if term.wanted or not term.words[1:]]
        facets = [self._facets(facets) for facets in question.facets()]
        query, told = _all_of([*words, *facets])
        # Nothing is left of words that its rules leave out: then the facets alone would be asked.
        wanted, these = _all_of([self._words(term) for term in question.terms if term.wanted])
        cursor.execute(
            "WITH matching AS MATERIALIZED (SELECT d.edition_id, d.first_published_at"
            f" FROM articles_searchdocument d WHERE d.words @@ ({query}) AND {conditions}"
            f" AND numnode({wanted}) > 0)"
            " SELECT edition_id FROM matching"
            " ORDER BY first_published_at DESC, edition_id DESC LIMIT %s",
            [*told, *values, *these, enough],
        )
        return [pk for (pk,) in cursor.fetchall()]

    def _phrase(self, term: Term) -> tuple[str, list[str]]:
        return self._query("phraseto_tsquery", term)

    def _words(self, term: Term) -> tuple[str, list[str]]:
        return self._query("plainto_tsquery", term)

    def _query(self, reader: str, term: Term) -> tuple[str, list[str]]:
        sql = f"{'' if term.wanted else '!!'}{reader}(%s::regconfig, %s)"
        return sql, [indexing.configuration(), " ".join(term.words)]

    def _facets(self, facets: list[str]) -> tuple[str, list[str]]:
        return "%s::tsquery", [" | ".join(f"'{facet}'" for facet in facets)]


type _Queries = list[tuple[str, list[str]]]


def _all_of(queries: _Queries) -> tuple[str, list[str]]:
    return _joined(" && ", queries)


def _any_of(queries: _Queries) -> tuple[str, list[str]]:
    return _joined(" || ", queries)


def _joined(between: str, queries: _Queries) -> tuple[str, list[str]]:
    return between.join(sql for sql, _ in queries), [v for _, values in queries for v in values]

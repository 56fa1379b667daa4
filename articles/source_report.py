"""Whom we quote: the tables of the report, as the desk shows them and as they are exported.

Counts what readers get. Nothing that a record keeps private is read, and a private individual is
counted, never named.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from articles import source_figures, spreadsheets
from articles.models.edition import Edition
from articles.periods import Period
from articles.source_figures import ORGANIZATION, PERSON, Scope, Voice
from people.countries import name_of
from people.models import Organization, Person, Quote

MOST_QUOTED = 20
FIRST_VOICES = 50
SINGLE_SOURCE = 50

NO_ORGANIZATION = "For no organization"
NO_COUNTRY = "International, or country not given"
PRIVATE, UNNAMED = "Private individuals", "Unnamed sources"

Count = dict[str, Any]  # one line of what the database counted


@dataclass(frozen=True)
class Row:
    """One line: what it is about, how many quotations, and their share of all."""

    label: str
    count: int
    share: float
    bar: float  # the length of its bar, as a share of the longest there can be
    url: str = ""
    story: Edition | None = None

    @property
    def percent(self) -> str:
        """The share for people: a few of many are not none."""
        return "<1 %" if 0 < self.share < 0.005 else f"{self.share:.0%}".replace("%", " %")

    @property
    def length(self) -> str:
        """The bar for a drawing: a number of percent, without a unit."""
        return f"{self.bar * 100:.1f}"


@dataclass(frozen=True)
class Table:
    """Some figures with their title, and what a reader has to know of them."""

    key: str
    title: str
    about: str
    rows: list[Row]
    column: str


@dataclass(frozen=True)
class Report:
    """All figures of one period."""

    period: Period
    sections: str  # their names, as people read them
    stories: int
    quotations: int
    first_voices: int
    tables: list[Table]
    single_source: list[Edition]
    more_single_source: bool

    def lines(self) -> Iterator[str]:
        """Yield the report as lines of CSV: a line for each figure."""
        yield spreadsheets.line(_COLUMNS)
        kept = (self.period.first, self.period.last, self.sections)
        for cells in self._cells():
            yield spreadsheets.line([*kept, *cells])

    def _cells(self) -> Iterator[tuple]:
        yield ("total", "stories", self.stories, "", "", "")
        yield ("total", "quotations", self.quotations, "", "", "")
        yield ("total", "first_voices", self.first_voices, "", "", "")
        for table in self.tables:
            for row in table.rows:
                percent = f"{row.share * 100:.1f}"
                yield (table.key, row.label, row.count, percent, *_story_cells(row.story))
        for story in self.single_source:
            yield ("single_source", "", "", "", *_story_cells(story))


def _story_cells(story: Edition | None) -> tuple[str, str]:
    return (story.headline, story.path) if story else ("", "")


_COLUMNS = (
    *("from", "to", "sections"),
    *("figure", "about", "count", "percent", "story", "address"),
)


def report(period: Period, sections: frozenset[int] | None, names: str, at: datetime) -> Report:
    """Count whom the stories of a period quote, in nine queries.

    Arguments: `sections` are the ids of those that count, None for all; `names` says so in words.
    """
    scope = Scope.of(period, sections, at)
    shares = source_figures.shares(scope)
    every = sum(share["count"] for share in shares)
    people = source_figures.most_quoted_people(scope, MOST_QUOTED)
    organizations = source_figures.most_quoted_organizations(scope, MOST_QUOTED)
    first = source_figures.first_voices(scope, FIRST_VOICES)
    entries = _entries(people, organizations, first)
    single = list(islice(source_figures.single_source(scope), SINGLE_SOURCE + 1))
    return Report(
        period,
        names,
        source_figures.stories(scope),
        every,
        first[0]["total"] if first else 0,
        [
            _most_quoted("people", people, entries, PERSON, every),
            _most_quoted("organizations", organizations, entries, ORGANIZATION, every),
            _first_voices(first, source_figures.first_stories(scope, first), entries, every),
            *(_shares(key, shares, every) for key in _SORTS),
        ],
        single[:SINGLE_SOURCE],
        len(single) > SINGLE_SOURCE,
    )


Entries = dict[int, Person | Organization]  # by key


def _entries(people: list[Count], organizations: list[Count], first: list[Count]) -> Entries:
    keys = {row["speaker"] for row in first}
    ids = {row["who"] for row in people} | {k - PERSON for k in keys if k < ORGANIZATION}
    bodies = {row["who"] for row in organizations}
    bodies |= {k - ORGANIZATION for k in keys if k >= ORGANIZATION}
    named = Person.objects.only("name", "slug", "standing").in_bulk(ids)
    spoken_for = Organization.objects.only("name", "slug").in_bulk(bodies)
    return {PERSON + pk: person for pk, person in named.items()} | {
        ORGANIZATION + pk: body for pk, body in spoken_for.items()
    }


def _most_quoted(key: str, found: list[Count], entries: Entries, kind: int, every: int) -> Table:
    title, about = _MOST_QUOTED[key]
    longest = max((row["count"] for row in found), default=1)
    rows = [
        Row(entry.name, row["count"], row["count"] / every, row["count"] / longest, _page(entry))
        for row in found
        if (entry := entries.get(kind + row["who"]))
    ]
    return Table(key, title, about, rows, "Name")


def _first_voices(
    found: list[Count], stories: dict[int, Edition], entries: Entries, every: int
) -> Table:
    title, about = _FIRST_VOICES
    longest = max((row["count"] for row in found), default=1)
    rows = [
        Row(
            entry.name,
            row["count"],
            row["count"] / every,
            row["count"] / longest,
            _page(entry),
            stories.get(row["speaker"]),
        )
        for row in found
        if (entry := entries.get(row["speaker"]))
    ]
    return Table("first_voices", title, about, rows, "Name")


def _page(entry: Person | Organization) -> str:
    return entry.get_absolute_url() if entry.public_slug else ""


def _shares(key: str, shares: list[Count], every: int) -> Table:
    title, about, column, sort = _SORTS[key]
    counted: Counter[str] = Counter()
    for share in shares:
        counted[sort(share)] += share["count"]
    ranked = sorted(counted.items(), key=lambda line: (-line[1], line[0]))
    rows = [Row(label, count, count / every, count / every) for label, count in ranked]
    return Table(key, title, about, rows, column)


def _kind(share: Count) -> str:
    return _apart(share) or (
        Organization.Kind(share["kind"]).label if share["kind"] else NO_ORGANIZATION
    )


def _country(share: Count) -> str:
    if apart := _apart(share):
        return apart
    return NO_ORGANIZATION if share["kind"] is None else name_of(share["country"]) or NO_COUNTRY


def _apart(share: Count) -> str:
    """Who is not counted with those for whom they speak."""
    return {Voice.PRIVATE: PRIVATE, Voice.UNNAMED: UNNAMED}.get(share["voice"], "")


def _named(share: Count) -> str:
    if share["voice"] != Voice.UNNAMED:
        return "Named"
    background = share["terms"] == Quote.Terms.BACKGROUND
    return "Not named, on background" if background else "Not named, anonymous"


def _verified(share: Count) -> str:
    return "Verified by a second person" if share["verified"] else "Not verified"


_MOST_QUOTED = {
    "people": ("People quoted most", "Named people, by how many of their quotations we printed."),
    "organizations": (
        "Organizations quoted most",
        "By what their people said for them on that day, and what they said themselves.",
    ),
}
_FIRST_VOICES = (
    "Quoted for the first time",
    "Whom no story that readers can see had quoted before, the latest first.",
)
_SORTS: dict[str, tuple[str, str, str, Callable[[Count], str]]] = {
    "kinds": (
        "By kind of organization",
        "For whom somebody spoke on the day of the words.",
        "Kind",
        _kind,
    ),
    "countries": (
        "By country",
        "Where the organization belongs for which somebody spoke.",
        "Country",
        _country,
    ),
    "named": ("Named or not", "How the source stands in the story.", "Source", _named),
    "verified": (
        "Verified or not",
        "Whether a second person has checked the words against evidence.",
        "Quotation",
        _verified,
    ),
}

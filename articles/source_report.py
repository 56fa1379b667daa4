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
from articles.models.quotation import Quotation
from articles.periods import Period
from articles.source_figures import ORGANIZATION, PERSON, Scope, Voice
from people.countries import name_of
from people.models import Organization, Person

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
    """Count whom the stories of a period quote, in eight queries.

    Arguments: `sections` are the ids of those that count, None for all; `names` says so in words.
    """
    scope = Scope.of(period, sections, at)
    totals = source_figures.totals(scope)
    every = totals["quotations"]
    voices = source_figures.voices(scope)
    people = source_figures.most_quoted_people(scope, MOST_QUOTED)
    first = source_figures.first_voices(scope, FIRST_VOICES)
    entries = _entries({row["speaker"] for row in [*people, *first]}, voices)
    single = list(islice(source_figures.single_source(scope), SINGLE_SOURCE + 1))
    return Report(
        period,
        names,
        totals["stories"],
        every,
        first[0]["total"] if first else 0,
        [
            _most_quoted("people", people, entries, every),
            _most_quoted("organizations", _spoken_for(voices), entries, every),
            _first_voices(first, source_figures.first_stories(scope, first), entries, every),
            _shares("kinds", _by(voices, entries, _kind), every),
            _shares("countries", _by(voices, entries, _country), every),
            _shares("named", _by_name(totals), every),
            _shares("verified", _by_verification(totals), every),
        ],
        single[:SINGLE_SOURCE],
        len(single) > SINGLE_SOURCE,
    )


Entries = dict[int, Person | Organization]  # by key


def _entries(speakers: set[int], voices: list[Count]) -> Entries:
    """Read whom the figures name: speakers, and all for whom somebody spoke."""
    bodies = {row["organization"] - ORGANIZATION for row in voices if row["organization"]}
    bodies |= {key - ORGANIZATION for key in speakers if key >= ORGANIZATION}
    ids = {key - PERSON for key in speakers if key < ORGANIZATION}
    named = Person.objects.only("name", "slug", "standing").in_bulk(ids)
    spoken_for = Organization.objects.only("name", "slug", "kind", "country").in_bulk(bodies)
    return {PERSON + pk: person for pk, person in named.items()} | {
        ORGANIZATION + pk: body for pk, body in spoken_for.items()
    }


def _spoken_for(voices: list[Count]) -> list[Count]:
    """Return the organizations whose people, or which themselves, are quoted most."""
    counted: Counter[int] = Counter()
    for row in voices:
        counted[row["organization"]] += row["count"]
    counted.pop(Quotation.NOBODY, None)
    ranked = sorted(counted.items(), key=lambda line: (-line[1], line[0]))
    return [{"speaker": key, "count": count} for key, count in ranked[:MOST_QUOTED]]


def _most_quoted(key: str, found: list[Count], entries: Entries, every: int) -> Table:
    title, about = _MOST_QUOTED[key]
    longest = max((row["count"] for row in found), default=1)
    rows = [
        Row(entry.name, row["count"], row["count"] / every, row["count"] / longest, _page(entry))
        for row in found
        if (entry := entries.get(row["speaker"]))
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


def _shares(key: str, counted: Counter[str], every: int) -> Table:
    title, about, column = _SHARES[key]
    ranked = sorted(counted.items(), key=lambda line: (-line[1], line[0]))
    rows = [Row(label, n, n / every, n / every) for label, n in ranked if n]
    return Table(key, title, about, rows, column)


def _by(
    voices: list[Count], entries: Entries, label: Callable[[Organization], str]
) -> Counter[str]:
    """Sort quotations by the organization for which somebody spoke; some stand apart."""
    counted: Counter[str] = Counter()
    for row in voices:
        body = entries.get(row["organization"])
        spoken_for = label(body) if isinstance(body, Organization) else NO_ORGANIZATION
        counted[_APART.get(row["voice"], spoken_for)] += row["count"]
    return counted


def _kind(organization: Organization) -> str:
    return organization.get_kind_display()


def _country(organization: Organization) -> str:
    return name_of(organization.country) or NO_COUNTRY


def _by_name(totals: dict[str, int]) -> Counter[str]:
    unnamed, background = totals["unnamed"], totals["background"]
    return Counter(
        {
            "Named": totals["quotations"] - unnamed,
            "Not named, on background": background,
            "Not named, anonymous": unnamed - background,
        }
    )


def _by_verification(totals: dict[str, int]) -> Counter[str]:
    verified = totals["verified"]
    unverified = totals["quotations"] - verified
    return Counter({"Verified by a second person": verified, "Not verified": unverified})


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
_APART = {Voice.PRIVATE: PRIVATE, Voice.UNNAMED: UNNAMED}
_SHARES = {
    "kinds": (
        "By kind of organization",
        "For whom somebody spoke on the day of the words.",
        "Kind",
    ),
    "countries": (
        "By country",
        "Where the organization belongs for which somebody spoke.",
        "Country",
    ),
    "named": ("Named or not", "How the source stands in the story.", "Source"),
    "verified": (
        "Verified or not",
        "Whether a second person has checked the words against evidence.",
        "Quotation",
    ),
}

"""What a search may be narrowed by, as words that a story is found by. Pure, no ORM.

A database looks for them among the words of a text, in one go: were they columns beside, it would
have to take up each story that has a common word to see that hardly any is of a small section.
Days stand as years and months, of which a span is made up; its ends are left to the search.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

# For private use: no word of a text has it. Behind a facet it keeps endings from being cut off.
_MARK = "\ue000"


def of_section(section: int) -> str:
    return f"{_MARK}section{section}{_MARK}"


def of_kind(kind: str) -> str:
    return f"{_MARK}kind{kind}{_MARK}"


def of_key(key: int) -> str:
    """Of a topic, a person or an organization, by its key (`articles.subject_keys`)."""
    return f"{_MARK}key{key}{_MARK}"


def of_moment(at: datetime) -> list[str]:
    """Of when a story was first published."""
    day = at.astimezone(UTC)
    return [_year(day.year), _month(day.year, day.month)]


def of_span(first: datetime, last: datetime) -> list[str]:
    """Return the years and months that together hold a span of time, as few as there can be."""
    found: list[str] = []
    for year, months in groupby(_months(first.astimezone(UTC), last.astimezone(UTC)), _year_of):
        own = [_month(*month) for month in months]
        found += [_year(year)] if len(own) == 12 else own
    return found


def _months(first: datetime, last: datetime) -> Iterator[tuple[int, int]]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield number // 12, number % 12 + 1


def _year_of(month: tuple[int, int]) -> int:
    return month[0]


def _year(year: int) -> str:
    return f"{_MARK}year{year}{_MARK}"


def _month(year: int, month: int) -> str:
    return f"{_MARK}month{year}x{month}{_MARK}"

"""Spans of days that a report is about: a month, a quarter, a year, or any days. Pure, no ORM."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Self

# The days that can be asked for: instants of their midnights exist in every zone.
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
LONGEST = 366  # days; what a report reads is bounded by it

_CODE = re.compile(r"([12][0-9]{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
_MONTHS, _QUARTERS, _YEARS = 13, 9, 10  # how many of each are offered


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included; `name` is what people call them."""

    first: date
    last: date
    name: str

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read `2025`, `2025-Q3` or `2025-11`. Raises ValueError for anything else."""
        found = _CODE.fullmatch(code)
        if not found or int(found[1]) < EARLIEST.year:
            raise ValueError("Choose a month, a quarter or a year.")
        year, quarter, month = (int(part or 0) for part in found.groups())
        if quarter:
            return cls._months(year, 3 * quarter - 2, 3, f"{_ORDINALS[quarter]} quarter of {year}")
        if month:
            return cls._months(year, month, 1, f"{date(year, month, 1):%B %Y}")
        return cls._months(year, 1, 12, str(year))

    @classmethod
    def of_days(cls, first: date, last: date) -> Self:
        """Return the period of these days. Raises ValueError unless it is one to report on."""
        if last < first:
            raise ValueError("The last day lies before the first.")
        if not (first >= EARLIEST and last <= LATEST):
            raise ValueError(f"Choose days from {EARLIEST.year} to {LATEST.year}.")
        if last - first >= timedelta(LONGEST):
            raise ValueError(f"Choose at most {LONGEST} days.")
        return cls(first, last, f"{_written(first)} to {_written(last)}")

    def instants(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return when it begins in a zone, and when what follows does."""
        midnights = (self.first, self.last + timedelta(1))
        begin, end = (datetime.combine(day, time.min, zone) for day in midnights)
        return begin, end

    @classmethod
    def _months(cls, year: int, month: int, count: int, name: str) -> Self:
        following = month + count
        after = date(year + (following > 12), (following - 1) % 12 + 1, 1)
        return cls(date(year, month, 1), after - timedelta(1), name)


def quarter_of(day: date) -> str:
    """Return the code of the quarter in which a day lies."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def recent(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the periods to choose from, code and name, in groups; the latest first."""
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(_MONTHS)]
    quarter = today.year * 4 + (today.month - 1) // 3
    quarters = [divmod(quarter - back, 4) for back in range(_QUARTERS)]
    codes = {
        "Quarters": [f"{year}-Q{index + 1}" for year, index in quarters],
        "Months": [f"{year}-{index + 1:02}" for year, index in months],
        "Years": [str(today.year - back) for back in range(_YEARS)],
    }
    return [
        (group, [(code, Period.parse(code).name) for code in offered])
        for group, offered in codes.items()
    ]


_ORDINALS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth"}


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

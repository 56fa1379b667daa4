"""Partial dates: a year, a month or a day, as far as it is known. Pure functions, no ORM.

Written as ISO 8601 reduced precision: `2025`, `2025-12`, `2025-12-06`; the empty string is unknown.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

PATTERN = r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"


class Answer(StrEnum):
    """What the register can say of a day. Only a certain no is held against anybody."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


@dataclass(frozen=True)
class PartialDate:
    """A span of days of which one is meant: `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the empty string gives None (unknown).

        Raises ValueError for anything else, and for days that no calendar has.
        """
        if not text:
            return None
        if not re.fullmatch(PATTERN, text, re.ASCII):
            raise ValueError(f"“{text}” is no date: write 2025, 2025-12 or 2025-12-06.")
        year, month, day = (int(part) for part in f"{text}-0-0".split("-")[:3])
        if not 1 <= year <= 9998:
            raise ValueError(f"“{text}” is no date: the year must lie between 1 and 9998.")
        last_month = month or 12
        try:
            return cls(
                date(year, month or 1, day or 1),
                date(year, last_month, day or monthrange(year, last_month)[1]),
            )
        except ValueError:
            raise ValueError(f"“{text}” is no day of the calendar.") from None

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the whole-day partial date of `day`."""
        return cls(day, day)


def span_covers(
    start: PartialDate | None, end: PartialDate | None, *, ended: bool, day: PartialDate
) -> Answer:
    """Say whether a span of office covers a day; all three may be known only in part.

    Arguments: `start` None = unknown; `end` None = still running, or, with `ended`, over since an
    unknown day. First and last day count as covered.
    """
    if (start and day.last < start.first) or (end and day.first > end.last):
        return Answer.NO
    begun = start is not None and day.first >= start.last
    lasting = (not ended) if end is None else day.last <= end.first
    return Answer.YES if begun and lasting else Answer.PERHAPS

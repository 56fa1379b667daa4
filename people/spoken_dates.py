"""What the words of a date mean, as seen from a day. Pure functions, no ORM."""

from calendar import monthrange
from datetime import date, timedelta

from people.dates import PartialDate

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug"
        "|september sept sep|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
NUMBERS = {
    word: number
    for number, word in enumerate("a two three four five six seven eight nine ten".split(), start=1)
} | {"one": 1, "eleven": 11, "twelve": 12}
_ABOUT = timedelta(days=92)


def lately(words: str, day: date) -> PartialDate:
    """Return what "last year" and the like mean, as seen from a day."""
    if words == "last year":
        return year_of(day.year - 1)
    if words == "last month":
        return months_ago(day, 1, 0)
    if words.endswith("this year"):
        return PartialDate(date(day.year, 1, 1), day)
    if words == "a decade ago":
        return PartialDate(date(day.year - 11, 1, 1), date(day.year - 9, 12, 31))
    return PartialDate(date(day.year - 1, 1, 1), day)


def year_of(year: int) -> PartialDate:
    """Return the days of a year."""
    return PartialDate(date(year, 1, 1), date(year, 12, 31))


def years_ago(day: date, count: int) -> PartialDate:
    """Return the year so many before that of a day; early in a year also the months before it."""
    year = year_of(day.year - count)
    exact = year.first + (day - date(day.year, 1, 1))
    return PartialDate(min(year.first, exact - _ABOUT), year.last)


def month_of(year: int, month: int) -> PartialDate:
    """Return the days of a month."""
    return PartialDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_ago(day: date, count: int, around: int) -> PartialDate:
    """Return the month so many before that of a day, with some `around` it on either side."""
    months = day.year * 12 + day.month - 1 - count
    first, last = months - around, months + around
    end = month_of(last // 12, last % 12 + 1).last
    return PartialDate(date(first // 12, first % 12 + 1, 1), end)

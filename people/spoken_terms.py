"""The bounds that a sentence gives a term: "from 2005 to 2021", "until March". Pure, no ORM."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from people.claims import Claim, Sense, Turn
from people.dates import PartialDate
from people.spoken_dates import MONTHS, NUMBERS, lately, month_of, months_ago, year_of, years_ago
from people.spoken_days import sentence_of

# People are elected, sworn in and named in the papers on different days.
SLACK = timedelta(days=31)
UNTIL_IT_BEGINS = timedelta(days=400)  # from an election or appointment
# Whoever held it for so much longer than is told did not begin or end when it is told. Some resign
# and stay until there is somebody else.
MUCH = timedelta(days=62)
UNTIL_THEY_GO = timedelta(days=184)

NEWS = timedelta(days=7)  # so long the register may not know who has come into office

_MONTHS = "|".join(MONTHS)


def _point(name: str) -> str:
    """Return the pattern of a date: "12 May 2019", "May 12", "last year", "two years ago"."""
    return (
        r"(?:(?:early|late|mid|the\s+(?:start|end|beginning|middle|spring|summer|autumn|fall|winter)"
        r"\s+of|spring|summer|autumn|fall|winter)[\s-]+(?:of\s+)?)?"
        rf"(?:(?:(?P<{name}_day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<{name}_month>{_MONTHS})\b\.?"
        rf"(?:\s+(?P<{name}_date>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?"
        rf"(?:,?\s+(?P<{name}_year>(?:1[5-9]|20)\d\d)(?!\d))?"
        rf"|(?P<{name}_alone>(?:1[5-9]|20)\d\d)(?![\ds])"
        rf"|(?P<{name}_last>(?:earlier\s+)?this\s+year|last\s+(?:year|month))\b"
        rf"|(?P<{name}_count>{'|'.join(NUMBERS)}|\d{{1,2}})\s+(?P<{name}_unit>year|month)s?\s+ago\b)"
    )


_TO = r"\s*(?:to|until|till|through|and|–|—|-)\s*"
_SPAN = re.compile(
    rf"\s+\(?(?:from|between)\s+{_point('a')}{_TO}{_point('b')}|(?:\s*\(|,\s+){_point('c')}{_TO}{_point('d')}(?=[),;])",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"\s+\(?(?:until|till)\s+{_point('a')}", re.IGNORECASE)
_SINCE = re.compile(rf"\s+\(?since\s+{_point('a')}", re.IGNORECASE)
_AT = re.compile(rf"\s+(?:(?:back\s+)?(?:in|on)\s+)?{_point('a')}", re.IGNORECASE)
_WHEN = re.compile(
    rf"\s+when\s+(?:[\w'’-]+\s+){{1,9}}?(?:in|on)\s+{_point('a')}\s*(?:$|[.,;])", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?:^[\s\"“]*(?:(?:In|On)\s+)?{_point('a')},?\s+|\b{_point('b')},?\s+when\s+)$", re.IGNORECASE
)
# "The first president since 1990" says nothing of this one's beginning.
_RANKING = re.compile(r"\b(?:first|only|last|most|second|third|\w+est)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """Days on each of which the title must be held, for the sentence to be right.

    It may not have been held without a break from before `began`, or on after `ended`.
    """

    days: tuple[PartialDate, ...]
    is_open: bool = False  # "since 2019": it is held besides on the day that is spoken of
    began: date | None = None
    ended: date | None = None


def term_of(passage: str, claim: Claim, day: date) -> Term | None:
    """Return the term that stands beside a title, as told on `day`; None when none does.

    Only what touches the title: "X, who was president from 2005 to 2021". What is said to begin or
    end has some days more than the sentence gives it.
    """
    if claim.sense == Sense.NEXT:
        return None
    first, last = sentence_of(passage, claim.start)
    behind, before = passage[claim.title_end : last], passage[first : claim.start]
    if match := _SPAN.match(behind):
        return _within(_points(match, day), day)
    if match := _UNTIL.match(behind):
        (point,) = _points(match, day) or (None,)
        return _until(point, day) if point else None
    match = _SINCE.match(behind)
    if match and not _is_ranked(claim, passage[claim.title_start : claim.title_end]):
        (point,) = _points(match, day) or (None,)
        return _since(point, day) if point else None
    if not claim.turn:
        return None
    match = _AT.match(behind) or _BEFORE.search(before)
    if claim.turn == Turn.WAS:
        match = match or _WHEN.match(behind)
    (point,) = (match and _points(match, day)) or (None,)
    return _turned(point, claim.turn, day) if point else None


def _within(points: list[PartialDate], day: date) -> Term | None:
    """Return the term from one day to another; the second may be yet to come."""
    if len(points) != 2 or points[0].first > day:
        return None
    days = [_widened(point, SLACK, SLACK) for point in points if point.first <= day]
    ended = points[1].last + MUCH
    return Term(tuple(days), began=points[0].first - MUCH, ended=ended)


def _until(point: PartialDate, day: date) -> Term | None:
    return _made(_widened(point, SLACK, SLACK), day, ended=point.last + MUCH)


def _since(point: PartialDate, day: date) -> Term | None:
    around = _widened(point, SLACK, SLACK)
    return _made(around, day, is_open=True, began=point.first - MUCH)


def _turned(point: PartialDate, turn: Turn, day: date) -> Term | None:
    """Return the term of what begins or ends in these days, or is held then."""
    if turn == Turn.WAS:
        return _made(point, day)
    if turn == Turn.ENDED:
        return _made(_widened(point, SLACK, SLACK), day, ended=point.last + UNTIL_THEY_GO)
    if point.last >= day - NEWS:
        return None
    if turn == Turn.BEGUN:
        return _made(_widened(point, SLACK, SLACK), day, began=point.first - MUCH)
    after = UNTIL_IT_BEGINS if turn == Turn.GIVEN else SLACK
    return _made(_widened(point, SLACK, after), day)


def _made(
    point: PartialDate,
    day: date,
    *,
    is_open: bool = False,
    began: date | None = None,
    ended: date | None = None,
) -> Term | None:
    return Term((point,), is_open, began, ended) if point.first <= day else None


def _is_ranked(claim: Claim, title: str) -> bool:
    return claim.sense != Sense.NOW or _RANKING.search(title) is not None


def _points(match: re.Match[str], day: date) -> list[PartialDate]:
    said = {key: value for key, value in match.groupdict().items() if value}
    names = sorted({key[0] for key in said})
    years = {name: said.get(f"{name}_year") or said.get(f"{name}_alone") for name in names}
    year = next((year for year in years.values() if year), None)  # "from March to June 2019"
    points = (_read(said, name, years[name] or year, day) for name in names)
    return [point for point in points if point]


def _read(said: dict[str, str], name: str, year: str | None, day: date) -> PartialDate | None:
    if last := said.get(f"{name}_last"):
        return lately(" ".join(last.casefold().split()), day)
    if unit := said.get(f"{name}_unit"):
        word = said[f"{name}_count"].casefold()
        count = NUMBERS.get(word) or int(word)
        return years_ago(day, count) if unit.casefold() == "year" else months_ago(day, count, 1)
    month = MONTHS.get(said.get(f"{name}_month", "").casefold())
    if month is None:
        return year_of(int(year)) if year else None
    which = int(year) if year else day.year - (month > day.month)
    number = said.get(f"{name}_day") or said.get(f"{name}_date")
    if number is None:
        return month_of(which, month)
    if not 0 < int(number) <= monthrange(which, month)[1]:
        return None
    return PartialDate.of(date(which, month, int(number)))


def _widened(point: PartialDate, before: timedelta, after: timedelta) -> PartialDate:
    return PartialDate(point.first - before, point.last + after)

"""The bounds that a sentence gives a term: "from 2005 to 2021", "until 2016". Pure, no ORM."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from people.claims import Claim, Sense, Turn
from people.dates import PartialDate
from people.spoken_days import MONTHS, sentence_of

# People are elected, sworn in and named in the papers on different days.
SLACK = timedelta(days=31)
UNTIL_IT_BEGINS = timedelta(days=400)  # from an election or appointment

NEWS = timedelta(days=7)  # so long the register may not know who has come into office


def _point(name: str) -> str:
    months = "|".join(MONTHS)
    return (
        rf"(?:(?:early|late|mid)[\s-]+)?(?:(?P<{name}_day>\d{{1,2}})\s+(?=[A-Za-z]))?"
        rf"(?:(?P<{name}_month>{months})\.?\s+(?:(?P<{name}_date>\d{{1,2}}),\s+)?)?"
        rf"(?P<{name}_year>(?:1[5-9]|20)\d\d)(?![\ds])"
    )


_TO = r"\s*(?:to|until|till|through|and|–|—|-)\s*"
_SPAN = re.compile(
    rf"\s+\(?(?:from|between)\s+{_point('a')}{_TO}{_point('b')}|\s*\({_point('c')}{_TO}{_point('d')}\)",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"\s+\(?(?:until|till)\s+{_point('a')}", re.IGNORECASE)
_SINCE = re.compile(rf"\s+\(?since\s+{_point('a')}", re.IGNORECASE)
_AT = re.compile(rf"\s+(?:back\s+)?(?:in|on)\s+{_point('a')}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:^[\s\"“]*(?:In|On)\s+{_point('a')},?\s+|\b{_point('b')},?\s+when\s+)$", re.IGNORECASE
)
# "The first president since 1990" says nothing of this one's beginning.
_RANKING = re.compile(r"\b(?:first|only|last|most|second|third|\w+est)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """Days on each of which the title must be held, for the sentence to be right."""

    days: tuple[PartialDate, ...]
    is_open: bool = False  # "since 2019": it is held besides on the day that is spoken of


def term_of(passage: str, claim: Claim, day: date) -> Term | None:
    """Return the term that stands beside a title, as told on `day`; None when none does.

    Only a title behind its name, and only what touches it: "X, who was president from 2005 to
    2021". What is said to begin or end has some days more than the sentence gives it.
    """
    if claim.name_start > claim.title_start or claim.sense == Sense.NEXT:
        return None
    first, last = sentence_of(passage, claim.start)
    behind, before = passage[claim.end : last], passage[first : claim.start]
    title = passage[claim.name_end : claim.end]
    days: list[PartialDate] = []
    is_open = False
    for pattern in (_SPAN, _UNTIL, _SINCE):
        match = pattern.match(behind)
        if match and not (pattern is _SINCE and _ranked(claim, title)):
            days = [_widened(point, SLACK, SLACK) for point in _points(match)]
            is_open = pattern is _SINCE
            break
    else:
        if claim.turn and (match := _AT.match(behind) or _BEFORE.search(before)):
            days = [_turning(p, claim.turn) for p in _points(match) if _known(p, claim, day)]
    past = tuple(point for point in days if point.first <= day)
    return Term(past, is_open) if past else None


def _known(point: PartialDate, claim: Claim, day: date) -> bool:
    return claim.turn not in (Turn.BEGUN, Turn.GIVEN) or point.last < day - NEWS


def _ranked(claim: Claim, title: str) -> bool:
    return claim.sense != Sense.NOW or _RANKING.search(title) is not None


def _turning(point: PartialDate, turn: Turn) -> PartialDate:
    """Return in which days the title must be held once, when it begins or ends in these."""
    if turn == Turn.WAS:
        return point
    if turn == Turn.GIVEN:
        return _widened(point, SLACK, UNTIL_IT_BEGINS)
    return _widened(point, SLACK, SLACK)


def _points(match: re.Match[str]) -> list[PartialDate]:
    said = match.groupdict()
    points = (_read(said, name) for name in "abcd" if said.get(f"{name}_year"))
    return [point for point in points if point]


def _read(said: dict[str, str | None], name: str) -> PartialDate | None:
    year = int(said[f"{name}_year"] or 0)
    month = MONTHS.get((said[f"{name}_month"] or "").casefold())
    number = said[f"{name}_day"] or said[f"{name}_date"]
    if month is None:
        return PartialDate(date(year, 1, 1), date(year, 12, 31))
    last = monthrange(year, month)[1]
    if number is None:
        return PartialDate(date(year, month, 1), date(year, month, last))
    return PartialDate.of(date(year, month, int(number))) if 0 < int(number) <= last else None


def _widened(point: PartialDate, before: timedelta, after: timedelta) -> PartialDate:
    return PartialDate(point.first - before, point.last + after)

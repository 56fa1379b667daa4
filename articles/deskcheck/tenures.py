"""The roles that show who held an office when: in a row, on a day, without a break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from articles.deskcheck.register import Tenure
from people.dates import Answer, PartialDate
from people.offices import LEADER, TOP
from people.titles import Office

HANDOVER = timedelta(days=7)  # so long may an office be empty between two who hold it

_BODIES = frozenset("committee commission office department section unit desk council".split())


@dataclass(frozen=True)
class Stretch:
    """Days on which an office was surely held, with the roles that follow each other in it."""

    first: date
    last: date
    tenures: tuple[Tenure, ...]


def stretches(tenures: Iterable[Tenure], gap: timedelta) -> list[Stretch]:
    """Return the days that roles cover together, those that lie no more than `gap` apart as one.

    Only what is known counts: from the last day on which a role may have begun to the first on
    which it may have ended.
    """
    found: list[Stretch] = []
    for first, last, tenure in sorted(_sure(tenures), key=lambda known: known[:2]):
        before = found[-1] if found else None
        if before and (first - before.last if first > before.last else timedelta()) <= gap:
            both = (*before.tenures, tenure)
            found[-1] = Stretch(before.first, max(before.last, last), both)
        else:
            found.append(Stretch(first, last, (tenure,)))
    return found


def _sure(tenures: Iterable[Tenure]) -> Iterator[tuple[date, date, Tenure]]:
    for tenure in tenures:
        start, end = (PartialDate.parse(d) for d in (tenure.role.started_on, tenure.role.ended_on))
        if start and (end or not tenure.role.ended):
            yield start.last, end.first if end else date.max, tenure


def holders(
    office: Office, seat: str, known: Iterable[Tenure], day: PartialDate
) -> Iterator[Tenure]:
    """Yield who of those known surely held this office there on those days, one after the other."""
    for stretch in stretches(_holders(office, seat, known), HANDOVER):
        if stretch.first <= day.first and day.last <= stretch.last:
            yield from (t for t in stretch.tenures if t.role.held_on(day) != Answer.NO)


def _holders(office: Office, seat: str, known: Iterable[Tenure]) -> Iterator[Tenure]:
    for tenure in known:
        own = tenure.office
        same = own.head == office.head or (office.head == LEADER and own.head in TOP)
        if (
            same
            and seat in tenure.seats
            and own.level == office.level
            and office.field <= own.field
            and (office.to == own.to or not office.to)
        ):
            yield tenure


def same_destination(claimed: Office, office: Office) -> bool:
    """May two ambassadors be sent to the same place?"""
    return not claimed.to or not office.to or claimed.to == office.to


def share_a_field(claimed: Office, office: Office) -> bool:
    """May the two be of one field, as far as both name one? That both have committees is none."""
    one, other = claimed.field - _BODIES or claimed.field, office.field - _BODIES or office.field
    return not one or not other or bool(one & other)


def begun(tenure: Tenure, day: PartialDate) -> bool:
    """Has the role perhaps begun by this day?"""
    start = PartialDate.parse(tenure.role.started_on)
    return start is None or start.first <= day.last


def still(tenure: Tenure, day: PartialDate) -> bool:
    """Is the role held, as far as is known?"""
    answer = tenure.role.held_on(day)
    role = tenure.role
    return answer == Answer.YES or (
        answer == Answer.PERHAPS and not (role.ended_on or role.ended or role.started_on)
    )


def nearest(tenures: list[Tenure], day: PartialDate) -> Tenure:
    """Return the role that ended last before the day, else the one that begins first after it."""
    over = [tenure for tenure in tenures if tenure.role.over_by(day)]
    return max(over, key=lambda t: t.role.ended_on) if over else tenures[0]

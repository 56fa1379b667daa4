"""Whether the register contradicts for certain that somebody is what a text says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from articles.deskcheck.register import Register, Tenure
from articles.deskcheck.tenures import (
    begun,
    holders,
    nearest,
    same_destination,
    share_a_field,
    still,
    stretches,
)
from people.claims import Claim, Sense, Turn
from people.dates import Answer, PartialDate
from people.offices import HEADS, LEADER, NATIONAL, SINGLE, TOP
from people.spoken_days import Spoken
from people.spoken_terms import SLACK, Term
from people.titles import Office


class Fault(StrEnum):
    """Why a title is wrong."""

    TERM = "term"  # held, but not on that day
    LEVEL = "level"  # deputy for the holder, or the reverse
    ANOTHER = "another"  # somebody else holds it
    NOWHERE = "nowhere"  # nothing is held at that organization
    BOUNDS = "bounds"  # held, but it began or ended on other days
    IN_OFFICE = "in_office"  # "former" or "-elect" of somebody in office


@dataclass(frozen=True)
class Verdict:
    """What is wrong on `day`, and the role that shows it: one's own, or another holder's."""

    fault: Fault
    day: PartialDate
    tenure: Tenure | None = None


# What may be the same office under another name, so that it is held against nobody.
_ALIKE = (
    frozenset({"chief executive", "managing director", "director", "general manager", "president"}),
    frozenset({"director", "director general", "managing director", LEADER}),
    frozenset({"chair", "president"}),
    frozenset({"commander", "chief of staff"}),
)
_HEADS = frozenset(head for head, _ in HEADS.values())


def judge(
    claim: Claim, pk: int, register: Register, spoken: Spoken, day: date, term: Term | None
) -> Verdict | None:
    """Return why the claim is wrong of this person, or None: right, or nobody can tell.

    Arguments: `spoken` are the days of which the sentence may speak, `day` is the story's,
    `term` is what the sentence says of the beginning and end.
    """
    case = _Case(claim, register.tenures.get(pk, []), register)
    if not case.tenures:
        return None
    if term and case.is_particular():
        # Registers are short of the past: of what they know nothing, another time may tell.
        said = (case.now(bound) for bound in term.days)
        wrong = next((v for v in said if v and v.fault != Fault.NOWHERE), None)
        wrong = wrong or case.bounds(term)
        if wrong or not term.is_open:
            return wrong
    if claim.turn in (Turn.BEGUN, Turn.GIVEN):
        return None  # the register may not know the newest
    today = PartialDate.of(day)
    sense = claim.sense
    if sense == Sense.THEN and not spoken.dated:
        sense = Sense.ONCE
    if sense == Sense.ONCE:
        return case.once(today)
    days = (*spoken.days, today) if sense == Sense.FORMER else spoken.days
    ask = {Sense.FORMER: case.former, Sense.NEXT: case.to_come}.get(sense, case.now)
    verdicts = [ask(spoken_day) for spoken_day in days]
    return verdicts[0] if all(verdicts) else None


def concerns(claim: Claim, pk: int, register: Register) -> bool:
    """Has this person ever held an office of the kind that is claimed, wherever it was?"""
    office, held = claim.office, register.tenures.get(pk, [])
    return office is not None and any(tenure.office.head == office.head for tenure in held)


@dataclass(frozen=True)
class _Case:
    """One claim about one person."""

    claim: Claim
    tenures: list[Tenure]
    register: Register

    def now(self, day: PartialDate) -> Verdict | None:
        """Is the office held on this day?"""
        if self.claim.office is None:
            return self._nowhere(day) if not self._is_town() else None
        if any(tenure.role.held_on(day) != Answer.NO for tenure in self._like()):
            return None
        if own := self._own():
            return Verdict(Fault.TERM, day, nearest(own, day))
        if other := next((t for t in self._other_level() if still(t, day)), None):
            return Verdict(Fault.LEVEL, day, other)
        if self._is_known_place():
            return self._anothers(day) or self._nowhere(day)
        return self._sent_elsewhere(day) or self._anothers_at_home(day)

    def former(self, day: PartialDate) -> Verdict | None:
        """Was the office held once, and is no longer?"""
        held = next((t for t in self._own() if t.role.held_on(day) == Answer.YES), None)
        past = [tenure for tenure in self._like() if begun(tenure, day) and tenure is not held]
        if held:
            elsewhere = any(not any(held.is_at(seat) for seat in t.seats) for t in past)
            return (
                None if elsewhere and not self.claim.seat else Verdict(Fault.IN_OFFICE, day, held)
            )
        return self.once(day)

    def once(self, day: PartialDate) -> Verdict | None:
        """Was the office held at any time until this day?"""
        if any(begun(tenure, day) for tenure in self._like()):
            return None
        if own := self._own():
            return Verdict(Fault.TERM, day, own[0])
        if other := next(iter(self._other_level()), None):
            return Verdict(Fault.LEVEL, day, other)
        if self._is_known_place() and not any(t.is_at(self.claim.seat) for t in self.tenures):
            return Verdict(Fault.NOWHERE, day) if self._is_telling() else None
        return self._sent_elsewhere(day)

    def to_come(self, day: PartialDate) -> Verdict | None:
        """Has the office not yet begun?"""
        if any(not begun(tenure, day) for tenure in self._like()):
            return None
        held = next((t for t in self._own() if t.role.held_on(day) == Answer.YES), None)
        return Verdict(Fault.IN_OFFICE, day, held) if held else None

    def bounds(self, term: Term) -> Verdict | None:
        """Was the office held without a break from before it is said to begin, or after its end?"""
        own = [tenure for tenure in self._own() if tenure.office.head == self._claimed.head]
        if not self.claim.sure_seat:
            return None
        for stretch in stretches(own, SLACK):
            if stretch.last < term.days[0].first or term.days[-1].last < stretch.first:
                continue
            early = term.began and stretch.first < term.began
            late = term.ended and term.ended < stretch.last
            if early or late:
                return Verdict(Fault.BOUNDS, term.days[-1], stretch.tenures[0 if early else -1])
        return None

    # Which roles are of that title

    def _own(self) -> list[Tenure]:
        """The roles that surely are the office that is claimed."""
        return [t for t in self.tenures if self._same(t) and self._level(t) == self._claimed.level]

    def _other_level(self) -> list[Tenure]:
        """The roles that are the same office, but for a deputy or whoever only acts."""
        if self._claimed.head == LEADER and not (self.claim.seat or self._claimed.level):
            return []
        return [t for t in self.tenures if self._same(t) and self._level(t) != self._claimed.level]

    def _like(self) -> list[Tenure]:
        """The roles that may be meant."""
        return [tenure for tenure in self.tenures if self._may_be(tenure)]

    def _same(self, tenure: Tenure) -> bool:
        claimed, office = self._claimed, tenure.office
        if not claimed.field <= office.field or not same_destination(claimed, office):
            return False
        if claimed.head == LEADER:
            if office.head not in TOP or (office.field and not claimed.field):
                return False
            return tenure.is_at(self.claim.seat) if self.claim.seat else bool(claimed.level)
        if claimed.head != office.head:
            return False
        return (
            not self.claim.seat
            or not tenure.seats
            or tenure.is_at(self.claim.seat)
            or (not self.claim.sure_seat)
        )

    def _may_be(self, tenure: Tenure) -> bool:
        claimed, office = self._claimed, tenure.office
        if self._level(tenure) != claimed.level or not same_destination(claimed, office):
            return False
        if not share_a_field(claimed, office):
            return False
        if self.claim.seat and self.claim.sure_seat and not self._may_be_there(tenure):
            return False
        if claimed.head == office.head:
            return True
        if LEADER in (claimed.head, office.head):
            part = office.head == LEADER and office.field  # leader of the opposition
            return {claimed.head, office.head} <= TOP and not (part and claimed.head != LEADER)
        return any({claimed.head, office.head} <= alike for alike in _ALIKE)

    def _may_be_there(self, tenure: Tenure) -> bool:
        return not tenure.seats or tenure.is_at(self.claim.seat)

    def _level(self, tenure: Tenure) -> str:
        level = tenure.office.level
        return self._claimed.level if "co" in (level, self._claimed.level) else level

    @property
    def _claimed(self) -> Office:
        return self.claim.office or Office("")

    def is_particular(self) -> bool:
        """Is it no title of which somebody may have had others before: "a minister"?"""
        return bool(self.claim.seat or self._claimed.field) or self._claimed.head in NATIONAL - {
            "minister",
            "ambassador",
        }

    # What the place tells

    def _is_known_place(self) -> bool:
        claim = self.claim
        return bool(claim.seat) and claim.sure_seat and self.register.knows(claim.seat)

    def _is_town(self) -> bool:
        return not self._is_known_place() or self.register.is_town(self.claim.seat)

    def _is_telling(self) -> bool:
        """Is the title one that the register could know?"""
        claimed = self._claimed
        if not claimed.head:
            return True
        holders = [t.office for t in (*self.register.holders, *self.tenures)]
        known = {word for office in holders for word in office.field}
        return claimed.head in _HEADS and (claimed.head != LEADER or claimed.field <= known)

    def _nowhere(self, day: PartialDate) -> Verdict | None:
        """Is nothing held at that place on that day?"""
        for tenure in self.tenures:
            if self._may_be_there(tenure) and tenure.role.held_on(day) != Answer.NO:
                return None
        return Verdict(Fault.NOWHERE, day) if self._is_telling() else None

    def _sent_elsewhere(self, day: PartialDate) -> Verdict | None:
        """Was this ambassador only ever sent to other places than the one that is named?"""
        to = self._claimed.to
        sent = [tenure for tenure in self.tenures if tenure.office.to]
        if not to or not sent or not self.register.knows(to):
            return None
        if any(t.office.to == to or t.is_at(to) for t in self.tenures):
            return None
        return Verdict(Fault.LEVEL, day, sent[-1])

    def _anothers(self, day: PartialDate, at: str = "") -> Verdict | None:
        """Does somebody else surely hold it there, where one person does?"""
        claimed = self._claimed
        if claimed.head not in SINGLE or (claimed.head == "minister" and not claimed.field):
            return None
        held = holders(claimed, self.claim.seat or at, self.register.holders, day)
        others = [t for t in held if t.role.person_id not in self.claim.people]
        if not others:
            return None
        newest = self.claim.turn in (Turn.BEGUN, Turn.GIVEN)
        return Verdict(Fault.ANOTHER, day, others[-1 if newest else 0])

    def _anothers_at_home(self, day: PartialDate) -> Verdict | None:
        """Does somebody else hold it in the one country or town where this person has an office?"""
        held = [t for t in self.tenures if t.role.held_on(day) != Answer.NO]
        seats = {seat for tenure in held for seat in tenure.seats}
        if self.claim.seat or len(seats) != 1:
            return None
        if not (self._claimed.head in NATIONAL or self._claimed.field):
            return None
        (seat,) = seats
        return self._anothers(day, seat)

"""Reads the office that a printed title names, and where it is held. Pure, no ORM."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from people.offices import HEADS, LEVELS, NATIONAL
from people.patterns import GIVEN, OF_A_PART, PARTS_WITH
from people.places import BY_METONYM
from people.reading import Part
from people.titles import Office, fields


@dataclass(frozen=True)
class PrintedTitles:
    """The titles among the parts of one passage; `letters` are the kinds of these.

    `places` are those that the passages before it name, `whole` the titles that a register has
    word for word.
    """

    parts: list[Part]
    letters: str
    places: frozenset[str] = frozenset()
    whole: Mapping[str, Office] = field(default_factory=dict)

    def office(self, match: re.Match[str]) -> tuple[Office, bool] | None:
        """Read the title; None when it names a place or field that nobody knows."""
        head = self.parts[match.start("head")].value
        office = self.whole.get(head) or Office(*(HEADS.get(head) or _known_head(head)))
        lead = range(match.start("lead"), match.end("lead"))
        tail = range(match.start("tail"), match.end("tail"))
        if any(self.letters[n] in "Uw" for n in tail):
            return None
        start = match.start("then" if match.groupdict().get("then") else "lead")
        if any(self.parts[n].value in GIVEN for n in range(start, match.start("head"))):
            return None
        parts = {self.parts[n].value for n in (*lead, *tail) if self.letters[n] == "M"}
        known = (
            office.head in PARTS_WITH.get(p, ()) or self._known_as(p, lead.start) for p in parts
        )
        if not all(known):
            return None
        named = {self.parts[n].value for n in (*lead, *tail) if self.letters[n] == "Q"}
        levels = [LEVELS[self.parts[n].value] for n in lead if self.parts[n].value in LEVELS]
        level = levels[0] if levels else office.level
        office = replace(office, field=office.field | named, level=level)
        return self._seated(office, lead, tail)

    def _seated(self, office: Office, lead: range, tail: range) -> tuple[Office, bool] | None:
        """Add the place that the title names, and whether it is surely that of the office."""
        before = [n for n in lead if self.letters[n] in "SJ"]
        behind = [n for n in tail if self.letters[n] in "SJ"]
        part = next((self.parts[n].value for n in (*lead, *tail) if self.letters[n] == "M"), "")
        if office.head == "ambassador":
            return self._sent(office, before, behind), True
        if behind:
            seat = self.parts[behind[-1]].value
            return replace(office, seat=seat), not part or part in seat.split()
        if part:
            seat = self._known_as(part, lead.start)
            return replace(office, seat=seat), bool(seat)
        if before:
            last = self.parts[before[-1]]
            sure = last.kind == "S" or office.head in NATIONAL
            sure = sure and self.parts[lead.stop].value not in OF_A_PART
            return replace(office, seat=last.value), sure
        if any(self.letters[n] == "P" for n in lead):
            seat, sure = self._named_before(lead.start)
            sure = sure and self.parts[lead.stop].value not in OF_A_PART
            return replace(office, seat=seat), sure
        return office, True

    def _sent(self, office: Office, before: list[int], behind: list[int]) -> Office:
        seat = self.parts[before[-1]].value if before else ""
        for n in behind:
            joint = next((k for k in reversed(self.letters[:n]) if k in "fta"), "")
            if joint == "f":
                seat = self.parts[n].value
            else:
                place = self.parts[n].value
                office = replace(office, to=BY_METONYM.get(place, place))
        return replace(office, seat=seat)

    def _known_as(self, part: str, at: int) -> str:
        """Return what "the bank" or "its museum" stands for: the only one that is named before."""
        here = {self.parts[n].value for n in range(at) if self.letters[n] == "S"}
        named = [place for place in here | self.places if part in place.split()]
        return named[0] if len(named) == 1 else ""

    def _named_before(self, at: int) -> tuple[str, bool]:
        """Return the place that "its" stands for, the last named, and whether it is sure."""
        places = [self.parts[n].value for n in range(at) if self.letters[n] in "SJ"]
        return (places[-1], len(set(places)) == 1) if places else ("", False)


def _known_head(words: str) -> tuple[str, frozenset[str]]:
    """Take a head apart that only the register knows: "chief conductor"."""
    *before, head = words.split()
    return head, fields(before)

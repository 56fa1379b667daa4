"""Reads a title beside a name as a claim: who is called what, in which sense. Pure, no ORM."""

import re
from dataclasses import dataclass

from people.claims import Claim, Sense, Turn
from people.patterns import CURRENT, OF_A_PAST
from people.printed_titles import PrintedTitles
from people.reading import Part
from people.vocabulary import TURNS


@dataclass(frozen=True)
class PrintedClaims:
    """The claims that the titles of one passage make."""

    titles: PrintedTitles

    @property
    def parts(self) -> list[Part]:
        """The parts of the passage."""
        return self.titles.parts

    @property
    def letters(self) -> str:
        """The kinds of these parts."""
        return self.titles.letters

    def made(self, match: re.Match[str], name: int, turn: Turn = Turn.NONE) -> Claim | None:
        """Return what a match of a pattern says of the name at `name`; None when nobody can tell.

        Arguments: `turn` is what a verb says of the title that the pattern itself does not show.
        """
        title = self.titles.office(match)
        if title is None:
            return None
        office, sure = title
        sense = Sense.ONCE if turn else self._sense(match)
        then = match.groupdict().get("then") or ""
        first = min(self._first(match), name)
        last = max(self._last(match), name)
        return Claim(
            self.parts[name].people,
            office,
            sense,
            office.seat,
            sure,
            self.parts[first].start,
            self.parts[last].end,
            self.parts[name].start,
            self.parts[name].end,
            self.parts[self._first(match)].start,
            self.parts[self._last(match)].end,
            is_said="B" in then and "W" not in then,
            turn=turn or self._turn(match),
        )

    def _turn(self, match: re.Match[str]) -> Turn:
        then = match.span("then") if match.groupdict().get("then") else (0, 0)
        words = [self.parts[n] for n in range(*then) if self.letters[n] in "WI"]
        if not words:
            return Turn.NONE
        return Turn.BEGUN if words[-1].value == "became" else TURNS.get(words[-1].value, Turn.WAS)

    def _is_over(self, match: re.Match[str]) -> bool:
        then = match.span("then") if match.groupdict().get("then") else (0, 0)
        return any(self.parts[n].value == "used to be" for n in range(*then))

    def _first(self, match: re.Match[str]) -> int:
        """Return where the title begins, without an article or "its"."""
        first = match.start("lead")
        while self.letters[first] in "APX'd" and first < match.start("head"):
            first += 1
        return first

    def _last(self, match: re.Match[str]) -> int:
        last = match.end("tail") - 1
        return last - 1 if self.letters[last] == "'" else last

    def _sense(self, match: re.Match[str]) -> Sense:
        lead = match["lead"]
        before = self.parts[match.start() - 1] if match.start() else None
        if match["elect"] or "E" in lead:
            return Sense.NEXT
        groups = match.groupdict()
        if "F" in lead or self._is_over(match):
            return Sense.FORMER
        if "T" in lead or "T" in (groups.get("then") or ""):
            return Sense.THEN
        words = {self.parts[n].value for n in range(match.start("lead"), match.end("lead"))}
        if words & CURRENT:
            return Sense.NOW
        if words & {"time", "twice"} and "long" not in words:
            return Sense.ONCE
        if "D" in lead or set("WI") & set(groups.get("then") or ""):
            return Sense.ONCE
        if before and before.value in ("under", "during", "predecessor"):
            return Sense.ONCE
        end = match.end("tail")
        if end < len(self.parts) and self.parts[end].value in OF_A_PAST:
            return Sense.ONCE
        return Sense.NOW

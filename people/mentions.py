"""Finds register names and titles in text: pure functions over what a register knows, no ORM.

A text is read as a row of parts (`people.reading`), one letter each, and the ways in which
newspapers put a title beside a name are patterns over these letters. What is found is a claim: who
is called what, in which sense, and where; whether it is true is for others to judge.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from people.claims import Claim, Sense, Turn
from people.offices import PLURALS
from people.patterns import (
    AFTER,
    ALSO,
    APPOSITION_ENDS,
    BEFORE,
    BEING,
    BELONGING,
    INVERSIONS,
    INVERTED,
    OF_A_PAST,
    OPENINGS,
    OWNED,
    PAIRED,
    PRESENT,
    RUNNING,
    SUPPOSING,
    SUPPOSITIONS,
    TAKING,
)
from people.printed_titles import PrintedTitles
from people.reading import Part, Reader
from people.titles import Office
from people.vocabulary import TURNS, VERBS, leads


def find(reader: Reader) -> list[list[Claim]]:
    """Return the claims that each passage of a text makes, in order."""
    return [list(_Grammar(reader.parts(n)).claims()) for n in range(len(reader.passages))]


class _Grammar:
    """The patterns, laid over the parts of one passage."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.letters = "".join(part.kind for part in parts)
        self._titles = PrintedTitles(parts, self.letters)

    def claims(self) -> Iterator[Claim]:
        titled: set[int] = set()
        for match in BEFORE.finditer(self.letters):
            titled.add(match.start("name"))
            yield from self._before(match)
        for match in INVERTED.finditer(self.letters):
            if self._begins_well(match) and (claim := self._claim(match, match.start("name"))):
                yield claim
        for match in chain.from_iterable(p.finditer(self.letters) for p in (AFTER, BEING, TAKING)):
            yield from self._after(match, match.start("name"))
        for match in PAIRED.finditer(self.letters):
            yield from self._paired(match)
        for match in RUNNING.finditer(self.letters):
            yield from self._running(match)
        for pattern in (BELONGING, OWNED):
            for match in pattern.finditer(self.letters):
                if match.start("name") not in titled:
                    yield self._belonging(match)

    # A title before its name

    def _before(self, match: re.Match[str]) -> Iterator[Claim]:
        if match["comma"] and self._value(match.start() - 1) == "as":
            yield from self._in_the_role(match)
            return
        if match["comma"] and not self._is_apposition(match):
            return
        if not self._begins_well(match):
            return
        plural = self.parts[match.start("head")].value in PLURALS
        if plural and match["comma"] and self.letters[: match.start()].endswith("J&"):
            return  # "the French and Brazilian presidents, X and Y": see `_paired`
        names = [match.start("name")]
        if plural:
            more = match.start("more")
            names += [more + n for n, kind in enumerate(match["more"]) if kind in "Nn"]
        for name in names:
            if claim := self._claim(match, name):
                yield self._placed_behind(claim, name)

    def _paired(self, match: re.Match[str]) -> Iterator[Claim]:
        """Read "the presidents of A and B, X and Y": to each its own."""
        if self.parts[match.start("head")].value not in PLURALS:
            return
        places = "behind" if match["behind"] else "lead"
        seats = [n for n in range(*match.span(places)) if self.letters[n] in "SJ"]
        names = [n for n in range(*match.span("names")) if self.letters[n] in "Nn"]
        if len(seats) != len(names):
            return
        for at, name in zip(seats, names, strict=True):
            if (claim := self._claim(match, name)) and claim.office:
                seat = self.parts[at].value
                office = replace(claim.office, seat=seat)
                yield replace(claim, seat=seat, office=office, sure_seat=True)

    def _in_the_role(self, match: re.Match[str]) -> Iterator[Claim]:
        """Read "As president, X …", but not "her predecessor as president, X …".

        It is told of the past, unless a verb in the present follows.
        """
        verb = self._value(match.end("name"))
        claim = self._claim(match, match.start("name"))
        if claim and self._opens_clause(match.start() - 1) and verb not in SUPPOSING:
            present = verb in PRESENT
            yield replace(claim, sense=Sense.NOW if present else Sense.ONCE, is_said=present)

    def _opens_clause(self, at: int) -> bool:
        return at < 1 or self.letters[at - 1] in '.,"(-'

    def _value(self, at: int) -> str:
        return self.parts[at].value if 0 <= at < len(self.parts) else ""

    def _placed_behind(self, claim: Claim, name: int) -> Claim:
        """Take the place from behind the name: "Acting Governor X of the Bank of Tarsia"."""
        behind = re.compile(r"fA?S(?!['MUH])").match(self.letters, name + 1)
        if behind is None or claim.office is None or claim.seat:
            return claim
        seat = self.parts[behind.end() - 1].value
        return replace(claim, seat=seat, office=replace(claim.office, seat=seat), sure_seat=True)

    def _is_apposition(self, match: re.Match[str]) -> bool:
        """Is the name set off by commas behind a title that stands for itself?

        "its leader, X, …" is; "After meeting the president, X said …" is not.
        """
        after = match.end("name")
        ends = after == len(self.letters) or self.letters[after] in APPOSITION_ENDS
        lead = match["lead"]
        determined = any(kind in lead for kind in "APSJ") or match["tail"]
        return bool(ends and determined and not self._introduces(match.start()))

    def _introduces(self, at: int) -> bool:
        """Does what stands before only lead up to the sentence: "After talks with the …"?"""
        first = max(self.letters.rfind(kind, 0, at) for kind in '."') + 1
        words = self.letters[first:at]
        if not words or "," in words:
            return False
        opening = self.parts[first].value
        return words[0] in "pat" or opening in OPENINGS or opening.endswith(("ing", "ed"))

    def _begins_well(self, match: re.Match[str]) -> bool:
        """Does no word that we do not know tell what it is the title of: "Amal leader X"?"""
        first = match.start()
        lead = match["lead"].lstrip("X")
        if first == 0 or (lead and lead[0] in "APJS"):
            return True
        before = self.parts[first - 1]
        if before.kind == "w":
            return self.parts[match.start("head")].capital or leads(before.value)
        if before.kind in "UM":
            return leads(before.value)
        return True

    # A title after its name

    def _after(self, match: re.Match[str], name: int) -> Iterator[Claim]:
        end = match.end("tail")
        if self._is_anothers(match, end) or self._is_supposed(match):
            return
        if claim := self._claim(match, name):
            yield claim
        if "F" in match["lead"] and not self._stands_alone(ALSO.match(self.letters, end)):
            return  # "the former mayor and governor" may have been both
        also = ALSO.match(self.letters, end)
        if also and not self._is_anothers(also, also.end("tail")):
            yield from self._after(also, name)

    def _is_supposed(self, match: re.Match[str]) -> bool:
        """Is it only thought of: "if X were president"?"""
        before = match.start() - 1
        if self._value(before) in SUPPOSITIONS:
            return True
        if self._value(before) in INVERSIONS and self._opens_clause(before):
            return True
        verbs = {self.parts[n].value for n in range(match.start("then"), match.end("then"))}
        plural = self.parts[match.start("head")].value in PLURALS
        return "were" in verbs and not plural

    def _stands_alone(self, also: re.Match[str] | None) -> bool:
        return also is not None and any(kind in also["lead"] for kind in "AXF")

    def _is_anothers(self, match: re.Match[str], end: int) -> bool:
        """Does the title belong to the name behind it: "X, the president, Y, and …"?"""
        following = re.compile(r",?A?R*[Nn]").match(self.letters, end)
        if following is None:
            return False
        if not following.group().startswith(","):
            return True
        behind = self.letters[following.end() : following.end() + 2]
        return not (behind.startswith(",") and behind[1:] not in ("&", ""))

    # What is claimed

    def _claim(self, match: re.Match[str], name: int) -> Claim | None:
        title = self._titles.office(match)
        if title is None:
            return None
        office, sure = title
        sense = self._sense(match)
        then = match.groupdict().get("then") or ""
        first = min(self._first(match), name)
        last = max(match.end("tail") - 1, name)
        if self.letters[last] == "'":
            last -= 1
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
            is_said="B" in then and "W" not in then,
            turn=self._turn(match),
        )

    def _turn(self, match: re.Match[str]) -> Turn:
        then = match.span("then") if match.groupdict().get("then") else (0, 0)
        words = [self.parts[n] for n in range(*then) if self.letters[n] in "WI"]
        if not words:
            return Turn.NONE
        return Turn.BEGUN if words[-1].value == "became" else TURNS.get(words[-1].value, Turn.WAS)

    def _first(self, match: re.Match[str]) -> int:
        """Return where the title begins, without an article or "its"."""
        first = match.start("lead")
        while self.letters[first] in "APX'd" and first < match.start("head"):
            first += 1
        return first

    def _sense(self, match: re.Match[str]) -> Sense:
        lead = match["lead"]
        before = self.parts[match.start() - 1] if match.start() else None
        if match["elect"] or "E" in lead:
            return Sense.NEXT
        if "F" in lead:
            return Sense.FORMER
        groups = match.groupdict()
        if "T" in lead or "T" in (groups.get("then") or ""):
            return Sense.THEN
        counted = [self.parts[n].value for n in range(match.start("lead"), match.end("lead"))]
        if {"time", "twice"} & set(counted) and "long" not in counted:
            return Sense.ONCE
        if "D" in lead or set("WI") & set(groups.get("then") or ""):
            return Sense.ONCE
        if before and before.value in ("under", "during", "predecessor"):
            return Sense.ONCE
        behind = self.parts[match.end()] if match.end() < len(self.parts) else None
        if "rank" not in groups and behind and behind.value in OF_A_PAST:
            return Sense.ONCE
        return Sense.NOW

    def _running(self, match: re.Match[str]) -> Iterator[Claim]:
        """Read "who chairs ORGANIZATION" as a title."""
        head, past = VERBS[self.parts[match.start("verb")].value]
        name, seat = self.parts[match.start("name")], self.parts[match.start("seat")]
        yield Claim(
            name.people,
            Office(head, seat=seat.value),
            Sense.ONCE if past else Sense.NOW,
            seat.value,
            True,
            name.start,
            seat.end,
            name.start,
            name.end,
            self.parts[match.start("verb")].start,
        )

    def _belonging(self, match: re.Match[str]) -> Claim:
        name, seat = self.parts[match.start("name")], self.parts[match.start("seat")]
        start, end = min(name.start, seat.start), max(name.end, seat.end)
        return Claim(
            name.people,
            None,
            Sense.FORMER if match.groupdict().get("past") else Sense.NOW,
            seat.value,
            True,
            start,
            end,
            name.start,
            name.end,
            seat.start,
        )

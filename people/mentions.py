"""Finds register names and titles in text: pure functions over what a register knows, no ORM.

A text is read as a row of parts (`people.reading`), one letter each, and the ways in which
newspapers put a title beside a name are patterns over these letters. What is found is a claim: who
is called what, in which sense, and where; whether it is true is for others to judge.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from people import patterns
from people.claims import Claim, Sense, Turn
from people.offices import PLURALS
from people.printed_claims import PrintedClaims
from people.printed_titles import PrintedTitles
from people.reading import Part, Reader
from people.titles import Office
from people.vocabulary import GIVING, SUCCESSIONS, VERBS, leads


def find(reader: Reader) -> list[list[Claim]]:
    """Return the claims that each passage of a text makes, in order."""
    found, places = [], set[str]()
    for number in range(len(reader.passages)):
        parts = reader.parts(number)
        found.append(list(_Grammar(parts, places, reader.known.titles).claims()))
        places |= {part.value for part in parts if part.kind == "S"}
    return found


class _Grammar:
    """The patterns, laid over the parts of one passage; `places` are those named before it."""

    def __init__(self, parts: list[Part], places: set[str], whole: dict[str, Office]) -> None:
        self.parts = parts
        self.letters = "".join(part.kind for part in parts)
        titles = PrintedTitles(parts, self.letters, frozenset(places), whole)
        self._claim = PrintedClaims(titles).made

    def claims(self) -> Iterator[Claim]:
        for pattern, read in self._readings():
            for match in pattern.finditer(self.letters):
                yield from read(match)
        titled = {match.start("name") for match in patterns.BEFORE.finditer(self.letters)}
        for match in chain.from_iterable(
            p.finditer(self.letters) for p in (patterns.BELONGING, patterns.OWNED)
        ):
            if match.start("name") not in titled:
                yield self._belonging(match)

    def _readings(self) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Claim]]]]:
        return [
            (patterns.BEFORE, self._before),
            (patterns.INVERTED, self._inverted),
            (patterns.AFTER, self._after),
            (patterns.BEING, self._after),
            (patterns.TAKING, self._after),
            (patterns.PAIRED, self._paired),
            (patterns.PAIRED_BEHIND, self._paired),
            (patterns.SHARED, self._shared),
            (patterns.TERMED, self._termed),
            (patterns.SUCCEEDING, self._succeeding),
            (patterns.GIVEN_TO, self._given),
            (patterns.RUNNING, self._running),
        ]

    # A title before its name

    def _before(self, match: re.Match[str]) -> Iterator[Claim]:
        if match["comma"] and self._value(match.start() - 1) == "as":
            yield from self._in_the_role(match)
            return
        if match["comma"] and not self._is_apposition(match):
            return
        if not self._begins_well(match):
            return
        plural, head = self._is_plural(match), self.parts[match.start("head")]
        if plural and match["comma"] and self.letters[: match.start()].endswith("J&"):
            return  # "the French and Brazilian presidents, X and Y": see `_paired`
        names = [match.start("name")]
        if plural:
            more = match.start("more")
            names += [more + n for n, kind in enumerate(match["more"]) if kind in "Nn"]
        # "in his years as mayor X", but "as Mayor X said"
        role = not head.capital and self._value(match.start() - 1) == "as"
        for name in names:
            if claim := self._claim(match, name):
                sense = Sense.ONCE if role and claim.sense == Sense.NOW else claim.sense
                yield self._placed_behind(replace(claim, sense=sense), name)

    def _inverted(self, match: re.Match[str]) -> Iterator[Claim]:
        if self._begins_well(match) and (claim := self._claim(match, match.start("name"))):
            yield claim

    def _termed(self, match: re.Match[str]) -> Iterator[Claim]:
        since = self._value(match.end("tail")) == "since"
        turn = Turn.NONE if since else Turn.WAS
        if claim := self._claim(match, match.start("name"), turn):
            yield self._placed_behind(claim, match.start("name"))

    def _paired(self, match: re.Match[str]) -> Iterator[Claim]:
        """Read "the presidents of A and B, X and Y": to each its own."""
        if not self._is_plural(match):
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

    def _shared(self, match: re.Match[str]) -> Iterator[Claim]:
        """Read "X and Y, the foreign and finance ministers": to each its own, or one to both."""
        if not self._is_plural(match):
            return
        names = [n for n in range(*match.span("names")) if self.letters[n] in "Nn"]
        lead, tail = match.span("lead"), match.span("tail")
        fields = [n for n in (*range(*lead), *range(*tail)) if self.letters[n] == "Q"]
        if len(fields) not in (0, 1, len(names)) or self._is_joined(match.end("tail")):
            return
        for number, name in enumerate(names):
            if (claim := self._claim(match, name)) and claim.office:
                own = {self.parts[fields[number]].value} if len(fields) == len(names) else None
                office = replace(claim.office, field=frozenset(own)) if own else claim.office
                yield replace(claim, office=office)

    def _is_joined(self, at: int) -> bool:
        return self.letters[at : at + 1] == "&"

    def _given(self, match: re.Match[str]) -> Iterator[Claim]:
        """Read "NEWSPAPER appointed X editor", in which a verb gives or takes the title."""
        verb = match.start("verb")
        turn = GIVING.get(self.parts[verb].value)
        if turn is None or (claim := self._claim(match, match.start("name"), turn)) is None:
            return
        if verb and self.letters[verb - 1] == "S" and claim.office and not claim.seat:
            seat = self.parts[verb - 1].value
            office = replace(claim.office, seat=seat)
            claim = replace(claim, seat=seat, office=office, sure_seat=True)
        yield claim

    def _succeeding(self, match: re.Match[str]) -> Iterator[Claim]:
        """Read "X succeeded Y as editor": one who began and one who ended."""
        turns = [Turn.BEGUN, Turn.ENDED]
        if SUCCESSIONS[self.parts[match.start("verb")].value]:
            turns.reverse()
        for group, turn in zip(("one", "other"), turns, strict=True):
            if claim := self._claim(match, match.start(group), turn):
                yield claim

    def _in_the_role(self, match: re.Match[str]) -> Iterator[Claim]:
        """Read "As president, X …", but not "her predecessor as president, X …".

        It is told of the past, unless a verb in the present follows.
        """
        verb = self._value(match.end("name"))
        claim = self._claim(match, match.start("name"))
        if claim and self._opens_clause(match.start() - 1) and verb not in patterns.SUPPOSING:
            present = verb in patterns.PRESENT
            yield replace(claim, sense=Sense.NOW if present else Sense.ONCE, is_said=present)

    def _is_plural(self, match: re.Match[str]) -> bool:
        return self.parts[match.start("head")].value in PLURALS

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
        ends = after == len(self.letters) or self.letters[after] in patterns.APPOSITION_ENDS
        lead = match["lead"]
        determined = any(kind in lead for kind in "APSJ") or match["tail"]
        start = match.start() + len(lead) - len(lead.lstrip("d"))
        return bool(ends and determined and not self._introduces(start))

    def _introduces(self, at: int) -> bool:
        """Does what stands before only lead up to the sentence: "After talks with the …"?"""
        first = max(self.letters.rfind(kind, 0, at) for kind in '."') + 1
        words = self.letters[first:at]
        if not words or "," in words or re.fullmatch("[pa]A?[dS]+", words):
            return False
        opening = self.parts[first].value
        return words[0] in "pat" or opening in patterns.OPENINGS or opening.endswith(("ing", "ed"))

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

    def _after(self, match: re.Match[str], name: int | None = None) -> Iterator[Claim]:
        name = match.start("name") if name is None else name
        end = match.end("tail")
        if self._is_plural(match) and self.letters[:name].rstrip("R").endswith("&"):
            return  # see `_shared`
        if self._is_anothers(match, end) or self._is_supposed(match):
            return
        if claim := self._claim(match, name):
            yield claim
        if "F" in match["lead"] and not self._stands_alone(patterns.ALSO.match(self.letters, end)):
            return  # "the former mayor and governor" may have been both
        also = patterns.ALSO.match(self.letters, end)
        if also and not self._is_anothers(also, also.end("tail")):
            yield from self._after(also, name)

    def _is_supposed(self, match: re.Match[str]) -> bool:
        """Is it only thought of: "if X were president"?"""
        before = match.start() - 1
        if self._value(before) in patterns.SUPPOSITIONS:
            return True
        if self._value(before) in patterns.INVERSIONS and self._opens_clause(before):
            return True
        verbs = {self.parts[n].value for n in range(match.start("then"), match.end("then"))}
        return "were" in verbs and not self._is_plural(match)

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
            seat.end,
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
            seat.end,
        )

"""Reads a text as a row of parts: names, titles, places and the words between them. Pure, no ORM.

The parts are those of `people.vocabulary`. Besides, "," and "." stand for what splits and ends,
"-" for a dash, "(" and ")" for themselves, '"' for quotation marks, "'" for a possessive.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from people.lengths import LISTED, Lengths
from people.name_words import PARTICLES, continues, family_names, is_known_part, is_title_case
from people.offices import FIELDS, HEADS
from people.places import BY_ADJECTIVE, BY_METONYM, BY_NAME
from people.titles import Office
from people.tokens import LONGEST_NAME, Token
from people.vocabulary import (
    DAYS,
    DESCRIBING,
    ORDINAL_ENDINGS,
    PART,
    PHRASES,
    RANKS,
    THINGS,
    leads,
)

SPEAKING = frozenset("said says told added warned argued spoke wrote asked replied".split())
_WORDS_TOO = frozenset({"us", "un", "it", "who", "is", "may"})  # unless in capitals
_SHORT_HEADS = frozenset({"pm", "pres", "sen", "fm", "sg", "dg"})


@dataclass(frozen=True)
class Known:
    """What a register knows of the names in a text.

    Arguments: `people` are the ids of people by folded name, `places` the plain names of places
    and organizations by folded name, `heads` and `fields` further words of their titles; a head
    may be two words, the second of which it is: "chief conductor". `titles` are those that can be
    read as a whole alone: "foreman of the rope works".
    """

    people: dict[str, tuple[int, ...]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    titles: dict[str, Office] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text, `text[start:end]`; `value` is what it was found as."""

    kind: str
    start: int
    end: int
    value: str = ""
    people: tuple[int, ...] = ()
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Stranger:
    """Words that look like a name which is not known: in full, or a family name alone."""

    start: int
    end: int
    words: tuple[str, ...]


class Reader:
    """Reads the passages of one text: a family name is known once somebody was named in full."""

    def __init__(self, known: Known, passages: Iterable[list[Token]]) -> None:
        self.known = known
        self._names = Lengths(known.people)
        self._phrases = Lengths(known.places, known.heads, known.titles, before=LISTED)
        self.passages = list(passages)
        self.families: dict[str, set[int]] = defaultdict(set)
        self.strangers: set[str] = set()
        for words in self.passages:
            self._meet(words)

    def parts(self, number: int) -> list[Part]:
        """Return the parts of a passage."""
        words = self.passages[number]
        found: list[Part] = []
        at = 0
        while at < len(words):
            found += _punctuation(words[at])
            part, count = self._part(words, at)
            found.append(part)
            at += count
            if words[at - 1].possessive:
                found.append(Part("'", part.end, part.end))
        return found

    def unknown_names(self, number: int) -> Iterator[Stranger]:
        """Yield the words of a passage that look like names of people, and are not known."""
        words = self.passages[number]
        at = 0
        while at < len(words):
            count = self._name_like(words, at)
            people, known = self._name(words, at)
            if people:
                at += known
                continue
            if count:
                some = words[at : at + count]
                if not self._is_known_word(words, at, count):
                    name = tuple(word.folded for word in some)
                    yield Stranger(some[0].start, some[-1].end, name)
            at += count or 1

    def _name_like(self, words: list[Token], at: int) -> int:
        """Return how many words from here on look like a name."""
        count = 0
        while at + count < len(words) and count < LONGEST_NAME:
            word = words[at + count]
            particle = count and word.folded in PARTICLES
            if not (word.capital and self._could_be_name(word)) and not particle:
                break
            if count and not word.joined:
                break
            count += 1
            if word.possessive:
                break
        return count

    def _could_be_name(self, word: Token) -> bool:
        return not is_known_part(word) and not leads(word.folded) and word.folded not in THINGS

    def _is_known_word(self, words: list[Token], at: int, count: int) -> bool:
        """Is this the name of a place, a family name, or the first word of a sentence?"""
        name = " ".join(word.folded for word in words[at : at + count])
        if self._family(words, at)[0] or name in self.known.people or self._country(name):
            return True
        if name in self.known.places or self._ends_place(words, at + count - 1):
            return True
        if count > 1:
            return False
        if at and words[at].joined:
            return PART.get(words[at - 1].folded) == "A"
        return at + 1 == len(words) or words[at + 1].folded not in SPEAKING

    def _meet(self, words: list[Token]) -> None:
        """Learn who is named in full, and which of their family names others have too."""
        at = 0
        while at < len(words):
            people, count = self._name(words, at)
            if people:
                for name in family_names(words[at : at + count]):
                    self.families[name].update(people)
            elif at and self._first_name(words, at - 1) and words[at].joined and words[at].capital:
                self.strangers.add(words[at].folded)
            at += count or 1

    def _part(self, words: list[Token], at: int) -> tuple[Part, int]:
        people, count = self._name(words, at)
        if people:
            return self._made("N", words, at, count, people=people), count
        for size in range(self._phrases.longest(words, at), 0, -1):
            some = words[at : at + size]
            inner = "".join(f"{word.whole} " for word in some[:-1])
            for last in dict.fromkeys((some[-1].folded, some[-1].whole)):
                if kind := self._phrase(inner + last, some):
                    return self._made(kind[0], words, at, size, value=kind[1]), size
        people, count = self._family(words, at)
        if people:
            return self._made("n", words, at, count, people=people), count
        return self._made(_single(words[at]), words, at, 1, value=words[at].folded), 1

    def _made(
        self,
        kind: str,
        words: list[Token],
        at: int,
        count: int,
        value: str = "",
        people: tuple[int, ...] = (),
    ) -> Part:
        first, last = words[at], words[at + count - 1]
        return Part(kind, first.start, last.end, value, people, first.capital)

    def _name(self, words: list[Token], at: int) -> tuple[tuple[int, ...], int]:
        """Find somebody named in full, unless the name is a part of a longer one."""
        if not words[at].capital:
            return (), 0
        for size in range(self._names.longest(words, at), 1, -1):
            if any(word.possessive for word in words[at : at + size - 1]):
                continue
            name = " ".join(word.folded for word in words[at : at + size])
            if name in self.known.people:
                alone = not continues(words, at + size) and not self._first_name(words, at - 1, at)
                return (self.known.people[name], size) if alone else ((), size)
        return (), 0

    def _family(self, words: list[Token], at: int) -> tuple[tuple[int, ...], int]:
        """Find the family name of somebody who is named in full elsewhere in the text."""
        for size in (4, 3, 2, 1):
            some = words[at : at + size]
            if len(some) < size or not some[-1].capital or not all(w.joined for w in some[1:]):
                continue
            name = " ".join(word.folded for word in some)
            if name in self.families and name not in self.strangers:
                if continues(words, at + size) or self._first_name(words, at - 1, at):
                    return (), 0
                return tuple(sorted(self.families[name])), size
        return (), 0

    def _first_name(self, words: list[Token], at: int, before: int | None = None) -> bool:
        """Is the word before a name a part of it, so that somebody else is meant?"""
        if at < 0 or (before is not None and words[before].gap not in (" ", "-", "\xa0")):
            return False
        word = words[at]
        if not word.capital or word.possessive or is_known_part(word) or leads(word.folded):
            return False
        return not is_title_case(words) and not self._ends_place(words, at)

    def _ends_place(self, words: list[Token], at: int) -> bool:
        """Does a place end with this word, as in "ambassador to the United States X"?"""
        for size in range(1, min(LONGEST_NAME, at + 1) + 1):
            phrase = " ".join(word.folded for word in words[at + 1 - size : at + 1])
            if phrase in self.known.places or phrase in BY_NAME or phrase in BY_METONYM:
                return True
        return False

    def _phrase(self, phrase: str, words: list[Token]) -> tuple[str, str] | None:
        capital = words[0].capital
        shouted = phrase not in _WORDS_TOO or words[0].word.replace(".", "").isupper()
        if phrase in self.known.places and shouted and (capital or words[-1].capital):
            return "S", self.known.places[phrase]
        if phrase in self.known.titles:
            return "H", phrase
        if phrase in HEADS and (capital or phrase not in _SHORT_HEADS):
            return "H", phrase
        if capital and shouted and (place := self._country(phrase)):
            return place
        if phrase in PHRASES:
            return PHRASES[phrase], phrase
        if phrase in FIELDS and not (words[-1].possessive and PART.get(phrase) == "M"):
            return "Q", FIELDS[phrase]
        if phrase in self.known.heads:
            return "H", phrase
        return ("Q", phrase) if len(words) == 1 and phrase in self.known.fields else None

    def _country(self, phrase: str) -> tuple[str, str] | None:
        if phrase in BY_ADJECTIVE and phrase not in BY_NAME:
            return "J", BY_ADJECTIVE[phrase]
        if phrase in BY_NAME or phrase in BY_METONYM:
            return "S", BY_NAME.get(phrase, phrase)
        return ("J", place) if (place := self._inhabitants(phrase)) else None

    def _inhabitants(self, phrase: str) -> str:
        """Return the place of which this seems to be the adjective, as "Tarsian" is of Tarsia."""
        for ending in ("an", "n", "ian", "ese", "i", "ish"):
            stem = phrase.removesuffix(ending)
            if stem != phrase and len(stem) > 3:
                for place in (stem, f"{stem}a", f"{stem}ia", f"{stem}e"):
                    if place in self.known.places:
                        return self.known.places[place]
        return ""


def _single(word: Token) -> str:
    if word.folded in RANKS and word.capital:
        return "R"
    if word.folded in PART:
        return PART[word.folded]
    if word.folded[:1].isdigit():
        return "D" if word.folded.endswith(ORDINAL_ENDINGS) else "d"
    if word.capital:
        return "d" if word.folded in DAYS else "U"
    return "X" if len(word.folded) > 4 and word.folded.endswith(DESCRIBING) else "w"


_SPLITS = re.compile(r"[,;:.!?()\[\]\"“”«»„—–…]|\s-\s")
_KINDS = {
    ",": ",",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    "—": "-",
    "–": "-",
    " - ": "-",
} | dict.fromkeys('"“”«»„', '"')


def _punctuation(word: Token) -> Iterator[Part]:
    """Yield what stands before a word; a point inside an abbreviation splits nothing."""
    if word.joined:
        return
    start = word.start - len(word.gap)
    for match in _SPLITS.finditer(word.gap):
        kind = _KINDS.get(match.group(), ".")
        yield Part(kind, start + match.start(), start + match.end())

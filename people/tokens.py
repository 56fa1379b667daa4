"""The words of a text with their places, and its sentences. Pure functions, no ORM."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from people.folding import folded

LONGEST_NAME = 8  # words of a name that is looked for

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
# A point behind one of these ends no sentence.
ABBREVIATIONS = frozenset(
    "adm amb brig capt col cpl dr fr gen gov hon jr lt maj mr mrs ms pres prof rep rev sec secy "
    "sen sgt sr st supt vs no jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*\w)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text[start:end]` without the ending of a possessive; `gap` is what stood before.

    "al-Sharaa" is two words with "-" between them, "U.S." is one. A word is `joined` to the one
    before when nothing but a hyphen, a space or the point of an abbreviation is between them.
    `whole` is it folded with the ending, as in the name of the King's College.
    """

    start: int
    end: int
    word: str
    folded: str
    gap: str
    joined: bool
    possessive: bool = False
    whole: str = ""
    capital: bool = False


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order."""
    found: list[Token] = []
    last, before = 0, ""
    for match in _WORD.finditer(text):
        word = match.group()
        bare = _POSSESSIVE.sub("", word)
        possessive = bare != word or _ENDS_POSSESSIVE.match(text, match.end() - 1) is not None
        gap = text[last : match.start()]
        joined = gap in _JOINS or (
            gap in _SHORTENED and (before in ABBREVIATIONS or len(before) < 2)
        )
        joined = joined or (gap in _OWNING and found[-1].possessive)
        before = _folded_word(bare)
        last = match.start() + len(bare)
        whole = f"{before}s" if bare != word else before
        capital = bare[:1].isupper()
        found.append(
            Token(match.start(), last, bare, before, gap, joined, possessive, whole, capital)
        )
        last = match.end()
    return found


@lru_cache(maxsize=10_000)
def _folded_word(word: str) -> str:
    return folded(word).replace(" ", "")


_JOINS = frozenset({" ", "-", "‑", "\xa0", "\n"})
_SHORTENED = frozenset({". ", ".-", "."})
_OWNING = frozenset({"' ", "’ "})
_ENDS_POSSESSIVE = re.compile(r"[sS]['’](?=\s)")


def runs(words: list[Token]) -> set[str]:
    """Return every run of joined words that might be a name, folded, to ask a register for."""
    found: set[str] = set()
    for first in range(len(words)):
        if words[first].folded in _NEVER_AT_AN_END:
            continue
        name = words[first].folded
        whole = words[first].whole
        capital = words[first].capital
        if capital:
            found.update((name, whole))
        for following in words[first + 1 : first + LONGEST_NAME]:
            if not following.joined:
                break
            name = f"{whole} {following.folded}"
            whole = f"{whole} {following.whole}"
            capital = capital or following.capital
            if capital and following.folded not in _NEVER_AT_AN_END:
                found.update((name, whole))
    return found


_NEVER_AT_AN_END = frozenset(
    "a an the of to in on at by for from with and or but that which who said was is it he she they "
    "as its his her their be been has have had will would not this these those were are".split()
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends."""
    start = 0
    for match in _END.finditer(text):
        if _is_abbreviation(text[start : match.start()]):
            continue
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _is_abbreviation(before: str) -> bool:
    """Does the point behind this stand for letters that were left out?"""
    last = re.search(r"(\w+)$", before)
    if last is None:
        return False
    word = last.group(1)
    return word.casefold() in ABBREVIATIONS or (len(word) == 1 and word.isupper())

"""Compares the words that a story prints with the words of record. Pure functions, no ORM.

What is printed is verbatim when it is found in the record, word by word and mark by mark, but for
this, which news style allows:

1. A stretch of the record may be printed: it need not begin or end where the record does.
2. Quotation marks count for nothing, of whatever shape and wherever; an apostrophe is one, straight
   or typographic; so are dashes of any length; and white space is white space.
3. An ellipsis in print (`…`, `...`, also in brackets) leaves out any number of words. A comma or
   full stop before it counts for nothing.
4. Words in [square brackets] in print are the desk's: they may be added, or stand instead of any
   number of words. What the record has in brackets, and its own ellipses, nobody has to print.
5. The first letter may be large or small: where the printed words begin, after an ellipsis or a
   bracket, and where a bracket says so itself ("[T]he").
6. A comma or full stop at the end of what is printed counts for nothing: it may be the sentence's.

The rules follow what style books of news agencies have in common. They allow a liar much: what is
left out is for people to judge. What they do not allow, nobody said.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SEPARATOR = "\x1f"
_TOKEN = re.compile(
    r"""
    (?P<letter>\[(?P<first>\w)\](?P<rest>\w+(?:['’]\w+)*))   # [T]he
    | (?P<gap>
        [\[(]\s*(?:…|\.(?:\s?\.){2,3})\s*[\])]                # […] (...)
        | …\.? | \.(?:\s?\.){2,3}                             # … ... ....
        | \w*\[[^\[\]]*\]\w*                                  # [the army], walk[ed]
      )
    | (?P<word>\w[\w\u0300-\u036f]*(?:['’ʼ‘`´‐‑-]\w[\w\u0300-\u036f]*)*)
    | (?P<dash>[-–—―‒])
    | (?P<mark>["“”„‟«»‹›‘’‚‛'`´「」『』])
    | (?P<sign>[^\w\s])
    """,
    re.VERBOSE,
)
_ONE_OF_A_KIND = str.maketrans(dict.fromkeys("’ʼ‘`´", "'") | dict.fromkeys("‐‑", "-"))
_FINAL = (",", ".")


@dataclass(frozen=True)
class Departure:
    """Where what is printed leaves the record: the first words that are not there."""

    start: int  # in the printed words, in code points
    end: int
    text: str


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    is_gap: bool = False
    is_free: bool = False  # large or small


def departure(printed: str, record: str) -> Departure | None:
    """Return where the printed words leave the record; None when they are verbatim.

    Words of which nothing at all is of the record (only brackets, or none) leave it as a whole.
    """
    pieces = list(_pieces(printed))
    if not pieces:
        return Departure(0, len(printed), printed)
    said = _joined([token.text for token in _tokens(record) if not token.is_gap])
    position = 0
    for piece in pieces:
        found = _find(piece, said, position)
        if found < 0:
            return _first_unsaid(piece, said, position, printed)
        # The separator before the next word is the one after the last.
        position = found + len(_joined([token.text for token in piece])) - 1
    return None


def is_verbatim(printed: str, record: str) -> bool:
    """Are the printed words those of record, by the rules above?"""
    return departure(printed, record) is None


def _tokens(text: str) -> Iterator[_Token]:
    """Yield words, signs and gaps; quotation marks and white space are left out."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["letter"]:
            yield _Token(_plain(match["first"] + match["rest"]), start, end, is_free=True)
        elif match["gap"]:
            yield _Token("", start, end, is_gap=True)
        elif match["dash"]:
            yield _Token("-", start, end)
        elif not match["mark"]:
            yield _Token(_plain(match[0]), start, end)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_ONE_OF_A_KIND))


def _pieces(printed: str) -> Iterator[list[_Token]]:
    """Yield what must stand in the record without a gap, one stretch after the other."""
    piece: list[_Token] = []
    for token in _tokens(printed):
        if token.is_gap or token.is_free:
            yield from _ended(piece)
            piece = []
        if not token.is_gap:
            piece.append(token)
    yield from _ended(piece)


def _ended(piece: list[_Token]) -> Iterator[list[_Token]]:
    """Yield a piece without the comma or full stop at its end, unless that was all of it."""
    while piece and piece[-1].text in _FINAL:
        piece = piece[:-1]
    if piece:
        yield piece


def _joined(words: list[str]) -> str:
    return _SEPARATOR + "".join(f"{word}{_SEPARATOR}" for word in words)


def _find(piece: list[_Token], said: str, position: int) -> int:
    """Return where a piece begins, its first letter large or small; -1 when nowhere."""
    first, *others = (token.text for token in piece)
    spellings = {first, first[:1].upper() + first[1:], first[:1].lower() + first[1:]}
    found = (said.find(_joined([spelling, *others]), position) for spelling in spellings)
    return min((at for at in found if at >= 0), default=-1)


def _first_unsaid(piece: list[_Token], said: str, position: int, printed: str) -> Departure:
    """Return the first word of a piece behind the longest beginning of it that is found."""
    low, high = 0, len(piece) - 1  # so many words are found, and so many at most
    while low < high:
        middle = (low + high + 1) // 2
        if _find(piece[:middle], said, position) >= 0:
            low = middle
        else:
            high = middle - 1
    token = piece[low]
    return Departure(token.start, token.end, printed[token.start : token.end])

"""Text as the search reads it, and the way back to the text as it is printed. Pure functions.

Neither case nor accents nor punctuation tell words apart, and neither database is asked whether
they do: each would answer otherwise, PostgreSQL even by the locale that it was set up with.
"""

import re
import unicodedata
from typing import Literal

from people.folding import BARE

_JOINER = "\u0640"  # it only makes an Arabic word longer
_COMPOUND = re.compile(r"\b\w++(?:[-\u2010\u2011]\w++)+")


class Letters(dict[int, str]):
    """A table for str.translate, filled as letters are met; `form` is one of Unicode's."""

    def __init__(self, form: Literal["NFKC", "NFKD"]) -> None:
        super().__init__()
        self.form: Literal["NFKC", "NFKD"] = form

    def __missing__(self, code: int) -> str:
        spelled = unicodedata.normalize(self.form, chr(code).casefold())
        self[code] = "".join(map(_letter, spelled))
        return self[code]


def _letter(character: str) -> str:
    """Return a letter or digit as it is, nothing for an accent and a space for the rest."""
    if unicodedata.combining(character) or character == _JOINER:
        return ""
    if unicodedata.category(character)[0] in "LNM":
        return BARE.get(character, character)
    return " "


# Without accents, and with them where they are part of a letter. Vowel signs go in both.
BARE_LETTERS, ACCENTED_LETTERS = Letters("NFKD"), Letters("NFKC")


def compounds(text: str) -> list[str]:
    """Return the words with hyphens as those write them who leave the hyphen out: "ceasefire"."""
    found = _COMPOUND.findall(text)
    return list(dict.fromkeys(re.sub(r"\W", "", word) for word in found))


def places(text: str, letters: Letters) -> list[int]:
    """Return for each letter of the translated text where it stands in `text`, and its end."""
    return [n for n, c in enumerate(text) for _ in letters[ord(c)]] + [len(text)]

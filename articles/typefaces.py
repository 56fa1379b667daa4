"""The typefaces in which pictures are lettered, as far as the machine has them. No ORM.

They are the system's own (on Debian `fonts-noto-core` and `fonts-dejavu-core`); without them there
is Pillow's, which has the letters of European languages. One text is set in one of them: the first
that has all of its letters. Letters that join or run from right to left are set by raqm, which the
wheels of Pillow have in them.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import cast

from PIL import ImageFont, features

BUILT_IN = "that of Pillow"
# The first of a family that has every letter of a text is taken; those after it have other letters.
SERIF = (
    "NotoSerif-Bold.ttf",
    "NotoNaskhArabic-Bold.ttf",
    "NotoSerifHebrew-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    BUILT_IN,
)
SANS = (
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansHebrew-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    BUILT_IN,
)
# No character, so what a typeface draws for it stands for all that it has not.
_ABSENT = "\U0010fffe"


def for_text(text: str, family: Iterable[str]) -> str:
    """Return the first typeface of a family in which a text can be set; "" where there is none."""
    if _is_shaped(text) and not features.check("raqm"):
        return ""
    letters = {letter for letter in text if not letter.isspace()}
    return next((name for name in family if all(_has(name, c) for c in letters)), "")


@lru_cache(maxsize=64)
def at(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a typeface at a size in pixels. Raises OSError where the machine does not have it."""
    if name == BUILT_IN:
        return cast(ImageFont.FreeTypeFont, ImageFont.load_default(size))
    return ImageFont.truetype(name, size)


def _is_shaped(text: str) -> bool:
    """Would it be wrong to set these letters one after the other, from the left?"""
    return any(
        unicodedata.bidirectional(c) in {"R", "AL"} or unicodedata.category(c).startswith("M")
        for c in text
    )


@lru_cache(maxsize=4_096)
def _has(name: str, letter: str) -> bool:
    absent = _absent(name)
    if unicodedata.category(letter) == "Cf":  # an invisible sign, for raqm to read
        return absent is not None
    return absent is not None and _drawn(name, letter) != absent


@cache
def _absent(name: str) -> bytes | None:
    """Return what a typeface draws for a letter that it has not; None if there is no typeface."""
    try:
        return _drawn(name, _ABSENT)
    except OSError:
        return None


def _drawn(name: str, letter: str) -> bytes:
    return bytes(at(name, 20).getmask(letter))

"""Names that are nearly those of the register, or not spelled alike throughout a story."""

from __future__ import annotations

from collections.abc import Iterator

from articles.deskcheck.findings import Finding
from articles.deskcheck.passages import Passage
from articles.deskcheck.registry import check
from articles.deskcheck.subjects import Text
from people.near_misses import is_near
from people.reading import Stranger


@check("names", reads=Text)
def names(text: Text) -> Iterator[Finding]:
    """Find names that were most likely meant to be those of people in the register or the story."""
    register = text.register
    for passage, strangers in zip(text.passages, register.strangers, strict=True):
        for stranger in strangers:
            if meant := _meant(stranger, register.nearly(stranger)):
                yield _finding(passage, stranger, "register", meant)
            elif meant := _meant(stranger, register.families):
                yield _finding(passage, stranger, "story", meant)


def _meant(stranger: Stranger, known: dict[str, str]) -> str:
    """Return the one name that a stranger's nearly is, as printed; "" when there are several."""
    near = {
        printed for name, printed in known.items() if _is_slip(stranger.words, tuple(name.split()))
    }
    return near.pop() if len(near) == 1 else ""


def _is_slip(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Do two names differ in one of their words alone, and there by a slip?"""
    if len(words) != len(known):
        return False
    other = [(word, name) for word, name in zip(words, known, strict=True) if word != name]
    return len(other) == 1 and len(other[0][1]) > 3 and is_near(*other[0])


def _finding(passage: Passage, stranger: Stranger, rule: str, meant: str) -> Finding:
    place = passage.place(stranger.start, stranger.end)
    source = "The register has" if rule == "register" else "Elsewhere in the story it is"
    return Finding.warning(
        rule,
        f"“{place.text}” is nearly a name that is known. {source} “{meant}”.",
        f"Write “{meant}”, unless somebody else is meant.",
        place,
    )

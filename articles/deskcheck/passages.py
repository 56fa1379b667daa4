"""The passages of a story: the paragraphs, subheads and lines that the checks read, one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles import body
from articles.deskcheck.findings import Place
from articles.models.edition import Edition

_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


@dataclass(frozen=True)
class Passage:
    """One paragraph of a story's `part`, the `number`-th of it; `quote` is the record it prints.

    `quoted` says which of its words are somebody's: start, end and quote record of each stretch,
    in Unicode code points; of a quotation it is the whole. `offset` is where it begins in a text
    that is checked as a whole: places then count from the beginning of that text.
    """

    part: str
    number: int
    text: str
    quote: int | None = None
    offset: int = 0
    quoted: tuple[tuple[int, int, int], ...] = ()

    @property
    def name(self) -> str:
        """What the desk calls the part of the story that it stands in."""
        return "text" if self.part == "body" else self.part.replace("_", " ")

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Return the place of `text[start:end]`."""
        end = len(self.text) if end is None else end
        words = self.text[start:end]
        return Place(self.part, self.number, self.offset + start, self.offset + end, words)


def of_edition(edition: Edition) -> Iterator[Passage]:
    """Yield what readers would read of this (unsaved) edition, in its order on the page."""
    content = edition.content
    yield from _lines("headline", edition.headline)
    yield from _lines("summary", edition.summary)
    for number, passage in enumerate(body.passages(edition.body)):
        yield Passage("body", number, passage.text, passage.quote, quoted=passage.quoted)
    yield from _lines("bottom_line", content["bottom_line"])


def of_text(text: str) -> Iterator[Passage]:
    """Yield the paragraphs of a plain text, which blank lines split."""
    for number, match in enumerate(_PARAGRAPH.finditer(text)):
        yield Passage("text", number, match.group(), offset=match.start())


def _lines(part: str, words: str) -> Iterator[Passage]:
    if words.strip():
        yield Passage(part, 0, words)

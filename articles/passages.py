"""What a page of a search shows of a story: headline and passage, with the words marked. Pure.

The database tells which stories have the words. Where they stand is looked for here, in the few
texts that are shown and as they are printed, so that both databases mark alike.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.search_text import Letters, places

LONGEST = 220  # characters of a passage, of which so many stand before what is found
BEFORE = 60
_SURE = 3  # letters that a word and its other forms begin with, if it has so many
_ARABIC = re.compile("[\u0621-\u06ff]")
_BEFORE_ARABIC = "[^ ]{0,4}?"  # an article and what hangs on it, which are no word of their own
_BLOCK = re.compile(r"</?(?:p|h[23]|[ou]l|li|blockquote|hr|br)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")

type Span = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """A stretch of text, and whether it is what was searched for."""

    text: str
    is_found: bool


def paragraphs(story: str) -> list[str]:
    """Return the text of each paragraph, subhead, item and line of a story as it is stored.

    `body.text` reads any HTML, and takes its time.
    """
    texts = (html.unescape(_TAG.sub("", block)).strip() for block in _BLOCK.split(story))
    return [text for text in texts if text]


class Marker:
    """Marks in printed texts what was searched for: words in a row, in any of their forms.

    Arguments: the `phrases`, each of words as the search reads them; the `letters` in which it
    does; and `stem`, which returns what all forms of a word have in common.
    """

    def __init__(
        self, phrases: Iterable[Sequence[str]], letters: Letters, stem: Callable[[str], str]
    ) -> None:
        self._letters = letters
        self._stem = stem
        self._phrases = [([*map(stem, words)], self._pattern(words)) for words in phrases]

    def whole(self, text: str) -> list[Part]:
        """Return all of a text."""
        return _parts(text, self._printed(text))

    def passage(self, texts: Sequence[str]) -> list[Part]:
        """Return some words of the first text that has most of what was searched for."""
        text = self._best(texts)
        spans = self._printed(text)
        start, end = _cut(text, spans[0][0] if spans else 0)
        shown = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        parts = _parts(text[start:end], shown)
        before, after = [Part("…", False)] * (start > 0), [Part("…", False)] * (end < len(text))
        return [*before, *parts, *after]

    def _pattern(self, words: Sequence[str]) -> re.Pattern[str]:
        """What may be these words in any form; their stems decide."""
        return re.compile(r"(?<![^ ])" + " +".join(map(self._forms, words)))

    def _forms(self, word: str) -> str:
        stem = self._stem(word)
        sure = max(_SURE, len(stem) - 1)
        if _ARABIC.match(word):
            return f"{_BEFORE_ARABIC}{re.escape(stem[:sure])}[^ ]*"
        return f"{re.escape(word[:sure])}[^ ]*"

    def _best(self, texts: Sequence[str]) -> str:
        best, most = texts[0] if texts else "", 0
        for text in texts:
            folded = text.translate(self._letters)
            if (found := sum(any(spans) for spans in self._spans(folded))) > most:
                best, most = text, found
            if most == len(self._phrases):
                break
        return best

    def _printed(self, text: str) -> list[Span]:
        """Return where in a text the phrases stand, from the first to the last, apart."""
        folded = text.translate(self._letters)
        found = sorted(span for spans in self._spans(folded) for span in spans)
        place = places(text, self._letters) if found else []
        apart: list[Span] = []
        for start, end in ((place[a], place[b]) for a, b in found):
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart

    def _spans(self, folded: str) -> Iterator[Iterator[Span]]:
        """Yield for each phrase where it stands."""
        for stems, pattern in self._phrases:
            yield (
                found.span()
                for found in pattern.finditer(folded)
                if [*map(self._stem, found[0].split())] == stems
            )


def _cut(text: str, found: int) -> Span:
    """Return where a passage begins and ends, between words."""
    start = text.rfind(" ", 0, found - BEFORE) + 1 if found > BEFORE else 0
    end = text.find(" ", start + LONGEST)
    return start, len(text) if end < 0 else end


def _parts(text: str, spans: Iterable[Span]) -> list[Part]:
    parts, at = [], 0
    for start, end in spans:
        parts += [Part(text[at:start], False), Part(text[start:end], True)]
        at = end
    parts.append(Part(text[at:], False))
    return [part for part in parts if part.text]

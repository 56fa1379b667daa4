"""How long the phrases that begin with a word may be: longer ones are not looked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from people.offices import FIELDS, HEADS
from people.places import BY_ADJECTIVE, BY_METONYM, BY_NAME
from people.tokens import LONGEST_NAME, Token
from people.vocabulary import PHRASES


class Lengths:
    """How many words the longest of some phrases has that begins with a word."""

    def __init__(self, *phrases: Iterable[str], before: Lengths | None = None) -> None:
        self._by_first: dict[str, int] = dict(before._by_first) if before else {}
        for phrase in chain.from_iterable(phrases):
            first, _, rest = phrase.partition(" ")
            if rest:
                count = rest.count(" ") + 2
                self._by_first[first] = max(count, self._by_first.get(first, 0))

    def longest(self, words: list[Token], at: int) -> int:
        """Return how many words from here on may be one of the phrases; 1 when none begins here."""
        first, known = words[at], self._by_first
        most = max(known.get(first.folded, 1), known.get(first.whole, 1))
        end = min(at + min(most, LONGEST_NAME), len(words))
        joined = (n for n in range(at + 1, end) if not words[n].joined)
        return next(joined, end) - at


LISTED = Lengths(HEADS, FIELDS, PHRASES, BY_NAME, BY_ADJECTIVE, BY_METONYM)

"""What differs between two texts, word by word. Pure: works on plain text, as data for a template.

Paragraphs are aligned first, those that say nearly the same with each other; then the words of each
changed pair. The cost is bounded whatever the texts are: when too many paragraphs might belong
together, only those at about the same place are compared; and once `MAX_COMPARED` pairs of words
have been looked at, what is left is shown as replaced: whole paragraphs, then.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

# Pairs of equal words, or paragraphs, that are looked at; about as many go in half a second.
MAX_COMPARED = 3_000_000
# Pairs of paragraphs that are weighed against each other.
MAX_PAIRS = 12_000
# From this share of common words on, two paragraphs are one that was changed.
KINDRED = 0.35

_JOINERS = "\u200d\u034f\u2060"
_SIGNS = r"""!-/:-@\[-`{-~¡§«»·¿‘’‚‛“”„‟‹›–—…،؛؟٪٫٬۔।、。「」『』！？，：；（）"""
# Scripts without spaces between words go sign by sign.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\s+|[{_SIGNS}{_UNSPACED}]|[^\s{_SIGNS}{_UNSPACED}]+")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"  # of a paragraph: it stands in both texts, with other words


class Run(NamedTuple):
    """A stretch of text that both sides have, or one of them (never of kind CHANGED)."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Passage:
    """A paragraph of the two texts: in both alike, in both with other words, or in one alone."""

    kind: Kind
    runs: tuple[Run, ...]

    @property
    def before(self) -> list[Run]:
        """What the old text says here; nothing where it has no such paragraph."""
        return [run for run in self.runs if run.kind != Kind.ADDED]

    @property
    def after(self) -> list[Run]:
        return [run for run in self.runs if run.kind != Kind.REMOVED]


def paragraphs(before: Sequence[str], after: Sequence[str]) -> list[Passage]:
    """Compare two texts, each a list of paragraphs, the old one first.

    The paragraphs of `before` are those of the returned passages that are not ADDED, each the text
    of its runs SAME and REMOVED, in order; those of `after` likewise, without REMOVED.
    """
    budget = _Budget()
    passages: list[Passage] = []
    for same, old, new in _aligned(before, after, budget):
        if same:
            passages += [_whole(Kind.SAME, text) for text in old]
        else:
            passages += _changed(old, new, budget)
    return passages


def folded(passages: Iterable[Passage], context: int = 1) -> list[list[Passage]]:
    """Gather unchanged paragraphs that stand further than `context` from any change.

    Returns lists: of one passage that is to be shown, or of several that may be folded away.
    """
    groups: list[list[Passage]] = []
    stretches = [(same, list(group)) for same, group in groupby(passages, _is_same)]
    for place, (same, stretch) in enumerate(stretches):
        head = context if place > 0 else 0
        tail = len(stretch) - (context if place < len(stretches) - 1 else 0)
        if same and tail - head > 1:
            groups += [[p] for p in stretch[:head]]
            groups.append(stretch[head:tail])
            groups += [[p] for p in stretch[tail:]]
        else:
            groups += [[p] for p in stretch]
    return groups


def _is_same(passage: Passage) -> bool:
    return passage.kind == Kind.SAME


class _Matcher(SequenceMatcher[str]):
    """Finds what two lists share, until its budget is spent: from there on they share nothing.

    What it costs goes by pairs of equal elements. With "the" in every line that is much, and the
    original looks at them again for every match it finds.
    """

    a: Sequence[str]
    b2j: dict[str, list[int]]

    def __init__(self, budget: "_Budget", before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(str.isspace, before, after, autojunk=False)
        self._budget = budget

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        equal = (self.b2j.get(element, ()) for element in self.a[alo:ahi])
        self._budget.left -= sum(1 + len(places) for places in equal)
        if self._budget.left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


@dataclass
class _Budget:
    """How many pairs may still be looked at, in one comparison of two texts."""

    left: int = MAX_COMPARED


def _whole(kind: Kind, text: str) -> Passage:
    return Passage(kind, (Run(kind, text),) if text else ())


def _aligned(
    before: Sequence[str], after: Sequence[str], budget: _Budget
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Yield stretches of paragraphs in order: equal ones, and what stands between them."""
    for operation, i, i_end, j, j_end in _Matcher(budget, before, after).get_opcodes():
        yield operation == "equal", before[i:i_end], after[j:j_end]


def _changed(before: Sequence[str], after: Sequence[str], budget: _Budget) -> Iterator[Passage]:
    """Yield what became of some paragraphs: changed pairs, and what was removed or added."""
    old = [_tokens(text) for text in before]
    new = [_tokens(text) for text in after]
    i = j = 0
    for pair in [*_pairs(old, new), (len(old), len(new))]:
        yield from (_whole(Kind.REMOVED, text) for text in before[i : pair[0]])
        yield from (_whole(Kind.ADDED, text) for text in after[j : pair[1]])
        if pair[0] < len(old):
            yield from _pair(old[pair[0]], new[pair[1]], budget)
        i, j = pair[0] + 1, pair[1] + 1


def _pair(old: list[str], new: list[str], budget: _Budget) -> Iterator[Passage]:
    runs = tuple(_runs(old, new, budget))
    if any(run.kind == Kind.SAME for run in runs):
        yield Passage(Kind.CHANGED, runs)
    else:
        yield _whole(Kind.REMOVED, "".join(old))
        yield _whole(Kind.ADDED, "".join(new))


def _pairs(old: list[list[str]], new: list[list[str]]) -> list[tuple[int, int]]:
    """Return which old paragraph became which new one, in order: the likest pairs in sum.

    Each is weighed only against those not too far from its own place, so that there are no more
    than about twice MAX_PAIRS.
    """
    reach = MAX_PAIRS // max(len(old), len(new), 1) + 1
    bags, others = [_bag(tokens) for tokens in old], [_bag(tokens) for tokens in new]
    best = _NOTHING
    row: dict[int, _Chain] = {}
    for i, bag in enumerate(bags):
        before, row, left = row, {}, _NOTHING
        for j in range(max(0, i - reach), min(len(new), i + reach + 1)):
            likeness = _likeness(bag, others[j])
            diagonal = before.get(j - 1, best if j else _NOTHING)
            paired = _Chain(diagonal.sum + likeness, (i, j), diagonal)
            unpaired = max(left, before.get(j, best), key=_sum)
            left = row[j] = paired if likeness and paired.sum > unpaired.sum else unpaired
        best = left if row else best
    return best.pairs()


class _Chain(NamedTuple):
    """Pairs of paragraphs, the last first, and how like they are in sum."""

    sum: float
    pair: tuple[int, int] | None = None
    rest: "_Chain | None" = None

    def pairs(self) -> list[tuple[int, int]]:
        """Return the pairs in order."""
        found, chain = [], self
        while chain.pair and chain.rest:
            found.append(chain.pair)
            chain = chain.rest
        return found[::-1]


_NOTHING = _Chain(0)
_sum = attrgetter("sum")


def _bag(tokens: list[str]) -> dict[str, int]:
    return Counter(token for token in tokens if any(map(str.isalnum, token)))


def _likeness(bag: dict[str, int], other: dict[str, int]) -> float:
    """Return the share of words that both have, and 0 unless that makes them kindred."""
    shared = sum(min(times, other.get(word, 0)) for word, times in bag.items())
    share = 2 * shared / ((sum(bag.values()) + sum(other.values())) or 1)
    return share if share >= KINDRED else 0


def _runs(old: list[str], new: list[str], budget: _Budget) -> Iterator[Run]:
    """Yield what two paragraphs share and do not; no single space is left between two changes."""
    removed = added = ""
    for operation, i, i_end, j, j_end in _Matcher(budget, old, new).get_opcodes():
        before, after = "".join(old[i:i_end]), "".join(new[j:j_end])
        between = (removed or added) and i_end < len(old) and not any(map(str.isalnum, before))
        if operation == "equal" and not between:
            yield from _replaced(removed, added)
            yield Run(Kind.SAME, before)
            removed = added = ""
        else:
            removed, added = removed + before, added + after
    yield from _replaced(removed, added)


def _replaced(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run(Kind.REMOVED, removed)
    if added:
        yield Run(Kind.ADDED, added)


def _tokens(text: str) -> list[str]:
    """Split a text into words, signs and spaces, which joined give it back.

    What a reader sees as one sign stays one: a letter with its marks, an emoji of several parts.
    """
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        if tokens and (_continues(token[0]) or tokens[-1][-1] in _JOINERS):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _continues(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character).startswith("M")

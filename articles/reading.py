"""Reads HTML from anywhere as the blocks of a story: whatever it says, a story comes out."""

import re
from dataclasses import dataclass

from articles import quotation_marks
from articles.blocks import HEADINGS, MARKS, Block, Mark, Run, attributed, pruned
from articles.markup import BodyError, Tag, tokens

# Each list takes two levels of nesting (ul, li); what stands in it needs room as well.
MAX_LISTS = 6
ALIASES = {"b": "strong", "i": "em", "del": "s", "strike": "s"}
ALIASES |= {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
# What stands inside a line; any other tag ends the paragraph it stands in.
_INLINE = re.compile(
    "abbr|acronym|area|base|bdi|bdo|big|br|cite|code|col|data|dfn|embed|font|img|input|ins|kbd"
    "|label|link|mark|meta|ruby|rp|rt|samp|small|source|span|time|track|tt|u|var|wbr"
)


def read(html: str) -> list[Block]:
    """Return the blocks of a story. Raises BodyError when it is too long or too deep."""
    reader = _Reader()
    for token in tokens(html):
        if isinstance(token, Tag):
            reader.tag(token)
        else:
            reader.text(token)
    return pruned(reader.blocks)


@dataclass
class _Words:
    """An open <q>: whose words it holds, and where they begin."""

    quote: int | None
    leaf: Block | None
    at: int

    def marked(self, runs: list[Run]) -> list[Run]:
        """Return the words as those of their record, else in the marks that browsers print."""
        if self.quote:
            return [attributed(run, self.quote) for run in runs]
        said = "".join(text for text, _ in runs).strip()
        if not said or quotation_marks.enclose(said):
            return runs
        opening, closing = quotation_marks.ENGLISH
        return [(opening, runs[0][1]), *runs, (closing, runs[-1][1])]


class _Reader:
    """Builds blocks from tags and text, whatever their order, in one pass.

    Quotations hold paragraphs, and items paragraphs and lists; what may not stand in one (a
    heading in an item, a list in a quotation) becomes its paragraphs, or ends it.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._containers: list[Block] = []
        self._leaf: Block | None = None
        self._last_list = "ul"
        self._inner_quotes = 0
        self._spoken: list[_Words] = []
        self._open_marks: list[tuple[str, str | None]] = []
        self._marks: tuple[Mark, ...] = ()

    def text(self, text: str) -> None:
        if self._leaf is None and text not in ("", " "):
            self._open_leaf("p")
        if self._leaf is not None and text:
            self._leaf.runs.append((text, self._marks))

    def tag(self, tag: Tag) -> None:
        name = ALIASES.get(tag.name, tag.name)
        if name == "q":
            self._end_words() if tag.ends else self._start_words(tag.quote)
        elif name in MARKS:
            self._mark(name, tag)
        elif name == "br" and self._leaf is not None:
            self._leaf.runs.append(("\n", self._marks))
        elif name == "blockquote":
            self._end_quote() if tag.ends else self._start_quote(tag.quote)
        elif not _INLINE.fullmatch(name):
            self._break(keep_empty=not tag.ends)
            self._end(name) if tag.ends else self._start(name)

    def _mark(self, name: str, tag: Tag) -> None:
        if not tag.ends:
            self._open_marks.append((name, tag.href if name == "a" else ""))
        else:
            self._close_mark(name)
        values = {name: value for name, value in self._open_marks if value is not None}
        self._marks = tuple((i, values[name]) for i, name in enumerate(MARKS) if name in values)

    def _close_mark(self, name: str) -> None:
        for at, (other, _) in reversed([*enumerate(self._open_marks)]):
            if other == name:
                del self._open_marks[at]
                return

    def _start_words(self, quote: int | None) -> None:
        at = len(self._leaf.runs) if self._leaf else 0
        self._spoken.append(_Words(quote, self._leaf, at))

    def _end_words(self) -> None:
        """Words that somebody says within a line begin and end in one; all others stay plain."""
        words = self._spoken.pop() if self._spoken else None
        if words and words.leaf and words.leaf is self._leaf:
            words.leaf.runs[words.at :] = words.marked(words.leaf.runs[words.at :])

    def _break(self, *, keep_empty: bool) -> None:
        """End the paragraph; one without words yet may go on (`<h2><div>…`)."""
        if self._leaf and (self._leaf.runs or not keep_empty):
            self._leaf = None

    def _start(self, name: str) -> None:
        if name == "p" or name in HEADINGS:
            self._start_leaf("p" if self._containers else name)
        elif name == "hr" and not self._containers:
            self._leaf = None
            self.blocks.append(Block("hr"))
        elif name in ("ul", "ol") and not self._in_quote:
            self._start_list(name)
        elif name == "li" and not self._in_quote:
            self._start_item()

    def _end(self, name: str) -> None:
        if name in ("ul", "ol", "li") and any(block.tag == name for block in self._containers):
            while self._containers.pop().tag != name:
                pass

    @property
    def _in_quote(self) -> bool:
        return bool(self._containers) and self._containers[-1].tag == "blockquote"

    def _start_quote(self, quote: int | None) -> None:
        """Open a quotation; lists end before it. One inside another is read as one with it, but
        words of another record are never put under this one's speaker."""
        self._leaf = None
        if self._in_quote and quote is None:
            self._inner_quotes += 1
            return
        self._inner_quotes = 0
        self._containers.clear()
        self._open(Block("blockquote", quote=quote))

    def _end_quote(self) -> None:
        self._leaf = None
        if self._inner_quotes:
            self._inner_quotes -= 1
        elif self._in_quote:
            self._containers.clear()

    def _start_list(self, tag: str) -> None:
        self._leaf = None
        if self._containers and self._containers[-1].tag != "li":
            self._reopen_item()
        self._last_list = tag
        self._open(Block(tag))
        if len(self._containers) > 2 * MAX_LISTS:
            raise BodyError(f"Lists can stand in lists {MAX_LISTS} levels deep, not deeper.")

    def _reopen_item(self) -> None:
        """A list directly inside a list belongs to the item before it."""
        items = self._containers[-1].blocks
        if items:
            self._containers.append(items[-1])
        else:
            self._open(Block("li"))

    def _start_item(self) -> None:
        self._leaf = None
        if not self._containers:
            self._start_list(self._last_list)
        elif self._containers[-1].tag == "li":
            self._containers.pop()
        self._open(Block("li"))

    def _open(self, block: Block) -> None:
        (self._containers[-1].blocks if self._containers else self.blocks).append(block)
        if block.tag in ("ul", "ol", "li", "blockquote"):
            self._containers.append(block)

    def _start_leaf(self, tag: str) -> None:
        if self._leaf is None:
            self._open_leaf(tag)
        elif self._leaf.tag == "p":
            self._leaf.tag = tag

    def _open_leaf(self, tag: str) -> None:
        if self._containers and self._containers[-1].tag in ("ul", "ol"):
            self._start_item()
        self._leaf = Block(tag)
        self._open(self._leaf)
        for words in self._spoken:
            words.leaf = words.leaf or self._leaf

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
CELLS = " · "  # between the cells of a row: a story has no tables
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


@dataclass
class _Row:
    """An open row of a table: the paragraph that holds its cells while each has but one."""

    leaf: Block | None = None
    paragraphs: int = 0  # of this cell
    is_next: bool = False  # has a cell begun since the paragraph's last words?

    def start_cell(self) -> None:
        self.paragraphs = 0
        self.is_next = self.leaf is not None

    def hold(self, leaf: Block) -> None:
        """Let the next cells go on in a paragraph that has begun, if it is the cell's only one."""
        self.paragraphs += 1
        self.leaf = leaf if self.paragraphs == 1 and leaf.tag == "p" else None
        self.is_next = False

    def part(self) -> None:
        """Set this cell's words off; cells without words before the first say nothing."""
        self.paragraphs, self.is_next = 1, False
        if any(text.strip() for text, _ in self._runs):
            self._runs.append((CELLS[1:] if self.is_parted else CELLS, ()))
        else:
            self._runs.clear()

    def end(self) -> None:
        while self.is_parted:
            self._runs.pop()

    @property
    def is_parted(self) -> bool:
        return bool(self._runs) and self._runs[-1][0] in (CELLS, CELLS[1:])

    @property
    def _runs(self) -> list[Run]:
        return self.leaf.runs if self.leaf else []


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
        self._row: _Row | None = None
        self._spoken: list[_Words] = []
        self._open_marks: list[tuple[str, str | None]] = []
        self._marks: tuple[Mark, ...] = ()

    def text(self, text: str) -> None:
        if self._leaf is None and text not in ("", " "):
            self._open_leaf("p")
        if self._row and self._row.is_parted and not text.strip():
            return  # a cell without words
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
        elif name in ("table", "tr"):
            self._end_row()
            self._row = _Row()
        elif name in ("td", "th") and self._row:
            self._leaf = None
            self._row.start_cell()

    def _end_row(self) -> None:
        if self._row:
            self._row.end()
        self._leaf = self._row = None

    def _end(self, name: str) -> None:
        if name in ("table", "tr"):
            self._end_row()
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
        if tag != "p" or not self._goes_on():
            self._leaf = Block(tag)
            self._open(self._leaf)
            if self._row:
                self._row.hold(self._leaf)
        for words in self._spoken:
            words.leaf = words.leaf or self._leaf

    def _goes_on(self) -> bool:
        """Go on in the paragraph of a row, if this is its next cell and nothing came between."""
        row = self._row
        siblings = self._containers[-1].blocks if self._containers else self.blocks
        if row is None or not row.is_next or not siblings or siblings[-1] is not row.leaf:
            return False
        self._leaf = row.leaf
        row.part()
        return True

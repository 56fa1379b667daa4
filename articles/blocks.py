"""What a story is made of, and how it is written as HTML. No ORM."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# In the order in which the editor nests them.
MARKS = ("a", "strong", "em", "s", "sub", "sup")
HEADINGS = ("h2", "h3")
_BLANK = " \n\xa0\u200b\ufeff"

# A mark is its place in MARKS and, for a link, where it leads.
type Mark = tuple[int, str]
type Run = tuple[str, tuple[Mark, ...]]


@dataclass(slots=True)
class Block:
    """A paragraph, heading, rule, list, list item or quotation.

    `runs` are stretches of text with their marks, for what holds text; a line break is the run
    "\\n". `blocks` is what lists, items and quotations hold. `quote` is a quotation's record.
    """

    tag: str
    quote: int | None = None
    runs: list[Run] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)

    def leaves(self) -> Iterator["Block"]:
        """Yield the blocks that hold text, in reading order."""
        if not self.blocks:
            yield self
        for block in self.blocks:
            yield from block.leaves()

    @property
    def is_empty(self) -> bool:
        return not (self.runs or self.blocks)

    def text(self) -> str:
        """Return the words of a leaf without their marks."""
        return "".join(text for text, _ in self.runs)


def pruned(blocks: list[Block]) -> list[Block]:
    """Tidy the text, and leave out what holds none; blank lines stay between paragraphs only."""
    for block in blocks:
        _tidy(block)
    kept = [block for block in blocks if block.tag in ("p", "hr") or not block.is_empty]
    while kept and kept[0].tag == "p" and kept[0].is_empty:
        del kept[0]
    while kept and kept[-1].tag == "p" and kept[-1].is_empty:
        del kept[-1]
    return kept


def _tidy(block: Block) -> None:
    block.runs = _tidied(block.runs)
    for inner in block.blocks:
        _tidy(inner)
    block.blocks = [inner for inner in block.blocks if not inner.is_empty]


def _tidied(runs: Iterable[Run]) -> list[Run]:
    """Return runs without a space at either end, beside another or before a line break."""
    tidy: list[Run] = []
    for text, marks in runs:
        before = tidy[-1][0] if tidy else "\n"
        if text == "\n":
            _strip_end(tidy, " ")
            text = text if tidy else ""
        elif before[-1] in " \n":
            text = text.removeprefix(" ")
        if text:
            tidy.append((text, marks))
    _strip_end(tidy, " \n")
    return tidy if "".join(text for text, _ in tidy).strip(_BLANK) else []


def _strip_end(runs: list[Run], characters: str) -> None:
    while runs:
        text, marks = runs.pop()
        if text := text.rstrip(characters):
            runs.append((text, marks))
            return


def write(blocks: Iterable[Block], rel: str = "") -> str:
    """Return blocks as HTML; links that leave the site get `rel` when it is given."""
    return "".join(_written(block, rel) for block in blocks)


def _written(block: Block, rel: str) -> str:
    if block.tag == "hr":
        return "<hr>"
    quote = f' data-quote="{block.quote}"' if block.quote else ""
    inside = write(block.blocks, rel) if block.blocks else write_runs(block.runs, rel)
    return f"<{block.tag}{quote}>{inside}</{block.tag}>"


def write_runs(runs: Iterable[Run], rel: str = "") -> str:
    """Return text with its marks as HTML, each mark opened once for neighbours that share it."""
    html: list[str] = []
    open_marks: tuple[Mark, ...] = ()
    for text, marks in [*runs, ("", ())]:
        shared = 0
        for mark, other in zip(marks, open_marks, strict=False):
            if mark != other:
                break
            shared += 1
        html += [f"</{MARKS[i]}>" for i, _ in reversed(open_marks[shared:])]
        html += [_opened(mark, rel) for mark in marks[shared:]]
        html.append("<br>" if text == "\n" else _escaped(text))
        open_marks = marks
    return "".join(html)


def _opened(mark: Mark, rel: str) -> str:
    name = MARKS[mark[0]]
    if name != "a":
        return f"<{name}>"
    leaves_site = rel and not mark[1].startswith("/")
    return f'<a href="{_escaped(mark[1])}"' + (f' rel="{rel}">' if leaves_site else ">")


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\xa0", "&nbsp;")
    )

"""What a story is made of, and how it is written as HTML. No ORM."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

# In the order in which the editor nests them.
MARKS = ("q", "a", "strong", "em", "s", "sub", "sup")
HEADINGS = ("h2", "h3")
_BLANK = " \n\xa0\u200b\ufeff"

# A mark is its place in MARKS and, for a link, where it leads; for quoted words, their record.
type Mark = tuple[int, str]
type Run = tuple[str, tuple[Mark, ...]]
# Words within a line that belong to a quote record: from and to, in code points, and the record.
type Stretch = tuple[int, int, int]


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

    def parts(self) -> Iterator[tuple[int, list[Run]]]:
        """Yield the text of a leaf by the quote record it belongs to; 0 is nobody's."""
        for quote, runs in groupby(self.runs, key=_quote_of):
            yield quote, [(text, marks[1:]) if quote else (text, marks) for text, marks in runs]

    def stretches(self) -> Iterator[Stretch]:
        """Yield where in a leaf words of quote records stand, in order."""
        at = 0
        for quote, runs in self.parts():
            start, at = at, at + sum(len(text) for text, _ in runs)
            if quote:
                yield start, at, quote


def attributed(run: Run, quote: int) -> Run:
    """Return text as words of a quote record, unless they are those of another already."""
    text, marks = run
    return run if _quote_of(run) else (text, ((MARKS.index("q"), str(quote)), *marks))


def _quote_of(run: Run) -> int:
    marks = run[1]
    return int(marks[0][1]) if marks and MARKS[marks[0][0]] == "q" else 0


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


def _tidy(block: Block, *, sourced: bool = False) -> None:
    """Tidy a block; in a quotation with its record, or in a subhead, nothing has another source."""
    sourced = sourced or bool(block.quote) or block.tag in HEADINGS
    runs = _tidied(block.runs)
    block.runs = _without_quotes(runs) if sourced else _with_tight_quotes(runs)
    for inner in block.blocks:
        _tidy(inner, sourced=sourced)
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


def _without_quotes(runs: Iterable[Run]) -> list[Run]:
    return [(run[0], run[1][1:]) if _quote_of(run) else run for run in runs]


def _with_tight_quotes(runs: list[Run]) -> list[Run]:
    """Return runs in which quoted words begin and end with a word, not with a space."""
    for _ in range(2):  # from the beginning, and mirrored from the end
        runs = [(text[::-1], marks) for text, marks in reversed([*_from_first_words(runs)])]
    return runs


def _from_first_words(runs: Iterable[Run]) -> Iterator[Run]:
    inside = 0
    for text, marks in runs:
        quote, words = _quote_of((text, marks)), text
        if quote and quote != inside:
            words = text.lstrip(_BLANK)
            if blank := text[: len(text) - len(words)]:
                yield blank, marks[1:]
        inside = quote if words else 0
        if words:
            yield words, marks


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
    if name == "q":
        return f'<q data-quote="{mark[1]}">'
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

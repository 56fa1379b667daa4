"""The HTML of a story's body: what is allowed, and what readers get of it. Pure, no ORM.

A story holds paragraphs, two levels of subheads, lists, rules and quotations; in its lines bold,
italics, struck, raised and lowered text, line breaks and links. A quotation that names its record
(`<blockquote data-quote="3">`) is printed with its source, and words within a line that do
(`<q data-quote="3">`) lead to it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

import nh3
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext

from articles import quotation_marks
from articles.blocks import HEADINGS, MARKS, Block, Run, Stretch, write, write_runs
from articles.labels import comma
from articles.margin import Margin
from articles.markup import MAX_CHARS, MAX_DEPTH, BodyError, check_size
from articles.reading import read

__all__ = [
    "MAX_CHARS",
    "MAX_DEPTH",
    "BodyError",
    "Passage",
    "clean",
    "headings",
    "passages",
    "quote_ids",
    "quoted",
    "render",
    "text",
    "word_count",
]

# Ids that the page around the body uses; a subhead called "Sources" must not take one of them.
RESERVED_IDS = frozenset({"main", "corrections", "methods", "sources", "topics", "similar"})
RESERVED_PREFIXES = ("quote-", "correction-", "source-")

# A mark that the writer typed behind the words belongs to them, and the way follows it.
_WAY_BEFORE_MARK = re.compile(r'(<a class="quote-way"[^>]*>\*</a>)([”’»"“])')
_BETWEEN_WORDS = re.compile(r"[\s—]+")

_nh3 = nh3.Cleaner(
    tags={"p", *HEADINGS, "ul", "ol", "li", "hr", "br", "blockquote", *MARKS},
    attributes={"a": {"href"}, "blockquote": {"data-quote"}, "q": {"data-quote"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def clean(html: str) -> str:
    """Return the story in the only form in which it is stored; cleaning it again changes nothing.

    Raises BodyError, with a message for whoever wrote it, when it is longer than MAX_CHARS
    characters, nested deeper than MAX_DEPTH, or has too much markup.
    """
    ours = write(read(html))
    # Only now that size and nesting are known: nh3 takes ten seconds for 250 KB of nested <div>.
    check_size(ours)
    cleaned = _nh3.clean(ours)
    if cleaned != ours:
        # It refused an address that looked like one: the words stay, the link goes.
        cleaned = write(read(cleaned))
    return cleaned


def quote_ids(html: str) -> list[int]:
    """Return the ids of the quote records a story prints, in order, each once."""
    return list(quoted(html))


def quoted(html: str) -> dict[int, str]:
    """Return the words that a story prints of each quote record, in the order of their first use.

    The first quotation of its own counts. Where there is none, the words within lines do, each
    once, with “ … ” for what stands between; marks and a comma at their ends belong to the line.
    """
    words: dict[int, dict[str, None]] = {}
    whole: set[int] = set()
    for block in read(html):
        if block.quote and block.quote not in whole:
            whole.add(block.quote)
            words[block.quote] = {"\n".join(leaf.text() for leaf in block.leaves()): None}
        for leaf in block.leaves():
            for start, end, quote in leaf.stretches():
                if quote not in whole:
                    said = quotation_marks.without(leaf.text()[start:end].rstrip(","))
                    words.setdefault(quote, {})[said.rstrip(",")] = None
    return {quote: " … ".join(filter(None, said)) for quote, said in words.items()}


def text(html: str) -> str:
    """Return a story as plain text, its paragraphs split by blank lines."""
    leaves = (leaf.text() for block in read(html) for leaf in block.leaves())
    return "\n\n".join(leaf for leaf in leaves if leaf)


class Passage(NamedTuple):
    """The words of a paragraph, subhead or item; the quote record that it prints, if it does; and
    where in it words of records stand, the whole of it included.
    """

    text: str
    quote: int | None
    quoted: tuple[Stretch, ...]


def passages(html: str) -> Iterator[Passage]:
    """Yield each paragraph, subhead and item that has words, in reading order."""
    for block in read(html):
        for leaf in block.leaves():
            if text := leaf.text():
                whole = ((0, len(text), block.quote),) if block.quote else ()
                yield Passage(text, block.quote, whole or tuple(leaf.stretches()))


def word_count(html: str) -> int:
    """Return how many words a reader gets; "75-mile" and "1,000" are one each, a dash is none."""
    words = _BETWEEN_WORDS.split(text(html))
    return sum(any(map(str.isalnum, word)) for word in words)


def headings(html: str) -> list[tuple[int, str, str]]:
    """Return the subheads as (level, id, words), the ids being those that `render` gives."""
    ids = _HeadingIds()
    subheads = (block for block in read(html) if block.tag in HEADINGS)
    return [(int(block.tag[1]), ids.take(block.text()), block.text()) for block in subheads]


def render(
    html: str,
    quotations: Iterable[dict],
    language: str = "en",
    named: Iterable[dict] | None = None,
) -> SafeString:
    """Return a story as readers get it: quotations with their sources, subheads with ids.

    Arguments: `quotations` as an edition keeps them; `language` is the story's, for its quotation
    marks; `named` are those whom it is about, as an edition keeps them: with them, a paragraph has
    notes beside it that say who is quoted or named there. The stored HTML is read and written
    anew, so that nothing else than what a story may hold reaches a reader, however it got into the
    database.
    """
    page = _Page({quotation["id"]: quotation for quotation in quotations}, language, named)
    return mark_safe("".join(page.blocks(read(html))))


def source_id(quotation: dict) -> str:
    """Return the id under which the list of sources names the speaker of a quotation."""
    speaker = quotation["speaker"] or {"kind": "quote", "id": quotation["id"]}
    return f"source-{speaker['kind']}-{speaker['id']}"


def _cite(quotation: dict) -> str:
    evidence = quotation["evidence_url"]
    return f' cite="{escape(evidence)}"' if evidence else ""


def _web_address(value: str | None) -> str:
    return value if value and value.startswith(("https://", "http://")) else ""


class _HeadingIds:
    """Gives every subhead of a page an id of its own that stays as long as its words do."""

    def __init__(self) -> None:
        self._taken = set(RESERVED_IDS)
        self._times: dict[str, Iterator[int]] = {}

    def take(self, words: str) -> str:
        slug = slugify(words, allow_unicode=True) or "heading"
        if slug in RESERVED_IDS or slug.startswith(RESERVED_PREFIXES):
            slug = f"heading-{slug}"
        again = self._times.setdefault(slug, count(2))
        heading_id = slug
        while heading_id in self._taken:
            heading_id = f"{slug}-{next(again)}"
        self._taken.add(heading_id)
        return heading_id


class _Page:
    """One rendering of a story: it knows which quotations and subheads have been printed.

    Quotation marks are text: what CSS prints is not there when a reader copies the words, listens
    to them or reads a feed.
    """

    def __init__(
        self, quotations: dict[int, dict], language: str, named: Iterable[dict] | None
    ) -> None:
        self._quotations = {
            pk: quotation | {"evidence_url": _web_address(quotation.get("evidence_url"))}
            for pk, quotation in quotations.items()
        }
        self._margin = None if named is None else Margin(self._quotations, named)
        self._printed: set[int] = set()
        self._ids = _HeadingIds()
        self._marks = quotation_marks.of(language)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if block.tag in HEADINGS:
                yield self._heading(block)
            elif block.quote and (quotation := self._quotations.get(block.quote)):
                yield self._figure(block, quotation)
            elif block.tag == "hr" or not block.is_empty:
                yield self._beside(block, self._written(block))

    def _beside(self, block: Block, html: str) -> str:
        """Print a paragraph, with the notes that stand beside it."""
        notes = self._margin.of(block) if self._margin and block.tag == "p" else []
        if not notes:
            return html
        beside = render_to_string("articles/_notes.html", {"notes": notes})
        return f'<div class="noted">{html}{beside.strip()}</div>'

    def _written(self, block: Block) -> str:
        if block.tag == "hr":
            return "<hr>"
        inside = "".join(map(self._written, block.blocks)) or self._line(block)
        return f"<{block.tag}>{inside}</{block.tag}>"

    def _line(self, leaf: Block) -> str:
        """Print text in which some words may be those of a quote record."""
        html, at, text = [], 0, leaf.text()
        for quote, runs in leaf.parts():
            start, at = at, at + sum(len(words) for words, _ in runs)
            if quote and quotation_marks.are_lacking(text, start, at):
                opening, closing = self._marks
                runs = [(opening, ()), *runs, (closing, ())]
            inside = write_runs(runs, "noopener")
            quotation = self._quotations.get(quote)
            html.append(self._words(inside, quotation) if quotation else inside)
        return _WAY_BEFORE_MARK.sub(r"\2\1", "".join(html))

    def _words(self, inside: str, quotation: dict) -> str:
        """Print words within a line, and the way to who said them."""
        speaker = (quotation["speaker"] or {}).get("name")
        who = comma().join(filter(None, [speaker, quotation["described_as"]]))
        source = gettext("Source: %(who)s") % {"who": who}
        return (
            f"<q{self._anchor(quotation)}{_cite(quotation)}>{inside}</q>"
            f'<a class="quote-way" href="#{escape(source_id(quotation))}"'
            f' aria-label="{escape(source)}">*</a>'
        )

    def _anchor(self, quotation: dict) -> str:
        """A quotation's address leads to the first place where it stands."""
        if quotation["id"] in self._printed:
            return ""
        self._printed.add(quotation["id"])
        return f' id="quote-{quotation["id"]}"'

    def _heading(self, block: Block) -> str:
        heading_id = escape(self._ids.take(block.text()))
        inside = write_runs(block.runs, "noopener")
        return f'<{block.tag} id="{heading_id}">{inside}</{block.tag}>'

    def _figure(self, block: Block, quotation: dict) -> str:
        """Print a quotation with its source."""
        anchor, cite = self._anchor(quotation), _cite(quotation)
        source = render_to_string("articles/_quote_source.html", {"quotation": quotation})
        return (
            f'<figure class="quote"{anchor}><blockquote{cite}>{self._quoted(block.blocks)}'
            f"</blockquote><figcaption>{source.strip()}</figcaption></figure>"
        )

    def _quoted(self, paragraphs: list[Block]) -> str:
        """Put the words in quotation marks: each paragraph opens, the last closes."""
        if quotation_marks.enclose("\n".join(paragraph.text() for paragraph in paragraphs)):
            return write(paragraphs, "noopener")
        opening, closing = self._marks
        html = []
        for paragraph in paragraphs:
            close: list[Run] = [(closing, ())] if paragraph is paragraphs[-1] else []
            inside = write_runs([(opening, ()), *paragraph.runs, *close], "noopener")
            html.append(f"<p>{inside}</p>")
        return "".join(html)

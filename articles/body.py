"""The HTML of a story's body: what is allowed, and what readers get of it. Pure, no ORM.

A story holds paragraphs, two levels of subheads, lists, rules and quotations; in its lines bold,
italics, struck, raised and lowered text, line breaks and links. A quotation that names its record
(`<blockquote data-quote="3">`) is printed with its source.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count

import nh3
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from articles.blocks import HEADINGS, MARKS, Block, Run, write, write_runs
from articles.markup import MAX_CHARS, MAX_DEPTH, BodyError, check_size
from articles.reading import read

__all__ = [
    "MAX_CHARS",
    "MAX_DEPTH",
    "BodyError",
    "clean",
    "headings",
    "quote_ids",
    "quoted",
    "render",
    "text",
    "word_count",
]

# Ids that the page around the body uses; a subhead called "Sources" must not take one of them.
RESERVED_IDS = frozenset({"main", "corrections", "methods", "sources", "topics", "similar"})

# Opening and closing marks by language; who is not named here gets the English ones.
QUOTATION_MARKS = {
    "ar": "«»",
    "bg": "„“",
    "cs": "„“",
    "da": "»«",
    "de": "„“",
    "el": "«»",
    "es": "«»",
    "fa": "«»",
    "fi": "””",
    "fr": ("«\xa0", "\xa0»"),
    "he": "””",
    "hu": "„”",
    "it": "«»",
    "ja": "「」",
    "no": "«»",
    "pl": "„”",
    "pt": "«»",
    "ro": "„”",
    "ru": "«»",
    "sv": "””",
    "uk": "«»",
    "zh": "“”",
}
_QUOTED = re.compile(r"""\s*["'“”„«»‘‚「].*["'“”«»’」]\s*""", re.DOTALL)
_BETWEEN_WORDS = re.compile(r"[\s—]+")

_nh3 = nh3.Cleaner(
    tags={"p", *HEADINGS, "ul", "ol", "li", "hr", "br", "blockquote", *MARKS},
    attributes={"a": {"href"}, "blockquote": {"data-quote"}},
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
    """Return the words that a story prints of each quote record, in order; the first use counts."""
    words: dict[int, str] = {}
    for block in read(html):
        if block.quote:
            words.setdefault(block.quote, "\n".join(leaf.text() for leaf in block.leaves()))
    return words


def text(html: str) -> str:
    """Return a story as plain text, its paragraphs split by blank lines."""
    leaves = (leaf.text() for block in read(html) for leaf in block.leaves())
    return "\n\n".join(leaf for leaf in leaves if leaf)


def word_count(html: str) -> int:
    """Return how many words a reader gets; "75-mile" and "1,000" are one each, a dash is none."""
    words = _BETWEEN_WORDS.split(text(html))
    return sum(any(map(str.isalnum, word)) for word in words)


def headings(html: str) -> list[tuple[int, str, str]]:
    """Return the subheads as (level, id, words), the ids being those that `render` gives."""
    ids = _HeadingIds()
    subheads = (block for block in read(html) if block.tag in HEADINGS)
    return [(int(block.tag[1]), ids.take(block.text()), block.text()) for block in subheads]


def render(html: str, quotations: Iterable[dict], language: str = "en") -> SafeString:
    """Return a story as readers get it: quotations with their sources, subheads with ids.

    Arguments: `quotations` as an edition keeps them; `language` is the story's, for its quotation
    marks. The stored HTML is read and written anew, so that nothing else than what a story may
    hold reaches a reader, however it got into the database.
    """
    page = _Page({quotation["id"]: quotation for quotation in quotations}, language)
    return mark_safe("".join(page.blocks(read(html))))


def _web_address(value: str | None) -> str:
    return value if value and value.startswith(("https://", "http://")) else ""


class _HeadingIds:
    """Gives every subhead of a page an id of its own that stays as long as its words do."""

    def __init__(self) -> None:
        self._taken = set(RESERVED_IDS)
        self._times: dict[str, Iterator[int]] = {}

    def take(self, words: str) -> str:
        slug = slugify(words, allow_unicode=True) or "heading"
        if slug in RESERVED_IDS or slug.startswith("quote-"):
            slug = f"heading-{slug}"
        again = self._times.setdefault(slug, count(2))
        heading_id = slug
        while heading_id in self._taken:
            heading_id = f"{slug}-{next(again)}"
        self._taken.add(heading_id)
        return heading_id


class _Page:
    """One rendering of a story: it knows which quotations and subheads have been printed."""

    def __init__(self, quotations: dict[int, dict], language: str) -> None:
        self._quotations = quotations
        self._printed: set[int] = set()
        self._ids = _HeadingIds()
        self._marks = QUOTATION_MARKS.get(language.lower().split("-")[0], "“”")

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if block.tag in HEADINGS:
                yield self._heading(block)
            elif block.quote and (quotation := self._quotations.get(block.quote)):
                yield self._figure(block, quotation)
            elif block.tag == "blockquote":
                yield f"<blockquote>{write(block.blocks, 'noopener')}</blockquote>"
            elif block.tag == "hr" or not block.is_empty:
                yield write([block], "noopener")

    def _heading(self, block: Block) -> str:
        heading_id = escape(self._ids.take(block.text()))
        inside = write_runs(block.runs, "noopener")
        return f'<{block.tag} id="{heading_id}">{inside}</{block.tag}>'

    def _figure(self, block: Block, quotation: dict) -> str:
        """Print a quotation with its source; its address leads to the first place it stands."""
        anchor = "" if block.quote in self._printed else f' id="quote-{block.quote}"'
        self._printed.add(block.quote or 0)
        evidence = _web_address(quotation.get("evidence_url"))
        cite = f' cite="{escape(evidence)}"' if evidence else ""
        source = render_to_string(
            "articles/_quote_source.html",
            {"quotation": {**quotation, "evidence_url": evidence}},
        )
        return (
            f'<figure class="quote"{anchor}><blockquote{cite}>{self._quoted(block.blocks)}'
            f"</blockquote><figcaption>{source.strip()}</figcaption></figure>"
        )

    def _quoted(self, paragraphs: list[Block]) -> str:
        """Put the words in quotation marks, in text: what CSS prints is not there when a reader
        copies the words, listens to them or reads a feed. Each paragraph opens, the last closes.
        """
        if _QUOTED.fullmatch("\n".join(paragraph.text() for paragraph in paragraphs)):
            return write(paragraphs, "noopener")
        opening, closing = self._marks
        html = []
        for paragraph in paragraphs:
            close: list[Run] = [(closing, ())] if paragraph is paragraphs[-1] else []
            inside = write_runs([(opening, ()), *paragraph.runs, *close], "noopener")
            html.append(f"<p>{inside}</p>")
        return "".join(html)

"""Whether every quotation can be traced: to a speaker, to words of record, to who checked them."""

import re
from collections.abc import Iterator

from articles import quotation_marks, verbatim
from articles.deskcheck.findings import Finding, Level, Place
from articles.deskcheck.passages import Passage
from articles.deskcheck.registry import check
from articles.deskcheck.subjects import Story
from people.models import Quote

WORDS = 4  # in quotation marks: fewer may be a title, a name or a turn of phrase
# Marks that open and close; single ones are left alone, for they are apostrophes too.
_IN_MARKS = re.compile(r"“([^“”]+)”|„([^„“]+)“|«([^«»]+)»|\"([^\"]+)\"")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@check("quotations")
def quotations(story: Story) -> Iterator[Finding]:
    """Compare each quotation with its record, and find words that have none."""
    seen: set[int] = set()
    for passage in story.passages:
        for start, end, pk in passage.quoted:
            quote = story.quotes.get(pk)
            if quote is None:
                yield Finding.error(
                    "gone",
                    "The record of this quotation is no longer there.",
                    "Attribute the words again.",
                    passage.place(start, end),
                )
                continue
            yield from _differing(quote, passage, start, end)
            if pk not in seen:
                seen.add(pk)
                yield from _untraced(story, quote, passage.place(start, end))
        yield from _without_speaker(story, passage)


def _differing(quote: Quote, passage: Passage, start: int, end: int) -> Iterator[Finding]:
    """An error only where somebody has verified the record: else the record may be wrong."""
    departure = verbatim.departure(passage.text[start:end], quote.words)
    if departure is None:
        return
    yield Finding(
        Level.ERROR if quote.verified_by_id else Level.WARNING,
        "words",
        f"{quotation_marks.around(departure.text)} is not in the words of record.",
        f"On record is: {quotation_marks.around(quote.words)}",
        passage.place(start + departure.start, start + departure.end),
    )


def _untraced(story: Story, quote: Quote, where: Place) -> Iterator[Finding]:
    """Who approves an unnamed source has affirmed the conditions (`articles.ledger`)."""
    if quote.speaker is None and not quote.anonymity_approved_by_id:
        yield Finding.error(
            "anonymous",
            "Nobody has approved that this source goes unnamed.",
            "An editor or publisher affirms the conditions with the quote.",
            where,
        )
    if not quote.verified_by_id:
        yield Finding.warning(
            "unverified",
            "Nobody has verified these words.",
            "Somebody other than the one who took them down compares them with the evidence.",
            where,
        )
    elif quote.verified_by_id in story.writers:
        yield Finding.warning(
            "verifier",
            "These words were verified by somebody whose name stands over the story.",
            "Somebody else compares them with the evidence.",
            where,
        )


def _without_speaker(story: Story, passage: Passage) -> Iterator[Finding]:
    """A headline may repeat words that the text attributes."""
    if passage.quote:
        return
    for match in _IN_MARKS.finditer(passage.text):
        words = match.group(match.lastindex or 0)
        if len(_WORD.findall(words)) < WORDS or _is_attributed(match, passage):
            continue
        if passage.part != "body" and _is_on_record(words, story):
            continue
        yield Finding.warning(
            "speaker",
            "These words are nobody’s.",
            "Attribute them to who said them.",
            passage.place(*match.span()),
        )


def _is_attributed(match: re.Match[str], passage: Passage) -> bool:
    """Does a stretch with a record begin or end within the marks? A part of the words will do."""
    return any(start < match.end() and end > match.start() for start, end, _ in passage.quoted)


def _is_on_record(words: str, story: Story) -> bool:
    return any(verbatim.is_verbatim(words, quote.words) for quote in story.quotes.values())

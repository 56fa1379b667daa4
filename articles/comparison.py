"""What differs between two editions of a story, of all that their readers read."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import body
from articles.differences import Passage, folded, paragraphs
from articles.labels import comma
from articles.models.edition import Edition
from articles.templatetags.reader import in_quotation_marks, partial_date


@dataclass(frozen=True)
class Difference:
    """A part of the page that differs; unchanged paragraphs that may be folded stand together."""

    part: str
    passages: list[list[Passage]]


def between(before: Edition, after: Edition) -> list[Difference]:
    """Compare two editions, saved or not. Returns the parts that differ, in the page's order."""
    old, new = parts(before), parts(after)
    return [
        Difference(part, folded(paragraphs(old[part], new[part])))
        for part in old
        if old[part] != new[part]
    ]


def parts(edition: Edition) -> dict[str, list[str]]:
    """Return all that is read on an edition's page, as paragraphs of plain text, by part.

    Corrections are not among it: they are shown as the notices they are. Nor is what only machines
    read, or what the site says of itself.
    """
    content = edition.content
    texts = {
        _("Section"): content["section"]["name"],
        _("Line above the headline"): content["kicker"],
        _("Kind"): edition.get_kind_display(),
        _("Headline"): edition.headline,
        _("Summary"): edition.summary,
        pgettext("before names of writers", "By"): "\n".join(
            _named(byline) for byline in content["bylines"]
        ),
        pgettext("from where a story comes", "Place"): content["dateline"],
        _("Picture"): "\n".join(_picture(content["image"])),
        _("Text"): "\n".join(_text(edition)),
        _("Bottom line"): content["bottom_line"],
        _("How we know"): content["methods"],
        _("Documents cited"): "\n".join(_documents(content)),
        pgettext("whom a story is about", "About"): "\n".join(
            _named(entry) for entry in content["about"]
        ),
        _("Topics"): "\n".join(tag["name"] for tag in content["tags"]),
    }
    return {part: _lines(text) for part, text in texts.items()}


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


def _named(entry: dict[str, Any]) -> str:
    return comma().join(filter(None, [entry["name"], entry["title"]]))


def _picture(image: dict[str, Any] | None) -> list[str]:
    """Describe a picture; its number tells one from another with the same words."""
    if image is None:
        return []
    told = _("Picture %(number)s: %(shows)s") % {"number": image["id"], "shows": image["alt"]}
    return [told, image["caption"], image["credit"]]


def _documents(content: dict[str, Any]) -> Iterator[str]:
    for document in content["documents"]:
        yield " ".join(filter(None, [document.get("title"), document.get("url")]))


def _text(edition: Edition) -> Iterator[str]:
    """Yield the paragraphs of the body, each followed by who is quoted in it."""
    quotations = {quotation["id"]: quotation for quotation in edition.content["quotations"]}
    language = edition.content["language"]
    for quote, passages in groupby(body.passages(edition.body), key=attrgetter("quote")):
        for passage in passages:
            whole = quote in quotations
            yield in_quotation_marks(passage.text, language) if whole else passage.text
            said = {} if whole else dict.fromkeys(q for _, _, q in passage.quoted)
            yield from (_said(quotations[q]) for q in said if q in quotations)
        if quote in quotations:
            yield _said(quotations[quote])


def _said(quotation: dict[str, Any]) -> str:
    """Return the line under a quotation, in plain text."""
    speaker = quotation["speaker"]
    said_on = quotation["said_on"]
    facts = [
        speaker["name"] if speaker else "",
        quotation["described_as"],
        _("said %(when)s") % {"when": partial_date(said_on)} if said_on else "",
        quotation["venue"],
        quotation["anonymity_reason"],
    ]
    return "— " + comma().join(filter(None, facts))

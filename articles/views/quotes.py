"""What a person said in live editions, as data: JSON and CSV, page by page."""

import json
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import spreadsheets, voices
from articles.absolute import absolute, page_of
from articles.models.quotation import Quotation
from articles.subject_keys import is_named, keys_of
from articles.templatetags.reader import exact
from articles.views import register
from articles.views.answers import data
from people.models.register import Person

COLUMNS = (
    "id",
    "words",
    "language",
    "speaker",
    "speaker_url",
    "described_as",
    "organization",
    "said_on",
    "venue",
    "terms",
    "evidence_url",
    "original_words",
    "original_language",
    "translator",
    "url",
    "headline",
    "published",
    "edition",
)


@require_safe
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    subject, at = register.public_person(slug), timezone.now()
    if subject.merged_into:
        return register.merged(subject.merged_into, at, "quotes.json")
    rows, older = _page(request, subject, at)
    found = {
        "person": {"name": subject.name, "url": absolute(subject.get_absolute_url())},
        "quotes": rows,
        "next": absolute(request.path + older) if older else None,
    }
    return data(request, json.dumps(found, ensure_ascii=False), "application/json")


@require_safe
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """A table of one page; the header `Link` leads to the next, as in RFC 8288."""
    subject, at = register.public_person(slug), timezone.now()
    if subject.merged_into:
        return register.merged(subject.merged_into, at, "quotes.csv")
    rows, older = _page(request, subject, at)
    response = data(request, _table(rows), "text/csv; charset=utf-8; header=present")
    if older:
        response["Link"] = f'<{absolute(request.path + older)}>; rel="next"'
    return response


def _page(request: HttpRequest, subject: Person, at: datetime) -> tuple[list[dict[str, Any]], str]:
    """Return one page of quotations, and the address of the next. Raises Http404 for nobody."""
    speaker, *_ = keys_of(subject)
    rows = Quotation.objects.by(speaker).live(at)
    found, older = voices.page(rows, request.GET)
    if not found and not is_named(subject, at):
        raise Http404("Nothing under this name is published.")
    return [_quote(row) for row in found], older


def _quote(row: Quotation) -> dict[str, Any]:
    """Return a quotation as printed, with where it stands."""
    printed, edition = row.printed, row.edition
    organization = printed.get("organization")
    same = ("id", "words", "described_as", "said_on", "venue", "terms", "evidence_url")
    translated = ("original_words", "original_language", "translator")
    found = {name: printed[name] for name in (*same, *translated)} | {
        "language": edition.content["language"],
        "speaker": printed["speaker"]["name"],
        "speaker_url": page_of(printed["speaker"]),
        "organization": organization["name"] if organization else "",
        "url": f"{absolute(edition.path)}#quote-{printed['id']}",
        "headline": edition.headline,
        "published": exact(edition.first_published_at),
        "edition": edition.number,
    }
    return {name: found[name] for name in COLUMNS}


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [COLUMNS, *(row.values() for row in rows)]
    return "".join(spreadsheets.line(cells) for cells in lines)

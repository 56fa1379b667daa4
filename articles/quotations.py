"""Rows of quotations: derived from editions, so that whom we quote can be listed and counted."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils import timezone

from articles.models.edition import Edition
from articles.models.quotation import Quotation
from articles.subject_keys import key_of_printed
from people.dates import PartialDate


def insert(editions: Iterable[Edition], merged: Mapping[int, int]) -> None:
    """Insert the rows of editions; a retracted one is in no list and has none.

    `merged` has the key that stands for another one (see `keys.merged_keys`).
    """
    Quotation.objects.bulk_create(
        row for edition in editions if not edition.retracted for row in _rows(edition, merged)
    )


def keys_of(edition: Edition) -> Iterator[int]:
    """Yield the keys of those who speak in an edition, and for whom."""
    for row in _rows(edition, merged={}):
        yield from (row.speaker, row.organization)


def _rows(edition: Edition, merged: Mapping[int, int]) -> Iterator[Quotation]:
    for position, quotation in enumerate(edition.content["quotations"]):
        yield Quotation(
            edition=edition,
            position=position,
            quote=quotation["id"],
            speaker=_key(quotation["speaker"], merged),
            organization=_key(_organization(quotation), merged),
            section=edition.section_id,
            day=_day(quotation, edition),
            first_published_at=edition.first_published_at,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )


def _organization(quotation: dict) -> dict | None:
    """Return for whom somebody spoke; an organization speaks for itself."""
    speaker = quotation["speaker"]
    if speaker and speaker["kind"] == "organization":
        return speaker
    return quotation.get("organization")


def _key(entry: dict | None, merged: Mapping[int, int]) -> int:
    if entry is None:
        return Quotation.NOBODY
    key = key_of_printed(entry)
    return merged.get(key, key)


def _day(quotation: dict, edition: Edition) -> date:
    published = timezone.localdate(edition.first_published_at)
    said = PartialDate.parse(quotation["said_on"])
    # "2025" is not later than the story that says so.
    return min(said.last, max(published, said.first)) if said else published

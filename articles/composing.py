"""From the values of a version to the content of an edition: ids become the names of the day.

`Names` reads every record that some versions name, in a fixed number of queries; `compose` asks
no database. Publishing, previews and archives share both, so a preview cannot drift.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles import body
from articles.models.edition import Edition
from articles.models.image import Image
from articles.models.taxonomy import Section, Tag
from people.dates import PartialDate
from people.models import Organization, Person, Quote

Values = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """The records that some versions name, by id."""

    sections: dict[int, Section]
    tags: dict[int, Tag]
    people: dict[int, Person]
    organizations: dict[int, Organization]
    quotes: dict[int, Quote]
    images: dict[int, Image]
    quoted_in: dict[str, dict[int, str]]  # the words of each quote, by body, which is long to read

    @classmethod
    def of(cls, versions: Iterable[Values]) -> "Names":
        """Read what these versions name; what is gone by now is simply not there."""
        versions = list(versions)
        quotes = Quote.objects.select_related(
            "speaker_person", "speaker_organization", "role__organization"
        ).prefetch_related("speaker_person__roles__organization")
        people = Person.objects.prefetch_related("roles__organization")
        quoted_in = {v["body"]: body.quoted(v["body"]) for v in versions}
        return cls(
            sections=Section.objects.in_bulk({v["section"] for v in versions}),
            tags=Tag.objects.in_bulk({pk for v in versions for pk in v["tags"]}),
            people=_standing(people, {pk for v in versions for pk in _people_in(v)}),
            organizations=_standing(
                Organization.objects.all(), {pk for v in versions for pk in _organizations_in(v)}
            ),
            quotes=quotes.in_bulk({pk for pks in quoted_in.values() for pk in pks}),
            images=Image.objects.in_bulk({v["image"] for v in versions if v["image"]}),
            quoted_in=quoted_in,
        )


def _standing[E: (Person, Organization)](entries: QuerySet[E], ids: set[int]) -> dict[int, E]:
    """Read entries by id; one that was merged since is the one that stands for it."""
    found = entries.in_bulk(ids)
    merged = {pk: e.merged_into_id for pk, e in found.items() if e.merged_into_id}
    if missing := set(merged.values()) - found.keys():
        found |= entries.in_bulk(missing)
    return {pk: found[merged.get(pk, pk)] for pk in found}


def _people_in(values: Values) -> set[int]:
    return {*values["about_people"], *(b["person"] for b in values["bylines"] if b["person"])}


def _organizations_in(values: Values) -> set[int]:
    agencies = (b["organization"] for b in values["bylines"] if b["organization"])
    return {*values["about_organizations"], *agencies}


def compose(
    values: Values,
    names: Names,
    *,
    uid: str,
    live_from: datetime,
    previous: Edition | None = None,
    corrections: Iterable[dict] = (),
    **columns: Any,
) -> Edition:
    """Return the unsaved edition that these values make.

    Arguments: `previous` is the edition it follows, whose first publication and corrections it
    carries on; `corrections` are the new ones, as printed; `columns` are set as they are.
    """
    first = previous.first_published_at if previous else live_from
    day = PartialDate.of(timezone.localdate(first))
    section = names.sections[values["section"]]
    return Edition(
        headline=values["headline"],
        summary=values["summary"],
        body=values["body"],
        kind=values["kind"],
        section=section,
        first_published_at=first,
        live_from=live_from,
        content={
            "uid": uid,
            "kicker": values["kicker"] or section.name,
            "section": {"id": section.pk, "name": section.name, "slug": section.slug},
            **{name: values[name] for name in _AS_THEY_STAND},
            "tags": [_tag(names.tags[pk]) for pk in values["tags"] if pk in names.tags],
            "bylines": _bylines(values, names, day),
            "about": _about(values, names, day),
            "quotations": _quotations(values, names, day),
            "image": _image(values, names),
            "corrections": _corrections(previous, corrections, live_from),
            "updated_at": None,  # see `Edition.tell`
        },
        **columns,
    )


_AS_THEY_STAND = (
    "language",
    "dateline",
    "bottom_line",
    "methods",
    "ai_use",
    "documents",
    "seo_title",
    "seo_description",
)


def _tag(tag: Tag) -> dict:
    return {"id": tag.pk, "name": tag.name, "slug": tag.slug, "kind": tag.kind}


def _entry(entry: Person | Organization) -> dict:
    """Return a person or organization as printed; the slug is empty where there is no page."""
    kind = "person" if isinstance(entry, Person) else "organization"
    return {"kind": kind, "id": entry.pk, "name": entry.name, "slug": entry.public_slug}


def _bylines(values: Values, names: Names, day: PartialDate) -> list[dict]:
    makers: dict[tuple, str] = {}  # in their order, each once in each role
    for byline in values["bylines"]:
        if person := names.people.get(byline["person"]):
            makers[byline["role"], person] = person.described_on(day)
        elif agency := names.organizations.get(byline["organization"]):
            makers[byline["role"], agency] = ""
    return [
        {"role": role, **_entry(maker), "title": title} for (role, maker), title in makers.items()
    ]


def _about(values: Values, names: Names, day: PartialDate) -> list[dict]:
    people = [names.people[pk] for pk in values["about_people"] if pk in names.people]
    organizations = [
        names.organizations[pk] for pk in values["about_organizations"] if pk in names.organizations
    ]
    titles = dict.fromkeys(organizations, "")
    return [
        _entry(entry) | {"title": title}
        for entry, title in ({p: p.described_on(day) for p in people} | titles).items()
    ]


def _quotations(values: Values, names: Names, day: PartialDate) -> list[dict]:
    return [
        _quotation(names.quotes[pk], words, day)
        for pk, words in names.quoted_in[values["body"]].items()
        if pk in names.quotes
    ]


def _quotation(quote: Quote, words: str, day: PartialDate) -> dict:
    """Return a quote in the story's words, without one of what the record keeps private."""
    role = quote.role_on(day)
    return {
        "id": quote.pk,
        "words": words,
        "speaker": _entry(quote.speaker) if quote.speaker else None,
        "organization": _entry(role.organization) if role and role.organization else None,
        "described_as": quote.printed_as(day),
        "said_on": quote.said_on,
        "venue": quote.venue,
        "terms": quote.terms,
        "anonymity_reason": quote.anonymity_reason,
        "evidence_url": quote.evidence_url,
        "original_words": quote.original_words,
        "original_language": quote.original_language,
        "translator": quote.translator,
    }


def _image(values: Values, names: Names) -> dict | None:
    image = names.images.get(values["image"])
    if image is None:
        return None
    return {
        "id": image.pk,
        "url": image.get_absolute_url(),
        "width": image.width,
        "height": image.height,
        "alt": values["image_alt"] or image.alt,
        "caption": values["image_caption"] or image.caption,
        "credit": image.credit,
    }


def _corrections(
    previous: Edition | None, corrections: Iterable[dict], live_from: datetime
) -> list[dict]:
    printed = previous.content.get("corrections", []) if previous else []
    known = {correction["id"] for correction in printed}
    new = [c | {"at": live_from.isoformat()} for c in corrections if c["id"] not in known]
    return printed + new


def first_path(values: dict, names: Names, live_from: datetime) -> str:
    """Return the address of a story published for the first time: section, local day, slug."""
    section = names.sections[values["section"]]
    return f"/{section.slug}/{timezone.localdate(live_from):%Y/%m/%d}/{values['slug']}/"

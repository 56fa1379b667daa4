"""Who is meant by the persons and organizations that an edition names."""

import copy
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Value

from articles.models.edition import Edition
from people.models.register import Organization, Person

# By kind and id: addresses elsewhere of pages about the very same.
Identities = dict[tuple[str, int], list[str]]


def of(edition: Edition) -> Identities:
    """Return what the register knows, by now, of everyone in an edition who has a page.

    A private individual is not among them, and neither is who has become one since. One query.
    """
    ids: dict[str, set[int]] = {"person": set(), "organization": set()}
    for entry in _named(edition.content):
        if entry["slug"]:
            ids[entry["kind"]].add(entry["id"])
    if not any(ids.values()):
        return {}
    people = _rows(Person.objects.public(), "person", ids["person"])
    organizations = _rows(Organization.objects.all(), "organization", ids["organization"])
    rows = people.union(organizations, all=True).order_by()
    return {(kind, pk): _same_as(wikidata, links) for kind, pk, wikidata, links in rows}


def linked(edition: Edition, known: Identities) -> Edition:
    """Return an edition as its page prints it: whoever is not among the known has no link."""
    content, shown = edition.content, copy.copy(edition)

    def entry(named: dict[str, Any]) -> dict[str, Any]:
        return named if (named["kind"], named["id"]) in known else named | {"slug": ""}

    shown.content = content | {
        "about": [entry(named) for named in content["about"]],
        "bylines": [entry(byline) for byline in content["bylines"]],
        "quotations": [
            quotation | {"speaker": quotation["speaker"] and entry(quotation["speaker"])}
            for quotation in content["quotations"]
        ],
    }
    return shown


def _named(content: dict[str, Any]) -> Iterable[dict[str, Any]]:
    yield from content["about"]
    yield from content["bylines"]
    for quotation in content["quotations"]:
        if quotation["speaker"]:
            yield quotation["speaker"]


def _rows(entries: QuerySet, kind: str, ids: set[int]) -> QuerySet:
    rows = entries.filter(pk__in=ids).order_by().annotate(of_kind=Value(kind))
    return rows.values_list("of_kind", "pk", "wikidata_id", "links")


def _same_as(wikidata_id: str, links: str) -> list[str]:
    item = [f"https://www.wikidata.org/entity/{wikidata_id}"] if wikidata_id else []
    return item + [line.strip() for line in links.splitlines() if line.strip()]

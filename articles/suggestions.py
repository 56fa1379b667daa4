"""What a reader who begins to type may mean: people, organizations and topics that have a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from articles.models.edition import EditionKey
from articles.models.taxonomy import Tag
from people.folding import folded
from people.models.names import KnownName
from people.models.register import Organization, Person

SHOWN = 8
LOOKED_AT = 40  # of each sort; without a page they are passed over
SHORTEST = 2  # characters

Kind = EditionKey.Kind
type Subject = Tag | Person | Organization


@dataclass(frozen=True)
class Suggestion:
    """A page of the site, and the words that find it in a search."""

    name: str
    url: str
    sort: str


def suggest(text: str, at: datetime) -> list[Suggestion]:
    """Return the pages whose name, or whose subject's alias, begins with `text`. Four queries."""
    begun = folded(text)
    if len(begun) < SHORTEST:
        return []
    names = KnownName.objects.filter(folded__startswith=begun).order_by("folded", "pk")
    found = names.select_related("person", "organization")[:LOOKED_AT]
    tags = Tag.objects.filter(name__istartswith=text.strip(), merged_into=None).order_by("name")
    subjects: dict[int, tuple[Subject, str]] = {}
    for tag in tags[:LOOKED_AT]:
        subjects.setdefault(EditionKey.of(Kind.TAG, tag.pk), (tag, "Topic"))
    for name in found:
        for key, subject, sort in _entries(name):
            subjects.setdefault(key, (subject, sort))
    with_page = _live(list(subjects), at)
    once = {
        subject: Suggestion(str(subject), subject.get_absolute_url(), sort)
        for key, (subject, sort) in subjects.items()
        if key in with_page
    }
    return list(once.values())[:SHOWN]


def _entries(name: KnownName) -> Iterator[tuple[int, Subject, str]]:
    """Yield the keys under which the subject of a name may have a page."""
    if (person := name.person) and person.standing != Person.Standing.PRIVATE:
        for kind in (Kind.PERSON, Kind.BYLINE):
            yield EditionKey.of(kind, person.pk), person, "Person"
    elif name.organization:
        key = EditionKey.of(Kind.ORGANIZATION, name.organization.pk)
        yield key, name.organization, "Organization"


def _live(keys: list[int], at: datetime) -> set[int]:
    """Return those of these keys that a live edition has."""
    rows: QuerySet[EditionKey] = EditionKey.objects.filter(key__in=keys).live(at)
    return set(rows.order_by().values_list("key", flat=True).distinct())

"""What a reader who begins to type may mean: people, organizations and topics that have a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext

from articles.models.edition import EditionKey
from articles.models.taxonomy import Tag
from articles.subject_keys import Subject, keys_of
from people.folding import folded
from people.models.names import KnownName
from people.models.register import Person

SHOWN = 8
LOOKED_AT = 40  # of each sort; without a page they are passed over
SHORTEST = 2  # characters


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
    names = KnownName.objects.beginning_with(begun).order_by("folded", "pk")
    found = names.select_related("person", "organization")[:LOOKED_AT]
    tags = Tag.objects.filter(name__istartswith=text.strip(), merged_into=None).order_by("name")
    sorts: dict[Subject, str] = dict.fromkeys(tags[:LOOKED_AT], gettext("Topic"))
    sorts |= {subject: sort for name in found for subject, sort in _entry(name)}
    keys = {subject: keys_of(subject) for subject in sorts}
    live = _live([key for its_keys in keys.values() for key in its_keys], at)
    with_page = [subject for subject in sorts if not live.isdisjoint(keys[subject])]
    return [Suggestion(str(s), s.get_absolute_url(), sorts[s]) for s in with_page[:SHOWN]]


def _entry(name: KnownName) -> Iterator[tuple[Subject, str]]:
    """Yield whom a name means, if they may have a page."""
    if (person := name.person) and person.standing != Person.Standing.PRIVATE:
        yield person, gettext("Person")
    elif name.organization:
        yield name.organization, gettext("Organization")


def _live(keys: list[int], at: datetime) -> set[int]:
    """Return those of these keys that a live edition has."""
    rows: QuerySet[EditionKey] = EditionKey.objects.filter(key__in=keys).live(at)
    return set(rows.order_by().values_list("key", flat=True).distinct())

"""What a reader who begins to type may mean: people, organizations and topics that have a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext

from articles.models.taxonomy import Tag
from articles.subject_keys import Subject, names
from people.folding import folded
from people.models.names import KnownName
from people.models.register import Organization, Person

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
    """Return the pages whose name, or whose subject's alias, begins with `text`. Two queries."""
    begun = folded(text)
    if len(begun) < SHORTEST:
        return []
    tags = Tag.objects.filter(name__istartswith=text.strip(), merged_into=None).order_by("name")
    topics = tags.annotate(is_named=names(Tag, "pk", at))[:LOOKED_AT]
    known = KnownName.objects.beginning_with(begun).order_by("folded", "pk")
    entries = known.select_related("person", "organization").annotate(
        is_named=names(Person, "person", at) | names(Organization, "organization", at)
    )[:LOOKED_AT]
    found: dict[Subject, str] = {tag: gettext("Topic") for tag in topics if tag.is_named}
    others = dict(pair for name in entries if name.is_named for pair in _entry(name))
    # Neither sort crowds out the other.
    some = islice(found.items(), max(SHOWN // 2, SHOWN - len(others)))
    sorts = [*some, *others.items()][:SHOWN]
    return [Suggestion(str(s), s.get_absolute_url(), sort) for s, sort in sorts]


def _entry(name: KnownName) -> Iterator[tuple[Subject, str]]:
    """Yield whom a name means, if they may have a page."""
    if (person := name.person) and person.standing != Person.Standing.PRIVATE:
        yield person, gettext("Person")
    elif name.organization:
        yield name.organization, gettext("Organization")

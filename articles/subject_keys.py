"""Under which keys a topic, a person or an organization is found.

Written here alone: lists, links, merges and searches ask.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles.models.edition import EditionKey
from articles.models.taxonomy import Tag
from people.models.register import Entry, Organization, Person

type Subject = Tag | Entry  # of entries, a person or an organization

_Kind = EditionKey.Kind
# The first is under which others name it: a person is quoted or written about, and writes.
KINDS: Mapping[type, tuple[EditionKey.Kind, ...]] = {
    Tag: (_Kind.TAG,),
    Person: (_Kind.PERSON, _Kind.BYLINE),
    Organization: (_Kind.ORGANIZATION,),
}
_PRINTED = {"person": _Kind.PERSON, "organization": _Kind.ORGANIZATION}


def keys_of(subject: Subject) -> list[int]:
    """Return the keys under which the stories of a topic, person or organization are found."""
    return [EditionKey.of(kind, subject.pk) for kind in KINDS[type(subject)]]


def keys_in_print(subject: Subject) -> tuple[int, ...]:
    """Return the keys of whatever stories print for it: those merged into it were printed too."""
    merged = type(subject)._default_manager.filter(merged_into=subject.pk)
    return tuple(keys_of(printed)[0] for printed in (subject, *merged))


def key_of_printed(entry: Mapping[str, Any]) -> int:
    """Return the key of whom an edition quotes or is about, as its content names them."""
    return EditionKey.of(_PRINTED[entry["kind"]], entry["id"])


def is_named(subject: Subject, at: datetime) -> bool:
    """Does an edition that is live at `at` name it? Otherwise it has no page."""
    return EditionKey.objects.live(at).filter(key__in=keys_of(subject)).exists()


def names(subjects: type, column: str, at: datetime) -> Q:
    """Return `is_named` as a condition on rows whose `column` has the id of such a subject.

    Each key is asked by itself whether there is an edition: one may stand on a tenth of all.
    """
    live = EditionKey.objects.live(at)
    keys = (OuterRef(column) + EditionKey.of(kind, 0) for kind in KINDS[subjects])
    return reduce(or_, (Q(Exists(live.filter(key=key))) for key in keys))

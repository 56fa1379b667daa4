"""Keeps the names by which entries of the register are found in step with the entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from people import countries
from people.dates import PartialDate
from people.folding import folded, skeleton
from people.models.names import KnownName, KnownOffice
from people.models.register import Organization, Person, Role
from people.places import plain
from people.titles import Office, read

type AnyEntry = Person | Organization

BATCH = 2_000
FEW = 5  # namesakes of whom somebody is told


@transaction.atomic
def renew(people: Iterable[Person] = (), organizations: Iterable[Organization] = ()) -> None:
    """Write the names of these entries anew; call it wherever entries or roles were saved.

    An entry that was merged into another has no names of its own: they are the other's, which must
    be renewed too.
    """
    for some in batched(people, BATCH):
        _renew(Person, some)
        _renew_offices(Role.objects.filter(person__in=_ids(some)))
    for others in batched(organizations, BATCH):
        _renew(Organization, others)
        _renew_offices(Role.objects.filter(organization__in=_ids(others)))


def rebuild() -> int:
    """Write the names of the whole register anew; return how many there are."""
    renew(
        Person.objects.iterator(chunk_size=BATCH),
        Organization.objects.iterator(chunk_size=BATCH),
    )
    return KnownName.objects.count()


def namesakes(model: type[AnyEntry], names: Iterable[str], but: int | None) -> list[AnyEntry]:
    """Return entries that answer to one of these names, at most FEW; `but` is not among them."""
    kind = "person" if model is Person else "organization"
    known = KnownName.objects.filter(**{f"{kind}__isnull": False, "folded__in": set(names)})
    found = model.objects.filter(pk__in=known.values(kind)).exclude(pk=but or 0).order_by("pk")
    return list(with_roles(found)[:FEW])


def with_roles(entries: QuerySet) -> QuerySet:
    """Bring along what `told_apart` asks of each entry."""
    return entries.prefetch_related("roles__organization") if entries.model is Person else entries


def told_apart(entry: AnyEntry) -> str:
    """Return a name with what tells its entry from others of that name: role or country, and the
    slug where it is not simply the name.
    """
    if isinstance(entry, Person):
        mark = entry.described_on(PartialDate.of(timezone.localdate()))
    else:
        mark = countries.name_of(entry.country)
    plain = {slugify(entry.name), slugify(entry.name, allow_unicode=True)}
    marks = ", ".join(filter(None, [mark, "" if entry.slug in plain else entry.slug]))
    return f"{entry} ({marks})" if marks else str(entry)


def _renew(model: type[Person] | type[Organization], entries: Iterable[AnyEntry]) -> None:
    ids = _ids(entries)
    names: dict[int, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.merged_into_id is None:
            names[entry.pk].update(_names(entry))
    for loser in model.objects.filter(merged_into__in=list(names)):
        if loser.merged_into_id:
            names[loser.merged_into_id].update(_names(loser))
    kind = model._meta.model_name
    KnownName.objects.filter(**{f"{kind}__in": ids}).delete()
    KnownName.objects.bulk_create(
        KnownName(
            **{f"{kind}_id": pk},
            folded=name,
            skeleton=skeleton(name)[: KnownName.LONGEST] if model is Person else "",
        )
        for pk, known in names.items()
        for name in sorted(known)
    )


def _renew_offices(roles: QuerySet[Role]) -> None:
    KnownOffice.objects.filter(role__in=roles).delete()
    KnownOffice.objects.bulk_create(
        (
            KnownOffice(role=role, head=office.head, seat=seat)
            for role in roles.select_related("organization").iterator(chunk_size=BATCH)
            for office in [office_of(role)]
            for seat in sorted({office.seat, _seat(role)} - {""})
            if max(len(office.head), len(seat)) <= KnownName.LONGEST
        ),
        batch_size=BATCH,
    )


def office_of(role: Role) -> Office:
    """Return the office of a role, read from its title and the organization beside it."""
    return read(role.title, folded(role.organization.name) if role.organization else "")


def _seat(role: Role) -> str:
    return plain(folded(role.organization.name)) if role.organization else ""


def _ids(entries: Iterable[AnyEntry]) -> list[int]:
    return [entry.pk for entry in entries]


def _names(entry: AnyEntry) -> Iterator[str]:
    """Yield each name of an entry, folded; one too long for the column stands in no text either."""
    for name in (entry.name, getattr(entry, "short_name", ""), *entry.known_as):
        if 0 < len(found := folded(name)) <= KnownName.LONGEST:
            yield found

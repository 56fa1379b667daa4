"""Takes a register over from a file: finds who is known already, and adds the rest in bulk.

A plan is made first, from the register as it is; nothing is written before `carry_out`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from itertools import batched, chain, count
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from people import naming, register_file
from people.models import Entry, Organization, Person, Role
from people.register_file import Row, UnreadableFile

BATCH = 1_000
_SMALL_WORDS = {"of", "the"}


@dataclass
class Plan:
    """What a file adds to the register; all of it unsaved."""

    people: list[Person] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    renamed: list[Person] = field(default_factory=list)  # people known already, with more aliases
    ended: list[Role] = field(default_factory=list)  # roles that the register had as still held
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any((self.people, self.organizations, self.roles, self.renamed, self.ended))

    def summary(self) -> str:
        """Return how much of what is added."""
        counted: list[tuple[Sized, str, str]] = [
            (self.people, "person", "people"),
            (self.organizations, "organization", "organizations"),
            (self.roles, "role", "roles"),
            (self.renamed, "person’s aliases", "people’s aliases"),
            (self.ended, "end of a role", "ends of roles"),
        ]
        return ", ".join(
            f"{len(added):,} {one if len(added) == 1 else many}"
            for added, one, many in counted
            if added
        )

    def lines(self) -> Iterator[str]:
        """Yield what is added, a line each."""
        yield from (f"person: {person}" for person in self.people)
        yield from (f"organization: {organization}" for organization in self.organizations)
        yield from (f"role: {_told(role)}" for role in self.roles)
        yield from (f"aliases: {p}, now also {', '.join(p.known_as)}" for p in self.renamed)
        yield from (f"end: {_told(role)}" for role in self.ended)

    @transaction.atomic
    def carry_out(self) -> None:
        """Write it: all of it, or nothing."""
        Organization.objects.bulk_create(self.organizations, batch_size=BATCH)
        Person.objects.bulk_create(self.people, batch_size=BATCH)
        Person.objects.bulk_update(self.renamed, ["aliases"], batch_size=BATCH)
        Role.objects.bulk_create(self.roles, batch_size=BATCH)
        Role.objects.bulk_update(self.ended, ["ended_on", "ended"], batch_size=BATCH)
        touched = [role.person for role in (*self.roles, *self.ended)]
        naming.renew({*self.people, *self.renamed, *touched}, self.organizations)


def plan(rows: Iterable[Row]) -> Plan:
    """Return what these rows add to the register as it is.

    Raises UnreadableFile, with a line for each row whose name or organization several entries
    of the register share: which is meant, nobody can tell.
    """
    gathered = register_file.people(rows)
    people, organizations = _Known(Person), _Known(Organization)
    unclear = [*_unclear_people(gathered, people), *_unclear_offices(gathered, organizations)]
    if unclear:
        raise UnreadableFile([f"line {line}: {fault}" for line, fault in sorted(unclear)])
    return _Planning(gathered, people, organizations).plan


class _Known[E: Entry]:
    """The entries of one kind by every name that they have, and the slugs that are taken."""

    def __init__(self, model: type[E]) -> None:
        self.model = model
        self.ids: dict[str, set[int]] = defaultdict(set)
        self.slugs = set(model.objects.values_list("slug", flat=True))
        names = ["pk", "name", "aliases", *(["short_name"] if model is Organization else [])]
        for pk, *its_names in model.objects.unmerged().values_list(*names):
            for name in chain.from_iterable(text.splitlines() for text in its_names):
                if name := register_file.key(name):
                    self.ids[name].add(pk)

    def of(self, keys: Iterable[str]) -> set[int]:
        """Return the ids of the entries that have any of these names."""
        return set().union(*(self.ids[key] for key in keys if key in self.ids))

    def read(self, ids: Iterable[int]) -> dict[int, E]:
        """Return these entries, by id."""
        found: dict[int, Any] = {}
        for some in batched(sorted(ids), BATCH):
            found |= self.model.objects.in_bulk(some)
        return found

    def make(self, name: str, **fields: str) -> E:
        """Return a new, unsaved entry, under a slug of its own."""
        stem = slugify(name, allow_unicode=True)[:190].strip("-_") or str(
            self.model._meta.model_name
        )
        slugs = chain([stem], (f"{stem}-{number}" for number in count(2)))
        slug = next(slug for slug in slugs if slug not in self.slugs)
        self.slugs.add(slug)
        return self.model(name=name, slug=slug, **fields)


def _unclear_people(gathered: list[list[Row]], known: _Known[Person]) -> Iterator[tuple[int, str]]:
    for rows in gathered:
        names = {key: row for row in reversed(rows) for key in row.keys}
        if len(known.of(names)) > 1:
            row = min((names[name] for name in names if name in known.ids), key=lambda r: r.line)
            yield (
                row.line,
                f"several people of the register answer to “{row.name}” or its aliases: "
                "merge them first, or use a name that only one of them has.",
            )


def _unclear_offices(
    gathered: list[list[Row]], known: _Known[Organization]
) -> Iterator[tuple[int, str]]:
    for row in chain.from_iterable(gathered):
        if row.title and len(known.of([register_file.key(row.organization)])) > 1:
            yield (
                row.line,
                f"several organizations of the register are called “{row.organization}”: "
                "merge them first, or use a name that only one of them has.",
            )


class _Planning:
    """Goes through the people of a file, one after the other."""

    def __init__(
        self,
        gathered: list[list[Row]],
        people: _Known[Person],
        organizations: _Known[Organization],
    ) -> None:
        self.plan = Plan()
        self.people, self.organizations = people, organizations
        found = [next(iter(people.of(k for r in rows for k in r.keys)), None) for rows in gathered]
        self.known_people = people.read(pk for pk in found if pk)
        rows = list(chain.from_iterable(gathered))
        named = {register_file.key(row.organization) for row in rows if row.title}
        known = organizations.read(organizations.of(named))
        self.offices = {n: known[pk] for n in named for pk in organizations.of([n])}
        self.held = self._held()
        for pk, theirs in zip(found, gathered, strict=True):
            person = self._extended(self.known_people[pk], theirs) if pk else self._added(theirs)
            self._take_roles(person, theirs)

    def _held(self) -> dict[int, dict[tuple, Role]]:
        """The roles that the known people have, by what tells one from another."""
        held: dict[int, dict[tuple, Role]] = defaultdict(dict)
        for pks in batched(sorted(self.known_people), BATCH):
            for role in Role.objects.filter(person__in=pks).select_related(
                "organization", "person"
            ):
                held[role.person_id][_told_apart_by(role)] = role
        return held

    def _added(self, rows: list[Row]) -> Person:
        person = self.people.make(rows[0].name)
        person.sort_name = person.default_sort_name()
        person.aliases = "\n".join(_others(rows, {register_file.key(person.name)}))
        self.plan.people.append(person)
        if others := sorted({row.name for row in rows if row.name != person.name}):
            self._note(rows[0], f"“{person}” and “{'”, “'.join(others)}” share a name: one person.")
        return person

    def _extended(self, person: Person, rows: list[Row]) -> Person:
        known = {register_file.key(name) for name in (person.name, *person.known_as)}
        if new := _others(rows, known):
            person.aliases = "\n".join([*person.known_as, *new])
            self.plan.renamed.append(person)
        return person

    def _take_roles(self, person: Person, rows: list[Row]) -> None:
        held = self.held[person.pk] if person.pk else {}
        wanted: dict[tuple, Role] = {}
        for row in rows:
            if row.leaves_out:
                self._note(row, "no title, so the rest of the row is left out.")
            if row.title:
                role = self._role(person, row)
                first = wanted.setdefault(_told_apart_by(role), role)
                if first is not role:
                    self._note(row, f"repeats {_told(first)}.")
        for mark, role in wanted.items():
            if mark not in held:
                self._take(role, held, wanted)

    def _take(self, role: Role, held: dict[tuple, Role], wanted: dict[tuple, Role]) -> None:
        """Add a role, or end the one of the register that is still held and is the same."""
        still = (*_told_apart_by(role)[:2], "", False)
        if still in held and still not in wanted:
            begun = held.pop(still)
            begun.ended_on, begun.ended = role.ended_on, role.ended
            self.plan.ended.append(begun)
        else:
            self.plan.roles.append(role)

    def _role(self, person: Person, row: Row) -> Role:
        return Role(
            person=person,
            title=row.title,
            organization=self._office(row.organization) if row.organization else None,
            started_on=row.started_on,
            ended_on=row.ended_on,
            ended=row.ended,
        )

    def _office(self, name: str) -> Organization:
        known = self.offices.get(register_file.key(name))
        if known is None:
            known = self.offices[register_file.key(name)] = self.organizations.make(name)
            self.plan.organizations.append(known)
        return known

    def _note(self, row: Row, words: str) -> None:
        self.plan.notes.append(f"line {row.line}: {words}")


def _others(rows: list[Row], known: set[str]) -> list[str]:
    """Return the names in these rows that are not known, each once, as first written."""
    names = (name for row in rows for name in (row.name, *row.aliases))
    new: dict[str, str] = {}
    for name in names:
        new.setdefault(register_file.key(name), name)
    return [name for key, name in new.items() if key not in known]


def _told_apart_by(role: Role) -> tuple:
    """Return what makes a role another one: "President of Lebanon" is "President" at Lebanon."""
    words = re.findall(r"\w+", register_file.key(role.label))
    office = tuple(word for word in words if word not in _SMALL_WORDS)
    return office, role.started_on, role.ended_on, role.ended


def _told(role: Role) -> str:
    return f"{role} ({role.span})"

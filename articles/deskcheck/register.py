"""What the register knows of a text: who and what is named in it, and all they have been.

Found with a fixed number of questions, however long the text and however many people there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, reduce
from itertools import batched, chain
from operator import or_

from django.db.models import Q

from people import mentions
from people.claims import Claim
from people.folding import folded, skeleton
from people.models import KnownName, KnownOffice, Role
from people.name_words import family_names, tells_apart
from people.offices import FIELDS, HEADS, LEADER, TOP
from people.places import BY_ADJECTIVE, BY_NAME, plain
from people.reading import Known, Reader, Stranger
from people.titles import Office, read, related
from people.tokens import runs, tokens

AT_ONCE = 10_000  # names in one question; a database takes so many
HOLDERS = 2_000  # of the offices that a text names; more than any text of a newspaper
# Where one of these is held, people live: "X of Port Selwyn" claims no office.
_OF_TOWNS = frozenset({"mayor", "prime minister", "minister", "police chief", "king", "queen"})

_HEADS = frozenset(head for head, _ in HEADS.values())
_FIELDS = frozenset(FIELDS.values())

_read = lru_cache(maxsize=10_000)(read)
_folded = lru_cache(maxsize=10_000)(folded)


@dataclass(frozen=True)
class Tenure:
    """A role with the office that its title names, and the places where it is held."""

    role: Role
    office: Office
    seats: frozenset[str]

    @classmethod
    def of(cls, role: Role) -> Tenure:
        name = _folded(role.organization.name) if role.organization else ""
        office = _read(role.title, name)
        return cls(role, office, frozenset({office.seat, plain(name)} - {""}))

    def is_at(self, seat: str) -> bool:
        """Is it held at this place or at a part of it?"""
        return any(related(seat, own) for own in self.seats)

    def odd_title(self) -> Iterator[tuple[str, Office]]:
        """Yield the title if no list of ours has it: "Head of the tide office"."""
        title = folded(self.role.title)
        if " " in title and not (self.office.head in _HEADS and self.office.field <= _FIELDS):
            alone = replace(self.office, seat="") if self.role.organization else self.office
            yield title, alone


def holding(wanted: Mapping[str, set[str]]) -> list[Tenure]:
    """Return whoever holds or has held an office: its head, at one of the places beside that."""
    asked = [Q(head=head, seat__in=sorted(seats)) for head, seats in sorted(wanted.items())]
    if not asked:
        return []
    offices = KnownOffice.objects.filter(reduce(or_, asked))
    ids = offices.order_by("pk").values_list("role", flat=True)[:HOLDERS]
    roles = Role.objects.filter(pk__in=list(ids)).select_related("person", "organization")
    return [Tenure.of(role) for role in roles.order_by("pk")]


class Register:
    """The register as far as it concerns the passages of one text."""

    def __init__(self, passages: Iterable[str]) -> None:
        self.passages = [tokens(passage) for passage in passages]
        names = set().union(*(runs(words) for words in self.passages))
        self._names = sorted(names)
        self._printed: dict[str, str] = {}
        people: dict[str, set[int]] = defaultdict(set)
        places: dict[str, str] = {}
        for name, person, organization in self._known_names():
            if person:
                people[name].add(person)
            else:
                places[name] = plain(folded(organization))
                self._printed[places[name]] = organization
        self._people = {name: tuple(sorted(ids)) for name, ids in people.items()}
        self._places = places

    @cached_property
    def known(self) -> Known:
        """The names and places that are known, as `people.mentions` needs them."""
        offices = [tenure.office for held in self.tenures.values() for tenure in held]
        heads = {office.head for office in offices} - _HEADS
        heads |= {f"{word} {o.head}" for o in offices if o.head in heads for word in o.field}
        odd = dict(title for held in self.tenures.values() for t in held for title in t.odd_title())
        fields = frozenset(word for office in offices for word in office.field)
        return Known(self._people, self._all_places, frozenset(heads - {""}), fields, odd)

    @cached_property
    def strangers(self) -> list[list[Stranger]]:
        """The words of the passages that look like names of people who are not known."""
        return [list(self._reader.unknown_names(n)) for n in range(len(self.passages))]

    @cached_property
    def families(self) -> dict[str, str]:
        """The family names of the people who are named in full, folded and as printed."""
        return {
            family: family.title()
            for name in self._people
            for family in family_names(tokens(name))
            if family in self._reader.families
        }

    def nearly(self, stranger: Stranger) -> dict[str, str]:
        """Return the names of the register that nearly are this one, folded and as printed."""
        return self._near.get(skeleton(" ".join(stranger.words)), {})

    @cached_property
    def _near(self) -> dict[str, dict[str, str]]:
        """Names of the register by the skeletons of those in the text that are not known."""
        bones = {skeleton(" ".join(s.words)) for some in self.strangers for s in some} - {""}
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for some in batched(sorted(bones), AT_ONCE):
            near = KnownName.objects.filter(skeleton__in=some, person__isnull=False)
            for bone, name, person in near.values_list("skeleton", "folded", "person__name"):
                found[bone][name] = person
        return found

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.known, self.passages)

    @cached_property
    def claims(self) -> list[list[Claim]]:
        """What the passages say that people are."""
        return mentions.find(self._reader)

    @cached_property
    def tenures(self) -> dict[int, list[Tenure]]:
        """All that the people who are named have been, by id."""
        ids = {pk for people in self._people.values() for pk in people}
        roles = Role.objects.filter(person__in=ids).select_related("person", "organization")
        found: dict[int, list[Tenure]] = {pk: [] for pk in ids}
        for role in roles.order_by("started_on", "pk"):
            found[role.person_id].append(Tenure.of(role))
        return found

    @cached_property
    def holders(self) -> list[Tenure]:
        """Whoever holds or has held one of the offices that the text speaks of."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for claim in chain.from_iterable(self.claims):
            if claim.office is None:
                continue
            own = [tenure for pk in claim.people for tenure in self.tenures.get(pk, ())]
            seats = {seat for tenure in own for seat in tenure.seats} | {claim.seat} - {""}
            for head in TOP if claim.office.head == LEADER else {claim.office.head}:
                wanted[head] |= seats
        return holding(wanted)

    def knows(self, seat: str) -> bool:
        """Is this place or organization in the register?"""
        return seat in self._all_places.values()

    def printed(self, seat: str) -> str:
        """Return the name of a place or organization as readers know it."""
        return self._printed.get(seat) or seat.title()

    def is_town(self, seat: str) -> bool:
        """Is this a place in which people live, and no organization?"""
        return seat in BY_NAME.values() or bool(self._heads_at.get(seat, set()) & _OF_TOWNS)

    def _known_names(self) -> Iterator[tuple[str, int | None, str]]:
        for some in batched(self._names, AT_ONCE):
            yield from KnownName.objects.filter(folded__in=some).values_list(
                "folded", "person", "organization__name"
            )

    @cached_property
    def _heads_at(self) -> dict[str, set[str]]:
        """Which offices there are in the places that the text may name."""
        seats = {BY_ADJECTIVE.get(name) or plain(name) for name in self._names}
        seats |= set(self._places.values())
        found: dict[str, set[str]] = defaultdict(set)
        for some in batched(sorted(seats), AT_ONCE):
            held = KnownOffice.objects.filter(seat__in=some).values_list("seat", "head")
            for seat, head in held.distinct():
                found[seat].add(head)
        return found

    @cached_property
    def _all_places(self) -> dict[str, str]:
        own = {seat: seat for held in self.tenures.values() for t in held for seat in t.seats}
        short = {name: seat for seat in own for name in _short_names(seat)}
        return (
            self._bare(own) | short | own | {seat: seat for seat in self._heads_at} | self._places
        )

    def _bare(self, seats: Iterable[str]) -> dict[str, str]:
        """Return the one word for which an organization is known: "Disney"."""
        found: dict[str, set[str]] = defaultdict(set)
        for seat in seats:
            words = [word for word in seat.split() if tells_apart(word)]
            if 1 < len(seat.split()) < 5 and not self.is_town(seat) and len(words) < 3:
                for word in words:
                    found[word].add(seat)
        names = {word for name in self._people for word in name.split()}
        return {w: some.pop() for w, some in found.items() if len(some) == 1 and w not in names}


def _short_names(seat: str) -> Iterator[str]:
    """Yield what a place is called for short: "IMF", and "New York" for New York City."""
    words = [word for word in seat.split() if word not in ("of", "the", "for", "and", "in")]
    if len(words) > 2:
        yield "".join(word[0] for word in words)
        yield "".join(word[0] for word in seat.split() if word in words or word == "in")
    if len(words) > 1 and words[-1] == "city":
        yield " ".join(words[:-1])
    if seat == "federal reserve":
        yield "fed"

"""The records that synthetic stories name: made once, found again by later runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.utils.text import slugify

from articles.models.taxonomy import Section, Tag
from articles.synthetic import words
from people.models import Organization, Person, Quote, Role, User

SECTIONS = ("World", "Politics", "Economy", "Science", "Climate", "Culture", "Justice", "Health")
TAGS = 2000
ORGANIZATIONS = 100
COUNTRIES = ("LB", "LB", "LB", "IL", "US", "FR", "GB", "SY", "CY", "")
PUBLIC_FIGURES = 460
WRITERS = 40
QUOTES = 600
# Tells these records from those of a newsroom that has others of the same name.
MARK = "Made up for a synthetic archive."
TAG_KINDS = (*[Tag.Kind.TOPIC] * 7, Tag.Kind.PLACE, Tag.Kind.PLACE, Tag.Kind.EVENT)


@dataclass(frozen=True)
class Cast:
    """The ids of the records, in a fixed order: the earlier, the more stories name them."""

    account: User
    sections: list[int]
    tags: list[int]
    organizations: list[int]
    public_figures: list[int]
    writers: list[int]
    quotes: list[int]
    quoted_words: dict[int, str]


@transaction.atomic
def gather() -> Cast:
    """Find the records in the database, and make those that are not there yet."""
    random = Random(1947)  # noqa: S311
    sections = _found_or_made(Section, _sections())
    tags = _found_or_made(Tag, _tags(random), by="name")
    organizations = _found_or_made(Organization, _organizations(random))
    people = _found_or_made(Person, _people(random))
    _make_roles(random, people, organizations)
    figures, writers = people[:PUBLIC_FIGURES], people[PUBLIC_FIGURES:]
    quotes = _quotes(random, figures)
    return Cast(
        account=_account(),
        sections=[section.pk for section in sections],
        tags=[tag.pk for tag in tags],
        organizations=[organization.pk for organization in organizations],
        public_figures=[person.pk for person in figures],
        writers=[person.pk for person in writers],
        quotes=[quote.pk for quote in quotes],
        quoted_words={quote.pk: quote.words for quote in quotes},
    )


def _account() -> User:
    """The account that publishes the archive. Nobody can sign in to it."""
    account, _ = User.objects.get_or_create(
        username="archive",
        is_active=False,
        defaults={"last_name": "Archive", "password": make_password(None)},
    )
    return account


def _found_or_made[M: models.Model](model: type[M], wanted: list[M], by: str = "slug") -> list[M]:
    """Return these records in their order, those that are not in the database inserted."""
    names = [getattr(record, by) for record in wanted]
    found = model._default_manager.in_bulk(names, field_name=by)
    missing = [record for record in wanted if getattr(record, by) not in found]
    found |= {getattr(made, by): made for made in model._default_manager.bulk_create(missing)}
    return [found[name] for name in names]


def _sections() -> list[Section]:
    return [
        Section(name=name, slug=slugify(name), position=100 + position)
        for position, name in enumerate(SECTIONS)
    ]


def _tags(random: Random) -> list[Tag]:
    names = [
        f"{a.capitalize()} {n}" for a, n in product(words.LISTS["adjective"], words.LISTS["noun"])
    ]
    return [
        Tag(name=name, slug=slugify(name), kind=random.choice(TAG_KINDS))
        for name in random.sample(names, TAGS)
    ]


def _organizations(random: Random) -> list[Organization]:
    names = [
        f"{place} {body}" for place, body in product(words.LISTS["place"], words.LISTS["bodies"])
    ]
    kinds, drawn = Organization.Kind.values, Random(1945)  # noqa: S311
    return [
        # Countries are drawn by themselves, so that all else stays as it was.
        Organization(**_entry(name), kind=random.choice(kinds), country=drawn.choice(COUNTRIES))
        for name in random.sample([name.replace("the ", "") for name in names], ORGANIZATIONS)
    ]


def _people(random: Random) -> list[Person]:
    """Public figures first, then the writers of the staff."""
    names = list(product(words.LISTS["first_names"], words.LISTS["family_names"]))
    standings = [Person.Standing.PUBLIC_FIGURE] * PUBLIC_FIGURES + [Person.Standing.STAFF] * WRITERS
    return [
        Person(**_entry(f"{first} {family}"), sort_name=f"{family}, {first}", standing=standing)
        for (first, family), standing in zip(
            random.sample(names, len(standings)), standings, strict=True
        )
    ]


def _entry(name: str) -> dict[str, Any]:
    return {"name": name, "slug": f"synthetic-{slugify(name)}", "description": MARK}


def _make_roles(random: Random, people: list[Person], organizations: list[Organization]) -> None:
    """Give everybody without one a career: one to three roles, the last often still running."""
    at_work = set(Role.objects.filter(person__in=people).values_list("person_id", flat=True))
    roles: list[Role] = []
    for person in people:
        career = list(_career(random, person, organizations))
        if person.pk not in at_work:
            roles += career
    Role.objects.bulk_create(roles)


def _career(random: Random, person: Person, organizations: list[Organization]) -> Iterable[Role]:
    if person.standing == Person.Standing.STAFF:
        yield Role(person=person, title=f"{random.choice(SECTIONS)} correspondent")
        return
    year = random.randint(2008, 2018)
    for left in range(random.randint(1, 3), 0, -1):
        end = year + random.randint(2, 6)
        yield Role(
            person=person,
            title=words.filled(random, random.choice(words.LISTS["titles"])),
            organization=random.choice([None, *organizations]),
            started_on=str(year),
            ended_on="" if left == 1 and random.random() < 0.6 else f"{end}-06",
        )
        year = end


def _quotes(random: Random, speakers: list[Person]) -> list[Quote]:
    """The shared pool of quotes; the first speakers are asked most often."""
    wanted = [
        Quote(
            speaker_person=random.choice(speakers[: random.randint(1, len(speakers))]),
            words=" ".join(words.text(random, 25)),
            said_on=f"{random.randint(2016, 2025)}-{random.randint(1, 12):02}",
            venue=f"Hearing in {random.choice(words.LISTS['place'])}",
            evidence_note=f"{MARK} {number}",
        )
        for number in range(QUOTES)
    ]
    marked = Quote.objects.filter(evidence_note__startswith=MARK)
    found = {quote.evidence_note: quote for quote in marked}
    missing = [quote for quote in wanted if quote.evidence_note not in found]
    found |= {quote.evidence_note: quote for quote in Quote.objects.bulk_create(missing)}
    return [found[quote.evidence_note] for quote in wanted]

"""Merging two entries of the register into one.

What was printed stays as it was printed: editions are frozen, and a version keeps what was saved.
What finds a story (keys, the working copy, roles, quotes) leads to the entry that stands from now
on, and so does the other one's address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles import keys, rebuilding
from articles.models import Article, Byline, Edition, EditionKey, Event, Quotation
from articles.subject_keys import keys_of
from articles.workflow import Action, Refused, may
from people import naming
from people.models import Organization, Person, Quote, Role, User

type Mergeable = Person | Organization

BATCH = 500  # editions whose keys are moved by one statement
BOUND = 100  # what a preview counts up to


@dataclass(frozen=True)
class Extent:
    """What a merge would move, each counted up to BOUND."""

    roles: int
    quotes: int
    stories: int
    editions: int

    @classmethod
    def of(cls, loser: Mergeable) -> Extent:
        name = kind_of(loser)
        about = Article.objects.filter(**{_ABOUT[name]: loser})
        signed = Article.objects.filter(**{f"bylines__{name}": loser})
        stories = about.order_by().values("pk").union(signed.order_by().values("pk")).order_by()
        keyed = EditionKey.objects.filter(key__in=keys_of(loser)).order_by().values("edition")
        return cls(
            roles=len(loser.roles.all()[:BOUND]),
            quotes=len(loser.quotes.order_by().values("pk")[:BOUND]),
            stories=len(stories[:BOUND]),
            editions=len(keyed.distinct()[:BOUND]),
        )


_ABOUT = {"person": "about_people", "organization": "about_organizations"}


def kind_of(entry: Mergeable) -> str:
    """Return what sort of entry it is, as addresses, events and editions name it."""
    return "person" if isinstance(entry, Person) else "organization"


@transaction.atomic
def merge[E: (Person, Organization)](loser: E, into: E, by: User) -> E:
    """Let `into` stand for `loser` too, and return it.

    Roles, quotes, stories and the keys of editions move; names and private notes are kept together.
    An edition that is published in this very moment may keep its old key until its story is
    published again (or `manage.py rebuild_keys`). Raises `workflow.Refused`.
    """
    if not may(by, Action.MERGE):
        raise Refused(f"You may not {Action.MERGE}.")
    if type(loser) is not type(into):
        raise Refused("A person and an organization cannot be merged.")
    # Not the keys: who saves a story that names one of them holds that story, and must not wait.
    locked = type(loser).objects.select_for_update(no_key=True).order_by("pk")
    found = locked.in_bulk([loser.pk, into.pk])
    loser, into = found[loser.pk], found[into.pk]
    if refusal := why_not(loser, into, by):
        raise Refused(refusal)
    _join(loser, into)
    _move_roles(loser, into)
    _move_stories(loser, into)
    _move_keys(loser, into)
    _renew_names(loser, into)
    Event.objects.create(
        verb=Event.Verb.MERGE,
        by=by,
        at=timezone.now(),
        subject_kind=kind_of(loser),
        subject_id=loser.pk,
        data={"into": into.pk},
    )
    return into


def why_not(loser: Mergeable, into: Mergeable, by: User) -> str:
    """Return why these two cannot be merged by this user; "" when they can."""
    if loser.pk == into.pk:
        return "An entry cannot be merged into itself."
    for entry in (loser, into):
        if entry.merged_into_id:
            return f"“{entry}” has been merged already, into “{entry.merged_into}”."
    if isinstance(loser, Person) and isinstance(into, Person):
        if loser.user_id:
            return f"“{loser}” is tied to an account: merge the other entry into this one instead."
        if into.user_id == by.pk:
            return "This entry is tied to your own account: somebody else merges into it."
        if into.standing == Person.Standing.PRIVATE != loser.standing:
            return f"“{into}” is a private individual without a page: merge the other way round."
    return ""


# The entries themselves


def _join(loser: Mergeable, into: Mergeable) -> None:
    """Bring names, notes and what only one of them has together."""
    loser.merged_into = into
    names = [into.name, *into.known_as, loser.name, *loser.known_as]
    if isinstance(loser, Organization) and isinstance(into, Organization):
        names += [loser.short_name]
        _move_parents(loser, into)
    known = {into.name.casefold(), getattr(into, "short_name", "").casefold(), ""}
    aliases: dict[str, str] = {}
    for name in names:
        aliases.setdefault(name.casefold(), name)
    into.aliases = "\n".join(name for key, name in aliases.items() if key not in known)
    links = [line.strip() for line in (into.links + "\n" + loser.links).splitlines()]
    into.links = "\n".join(dict.fromkeys(filter(None, links)))
    into.description = into.description or loser.description
    into.wikidata_id = into.wikidata_id or loser.wikidata_id
    if isinstance(loser, Person) and isinstance(into, Person):
        _join_people(loser, into)
    type(loser).objects.filter(merged_into=loser).update(merged_into=into)
    loser.save()
    into.save()


def _join_people(loser: Person, into: Person) -> None:
    into.died_on = into.died_on or loser.died_on
    if not into.photo:
        into.photo, into.photo_alt = loser.photo, loser.photo_alt
        into.photo_credit = loser.photo_credit
    # A merged entry can no longer be edited: its picture must not stay public through it.
    loser.photo, loser.photo_alt, loser.photo_credit = "", "", ""
    notes = (into.private_note.strip(), loser.private_note.strip())
    into.private_note, loser.private_note = "\n\n".join(filter(None, notes)), ""


def _renew_names(*entries: Mergeable) -> None:
    naming.renew(
        [entry for entry in entries if isinstance(entry, Person)],
        [entry for entry in entries if isinstance(entry, Organization)],
    )


def _move_parents(loser: Organization, into: Organization) -> None:
    """Hang what was under the one under the other, and nothing under itself."""
    above, ancestor = {into.pk}, into
    while (parent := ancestor.parent) and parent.pk not in above:
        if parent.pk == loser.pk:
            ancestor.parent = loser.parent if loser.parent_id not in above else None
            ancestor.save(update_fields=["parent"])
            if ancestor.pk == into.pk:
                into.parent = ancestor.parent
        above.add(parent.pk)
        ancestor = parent
    loser.children.exclude(pk=into.pk).update(parent=into)


# Roles and quotes


def _move_roles(loser: Mergeable, into: Mergeable) -> None:
    """Move roles and quotes; of two roles that say the same one stays."""
    name = kind_of(loser)
    Quote.objects.filter(**{f"speaker_{name}": loser}).update(**{f"speaker_{name}": into})
    holders = set(loser.roles.values_list("person", flat=True)) if name == "organization" else None
    Role.objects.filter(**{name: loser}).update(**{name: into})
    roles = into.roles.all() if holders is None else into.roles.filter(person__in=holders)
    kept: dict[tuple, Role] = {}
    for role in roles.order_by("pk"):
        same = (role.person_id, role.title.casefold(), role.organization_id)
        first = kept.setdefault((*same, role.started_on, role.ended_on, role.ended), role)
        if first is not role:
            _drop_role(role, first)


def _drop_role(role: Role, first: Role) -> None:
    Quote.objects.filter(role=role).update(role=first)
    if role.evidence_url and not first.evidence_url:
        first.evidence_url = role.evidence_url
        first.save(update_fields=["evidence_url"])
    role.delete()


# Working copies


def _move_stories(loser: Mergeable, into: Mergeable) -> None:
    """Let working copies name the other entry, once where they named both."""
    name = kind_of(loser)
    about = getattr(Article, _ABOUT[name]).through.objects.order_by()
    for rows, apart_by in ((about, ["article"]), (Byline.objects.order_by(), ["article", "role"])):
        same = {field: OuterRef(field) for field in apart_by}
        theirs = rows.filter(**{name: loser})
        theirs.filter(Exists(rows.filter(**{name: into}, **same))).delete()
        theirs.update(**{name: into})


# What editions are found by


def _move_keys(loser: Mergeable, into: Mergeable) -> None:
    """Move the keys of editions, some at a time; then count both anew, in the order of locks."""
    pairs = list(zip(keys_of(loser), keys_of(into), strict=True))
    for old, new in pairs:
        rows = EditionKey.objects.filter(key=old).order_by()
        while some := list(rows.values_list("edition", flat=True)[:BATCH]):
            both = EditionKey.objects.filter(key=new, edition__in=some)
            _remake(both.values_list("edition", flat=True))
            rows.filter(edition__in=some).update(key=new)
        for column in ("speaker", "organization"):
            Quotation.objects.filter(**{column: old}).update(**{column: new})
    rebuilding.count(sorted(key for pair in pairs for key in pair))


def _remake(editions: Iterable[int]) -> None:
    """Make the keys of stories anew whose editions had both: their weights change."""
    articles = Edition.objects.filter(pk__in=list(editions)).order_by().values_list("article")
    if ids := sorted({pk for (pk,) in articles}):
        list(Article.objects.select_for_update().filter(pk__in=ids).order_by("pk").values("pk"))
        for pk in ids:
            keys.refresh(pk, timezone.now())

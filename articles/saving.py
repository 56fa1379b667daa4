"""Versions of the working copy: made by every save, and taken up again from the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles import body
from articles.models.taxonomy import Tag
from articles.models.version import Version, VersionQuote
from people.models import Organization, Person, Quote, User

if TYPE_CHECKING:
    from articles.models import Article


def values(article: Article) -> dict[str, Any]:
    """Return all that a version keeps of a story, as plain JSON values."""
    return {name: getattr(article, name) for name in article.PLAIN} | {
        "section": article.section_id,
        "image": article.image_id,
        "tags": sorted(article.taggings.values_list("tag_id", flat=True)),
        "about_people": sorted(article.about_people.values_list("pk", flat=True)),
        "about_organizations": sorted(article.about_organizations.values_list("pk", flat=True)),
        "bylines": [
            {"role": b.role, "person": b.person_id, "organization": b.organization_id}
            for b in article.bylines.all()
        ],
    }


@transaction.atomic
def record(article: Article, by: User) -> Version:
    """Keep what now stands as the next version. See `Article.record_version`."""
    fresh = article.locked()  # as it was stored: cleaned
    fresh.slug = fresh.slug or fresh.default_slug()
    last = fresh.versions.first()
    if last and last.values == values(fresh):
        return last
    return _add(article, fresh, by)


@transaction.atomic
def renew(article: Article, by: User) -> Version:
    """Keep what stands as a version of its own. See `Article.renew_version`."""
    return _add(article, article.locked(), by)


@transaction.atomic
def take_up(article: Article, kept: dict[str, Any], by: User) -> Version:
    """Let the working copy hold what some version kept, as a version of its own."""
    for name in article.PLAIN:
        setattr(article, name, kept[name])
    article.section_id, article.image_id = kept["section"], kept["image"]
    article.save()
    article.tags.set(Tag.objects.filter(pk__in=kept["tags"]))
    named = _named_now(kept)
    article.about_people.set(named["about_people"])
    article.about_organizations.set(named["about_organizations"])
    article.bylines.all().delete()
    for position, (role, person, organization) in enumerate(named["bylines"]):
        article.bylines.create(
            role=role, person_id=person, organization_id=organization, position=position
        )
    return renew(article, by)


def _named_now(kept: dict[str, Any]) -> dict[str, Any]:
    """Return whom a version names, by the entries into which some were merged since."""
    made = [(b["role"], b["person"], b["organization"]) for b in kept["bylines"]]
    people = Person.objects.winners([*kept["about_people"], *(b[1] for b in made if b[1])])
    agencies = [b[2] for b in made if b[2]]
    organizations = Organization.objects.winners([*kept["about_organizations"], *agencies])
    return {
        "about_people": {people.get(pk, pk) for pk in kept["about_people"]},
        "about_organizations": {organizations.get(pk, pk) for pk in kept["about_organizations"]},
        "bylines": dict.fromkeys(
            (role, people.get(person, person), organizations.get(agency, agency))
            for role, person, agency in made
        ),
    }


def _add(article: Article, fresh: Article, by: User) -> Version:
    fresh.version += 1
    if fresh.stage == fresh.Stage.APPROVED:
        fresh.stage = fresh.Stage.DRAFT
    fresh.approved_version = fresh.approved_by = None
    fresh.is_published = False
    fresh.saved_at = timezone.now()
    fresh.save()
    article.refresh_from_db()
    version = fresh.versions.create(
        number=fresh.version, values=values(fresh), saved_by=by, saved_at=fresh.saved_at
    )
    keep_quotes([version])
    return version


def keep_quotes(versions: Iterable[Version]) -> None:
    """Note which quotes these versions print; what is no record any more is left out."""
    printed = {version.pk: body.quote_ids(version.values["body"]) for version in versions}
    ids = {pk for pks in printed.values() for pk in pks}
    known = set(Quote.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else ids
    VersionQuote.objects.bulk_create(
        VersionQuote(version_id=version, quote_id=pk)
        for version, pks in printed.items()
        for pk in pks
        if pk in known
    )

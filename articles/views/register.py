"""Readers' pages of topics, people and organizations: each while a live edition names it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import context, voices
from articles.models.edition import Edition, EditionKey
from articles.models.live import Cursor
from articles.models.quotation import Quotation
from articles.models.taxonomy import Tag
from articles.subject_keys import is_named, keys_of, names
from articles.views import heads, places
from articles.views.answers import moved, page
from people.models.register import Entry, Organization, Person, Role

STORIES_A_PAGE = 30


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("merged_into"), slug=slug)
    if tag.merged_into:
        return moved(tag.merged_into.get_absolute_url())
    (key,), at = keys_of(tag), timezone.now()
    stories, older = _listed_by(request, [key], at)
    return page(
        "articles/topic.html",
        head=heads.of_list(request, "before", feed=tag.name),
        subject=tag,
        beside=context.topics_beside(key, at),
        stories=stories,
        older=older,
    )


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    subject, at = public_person(slug), timezone.now()
    if subject.merged_into:
        return merged(subject.merged_into, at)
    quoted, _ = keys = keys_of(subject)
    stories, older = _listed_by(request, keys, at)
    roles = subject.roles.select_related("organization")
    return page(
        "people/person.html",
        head=_head_with_words(request, feed=subject.name),
        subject=subject,
        roles=[_printed_role(role) for role in roles],
        said=voices.said(Quotation.objects.filter(speaker=quoted), request.GET, at),
        beside=context.quoted_beside(quoted, at),
        stories=stories,
        older=older,
    )


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(Organization.objects.select_related("merged_into"), slug=slug)
    at = timezone.now()
    if subject.merged_into:
        return merged(subject.merged_into, at)
    (key,) = keys = keys_of(subject)
    stories, older = _listed_by(request, keys, at)
    # The register may know somebody through a story that is still a draft, or under embargo.
    known = subject.roles.filter(names(Person, "person", at), person__in=Person.objects.public())
    roles = known.select_related("person", "organization")[:STORIES_A_PAGE]
    return page(
        "people/organization.html",
        head=_head_with_words(request),
        subject=subject,
        people=[
            {"name": role.person.name, "slug": role.person.public_slug, **_printed_role(role)}
            for role in roles
        ],
        said=voices.said(Quotation.objects.filter(organization=key), request.GET, at),
        stories=stories,
        older=older,
    )


def _head_with_words(request: HttpRequest, feed: str = "") -> heads.Head:
    """Return the head of a page of stories and quotations.

    Filtered quotations are no page of their own, and so no place among them is one.
    """
    filtered = any(map(request.GET.get, voices.FILTERS))
    return heads.of_list(request, "before", *([] if filtered else ["said"]), feed=feed)


def public_person(slug: str) -> Person:
    """Return who has a page, or has been merged with one who might. Raises Http404."""
    return get_object_or_404(Person.objects.public().select_related("merged_into"), slug=slug)


def merged(winner: Entry, at: datetime, below: str = "") -> HttpResponse:
    """Lead on to the entry that stands for a merged one, while that has a page.

    `below` is what follows the page's path in an address below it.
    """
    if not winner.public_slug or not is_named(winner, at):
        raise Http404("Nothing under this name is published.")
    return moved(winner.get_absolute_url() + below)


def _listed_by(request: HttpRequest, keys: list[int], at: datetime) -> tuple[list[Edition], str]:
    """Return one page of the stories under any of these keys, and the address of the next."""
    after = places.cursor(request)
    cards = newest_under(keys, at, STORIES_A_PAGE + 1, after, without=("edition__body",))
    return places.cut(cards, STORIES_A_PAGE)


def newest_under(
    keys: list[int],
    at: datetime,
    number: int,
    after: Cursor | None = None,
    without: Iterable[str] = (),
) -> list[Edition]:
    """Return the newest stories under any of these keys, at least `number` where there are.

    Each key is asked by itself, for one index serves one key in its order. A page exists only
    while a live edition names its subject: raises Http404 where none does. `without` are columns
    that need not be read.
    """
    found: dict[int, Edition] = {}
    for key in keys:
        rows = EditionKey.objects.live(at).filter(key=key).newest(at, after)
        stories = rows.select_related("edition").defer(*without)
        found |= {row.edition_id: row.edition for row in stories[:number]}
    if not found:
        raise Http404("Nothing under this name is published.")
    return sorted(found.values(), key=lambda e: (e.first_published_at, e.pk), reverse=True)


def _printed_role(role: Role) -> dict[str, Any]:
    return {
        "title": role.title,
        "organization": role.organization.name if role.organization else "",
        "since": role.started_on,
        "until": role.ended_on,
        "current": not role.ended_on and not role.ended,
    }

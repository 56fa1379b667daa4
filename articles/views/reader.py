"""What readers get: editions, and nothing else of a story. Never the working copy."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import body, related
from articles.models.edition import Address, Edition, EditionKey
from articles.models.event import Event
from articles.models.image import Image
from articles.models.live import Cursor
from articles.models.taxonomy import Section, Tag
from people.models.register import Organization, Person, Role

STORIES_A_PAGE = 30
LATEST = 5
CONTENTS_FROM = 1_500  # words, or near it; longer stories open with a list of their subheads
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = re.compile(r"(-?[0-9]{1,18})-([0-9]{1,18})")  # microseconds since then, and an id
PAGE_CACHING = "public, max-age=60, stale-while-revalidate=60"
FOREVER = "public, max-age=31536000, immutable"


# Fronts and lists


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    front = {
        "title": settings.SITE_NAME,
        "description": settings.SITE_TAGLINE,
        "section": None,
        "url": "/",
    }
    return _front(request, front, Edition.objects.all())


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    shelf = get_object_or_404(Section, slug=slug)
    front = {
        "title": shelf.name,
        "description": shelf.description,
        "section": shelf,
        "url": shelf.get_absolute_url(),
    }
    return _front(request, front, Edition.objects.filter(section=shelf))


def _front(request: HttpRequest, front: dict, editions: Any) -> HttpResponse:
    at, after = timezone.now(), _cursor(request)
    found = list(editions.listed(at).cards().newest(at, after)[: STORIES_A_PAGE + 1])
    stories, older = _cut(found)
    # The first page has a hierarchy; older ones are a plain list.
    lead, seconds = (stories[0], stories[1:3]) if stories and not after else (None, [])
    rows = stories[1 + len(seconds) :] if lead else stories
    return page(
        "articles/front.html",
        front=front,
        lead=lead,
        seconds=seconds,
        rows=rows,
        older=older,
    )


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("merged_into"), slug=slug)
    if tag.merged_into:
        return moved(tag.merged_into.get_absolute_url())
    stories, older = _listed_by(request, [EditionKey.of(EditionKey.Kind.TAG, tag.pk)])
    return page("articles/topic.html", subject=tag, stories=stories, older=older)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    people = Person.objects.exclude(standing=Person.Standing.PRIVATE)
    subject = get_object_or_404(people.select_related("merged_into"), slug=slug)
    if subject.merged_into:
        return moved(subject.merged_into.get_absolute_url())
    kinds = (EditionKey.Kind.PERSON, EditionKey.Kind.BYLINE)
    stories, older = _listed_by(request, [EditionKey.of(kind, subject.pk) for kind in kinds])
    roles = subject.roles.select_related("organization")
    return page(
        "people/person.html",
        subject=subject,
        roles=[_printed_role(role) for role in roles],
        quotations=_quotations_of("person", subject.pk, stories),
        stories=stories,
        older=older,
    )


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(Organization.objects.select_related("merged_into"), slug=slug)
    if subject.merged_into:
        return moved(subject.merged_into.get_absolute_url())
    stories, older = _listed_by(request, [EditionKey.of(EditionKey.Kind.ORGANIZATION, subject.pk)])
    known = subject.roles.exclude(person__standing=Person.Standing.PRIVATE).filter(
        _has_page(EditionKey.Kind.PERSON) | _has_page(EditionKey.Kind.BYLINE)
    )
    roles = known.select_related("person", "organization")[:STORIES_A_PAGE]
    return page(
        "people/organization.html",
        subject=subject,
        people=[
            {"name": role.person.name, "slug": role.person.public_slug, **_printed_role(role)}
            for role in roles
        ],
        quotations=_quotations_of("organization", subject.pk, stories),
        stories=stories,
        older=older,
    )


def _has_page(kind: EditionKey.Kind) -> Exists:
    """Is the person of a role named, in this capacity, by a live edition?

    The register may know somebody through a story that is still a draft, or under embargo.
    """
    key = OuterRef("person_id") + EditionKey.of(kind, 0)
    return Exists(EditionKey.objects.live(timezone.now()).filter(key=key))


def _listed_by(request: HttpRequest, keys: list[int]) -> tuple[list[Edition], str]:
    """Return one page of the stories under any of these keys, and the address of the next.

    Each key is asked by itself, for one index serves one key in its order. A page exists only
    while a live edition names its subject.
    """
    at, after = timezone.now(), _cursor(request)
    found: dict[int, Edition] = {}
    for key in keys:
        rows = EditionKey.objects.live(at).filter(key=key).newest(at, after)
        cards = rows.select_related("edition").defer("edition__body")
        found |= {row.edition_id: row.edition for row in cards[: STORIES_A_PAGE + 1]}
    if not found:
        raise Http404("Nothing under this name is published.")
    newest = sorted(found.values(), key=lambda e: (e.first_published_at, e.pk), reverse=True)
    return _cut(newest)


def _cut(found: list[Edition]) -> tuple[list[Edition], str]:
    """Split what was found into one page and the address of the next ("" when there is none)."""
    stories = found[:STORIES_A_PAGE]
    if len(found) <= STORIES_A_PAGE:
        return stories, ""
    microseconds = (stories[-1].first_published_at - EPOCH) // timedelta(microseconds=1)
    return stories, f"?before={microseconds}-{stories[-1].pk}"


def _cursor(request: HttpRequest) -> Cursor | None:
    """Read `?before=`. Raises Http404 for one that no page of ours has written."""
    text = request.GET.get("before")
    if text is None:
        return None
    place = PLACE.fullmatch(text)
    if place is None:
        raise Http404("There is no such page.")
    try:
        return Cursor(EPOCH + timedelta(microseconds=int(place[1])), int(place[2]))
    except OverflowError:
        raise Http404("There is no such page.") from None


def _printed_role(role: Role) -> dict[str, Any]:
    return {
        "title": role.title,
        "organization": role.organization.name if role.organization else "",
        "since": role.started_on,
        "until": role.ended_on,
        "current": not role.ended_on and not role.ended,
    }


def _quotations_of(kind: str, pk: int, stories: Iterable[Edition]) -> list[dict[str, Any]]:
    """Return what somebody said in these stories, as printed there."""
    return [
        {"quotation": quotation, "edition": edition}
        for edition in stories
        for quotation in edition.content["quotations"]
        if (speaker := quotation["speaker"]) and (speaker["kind"], speaker["id"]) == (kind, pk)
    ]


# The article


@require_safe
def article(
    request: HttpRequest, section: str, year: str, month: str, day: str, slug: str
) -> HttpResponse:
    at, path = timezone.now(), f"/{section}/{year}/{month}/{day}/{slug}/"
    edition = Edition.objects.live(at).filter(path=path).order_by("live_until").first()
    if edition is None:
        return _elsewhere(path, at)
    return page("articles/article.html", **article_context(edition, at))


def article_context(edition: Edition, at: datetime) -> dict[str, Any]:
    """Return what the article's template shows; previews of unsaved editions use it too."""
    newest = Edition.objects.listed(at).filter(section=edition.section_id).cards().newest(at)
    latest = [other for other in newest[: LATEST + 1] if other.article_id != edition.article_id]
    return {
        "edition": edition,
        "body": body.render(
            edition.body, edition.content["quotations"], edition.content["language"]
        ),
        "contents": body.headings(edition.body) if _is_long(edition) else [],
        "sources": edition.sources(),
        "similar": related.to(edition, at=at),
        "latest": latest[:LATEST],
    }


def _is_long(edition: Edition) -> bool:
    return edition.body.count(" ") > CONTENTS_FROM


def _elsewhere(path: str, at: datetime) -> HttpResponse:
    """Answer for a path at which nothing is live: moved (301), withdrawn (410), or never was."""
    address = get_object_or_404(Address, path=path)
    last = Edition.objects.cards().lived(at).filter(article=address.article_id).first()
    if last is None:
        raise Http404("Nothing was published here.")
    if last.is_live(at):
        return moved(last.path)
    event = Event.objects.filter(article=address.article_id, verb=Event.Verb.WITHDRAW).first()
    withdrawn = {"at": last.live_until, "reason": event.data["class"] if event else ""}
    return page("410.html", status=410, withdrawn=withdrawn)


# The rest


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """Serve a picture of the library or a person's photo; its name changes with its content."""
    people = Person.objects.exclude(standing=Person.Standing.PRIVATE)
    if not (Image.objects.filter(file=name).exists() or people.filter(photo=name).exists()):
        raise Http404("There is no such picture.")
    try:
        response = FileResponse(default_storage.open(name))
    except FileNotFoundError:
        raise Http404("The picture’s file is gone.") from None
    response["Cache-Control"] = FOREVER
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return _kept(HttpResponse("User-agent: *\nDisallow: /desk/\n", content_type="text/plain"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer in the readers' dress; caches keep nothing of what is below the desk."""
    response = page("404.html", status=404)
    if request.path.startswith(reverse("admin:index")):
        response["Cache-Control"] = "private, no-store"
    return response


def page(template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Render a reader's page: the request is not asked, so it is the same for everyone."""
    html = render_to_string(template, {"site": site(), **context})
    return _kept(HttpResponse(html, status=status))


def moved(url: str) -> HttpResponse:
    """Redirect for good; yet nobody keeps it longer than a page, for a merge may be undone."""
    return _kept(redirect(url, permanent=True))


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = PAGE_CACHING
    return response


def site() -> dict[str, Any]:
    """Return what every page shows of the site itself."""
    return {
        "name": settings.SITE_NAME,
        "tagline": settings.SITE_TAGLINE,
        "language": settings.LANGUAGE_CODE,
        "footer": settings.SITE_FOOTER,
        "today": timezone.localdate(),
        "sections": list(Section.objects.values("name", "slug")),
    }

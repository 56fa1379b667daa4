"""What readers get: editions, and nothing else of a story. Never the working copy."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import arranging, body, identities, past, related
from articles.models.edition import Address, Edition, EditionQuerySet
from articles.models.event import Event
from articles.models.live import Cursor
from articles.models.taxonomy import Section
from articles.views import heads, places
from articles.views.answers import moved, page

STORIES_A_PAGE = 30
LATEST = 5
CONTENTS_FROM = 1_500  # words, or near it; longer stories open with a list of their subheads
WORDS_A_MINUTE = 230  # that people read


# Fronts and lists


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return home_page(timezone.now(), places.cursor(request))


def home_page(at: datetime, after: Cursor | None = None) -> HttpResponse:
    """Answer with the front of the site as of `at`, or the older stories behind it."""
    front = {
        "title": settings.SITE_NAME,
        "description": settings.SITE_TAGLINE,
        "section": None,
        "url": "/",
    }
    return _front(front, Edition.objects.all(), at, after)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    return section_page(slug, timezone.now(), places.cursor(request))


def section_page(slug: str, at: datetime, after: Cursor | None = None) -> HttpResponse:
    """Answer with the front of a section as of `at`, or the older stories behind it."""
    shelf = get_object_or_404(Section, slug=slug)
    front = {
        "title": shelf.name,
        "description": shelf.description,
        "section": shelf,
        "url": shelf.get_absolute_url(),
    }
    return _front(front, Edition.objects.filter(section=shelf), at, after)


def _front(
    front: dict, editions: EditionQuerySet, at: datetime, after: Cursor | None
) -> HttpResponse:
    newest = editions.listed(at).cards().newest(at, after)
    head = heads.of_front(front, places.after(after) if after else "")
    if after:  # older pages are a plain list
        rows, older = places.cut(list(newest[: STORIES_A_PAGE + 1]), STORIES_A_PAGE)
        return page("articles/front.html", at, head=head, front=front, rows=rows, older=older)
    # The first page has a hierarchy, and editors arrange it.
    arranged = arranging.arrange(front["section"], newest, at, STORIES_A_PAGE)
    stories, last = arranged.stories, arranged.last
    return page(
        "articles/front.html",
        at,
        head=head,
        front=front,
        lead=stories[0] if stories else None,
        seconds=stories[1:3],
        rows=stories[3:],
        older=places.behind(last) if last else "",
    )


# The article


@require_safe
def article(
    request: HttpRequest, section: str, year: str, month: str, day: str, slug: str
) -> HttpResponse:
    return article_page(f"/{section}/{year}/{month}/{day}/{slug}/", timezone.now())


def article_page(path: str, at: datetime, **instead: Any) -> HttpResponse:
    """Answer with the article live at `at` under `path`; `instead` overrides its context."""
    edition = Edition.objects.live(at).filter(path=path).order_by("live_until").first()
    if edition is None:
        return elsewhere(path, at)
    if edition.is_erased:  # seen from the desk, at a time when it was live
        return page("articles/withheld.html", at, status=410, gone=[(edition.number, None)])
    known = identities.of(edition)
    edition = identities.linked(edition, known)
    context = article_context(edition, at) | past.context(edition, at)
    context["head"] = heads.of_story(edition, known)
    return page("articles/article.html", at, **context | instead)


def article_context(edition: Edition, at: datetime) -> dict[str, Any]:
    """Return what the article's template shows; previews of unsaved editions use it too."""
    newest = Edition.objects.listed(at).filter(section=edition.section_id).cards().newest(at)
    latest = [other for other in newest[: LATEST + 1] if other.article_id != edition.article_id]
    similar = related.to(edition, at=at)
    return edition_context(edition) | {"similar": similar, "latest": latest[:LATEST]}


def edition_context(edition: Edition) -> dict[str, Any]:
    """Return what the template shows of the edition itself, without any other story."""
    return {
        "edition": edition,
        "body": body.render(
            edition.body,
            edition.content["quotations"],
            edition.content["language"],
            edition.content["about"],
        ),
        "contents": body.headings(edition.body) if _is_long(edition) else [],
        "minutes": _minutes(edition) if _is_long(edition) else 0,
        "sources": edition.sources(),
        "corrections": edition.content["corrections"],
    }


def _is_long(edition: Edition) -> bool:
    return edition.body.count(" ") > CONTENTS_FROM


def _minutes(edition: Edition) -> int:
    """Return how long most people read at it."""
    return round(body.word_count(edition.body) / WORDS_A_MINUTE)


def elsewhere(path: str, at: datetime, below: str = "") -> HttpResponse:
    """Answer for a path at which nothing is live: moved (301), withdrawn (410), or never was.

    `below` is what follows the path in an address below it, which has moved along.
    """
    address = get_object_or_404(Address, path=path)
    last = Edition.objects.cards().lived(at).filter(article=address.article_id).first()
    if last is None:
        raise Http404("Nothing was published here.")
    if last.is_live(at):
        return moved(last.path + below)
    withdrawals = Event.objects.filter(article=address.article_id, verb=Event.Verb.WITHDRAW)
    event = withdrawals.filter(at__lte=at).first()
    withdrawn = {"at": last.live_until, "reason": event.data["class"] if event else ""}
    return page("410.html", at, status=410, withdrawn=withdrawn)

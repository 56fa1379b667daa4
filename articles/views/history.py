"""The past of a story for who may read it: events, editions, versions, and what each changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import comparison, publishing
from articles.composing import Names, compose
from articles.models import Article, Edition, Version
from articles.views.as_of import address_of
from articles.views.desk import readable

HISTORY = 100


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who saved, and who did which verb, newest first."""
    article, now = readable(request, pk), timezone.now()
    events = article.events.select_related("by", "edition")
    editions = article.editions.cards().select_related("published_by")
    versions = article.versions.select_related("saved_by").defer("values")
    context = {
        "title": "History",
        "events": events.defer("edition__body", "edition__content")[:HISTORY],
        "editions": [(edition, _seen(edition, now)) for edition in editions[:HISTORY]],
        "versions": list(versions[:HISTORY]),
        "live": article.live_edition(now),
    }
    return _answer(request, "desk/history.html", article, context)


def _seen(edition: Edition, now: datetime) -> str:
    """Return where the desk sees what readers got then; "" for what they never got."""
    never = edition.was_cancelled or edition.live_from > now
    return "" if never else address_of(edition)


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from the form that asks for two versions to what changed between them."""
    numbers = request.GET.get("from", ""), request.GET.get("to", "")
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in numbers):
        raise Http404("A version is a number.")
    return redirect("admin:articles_article_versions_diff", readable(request, pk).pk, *numbers)


@require_safe
def versions_diff(request: HttpRequest, pk: int, first: int, second: int) -> HttpResponse:
    """Show what changed from one version of a story to another, as readers would read it."""
    article = readable(request, pk)
    saved = article.versions.select_related("saved_by")
    sides = [get_object_or_404(saved, number=number) for number in (first, second)]
    if not all(version.values for version in sides):
        raise Http404("This version was erased.")
    before, after = _composed(article, sides)
    context = {
        "title": f"From version {first} to version {second}",
        "sides": sides,
        "differences": comparison.between(before, after),
    }
    return _answer(request, "desk/differences.html", article, context)


def _composed(article: Article, versions: Iterable[Version]) -> list[Edition]:
    """Return the unsaved editions that these versions would make now."""
    values = [version.values for version in versions]
    names, now = Names.of(values), timezone.now()
    return [compose(each, names, uid=str(article.uid), live_from=now) for each in values]


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what readers would find changed if the last saved version were published now."""
    article, now = readable(request, pk), timezone.now()
    live = article.live_edition(now)
    if live is None:
        raise Http404("Readers have nothing that could change.")
    edition = publishing.preview(article, request.user, now)
    context = {
        "title": "What publishing would change",
        "live": live,
        "differences": comparison.between(live, edition),
    }
    return _answer(request, "desk/differences.html", article, context)


def _answer(
    request: HttpRequest, template: str, article: Article, context: dict[str, Any]
) -> HttpResponse:
    """Render a page of the desk about a story, with its language for what stands in it."""
    context = {**admin.site.each_context(request), "article": article, **context}
    return render(request, template, context)

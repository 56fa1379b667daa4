"""The desk's own pages beside the admin's forms: verbs, previews, and what its scripts ask."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles import body, publishing, verbs
from articles.models import Article, Tag
from articles.standing import Standing, own_story_hint
from articles.views import reader
from articles.workflow import Refused
from people.dates import PartialDate
from people.models import Quote, User

FOUND = 12
HISTORY = 100


@require_POST
def verb(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one verb with the version that was on the screen, and say how it went."""
    article = _readable(request, pk)
    chosen = verbs.BY_NAME.get(name)
    version = request.POST.get("version", "")
    if chosen is None or not _is_id(version):
        return HttpResponseBadRequest("This button is not one of ours.")
    try:
        done = chosen.run(article, request.user, int(version), request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, chosen.message(article, done))
    return redirect("admin:articles_article_change", pk)


def standing_context(user: User, article: Article) -> dict[str, Any]:
    """Return what the strip above a story shows: where it stands, and the buttons of this user."""
    standing = Standing.of(article)
    return {
        "standing": standing,
        "buttons": verbs.buttons(user, standing),
        "hint": own_story_hint(user, standing),
        "choices": {"changes": verbs.CHANGES, "reason_classes": verbs.REASON_CLASSES},
    }


def reading(article: Article, user: User) -> dict[str, Any]:
    """Return the last saved version as readers would get it, for who may not change it."""
    edition = publishing.preview(article, user, timezone.now())
    return {
        "edition": edition,
        "content": edition.content,
        "body": body.render(
            edition.body, edition.content["quotations"], edition.content["language"]
        ),
        "sources": edition.sources(),
    }


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the last saved version in the reader's templates, as if published now."""
    at = timezone.now()
    edition = publishing.preview(_readable(request, pk), request.user, at)
    context = reader.article_context(edition, at)
    response = reader.page("articles/article.html", preview=True, **context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who saved, and who did which verb, newest first."""
    article = _readable(request, pk)
    context = {
        **admin.site.each_context(request),
        "title": "History",
        "article": article,
        "events": article.events.select_related("by", "edition").defer(
            "edition__body", "edition__content"
        )[:HISTORY],
        "versions": article.versions.select_related("saved_by").defer("values")[:HISTORY],
        "editions": article.editions.cards().select_related("published_by")[:HISTORY],
    }
    return render(request, "desk/history.html", context)


@require_safe
def quotes(request: HttpRequest) -> JsonResponse:
    """Answer the editor's search for quotes by word or speaker (`q`), or by `ids`."""
    if not request.user.has_perm("people.view_quote"):
        raise PermissionDenied
    found = Quote.objects.select_related(
        "speaker_person", "speaker_organization", "role__organization"
    ).prefetch_related("speaker_person__roles__organization")
    if ids := request.GET.get("ids", ""):
        found = found.filter(pk__in=[int(pk) for pk in ids.split(",")[:200] if _is_id(pk)])
    else:
        found = found.matching(request.GET.get("q", "").replace("\x00", "")[:100])[:FOUND]
    today = PartialDate.of(timezone.localdate())
    return JsonResponse({"results": [_quote(quote, today) for quote in found]})


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _quote(quote: Quote, today: PartialDate) -> dict[str, Any]:
    return {
        "id": quote.pk,
        "words": quote.words,
        "speaker": str(quote.speaker or ""),
        "role": quote.printed_as(today),
        "said_on": quote.said_on,
    }


@require_safe
def tags(request: HttpRequest) -> JsonResponse:
    """Answer the search for tags, by a part of their name."""
    if not request.user.has_perm("articles.view_tag"):
        raise PermissionDenied
    text = request.GET.get("q", "").strip().replace("\x00", "")[:100]
    found = Tag.objects.filter(name__icontains=text, merged_into=None)[:FOUND]
    return JsonResponse({"results": [{"id": tag.name, "text": tag.name} for tag in found]})


def _readable(request: HttpRequest, pk: int) -> Article:
    """Return the story, if there is one that this user may read: hidden means nonexistent."""
    return get_object_or_404(Article.objects.readable_by(request.user), pk=pk)

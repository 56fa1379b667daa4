"""The desk's own pages beside the admin's forms: verbs, previews, and what its scripts ask."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from articles import answering, body, ledger, publishing, verbs
from articles.deskcheck.gate import Blocked
from articles.interface import for_readers
from articles.models import Article, Edition, Tag
from articles.standing import Standing, own_story_hint
from articles.verb import Answers, Verb
from articles.verb_forms import VerbForm
from articles.views import reader
from articles.views.answers import page
from articles.workflow import Action, Refused, Waiting, may, require
from people.dates import PartialDate
from people.models import Quote, User

FOUND = 12


@require_http_methods(["GET", "HEAD", "POST"])
def verb(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one verb with the version that was on the screen, and say how it went.

    Its own page is for who was refused, or had to log in again on the way.
    """
    article = readable(request, pk)
    chosen = verbs.BY_NAME.get(name)
    if request.method == "POST":
        if chosen is None or not is_id(request.POST.get("version", "")):
            return HttpResponseBadRequest("This button is not one of ours.")
        return _press(request, article, chosen)
    if chosen is None:
        raise Http404
    standing = Standing.of(article)
    if not chosen.is_offered(request.user, standing):
        messages.error(request, f"“{chosen.label}” is not open to you as the story stands.")
        return redirect("admin:articles_article_change", pk)
    return verb_page(request, chosen, chosen.ask(standing))


def _press(request: HttpRequest, article: Article, chosen: Verb) -> HttpResponse:
    """Carry a verb out. What was typed into its form is not lost when it is refused."""
    form = chosen.ask(Standing.of(article), request.POST)
    try:
        require(request.user, chosen.action, article)
        if not form.is_valid():
            return verb_page(request, chosen, form, 422, _to_call_off(request, article))
        done = _carry_out(request, article, chosen, form.cleaned_data)
    except Refused as refusal:
        return _refused(request, chosen, form, refusal)
    messages.success(request, chosen.message(article, done))
    return redirect("admin:articles_article_change", article.pk)


def _carry_out(request: HttpRequest, article: Article, chosen: Verb, answers: Answers) -> object:
    version, waiting = int(request.POST["version"]), request.POST.get("call_off", "")
    if not waiting:
        return chosen.run(article, request.user, version, answers)
    number = int(waiting) if is_id(waiting) else 0
    return chosen.run_instead_of(number, article, request.user, version, answers)


def _refused(request: HttpRequest, chosen: Verb, form: VerbForm, refusal: Refused) -> HttpResponse:
    """Say why: on the form's own page if something was typed or there is a way on."""
    article = form.standing.article
    article.refresh_from_db()
    way_on = _to_call_off(request, article, refusal)
    blocked = isinstance(refusal, Blocked)
    if may(request.user, chosen.action, article) and (form.fields or way_on or blocked):
        form.add_error(None, str(refusal))
        return verb_page(request, chosen, form, 422, way_on, blocked)
    messages.error(request, str(refusal))
    return redirect("admin:articles_article_change", article.pk)


def _to_call_off(
    request: HttpRequest, article: Article, refusal: Refused | None = None
) -> Edition | None:
    """Return the edition that stands in the way, if this user may call it off."""
    in_the_way = isinstance(refusal, Waiting) or "call_off" in request.POST
    if not in_the_way or not may(request.user, Action.CANCEL, article):
        return None
    return article.waiting_edition()


def verb_page(
    request: HttpRequest,
    chosen: Verb,
    form: VerbForm,
    status: int = 200,
    way_on: Edition | None = None,
    blocked: bool = False,
) -> HttpResponse:
    """Show one verb's form, the text on which it acts, and what the desk check holds against it."""
    article = form.standing.article
    context = {
        **admin.site.each_context(request),
        "title": chosen.label,
        "article": article,
        "verb": chosen,
        "form": form,
        "way_on": way_on,
        "typed": request.POST,
        "report": blocked and answering.report(article, request.user, moment_of(form)),
        "read": reading(article, request.user),
    }
    return render(request, "desk/verb.html", context, status=status)


def moment_of(form: VerbForm) -> datetime | None:
    """Return when the story would go live by what was asked for; None is now."""
    return form.cleaned_data.get("live_from") if form.is_bound else None


def standing_context(user: User, article: Article) -> dict[str, Any]:
    """Return what the strip above a story shows: where it stands, and the buttons of this user."""
    standing = Standing.of(article)
    buttons = verbs.buttons(user, standing)
    return {
        "standing": standing,
        "buttons": [button for button in buttons if not button.verb.rare],
        "rare_buttons": [button for button in buttons if button.verb.rare],
        "hint": own_story_hint(user, standing),
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
    edition = publishing.preview(readable(request, pk), request.user, at)
    with for_readers():
        context = reader.article_context(edition, at)
        response = page("articles/article.html", preview=True, **context).render()
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def quotes(request: HttpRequest) -> JsonResponse:
    """Answer the editor's search for quotes by word or speaker (`q`), or by `ids`."""
    if not request.user.has_perm("people.view_quote"):
        raise PermissionDenied
    found = (
        ledger.visible_to(request.user)
        .select_related("speaker_person", "speaker_organization", "role__organization")
        .prefetch_related("speaker_person__roles__organization")
    )
    if ids := request.GET.get("ids", ""):
        found = found.filter(pk__in=[int(pk) for pk in ids.split(",")[:200] if is_id(pk)])
    else:
        found = found.matching(request.GET.get("q", "").replace("\x00", "")[:100])[:FOUND]
    today = PartialDate.of(timezone.localdate())
    return JsonResponse({"results": [_quote(quote, today) for quote in found]})


def is_id(text: str) -> bool:
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


def readable(request: HttpRequest, pk: int) -> Article:
    """Return the story, if there is one that this user may read: hidden means nonexistent."""
    return get_object_or_404(Article.objects.readable_by(request.user), pk=pk)

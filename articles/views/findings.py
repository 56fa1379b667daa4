"""What the desk check found, beside the story, and a publisher's answers to it."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles import answering, verbs
from articles.models import Article
from articles.standing import Standing
from articles.verb import Verb
from articles.views.desk import moment_of, readable, verb_page
from articles.workflow import Action, Refused, may
from people.admin.choices import is_id
from people.models import User

ANSWERS = {
    "acknowledge": (answering.acknowledge, "Acknowledged"),
    "overrule": (answering.overrule, "Overruled"),
}


def panel(user: User, article: Article | None, *, errors: bool = False) -> dict[str, Any]:
    """Return what the panel beside a story shows of its last saved version.

    While there are errors in the form, what stands on the screen is another text: nobody answers.
    """
    if article is None:
        return {"check_url": reverse("admin:articles_article_check_new")}
    open_to_answers = not errors and not article.is_published
    return {
        "check_url": reverse("admin:articles_article_check", args=[article.pk]),
        "report": answering.report(article, user),
        "may_answer": open_to_answers and may(user, Action.OVERRULE, article),
    }


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Acknowledge or overrule what was chosen, all with one reason, and go on where one was."""
    article = readable(request, pk)
    name, version = request.POST.get("answer", ""), request.POST.get("version", "")
    if name not in ANSWERS or not is_id(version):
        return HttpResponseBadRequest("This button is not one of ours.")
    chosen = verbs.BY_NAME.get(request.POST.get("verb", ""))
    refusal = _answer(request, article, name, int(version), chosen)
    if chosen:
        return _back(request, article, chosen, refusal)
    if refusal:
        return _again(request, article, refusal)
    return redirect("admin:articles_article_change", pk)


def _answer(
    request: HttpRequest, article: Article, name: str, version: int, chosen: Verb | None
) -> str:
    """Answer; return why it was refused, else say that it was done."""
    verb, done = ANSWERS[name]
    keys, reason = request.POST.getlist("finding"), request.POST.get(f"reason_{name}", "")
    form = chosen and chosen.ask(Standing.of(article), request.POST)
    at = moment_of(form) if form and form.is_valid() else None
    try:
        verb(article, request.user, version, keys, reason.replace("\x00", ""), at)
    except Refused as refusal:
        return str(refusal)
    messages.success(request, f"{done}: the reason stays with the story.")
    return ""


def _back(request: HttpRequest, article: Article, chosen: Verb, refusal: str) -> HttpResponse:
    """Show the verb's page once more, with what was typed into its form."""
    form = chosen.ask(Standing.of(article), request.POST)
    if form.is_valid() and refusal:
        form.add_error(None, refusal)
    return verb_page(request, chosen, form, 422 if refusal else 200, blocked=True)


def _again(request: HttpRequest, article: Article, refusal: str) -> HttpResponse:
    """Show what there is to answer, with what was chosen and typed."""
    context = {
        **admin.site.each_context(request),
        **panel(request.user, article),
        "title": "Desk check",
        "article": article,
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "desk/check.html", context, status=422)

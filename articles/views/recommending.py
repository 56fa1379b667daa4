"""The desk's page of a story's similar articles: what readers get, why, and what editors choose."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles import recommending, related
from articles.models import Article, Edition, RelatedChoice
from articles.views.desk import is_id, readable
from articles.workflow import Action, Refused, may, require

MORE = 14  # places that are looked at; readers get the first six
VERBS = {
    "pin": (recommending.pin, "Pinned."),
    "ban": (recommending.ban, "It is not shown beside this story any more."),
    "release": (recommending.release, "What both share decides again."),
    "raise": (recommending.raise_pin, "Moved up."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands beside a story and why; pin, ban and order what does."""
    article = readable(request, pk)
    if request.method == "POST":
        return _choose(request, article)
    return render(request, "desk/similar.html", _context(request, article))


def _choose(request: HttpRequest, article: Article) -> HttpResponse:
    verb, done = VERBS.get(request.POST.get("verb", ""), (None, ""))
    if verb is None:
        return HttpResponseBadRequest("This button is not one of ours.")
    try:
        require(request.user, Action.RECOMMEND, article)  # before any story is looked for
        other = _other(request)
        if other is None:
            raise Refused(recommending.UNKNOWN)
        verb(article, other, request.user)
    except Refused as refusal:
        context = _context(request, article) | {"refusal": str(refusal)}
        return render(request, "desk/similar.html", context, status=422)
    messages.success(request, done)
    return redirect("admin:articles_article_similar", article.pk)


def _other(request: HttpRequest) -> Article | None:
    """Return the story that a button names by its id, or somebody by its address on the site."""
    pk, address = request.POST.get("other", ""), request.POST.get("address", "")
    if is_id(pk):
        return Article.objects.filter(pk=pk).first()
    path = address.replace("\x00", "").strip().partition("#")[0].partition("?")[0]
    path = "/" + path.partition("://")[2].partition("/")[2] if "://" in path else path
    path = f"{path.rstrip('/')}/"
    edition = Edition.objects.listed(timezone.now()).filter(path=path[:255]).first()
    return edition.article if edition else None


def _context(request: HttpRequest, article: Article) -> dict[str, Any]:
    at = timezone.now()
    live = article.live_edition(at)
    shown = related.to(live, at=at) if live else []
    seen = {entry.edition.pk for entry in shown}
    more = related.to(live, MORE, at) if live else []
    banned = article.related_choices.filter(kind=RelatedChoice.Kind.BAN).values("other")
    return {
        **admin.site.each_context(request),
        "title": "Similar articles",
        "article": article,
        "live": live,
        "lists": [
            ("What readers get now", shown),
            ("What would come next", [entry for entry in more if entry.edition.pk not in seen]),
        ],
        "banned": Edition.objects.listed(at).filter(article__in=banned).cards(),
        "may_choose": may(request.user, Action.RECOMMEND, article),
        "address": request.POST.get("address", ""),
    }

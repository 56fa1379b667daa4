"""The cards of stories without a picture."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import cards, past
from articles.models.edition import Edition
from articles.views.answers import kept, page
from articles.views.media import FOREVER, file
from articles.views.reader import elsewhere


@require_safe
def card(
    request: HttpRequest,
    section: str,
    year: str,
    month: str,
    day: str,
    slug: str,
    digest: str,
) -> HttpResponseBase:
    """Serve the card of the live edition; that of one before leads to it, unless it is withheld."""
    at, path = timezone.now(), f"/{section}/{year}/{month}/{day}/{slug}/"
    live = Edition.objects.live(at).filter(path=path).order_by("live_until").first()
    if live is None:
        return elsewhere(path, at, f"card-{digest}.png")
    current = cards.path(live)
    if current == request.path:
        return file(cards.made(live), FOREVER)
    lived = Edition.objects.cards().lived(at).filter(article=live.article_id)
    old = lived.filter(digest__startswith=digest).first()
    if old is None or len(digest) != cards.DIGEST or not current:
        raise Http404("There is no such card.")
    if (old.article_id, old.number) in past.withheld([live.article_id], at):
        gone = [(old.number, None)]
        return page("articles/withheld.html", at, status=410, live=live, gone=gone)
    return kept(redirect(current))

"""How readers are answered: in one dress, and for everyone the same."""

import hashlib
import sys
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import F, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from articles.models.edition import Edition
from articles.models.page import Page
from articles.models.taxonomy import Section

PAGE_CACHING = "public, max-age=60, stale-while-revalidate=60"


# How many of the latest stories a reader is offered who looked for something else, and how long,
# in seconds, one should wait who comes while the database does not answer.
LATEST = 5
RETRY_AFTER = 30


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer in the readers' dress; what is below the desk has its own words, and no cache."""
    if request.path.startswith(reverse("admin:index")):
        response = page("desk/not_found.html", status=404)
        response["Cache-Control"] = "private, no-store"
        return response
    at = timezone.now()
    latest = Edition.objects.listed(at).cards().newest(at)[:LATEST]
    return page("404.html", at, status=404, latest=latest)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when a page could not be made: a fault of ours, or a database that does not answer."""
    absent = isinstance(sys.exception(), (OperationalError, InterfaceError))
    if not absent:
        return HttpResponse(render_to_string("500.html"), status=500)
    response = HttpResponse(unavailable(), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def unavailable() -> str:
    """Return the page for when the site cannot answer; it needs no file beside it."""
    return render_to_string("503.html", {"name": settings.SITE_NAME})


def page(
    template: str, at: datetime | None = None, status: int = 200, **context: Any
) -> SimpleTemplateResponse:
    """Answer with a reader's page as of `at` (now): the request is not asked, so all get the same.

    It is rendered when it is sent; until then a view of the desk may add to its context.
    """
    context = {"site": site(at), **context}
    return kept(SimpleTemplateResponse(template, context, status=status))


def data(
    request: HttpRequest, text: str, content_type: str, modified: datetime | None = None
) -> HttpResponse:
    """Answer with something for machines; one that has it already is told so (304).

    `modified` must be no earlier than the last change of `text`, a removal included.
    """
    response = kept(HttpResponse(text, content_type=content_type))
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    seconds = int(modified.timestamp()) if modified else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    answer = get_conditional_response(request, etag, seconds, response)
    return answer or response


def moved(url: str) -> HttpResponse:
    """Redirect for good; yet nobody keeps it longer than a page, for a merge may be undone."""
    return kept(redirect(url, permanent=True))


def kept[Response: HttpResponse](response: Response) -> Response:
    response["Cache-Control"] = PAGE_CACHING
    return response


def site(at: datetime | None = None) -> dict[str, Any]:
    """Return what every page shows of the site itself; the day is that of `at` (now). One query."""
    sections, pages = _navigation()
    return {
        "name": settings.SITE_NAME,
        "tagline": settings.SITE_TAGLINE,
        "footer": settings.SITE_FOOTER,
        "reports": settings.CORRECTIONS_EMAIL,
        "twitter": settings.TWITTER_SITE,
        "today": timezone.localdate(at),
        "zone": settings.SITE_ZONE.rpartition("/")[2].replace("_", " "),
        "sections": sections,
        "pages": pages,
    }


def _navigation() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the sections of the masthead and the pages of the footer, in their order."""
    columns = ("shelf", "position", "label", "slug")
    sections = Section.objects.annotate(shelf=Value(0), label=F("name")).values_list(*columns)
    pages = Page.objects.public().annotate(shelf=Value(1), label=F("title")).values_list(*columns)
    both = sections.order_by().union(pages.order_by(), all=True).order_by(*columns[:3])
    found: tuple[list[dict[str, str]], list[dict[str, str]]] = ([], [])
    for shelf, _, name, slug in both:
        found[shelf].append({"name": name, "slug": slug})
    return found

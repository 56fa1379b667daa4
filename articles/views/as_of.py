"""What readers got at a moment of the past, for the desk: in their templates, from their views."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.interface import for_readers
from articles.models.edition import Edition
from articles.views import places, reader

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z", re.ASCII)


def address(path: str, at: datetime) -> str:
    """Return where the desk sees a reader's page as it stood at `at`."""
    time = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return reverse("admin:as_of", args=[time, path.removeprefix("/")])


def address_of(edition: Edition) -> str:
    """Return where the desk sees the page as it stood when this edition began."""
    return address(edition.path, edition.live_from)


@require_safe
def as_of(request: HttpRequest, time: str, path: str) -> HttpResponse:
    """Show an article, a front or a section's page as of a past moment (`2025-12-06T14:00:00Z`).

    It equals what readers got then, but for similar articles and the strip on top. What has no
    history of its own is as it is now: the names of the site and of its sections.
    """
    if not request.user.has_perm("articles.view_edition"):
        raise Http404("Nothing is here for this account.")
    at, path = _moment(time), f"/{path}"
    with for_readers():
        response = _page(_match(path), path, at, request)
        if isinstance(response, HttpResponseRedirectBase):
            response = redirect(address(unquote(response.url), at))
        elif isinstance(response, SimpleTemplateResponse):
            strip = {"as_of": {"at": at, "path": path}}
            response.context_data = {**(response.context_data or {}), **strip}
            response.render()
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _moment(text: str) -> datetime:
    """Read a moment of the past. Raises Http404 for anything else."""
    try:
        at = datetime.fromisoformat(text) if MOMENT.fullmatch(text) else None
    except ValueError:
        at = None
    if at is None or at > timezone.now():
        raise Http404("This is no moment of the past.")
    return at


def _match(path: str) -> ResolverMatch:
    try:
        return resolve(path)
    except Resolver404:
        raise Http404("There is no such page.") from None


def _page(match: ResolverMatch, path: str, at: datetime, request: HttpRequest) -> HttpResponse:
    match match.view_name:
        case "home":
            return reader.home_page(at, places.cursor(request))
        case "section":
            return reader.section_page(match.kwargs["slug"], at, places.cursor(request))
        case "article":
            return reader.article_page(path, at, similar=[])
    raise Http404("Only articles and fronts can be seen as they were.")

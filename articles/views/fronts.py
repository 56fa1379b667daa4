"""The desk's pages of the fronts: how they stand, what is prepared, and placing stories there."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import fronts
from articles.layout import Layout, MomentForm, PlaceForm, fronts_of
from articles.models import OPEN, Article, Placement, Section
from articles.workflow import Action, Refused, may


def urls(view: Callable) -> list[URLPattern]:
    """Return the addresses of these pages; `view` makes each a page of the desk."""
    return [
        path("fronts/", view(index), name="fronts"),
        path("fronts/home/", view(arrange), name="front_home"),
        path("fronts/section/<slug:slug>/", view(arrange), name="front"),
        path("fronts/placement/<int:pk>/displace/", view(displace), name="front_displace"),
    ]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the fronts that this user may arrange."""
    _require_fronts(request)
    context = {
        **admin.site.each_context(request),
        "title": "Fronts",
        "fronts": [
            {"name": name_of(front), "url": url_of(front)} for front in fronts_of(request.user)
        ],
    }
    return render(request, "desk/fronts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show a front as it stands, or will stand `at` a moment to come, and place stories on it."""
    _require_fronts(request)
    front = get_object_or_404(Section, slug=slug) if slug else None
    if not may(request.user, Action.PLACE, Placement(front=front)):
        raise PermissionDenied
    form = PlaceForm(request.POST, auto_id="refused-%s") if request.method == "POST" else None
    if form and (placement := _place(request, front, form)):
        messages.success(request, _said(placement))
        return _back(request, placement)
    return render(request, "desk/arrange.html", _context(request, front, form))


@require_POST
def displace(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a story off a front, or call off what was prepared: hidden means nonexistent."""
    _require_fronts(request)
    placement = get_object_or_404(Placement.objects.select_related("front"), pk=pk)
    if not may(request.user, Action.PLACE, placement):
        raise Http404("This front is not of your desk.")
    try:
        fronts.displace(placement, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        done = "Called off" if placement.was_cancelled else "Taken off"
        messages.success(request, f"{done}: {placement}.")
    return _back(request, placement)


def name_of(front: Section | None) -> str:
    return front.name if front else "Home page"


def url_of(front: Section | None) -> str:
    """Return the desk's address of a front."""
    return reverse("admin:front", args=[front.slug]) if front else reverse("admin:front_home")


def _require_fronts(request: HttpRequest) -> None:
    """Refuse who arranges no front at all, before any is looked for."""
    if not may(request.user, Action.PLACE):
        raise PermissionDenied


def _place(request: HttpRequest, front: Section | None, form: PlaceForm) -> Placement | None:
    """Do what the form says; None, and the form says why, when it was refused."""
    if not form.is_valid():
        return None
    plan = dict(form.cleaned_data)
    try:
        article = Article.objects.filter(pk=plan.pop("article")).first()
        if article is None:
            raise Refused("There is no such story.")
        return fronts.place(article, request.user, front, **plan)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _said(placement: Placement) -> str:
    begin, end = (timezone.localtime(at) for at in (placement.live_from, placement.planned_until))
    since = f" from {begin:%-d %B, %H:%M}" if placement.live_from > timezone.now() else ""
    until = f" until {end:%-d %B, %H:%M}" if placement.planned_until != OPEN else ""
    return f"Placed: {placement}{since}{until}."


def _back(request: HttpRequest, placement: Placement) -> HttpResponse:
    """Return to the slot, at the moment and with the search that were on the screen."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{url_of(placement.front)}{query}#slot-{placement.slot}")


def _context(request: HttpRequest, front: Section | None, form: PlaceForm | None) -> dict[str, Any]:
    moment = MomentForm(request.GET if request.GET.get("at") else None)
    at = moment.cleaned_data["at"] if moment.is_valid() else None
    words = request.GET.get("q", "").strip().replace("\x00", "")[:100]
    layout = Layout(request.user, front, at)
    refused = None
    if form:
        article = form.cleaned_data.get("article")
        refused = {"form": form, "story": layout.story(article) if article else None}
    return {
        **admin.site.each_context(request),
        "title": name_of(front),
        "public_url": front.get_absolute_url() if front else reverse("home"),
        "moment": moment,
        "at": at,
        "words": words,
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "refused": refused,
        "slots": layout.slots(),
        "prepared": layout.prepared(),
        "stories": layout.stories(words),
    }

"""The desk's page for merging two entries of the register: choose, see what happens, confirm."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from articles import register
from articles.register import Extent, Mergeable
from articles.views.desk import is_id
from articles.workflow import Action, Refused, may
from people import naming
from people.models import KnownName, Organization, Person

FOUND = 12
MODELS: dict[str, Any] = {"person": Person, "organization": Organization}


def urls(view: Callable) -> list[URLPattern]:
    """Return the addresses of these pages; `view` makes each a page of the desk."""
    return [
        path(f"register/{kind}/<int:pk>/merge/", view(merge), {"kind": kind}, name=f"merge_{kind}")
        for kind in MODELS
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Merge this entry into another one that is chosen here; nothing happens before a POST."""
    if not may(request.user, Action.MERGE):
        raise PermissionDenied
    loser = get_object_or_404(MODELS[kind], pk=pk)
    into = _chosen(request, kind)
    if request.method == "POST" and into:
        try:
            into = register.merge(loser, into, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Merged: “{loser}” is “{into}” from now on.")
            return redirect(f"admin:people_{kind}_change", into.pk)
    return render(request, "desk/merge.html", _context(request, loser, into))


def _chosen(request: HttpRequest, kind: str) -> Mergeable | None:
    """Return the other entry, if the form or the address names one that there is."""
    pk = (request.POST or request.GET).get("into", "")
    return MODELS[kind].objects.filter(pk=pk).first() if is_id(pk) else None


def _context(request: HttpRequest, loser: Mergeable, into: Mergeable | None) -> dict[str, Any]:
    kind = register.kind_of(loser)
    words = request.GET.get("q", "").strip().replace("\x00", "")[:100]
    return {
        **admin.site.each_context(request),
        "title": f"Merge “{loser}” into another entry",
        "loser": loser,
        "loser_url": reverse(f"admin:people_{kind}_change", args=[loser.pk]),
        "into": into,
        "loser_name": naming.told_apart(loser),
        "into_name": naming.told_apart(into) if into else "",
        "refusal": register.why_not(loser, into, request.user) if into else "",
        "extent": _told(Extent.of(loser)) if into else [],
        "words": words,
        "found": []
        if into
        else [(entry, naming.told_apart(entry)) for entry in _candidates(loser, words)],
    }


def _told(extent: Extent) -> list[str]:
    """Say how much there is to move: "99+" where nobody has counted further."""
    counted = [
        (extent.stories, "story", "stories"),
        (extent.editions, "edition that readers get or will get", "editions"),
        (extent.quotes, "quote", "quotes"),
        (extent.roles, "role", "roles"),
    ]
    return [
        f"{'99+' if number >= register.BOUND else number} {one if number == 1 else many}"
        for number, one, many in counted
        if number
    ]


def _candidates(loser: Mergeable, words: str) -> Any:
    """Return entries with these words in their names; without any, those of a similar name."""
    others = naming.with_roles(type(loser).objects.unmerged().exclude(pk=loser.pk))
    others = others.order_by("name", "pk")
    if not words:
        names = KnownName.objects.filter(**{register.kind_of(loser): loser})
        alike = Q(folded__in=names.values("folded")) | Q(
            skeleton__in=names.exclude(skeleton="").values("skeleton")
        )
        similar = KnownName.objects.filter(alike).values(register.kind_of(loser))
        return others.filter(pk__in=similar)[:FOUND]
    for word in words.split():
        others = others.filter(Q(name__icontains=word) | Q(aliases__icontains=word))
    return others[:FOUND]

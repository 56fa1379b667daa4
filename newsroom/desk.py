"""The desk: Django's admin under our own name, policy, menu and front page."""

from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import re_path, reverse
from django.utils.decorators import method_decorator

from articles import board
from articles.views import as_of, fronts, merging, sources
from articles.workflow import Action, may
from newsroom import entrance
from newsroom.entrance import under_desk_policy
from people import naming
from people.models import Entry, User

SIGNED_OUT = (
    "You are signed out, so what you sent was not saved. It still stands on the page before this "
    "one: go back and copy it before you log in."
)


class Part(NamedTuple):
    """One list of records, as the menu names it, and what it is for."""

    model: str
    name: str
    new: str
    about: str


class Page(NamedTuple):
    """One page of the desk that is no list of records, for who may do something there."""

    url: str
    action: Action
    name: str
    about: str

    def as_part(self) -> dict[str, Any]:
        """Return what the menu needs."""
        return self._asdict() | {"model": self.url, "admin_url": reverse(f"admin:{self.url}")}


# The menu, in the order of the work. What is not named here is not in it.
PARTS: dict[str, list[Part | Page]] = {
    "Stories": [
        Part("articles.Article", "Stories", "New story", "Every story that you may read."),
        Page("fronts", Action.PLACE, "Fronts", "What stands where on the home page and sections."),
        Part("articles.Correction", "Corrections", "New correction", "What was wrong, and right."),
        Part("articles.Image", "Pictures", "New picture", "With credit, licence and alt text."),
    ],
    "Register": [
        Part("people.Person", "People", "New person", "Who is who, and was what when."),
        Part("people.Organization", "Organizations", "New organization", "Who they speak for."),
        Part("people.Quote", "Quotes", "New quote", "Who said it, when, and how we know."),
        Page("sources", Action.SOURCES, "Sources", "Whom we quote, by section and period."),
    ],
    "Shelves": [
        Part("articles.Section", "Sections", "New section", "One for each story."),
        Part("articles.Tag", "Tags", "New tag", "What stories are about."),
        Part("articles.Page", "Pages", "New page", "About the newsroom: policies, contact."),
    ],
    "Record": [
        Part("articles.Edition", "Editions", "", "What readers got, and when. Frozen."),
        Part("articles.Event", "Events", "", "Who did what, when and why. Frozen."),
    ],
    "Accounts": [
        Part("people.User", "Accounts", "New account", "Who works here, and in which roles."),
    ],
}


class Completion(AutocompleteJsonView):
    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Tell entries of the register apart that have one name."""
        found = super().serialize_result(obj, to_field_name)
        return found | {"text": naming.told_apart(obj)} if isinstance(obj, Entry) else found

    def process_request(self, request: HttpRequest) -> tuple[str, Any, Any, str]:
        """Refuse what is no field of a form: the stock view fails on a relation's other end."""
        term, model_admin, field, to_field = super().process_request(request)
        if field.auto_created:
            raise PermissionDenied
        return term, model_admin, field, to_field


class DeskSite(AdminSite):
    site_header = settings.SITE_NAME
    site_title = f"{settings.SITE_NAME} desk"
    index_title = "The desk"
    index_template = "desk/front.html"
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Put every page of the desk under its content security policy.

        Who sends a form and is led to log in is told what became of it.
        """
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def explained(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not self.has_permission(request):
                messages.warning(request, SIGNED_OUT)
            return page(request, *args, **kwargs)

        return under_desk_policy(explained)

    @method_decorator(under_desk_policy)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().login(request, {"title": "Log in", **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Completion.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The front of the desk: stories by stage."""
        context = {
            "to_review": board.to_review(request.user),
            "stages": board.stages(request.user),
            "may_write": may(request.user, Action.CREATE),
        }
        return super().index(request, context | (extra_context or {}))

    def get_urls(self) -> list[Any]:
        """Add the way to a new password, our own pages, and pages of the past.

        Leave out the admin's redirect to any record's public address: it asks no rights.
        """
        urls = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        past = re_path(
            r"^as-of/(?P<time>[^/]+)/(?P<path>.*)$", self.admin_view(as_of.as_of), name="as_of"
        )
        pages = (fronts, merging, sources)
        ours = [url for page in pages for url in page.urls(self.admin_view)]
        return [*entrance.urls(), *ours, past, *urls]

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """Which app a part belongs to is nothing to an editor: the front names them all."""
        return redirect("admin:index")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add which part of the desk this page belongs to."""
        context = super().each_context(request)
        parts = [part for group in context["available_apps"] for part in group["models"]]
        here = [part for part in parts if (part["admin_url"] or "-") in request.path]
        return context | {"part": here[0] if here else None}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """Return the menu: the groups of PARTS, with what this user may see of each."""
        if not self.has_permission(request):
            return []  # the page to log in is a page of the desk too
        apps = self._build_app_dict(request, app_label).values()
        seen = {model["model"]._meta.label: model for app in apps for model in app["models"]}
        groups = []
        for name, parts in PARTS.items():
            models = [found for part in parts if (found := _shown(part, seen, request.user))]
            if models:
                groups.append({"name": name, "app_label": name.lower(), "models": models})
        return groups


def _shown(part: Part | Page, seen: dict[str, dict], user: User) -> dict[str, Any] | None:
    """Return a part of the menu; None for whom it is not."""
    if isinstance(part, Page):
        return part.as_part() if may(user, part.action) else None
    return seen[part.model] | part._asdict() if part.model in seen else None

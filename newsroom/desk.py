"""The desk: Django's admin under our own name, policy, menu and front page."""

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.csp import csp_override

from articles import board
from articles.workflow import Action, may

under_desk_policy = csp_override(settings.DESK_CSP)


class Part(NamedTuple):
    """One list of records, as the menu names it, and what it is for."""

    model: str
    name: str
    new: str
    about: str


# The menu, in the order of the work. What is not named here is not in it.
PARTS: dict[str, list[Part]] = {
    "Stories": [
        Part("articles.Article", "Stories", "New story", "Every story that you may read."),
        Part("articles.Correction", "Corrections", "New correction", "What was wrong, and right."),
        Part("articles.Image", "Pictures", "New picture", "With credit, licence and alt text."),
    ],
    "Register": [
        Part("people.Person", "People", "New person", "Who is who, and was what when."),
        Part("people.Organization", "Organizations", "New organization", "Who they speak for."),
        Part("people.Quote", "Quotes", "New quote", "Who said it, when, and how we know."),
    ],
    "Shelves": [
        Part("articles.Section", "Sections", "New section", "One for each story."),
        Part("articles.Tag", "Tags", "New tag", "What stories are about."),
    ],
    "Record": [
        Part("articles.Edition", "Editions", "", "What readers got, and when. Frozen."),
        Part("articles.Event", "Events", "", "Who did what, when and why. Frozen."),
    ],
    "Accounts": [
        Part("people.User", "Accounts", "New account", "Who works here, and in which roles."),
    ],
}


class DeskSite(AdminSite):
    site_header = settings.SITE_NAME
    site_title = f"{settings.SITE_NAME} desk"
    index_title = "The desk"
    index_template = "desk/front.html"
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Put every page of the desk under the desk's content security policy."""
        return under_desk_policy(super().admin_view(view, cacheable))

    @method_decorator(under_desk_policy)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().login(request, {"title": "Log in", **(extra_context or {})})

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The front of the desk: stories by stage."""
        context = {
            "stages": board.stages(request.user),
            "may_write": may(request.user, Action.CREATE),
        }
        return super().index(request, context | (extra_context or {}))

    def get_urls(self) -> list[Any]:
        """Leave out the admin's redirect to any record's public address: it asks no rights."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

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
            models = [seen[part.model] | part._asdict() for part in parts if part.model in seen]
            if models:
                groups.append({"name": name, "app_label": name.lower(), "models": models})
        return groups

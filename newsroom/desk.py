"""The desk: Django's admin under our own name, policy and front page."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csp import csp_override

from articles import board

under_desk_policy = csp_override(settings.DESK_CSP)


class DeskSite(AdminSite):
    site_header = settings.SITE_NAME
    site_title = "Desk"
    index_title = "The desk"
    index_template = "desk/front.html"
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Put every page of the desk under the desk's content security policy."""
        return under_desk_policy(super().admin_view(view, cacheable))

    @method_decorator(under_desk_policy)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The front of the desk: stories by stage."""
        stages = board.stages(request.user)
        return super().index(request, {"stages": stages, **(extra_context or {})})

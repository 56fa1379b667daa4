"""The way into the desk: how often one may try, and new passwords by e-mail."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override

from articles.interface import in_english
from people import letters
from people.models import User


def under_desk_policy(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer under the desk's content security policy, and in its language.

    A page is made here, not when it is sent: by then readers' language would be back.
    """

    @wraps(view)
    @csp_override(settings.DESK_CSP)
    def page(*args: Any, **kwargs: Any) -> HttpResponse:
        with in_english():
            answer = view(*args, **kwargs)
            return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer

    return page


def account_key(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return what tries to log in are counted under: a digest of the name that was typed.

    Who is in a hurry types the password where the name belongs, so the name itself is not kept.
    """
    typed = (credentials or request.POST).get("username") or ""
    return salted_hmac("newsroom.entrance", typed, algorithm="sha256").hexdigest()


def client_address(request: HttpRequest) -> str | None:
    """Return the address that a try to log in comes from, or None where there is none.

    Behind `settings.PROXIES` proxies it is the entry of X-Forwarded-For that the outermost of them
    wrote; what stands to the left of it anybody can write. Of IPv6 the network counts: its /64 is
    one customer's.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    entry = forwarded[-settings.PROXIES] if 0 < settings.PROXIES <= len(forwarded) else ""
    found = _address(entry) or _address(request.META.get("REMOTE_ADDR", ""))
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or ip_network((found, 64), strict=False).network_address
    return str(found) if found else None


def _address(text: str) -> Any:
    try:
        return ip_address(text.strip())
    except ValueError:
        return None


@never_cache
@under_desk_policy
def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Answer who has tried too often; it says nothing about whether there is such an account."""
    context = admin.site.each_context(request) | {"title": "Too many tries"}
    page = TemplateResponse(request, "registration/locked_out.html", context, status=429)
    page["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return page.render()


class ForgottenForm(PasswordResetForm):
    """Has letters sent, and learns nothing of them."""

    def save(self, **options: Any) -> None:
        letters.send_links(self.cleaned_data["email"])


class ChooseView(views.PasswordResetConfirmView):
    """One chooses a password at a link, and then logs in with it."""

    def get_user(self, uidb64: str) -> User | None:
        """Return whose link it is; a closed account chooses nothing."""
        user = super().get_user(uidb64)
        return user if user and user.is_active else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = "Choose your password" if self.validlink else "This link does not work any more"
        return super().get_context_data(**kwargs) | {"title": title}


def urls() -> list[URLPattern]:
    """Return the addresses, below the desk's, at which one gets a new password."""
    forgotten = views.PasswordResetView.as_view(
        form_class=ForgottenForm,
        success_url=reverse_lazy("admin:password_reset_done"),
        title="Forgotten password",
    )
    sent = views.PasswordResetDoneView.as_view(title="Look into your mail")
    choose = ChooseView.as_view(success_url=reverse_lazy("admin:password_reset_complete"))
    chosen = views.PasswordResetCompleteView.as_view(title="Password set")
    return [
        path("password_reset/", _page(forgotten), name="password_reset"),
        path("password_reset/sent/", _page(sent), name="password_reset_done"),
        path("password_reset/set/", _page(chosen), name="password_reset_complete"),
        path("password_reset/<uidb64>/<token>/", _page(choose), name="password_reset_confirm"),
    ]


def _page(view: Any) -> Any:
    """Return this view as a page of the desk that no cache keeps and no other site is told of."""

    @never_cache
    @under_desk_policy
    def page(request: HttpRequest, **kwargs: str) -> HttpResponse:
        answer = view(request, **kwargs)
        if isinstance(answer, TemplateResponse):
            answer.context_data = admin.site.each_context(request) | (answer.context_data or {})
        answer["Referrer-Policy"] = "same-origin"
        return answer

    return page

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from articles.models import Page
from people.admin.hidden import HiddenIsAbsent
from people.admin.lists import AskedByFilters


class PageForm(forms.ModelForm):
    """A page, saved on top of what was on the screen, or refused."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._state()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk and cleaned.get("seen") != self._state():
            # What is refused comes back with what is there now as seen: saved again, it stands.
            typed = cast(QueryDict, self.data).copy()
            typed["seen"] = self._state()
            self.data = typed
            raise ValidationError(
                "Somebody saved this page while you were writing. What you typed stands here: "
                "compare it with the page on the site, and save again to replace that.",
                code="stale",
            )
        return cleaned

    def _state(self) -> str:
        at = self.instance.updated_at
        return at.isoformat() if at else ""


@admin.register(Page)
class PageAdmin(HiddenIsAbsent, AskedByFilters, admin.ModelAdmin):
    form = PageForm
    list_display = ["title", "address", "policy", "standing", "position", "updated_at"]
    actions = None
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "body", "policy", "position", "is_public", "seen"]

    def get_readonly_fields(self, request: HttpRequest, obj: Page | None = None) -> list[str]:
        """A page keeps its address: who has linked to a policy finds it."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Page | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    @admin.display(description="address")
    def address(self, page: Page) -> str:
        return page.get_absolute_url()

    @admin.display(description="standing", ordering="is_public")
    def standing(self, page: Page) -> str:
        return "Public" if page.is_public else "Draft"

    def view_on_site(self, page: Page) -> str | None:
        return page.get_absolute_url() if page.is_public else None

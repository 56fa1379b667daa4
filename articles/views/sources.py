"""The desk's report on sources: whom we quote, by section and period, also as a file."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import periods, source_report
from articles.models import Section
from articles.periods import Period
from articles.source_report import Report
from articles.workflow import Action, may
from people.models import User


def urls(view: Callable) -> list[URLPattern]:
    """Return the addresses of these pages; `view` makes each a page of the desk."""
    return [
        path("sources/", view(sources), name="sources"),
        path("sources/export/", view(export), name="sources_export"),
    ]


class SourcesForm(forms.Form):
    """Which stories: of a section or of all that one may ask about, and of which days."""

    section = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "Choose one of these sections."}
    )
    period = forms.CharField(required=False, widget=forms.Select)
    first = forms.DateField(
        label="From", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    last = forms.DateField(
        label="To, and with", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, asked: Mapping[str, str], user: User) -> None:
        today = timezone.localdate()
        super().__init__(asked or {"period": periods.quarter_of(today)}, label_suffix="")
        sections = list(Section.objects.all())
        self.readable = [s for s in sections if may(user, Action.SOURCES, s)]
        self.reads_all = len(self.readable) == len(sections)
        every = "All sections" if self.reads_all else "All that you edit"
        offered = [("", every), *((s.slug, s.name) for s in self.readable)]
        self.fields["section"].choices = offered
        self.fields["period"].widget.choices = _offered(self.data.get("period", ""), today)

    def clean_period(self) -> Period | None:
        """Read the code of a period. Raises ValidationError for what is none."""
        code = self.cleaned_data["period"]
        try:
            return Period.parse(code) if code else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """Take either a period or two days: which of both would count, nobody could know."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if cleaned.get("period"):
            if first or last:
                self.add_error("period", "Choose a period or days, not both.")
        elif not self.errors:
            for name in ("first", "last"):
                if not cleaned[name]:
                    self.add_error(name, "Choose a day, or a period above.")
            self._take_days(first, last)
        return cleaned

    def _take_days(self, first: Any, last: Any) -> None:
        try:
            if first and last:
                self.cleaned_data["period"] = Period.of_days(first, last)
        except ValueError as error:
            self.add_error("last", str(error))

    def report(self) -> Report:
        """Return the figures of what was asked for."""
        chosen = [s for s in self.readable if s.slug == self.cleaned_data["section"]]
        sections = chosen or self.readable
        ids = None if self.reads_all and not chosen else frozenset(s.pk for s in sections)
        names = "All sections" if ids is None else ", ".join(s.name for s in sections)
        return source_report.report(self.cleaned_data["period"], ids, names, timezone.now())


def _offered(asked: str, today: Any) -> list[Any]:
    """Offer the last periods; one of an older address stays what is chosen."""
    offered = periods.recent(today)
    codes = {code for _, group in offered for code, _ in group}
    other = [(asked, asked)] if asked and asked not in codes else []
    return [("", "The days below"), *other, *offered]


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show the figures, or the form with what is wrong in it."""
    form = _form(request)
    context = {
        **admin.site.each_context(request),
        "title": "Sources",
        "form": form,
        "report": form.report() if form.is_valid() else None,
        "asked": request.GET.urlencode(),
    }
    return render(request, "desk/sources.html", context, status=422 if form.errors else 200)


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Answer with the same figures as CSV; who asks for what is none is led to the form."""
    form = _form(request)
    if not form.is_valid():
        return sources(request)
    report = form.report()
    name = f"sources-{report.period.first}-{report.period.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    lines = report.lines()
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _form(request: HttpRequest) -> SourcesForm:
    if not may(request.user, Action.SOURCES):
        raise PermissionDenied
    return SourcesForm(request.GET.dict(), request.user)

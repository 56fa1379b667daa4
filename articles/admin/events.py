"""The audit: who did what, when and why. Read as a whole by publishers and admins.

A publisher reads stories and reasons; an admin, who runs accounts and reads no drafts, verbs and
ids alone.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from articles.admin.record import ReadOnlyAdmin
from articles.models import Event
from articles.spreadsheets import line
from articles.workflow import Action, may

IDS = ["at", "who", "verb", "article_id", "version", "subject_kind", "subject_id"]
WORDS = ["at", "who", "verb", "story", "version", "edition_number", "reason"]
LONGEST = timedelta(days=366)  # what one file holds
LAST_DAY = date(9000, 1, 1)  # the day after the last there is would be none
CHUNK = 2_000


class ExportForm(forms.Form):
    """The days of one export, in the newsroom's zone."""

    first = forms.DateField(label="From", widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label="To, and with", widget=forms.DateInput({"type": "date"}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not (timedelta(0) <= last - first <= LONGEST and last < LAST_DAY):
            raise forms.ValidationError("Choose a first day and a later one, at most a year on.")
        return cleaned


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_filter = ["verb"]
    sortable_by = ["at"]
    ordering = ["-at"]
    change_list_template = "desk/events.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        events = super().get_queryset(request).select_related("by", "article", "edition")
        return events.defer("article__body", "edition__body", "edition__content")

    def get_list_display(self, request: HttpRequest) -> list[str]:
        return WORDS if may(request.user, Action.AUDIT) else IDS

    def get_fields(self, request: HttpRequest, obj: Event | None = None) -> list[str]:
        return self.get_list_display(request)

    @admin.display(description="by")
    def who(self, event: Event) -> str:
        return str(event.by)

    @admin.display(description="story")
    def story(self, event: Event) -> str:
        return str(event.article or "")

    @admin.display(description="edition")
    def edition_number(self, event: Event) -> str:
        return str(event.edition.number) if event.edition else ""

    def get_urls(self) -> list[Any]:
        export = self.admin_site.admin_view(self.export)
        return [path("export/", export, name="articles_event_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """Answer with the events of some days as CSV, oldest first, or ask for which days."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = ExportForm(request.GET or None, initial=_last_month())
        if not form.is_valid():
            context = {**self.admin_site.each_context(request), "title": "Export", "form": form}
            return render(request, "desk/export.html", context, status=422 if form.errors else 200)
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        events = self.get_queryset(request).filter(
            at__gte=_midnight(first), at__lt=_midnight(last + timedelta(days=1))
        )
        columns = self.get_list_display(request)
        rows = self._rows(events.order_by("at", "pk"), columns)
        name = f"events-{first}-{last}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8", headers=headers)

    def _rows(self, events: QuerySet[Event], columns: list[str]) -> Iterator[str]:
        yield line(columns)
        for event in events.iterator(CHUNK):
            yield line([self._cell(event, column) for column in columns])

    def _cell(self, event: Event, column: str) -> str:
        if column == "at":
            return event.at.isoformat()
        value = getattr(self, column)(event) if hasattr(self, column) else getattr(event, column)
        return "" if value is None else str(value)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _last_month() -> dict[str, date]:
    today = timezone.localdate()
    return {"first": today - timedelta(days=30), "last": today}

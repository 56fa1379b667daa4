"""Records without versions: what is signed or saved is what was on the screen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.stale import StaleRecord
from people import seen


class SeenForm(forms.ModelForm):
    """Saved on top of what was on the screen, or refused; nothing typed is lost."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    # The state over which, after a refusal, the writer decides to save all the same. It comes with
    # the button that says so, and has no place on the form.
    save_over = forms.CharField(widget=forms.HiddenInput, required=False)

    stale: StaleRecord | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.state

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known = (cleaned.get("seen"), cleaned.get("save_over"))
        if self.instance.pk and self.instance.state not in known:
            self.stale = StaleRecord.of(self)
            raise ValidationError(
                f"{self.stale.saved.saved_by} changed this while you were writing. "
                "Nothing of yours is lost: both texts stand here.",
                code="stale",
            )
        return cleaned


class SeenAdmin:
    """For admins of records with a `state`: they are locked for a save, and lists carry it."""

    change_form_template = "desk/record.html"

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Lock the record for a save, so that two saves cannot both see themselves current."""
        record = super().get_object(request, object_id, from_field)
        saves = request.method == "POST" and transaction.get_connection().in_atomic_block
        return self.locked(record) if saves else record

    def locked(self, record: Any) -> Any:
        """Return the record as it now stands, locked until the transaction ends. Raises Http404
        when it is gone.
        """
        rows = type(record).objects.select_for_update(of=("self",))
        return get_object_or_404(rows, pk=record.pk)

    def action_checkbox(self, record: Any) -> SafeString:
        """Send with an action what its record said when the list was read."""
        checkbox = super().action_checkbox(record)
        hidden = '{}<input type="hidden" name="seen_state" value="{}">'
        return format_html(hidden, checkbox, seen.marked(record))

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add a clash of two saves."""
        context["stale"] = context["adminform"].form.stale
        return super().render_change_form(request, context, *args, **kwargs)


def seen_of(request: HttpRequest, record: Model) -> str:
    """Return in which state a record was on the screen that sent this; empty: it was not there."""
    sent = dict(seen.parts(value) for value in request.POST.getlist("seen_state"))
    return sent.get(str(record.pk), "")

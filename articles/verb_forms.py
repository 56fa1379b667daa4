"""What the verbs of a story ask for, each with a form. `articles.verbs` names them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import issuing, moments
from articles.models import Article, Correction, Edition
from articles.moment_field import MomentField
from articles.standing import Standing
from articles.takedown import ReasonClass
from articles.workflow import Refused
from people import seen

CHANGES = [
    (Edition.Change.UPDATE, "Update: the note tells readers what is new"),
    (Edition.Change.CORRECTION, "Correction: prints the correction that was approved"),
    (Edition.Change.MINOR, "Minor change: readers are not told, and I answer for it"),
]
AGAIN = (Edition.Change.REINSTATED, "Published again: the note tells readers why it stands")
OFFERED = 20  # earlier editions to choose from


class VerbForm(forms.Form):
    """Asks nothing; of those that do, each leaves out what the story's standing makes needless."""

    def __init__(self, standing: Standing, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.standing = standing
        for field in self.fields.values():
            # A browser cuts what is pasted at this length, and says nothing.
            field.widget.attrs.pop("maxlength", None)

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        """Offer these choices; some depend on how the story stands."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class _SeenCorrection(forms.ModelChoiceField):
    """A note, chosen as it stood on the screen: that state comes with it, as its `seen`."""

    def prepare_value(self, value: Any) -> Any:
        return seen.marked(value) if isinstance(value, Correction) else value

    def to_python(self, value: Any) -> Any:
        pk, state = seen.parts(str(value or ""))
        found = super().to_python(pk)
        if found:
            found.seen = state
        return found


class CorrectForm(VerbForm):
    correction = _SeenCorrection(
        Correction.objects.none(),
        label="Correction",
        empty_label=None,
        error_messages={"invalid_choice": "Choose a correction that waits to be approved."},
    )

    def __init__(self, standing: Standing, *args: Any, **options: Any) -> None:
        super().__init__(standing, *args, **options)
        waiting = standing.article.corrections.filter(approved_by=None)
        field = cast(forms.ModelChoiceField, self.fields["correction"])
        field.queryset = waiting
        if _can_be_published(standing.article):
            field.help_text = (
                "The page changes by it, so the story has to be approved once more: its present "
                "approval becomes void."
            )


class PublishForm(VerbForm):
    """Readers are told of changes, so a first publication is asked for none."""

    change = forms.ChoiceField(
        label="Sort of change",
        choices=CHANGES,
        required=False,  # of two presses the second may be sent from a screen that had no field
        error_messages={"invalid_choice": "Say what sort of change it is."},
    )
    note = forms.CharField(
        label="Note for readers, if they need one", max_length=300, required=False
    )
    without = forms.BooleanField(required=False)

    def __init__(self, standing: Standing, *args: Any, **options: Any) -> None:
        super().__init__(standing, *args, **options)
        last = standing.live or standing.withdrawn
        if last is None:
            del self.fields["change"], self.fields["note"]
        elif last.retracted:
            self._choose("change", [*CHANGES, AGAIN])
        if standing.proposed and not standing.article.is_published:
            said = ", ".join(f"“{note}”" for note in standing.proposed)
            self.fields["without"].label = f"Publish without what is proposed: {said}"
        else:
            del self.fields["without"]

    def clean_without(self) -> bool:
        """Ask who passes by a correction that nobody has approved."""
        if not self.cleaned_data["without"]:
            raise ValidationError(
                "A correction of this story is proposed, and this edition would not print it: "
                "approve it first, or say that you publish without it."
            )
        return True

    def clean(self) -> dict[str, Any]:
        """Return what publishing asks for."""
        data = super().clean() or self.cleaned_data
        return {name: value for name, value in data.items() if name != "without"}


class ScheduleForm(PublishForm):
    live_from = MomentField(label="Goes live")
    field_order = ["live_from"]

    def clean_live_from(self) -> datetime:
        return _to_come(self.cleaned_data["live_from"])


class BreakingForm(PublishForm):
    reason = forms.CharField(
        label="Why it cannot wait for a second person",
        max_length=300,
        error_messages={"required": "Say why this cannot wait for a second person."},
    )


class RescheduleForm(VerbForm):
    live_from = MomentField(label="Goes live")

    def __init__(self, standing: Standing, *args: Any, **options: Any) -> None:
        super().__init__(standing, *args, **options)
        if standing.waiting:
            present = standing.waiting.live_from
            written = moments.written(present, timezone.get_current_timezone())
            field = self.fields["live_from"]
            field.initial, field.help_text = present, f"Now: {written}. {field.help_text}"

    def clean_live_from(self) -> datetime:
        return _to_come(self.cleaned_data["live_from"])


class ReturnForm(VerbForm):
    reason = forms.CharField(
        label="What the writer should do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the writer should do."},
    )


class EmbargoForm(VerbForm):
    until = MomentField(label="Not live before")


class LiftForm(VerbForm):
    reason = forms.CharField(
        label="Why it no longer holds",
        max_length=300,
        error_messages={"required": "Say why the embargo no longer holds."},
    )


class WithdrawForm(VerbForm):
    reason_class = forms.ChoiceField(
        label="Reason that readers are told",
        choices=[("", "Choose…"), *ReasonClass.choices],
        error_messages={
            "required": "Say to which class the reason belongs.",
            "invalid_choice": "Say to which class the reason belongs.",
        },
    )
    reason = forms.CharField(
        label="Reason for the desk, not published",
        max_length=300,
        error_messages={"required": "Say why; readers are told the class alone."},
    )


class RetractForm(VerbForm):
    notice = forms.CharField(
        label="Notice for readers: what was wrong",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tell readers what was wrong."},
    )
    strike = forms.BooleanField(label="Strike the text out", required=False)


class ReinstateForm(VerbForm):
    note = forms.CharField(
        label="Note for readers: why they get it again",
        max_length=300,
        error_messages={"required": "Say in a note for readers why they get it again."},
    )


class _EditionForm(VerbForm):
    """Chooses one of the last editions that are over."""

    number = forms.TypedChoiceField(
        label="Edition",
        coerce=int,
        error_messages={"invalid_choice": "Choose an edition that was live and is over."},
    )

    def __init__(self, standing: Standing, *args: Any, **options: Any) -> None:
        super().__init__(standing, *args, **options)
        past = standing.past_editions(OFFERED)
        self._choose("number", [(e.number, f"{e.number}: {_when(e)}, {e.headline}") for e in past])


class RollBackForm(_EditionForm, ReinstateForm):
    field_order = ["number", "note"]


class WithholdForm(_EditionForm):
    reason = forms.CharField(
        label="Reason for the desk, not published",
        max_length=300,
        error_messages={"required": "Say why; readers are told only that it is withheld."},
    )


def _can_be_published(article: Article) -> bool:
    return article.stage == Article.Stage.APPROVED and not article.is_published


def _when(edition: Edition) -> str:
    return f"{timezone.localtime(edition.live_from):%-d %b %Y, %H:%M}"


def _to_come(moment: datetime) -> datetime:
    try:
        issuing.require_to_come(moment, timezone.now())
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
    return moment

"""What two people wrote at once, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.forms import ChoiceField, ModelChoiceField, ModelForm
from django.utils import timezone

from articles import body, differences, moments
from articles.differences import Run
from articles.models import Version

if TYPE_CHECKING:
    from articles.admin.forms import ArticleForm

HIDDEN = {"seen_version", "seen", "save_over"}


@dataclass(frozen=True)
class Difference:
    """A field that two people left in different states: the one saved first, then what was typed.

    For each side, what stands in its paragraphs.
    """

    label: str
    theirs: list[list[Run]]
    yours: list[list[Run]]

    @classmethod
    def of(cls, label: str, theirs: str, yours: str) -> Difference:
        passages = differences.paragraphs(_paragraphs(theirs), _paragraphs(yours))
        return cls(
            label,
            [passage.before for passage in passages if passage.before],
            [passage.after for passage in passages if passage.after],
        )


@dataclass(frozen=True)
class Stale:
    """Somebody saved meanwhile: what they saved, beside what was typed here."""

    saved: Version
    differences: list[Difference]

    @classmethod
    def of(cls, form: ArticleForm) -> Stale:
        """Compare what a bound form holds with the story it was made for."""
        article = form.instance
        saved = article.versions.select_related("saved_by").get(number=article.version)
        return cls(saved, _differences(form))


class Change(NamedTuple):
    """Who last changed a record that has no versions, and when; as far as the desk's log knows."""

    saved_by: str
    saved_at: datetime | None


@dataclass(frozen=True)
class StaleRecord:
    """The same of a record without versions, and the state in which it now is."""

    saved: Change
    differences: list[Difference]
    state: str

    @classmethod
    def of(cls, form: ModelForm) -> StaleRecord:
        """Compare what a bound form holds with the record it was made for."""
        record = form.instance
        kind = ContentType.objects.get_for_model(record)
        log = LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
        last = log.select_related("user").order_by("-action_time").first()
        saved = Change(str(last.user), last.action_time) if last else Change("Somebody", None)
        return cls(saved, _differences(form), record.state)


def _differences(form: ModelForm) -> list[Difference]:
    differences = [
        Difference.of(
            str(form[name].label),
            _shown(form, name, form[name].initial),
            _shown(form, name, form.cleaned_data.get(name, form[name].data)),
        )
        for name in form.changed_data
        if name not in HIDDEN
    ]
    return [d for d in differences if d.theirs != d.yours]


def _shown(form: ModelForm, name: str, value: Any) -> str:
    """Return a value as it is read."""
    field = form.fields[name]
    if name == "body":
        return _text(value or "")
    if name == "documents":
        return str(field.prepare_value(value) or "")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (list, tuple, set, QuerySet)):
        return "\n".join(sorted(str(item) for item in value))
    if isinstance(value, datetime):
        return moments.written(value, timezone.get_current_timezone())
    if isinstance(field, ModelChoiceField):
        value = field.queryset.filter(pk=value).first() if isinstance(value, int) else value
    elif isinstance(field, ChoiceField):
        value = dict(field.choices).get(value, value)
    return "" if value is None else str(value)


def _text(html: str) -> str:
    try:
        return body.text(body.clean(html))
    except body.BodyError:  # too long or too deep: the field says so
        return html


def _paragraphs(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]

"""What two people wrote at once, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.forms import ChoiceField, ModelChoiceField
from django.utils import timezone

from articles import body, differences, moments
from articles.differences import Run
from articles.models import Version

if TYPE_CHECKING:
    from articles.admin.forms import ArticleForm

HIDDEN = {"seen_version", "save_over"}


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
        differences = [
            Difference.of(
                str(form[name].label),
                _shown(form, name, form[name].initial),
                _shown(form, name, form.cleaned_data.get(name, form[name].data)),
            )
            for name in form.changed_data
            if name not in HIDDEN
        ]
        return cls(saved, [d for d in differences if d.theirs != d.yours])


def _shown(form: ArticleForm, name: str, value: Any) -> str:
    """Return a value as it is read."""
    field = form.fields[name]
    if name == "body":
        return _text(value or "")
    if name == "documents":
        return str(field.prepare_value(value) or "")
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

"""Fields that choose another record: what is posted for one need not be a number at all."""

from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, ManyToManyField
from django.http import HttpRequest

from people.models import Entry


def is_id(value: object) -> bool:
    """Could this be the id of a record, as a form sends it?"""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) <= 18


class OneById(forms.ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        """Refuse what is no id before a database is asked for it."""
        if value in self.empty_values or is_id(value):
            return super().to_python(value)
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class SeveralById(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """Refuse what is no id before a database is asked for it."""
        if all(is_id(pk) for pk in value or []):
            return super().clean(value)
        message = self.error_messages["invalid_choice"]
        raise ValidationError(message, code="invalid_choice", params={"value": "this"})


class KnownOptions:
    """Shows only what can be an id among the options chosen: the stock widget asks for all."""

    def optgroups(self, name: str, value: list, attr: Any = None) -> list:
        chosen = [pk for pk in value if pk in ("", None) or is_id(pk)]
        return super().optgroups(name, chosen, attr)  # type: ignore[misc]


class AutocompleteOne(KnownOptions, widgets.AutocompleteSelect):  # type: ignore[misc]
    pass


class AutocompleteSeveral(KnownOptions, widgets.AutocompleteSelectMultiple):  # type: ignore[misc]
    pass


def _leave_out_merged(db_field: ForeignKey | ManyToManyField, kwargs: dict[str, Any]) -> None:
    """What was merged cannot be chosen, also from a screen that was opened before."""
    entries = db_field.related_model
    if isinstance(entries, type) and issubclass(entries, Entry):
        kwargs.setdefault("queryset", entries.objects.unmerged())


class ChoicesById:
    """For admins and inlines: a forged choice is an error beside the field."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", OneById)
        _leave_out_merged(db_field, kwargs)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", AutocompleteOne(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", SeveralById)
        _leave_out_merged(db_field, kwargs)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", AutocompleteSeveral(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

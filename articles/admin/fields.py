"""Form fields of a story that are written in a way of their own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse_lazy
from django.utils.text import slugify

from articles.documents import as_lines, parse_lines


class DocumentsField(forms.CharField):
    """Cited documents, one a line: `Title | https://…`."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return as_lines(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[dict[str, str]]:
        text = super().to_python(value) or ""
        # The field's own check sees the list, and the list writes this character as an escape.
        if "\x00" in text:
            raise ValidationError("Null characters are not allowed.")
        return parse_lines(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(as_lines(initial or []), data)


class TagSelect(forms.SelectMultiple):
    """Picks known tags by search, or takes new ones as typed; built on the admin's Select2."""

    class Media:
        css = {"all": ["admin/css/vendor/select2/select2.min.css", "admin/css/autocomplete.css"]}
        js = [
            "admin/js/vendor/jquery/jquery.min.js",
            "admin/js/vendor/select2/select2.full.min.js",
            "admin/js/jquery.init.js",
            Script("articles/tag-select.js", defer=True),  # it looks for what is on the page
        ]

    def __init__(self, attrs: dict | None = None) -> None:
        url = reverse_lazy("admin:articles_tags")
        super().__init__({"class": "tag-select", "data-url": url, **(attrs or {})})

    def optgroups(self, name: str, value: list, attrs: dict | None = None) -> list:
        options = [
            self.create_option(name, tag, tag, True, position) for position, tag in enumerate(value)
        ]
        return [(None, options, 0)]

    def format_value(self, value: Any) -> list[str]:
        return [getattr(tag, "name", tag) for tag in value or []]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # an empty selection sends nothing


class TagsField(forms.Field):
    """The tags' names as a list, each short enough for a tag, and of letters or digits."""

    LONGEST = 100
    widget = TagSelect

    def clean(self, value: Any) -> list[str]:
        printable = ("".join(c if c.isprintable() else " " for c in str(v)) for v in value or [])
        names = [" ".join(name.split()) for name in printable]
        for name in filter(None, names):
            if len(name) > self.LONGEST:
                raise ValidationError(
                    f"This tag is too long: “{name[:40]}…”. {self.LONGEST} letters fit."
                )
            if not slugify(name, allow_unicode=True):
                raise ValidationError(f"“{name}” makes no address: a tag needs letters or digits.")
        return list(dict.fromkeys(filter(None, names)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = sorted(getattr(tag, "name", tag) for tag in initial or [])
        return before != sorted(data or [])

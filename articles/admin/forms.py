"""The forms of a story: nothing typed is lost, and no save overwrites another unseen."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from taggit.forms import TagField

from articles.documents import as_lines, parse_lines
from articles.models import Article, Version


class DocumentsField(forms.CharField):
    """Cited documents, one a line: `Title | https://…`."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return as_lines(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[dict[str, str]]:
        return parse_lines(super().to_python(value))

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
            "articles/tag-select.js",
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


class TagsField(TagField):
    """The tags' names as a list, each within the length of a tag."""

    widget = TagSelect

    def clean(self, value: Any) -> list[str]:
        names = [" ".join(str(name).split()) for name in value or []]
        for name in names:
            if len(name) > 100:
                raise ValidationError(f"This tag is too long: “{name[:40]}…”. 100 letters fit.")
        return list(dict.fromkeys(name for name in names if name))

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = sorted(getattr(tag, "name", tag) for tag in initial or [])
        return before != sorted(data or [])


@dataclass(frozen=True)
class Difference:
    """A field that two people left in different states."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Stale:
    """Somebody saved meanwhile: what they saved, beside what was typed here."""

    saved: Version
    differences: list[Difference]


class ArticleForm(forms.ModelForm):
    """The working copy. Saved on top of the version that was on the screen, or refused."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The version over which, after a refusal, the writer decides to save all the same.
    save_over = forms.IntegerField(widget=forms.HiddenInput, required=False)
    documents = DocumentsField(
        label="Documents cited",
        required=False,
        help_text="One a line: Title | https://…",
    )
    tags = TagsField(required=False)

    stale: Stale | None = None

    class Meta:
        model = Article
        exclude: list[str] = []
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline"}),
            "kicker": forms.TextInput(attrs={"class": "vTextField"}),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "bottom_line": forms.Textarea(attrs={"rows": 3}),
            "methods": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version

    def clean_headline(self) -> str:
        """Headlines are one line, however they were typed or pasted."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        current = self.instance.version
        if self.instance.pk and current not in (
            cleaned.get("seen_version"),
            cleaned.get("save_over"),
        ):
            self.stale = self._compare()
            saved = self.stale.saved
            raise ValidationError(
                f"{saved.saved_by} saved version {saved.number} while you were writing. Nothing "
                "of yours is lost: both texts stand below. Take over what you need, then save.",
                code="stale",
            )
        return cleaned

    def _compare(self) -> Stale:
        saved = self.instance.versions.select_related("saved_by").get(number=self.instance.version)
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        differences = []
        for name, field in self.fields.items():
            if name not in Article.PLAIN:
                continue
            theirs = field.prepare_value(getattr(stored, name))
            yours = self.data.get(self.add_prefix(name), "")
            if str(theirs).split() != str(yours).split():
                differences.append(Difference(str(field.label), str(theirs), str(yours)))
        return Stale(saved, differences)

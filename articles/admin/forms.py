"""The forms of a story: nothing typed is lost, and no save overwrites another unseen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import format_html

from articles import body, ledger
from articles.admin.fields import DocumentsField, TagsField
from articles.admin.stale import Stale
from articles.models import Article, Byline
from people.models import User
from people.user_roles import UserRole

# Who can be given a story to write or to read over.
WRITERS = [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.EDITOR, UserRole.PUBLISHER]
PLANNING = {"assignee", "due_at"}
GONE = {
    "section": "This section is no longer there: choose another.",
    "image": "This picture is no longer in the library: choose another.",
    "assignee": "This account no longer writes here: choose another.",
    "about_people": "Somebody chosen here is no longer in the register: look at the list again.",
    "about_organizations": "An organization chosen here is no longer in the register.",
}


class ArticleForm(forms.ModelForm):
    """The working copy. Saved on top of the version that was on the screen, or refused."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The version over which, after a refusal, the writer decides to save all the same. It comes
    # with the button that says so, and has no place on the form.
    save_over = forms.IntegerField(widget=forms.HiddenInput, required=False)
    documents = DocumentsField(
        label="Documents cited",
        required=False,
        help_text="One a line: Title | https://…",
    )
    tags = TagsField(
        required=False, help_text="Known ones are found as you type; Enter adds a new one."
    )

    user: User  # who writes, set for each request
    stale: Stale | None = None

    class Meta:
        model = Article
        exclude: list[str] = []
        labels = {
            "about_people": "People it is about",
            "about_organizations": "Organizations it is about",
            "image": "Lead picture",
            "image_alt": "Alternative text in this story",
            "image_caption": "Caption in this story",
            "assignee": "Assigned to",
            "due_at": "Due",
            "slug": "Last part of the address",
        }
        help_texts = {
            "image_alt": "Empty: the text of the library.",
            "image_caption": "Empty: the caption of the library.",
            "slug": "Empty: made of the headline. Fixed once the story is published.",
        }
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline-field"}),
            "kicker": forms.TextInput,
            "summary": forms.Textarea(attrs={"rows": 3, "class": "summary-field"}),
            "bottom_line": forms.Textarea(attrs={"rows": 3, "class": "bottom-line-field"}),
            "methods": forms.Textarea(attrs={"rows": 4}),
            "image_caption": forms.Textarea(attrs={"rows": 2}),
            "image_alt": forms.Textarea(attrs={"rows": 2}),
            "seo_title": forms.TextInput,
            "seo_description": forms.Textarea(attrs={"rows": 3}),
            "dateline": forms.TextInput,
            "language": forms.TextInput(attrs={"size": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version
        for name, gone in GONE.items():
            if name in self.fields:
                self.fields[name].error_messages |= {"invalid_choice": gone}
        for name in PLANNING & self.fields.keys():
            self.fields[name].show_hidden_initial = True  # what this screen was opened with
        for field in self.fields.values():
            # A browser cuts what is pasted at this length, and says nothing.
            field.widget.attrs.pop("maxlength", None)
        for name in {"section", "assignee"} & self.fields.keys():
            self.fields[name].widget.can_view_related = False  # a view of little use from here
        if "assignee" in self.fields:
            self._offer_writers(self.fields["assignee"])

    def _offer_writers(self, field: Any) -> None:
        """Offer who writes, and whom the story is assigned to, even if that account is closed."""
        assignee = self.instance.assignee
        writes = Q(is_active=True, groups__name__in=WRITERS)
        field.queryset = User.objects.filter(writes | Q(pk=self.instance.assignee_id)).distinct()
        if assignee and not assignee.is_active:
            field.help_text = format_html("The account of {} is closed: choose another.", assignee)

    def clean_headline(self) -> str:
        """Headlines are one line, however they were typed or pasted."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self) -> str:
        """Refuse a quotation of a record that the writer cannot see: it would open it to them."""
        html = self.cleaned_data["body"]
        try:
            added = set(body.quote_ids(html)) - set(body.quote_ids(self.instance.body))
        except body.BodyError:
            return html  # the field says so itself
        seen = ledger.visible_to(self.user).filter(pk__in=added).values_list("pk", flat=True)
        if added - set(seen):
            raise ValidationError(
                "A quotation names a record that is not in the register: choose its quote again."
            )
        return html

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._leave_unless_changed(cleaned)
        current = self.instance.version
        seen = (cleaned.get("seen_version"), cleaned.get("save_over"))
        if self.instance.pk and current not in seen:
            self.stale = Stale.of(self)
            raise ValidationError(
                f"{self.stale.saved.saved_by} saved version {current} while you were writing. "
                "Nothing of yours is lost: both texts stand here.",
                code="stale",
            )
        return cleaned

    def _leave_unless_changed(self, cleaned: dict[str, Any]) -> None:
        """Leave planning as it stands unless it was changed on this screen.

        It is no part of a version, so an older screen would put back what somebody planned since.
        """
        for name in PLANNING & cleaned.keys() - set(self.changed_data):
            cleaned[name] = getattr(self.instance, name)


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ["role", "person", "organization", "position"]
        labels = {"position": "Order"}

    def has_changed(self) -> bool:
        """A row that was offered filled in counts, though nobody touched it."""
        offered = self.instance.pk is None and bool(self.initial.get("person"))
        return offered or super().has_changed()

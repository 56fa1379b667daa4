"""Quotes at the desk: taken down, verified, approved, and where each is used."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import ForeignKey, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles import ledger
from articles.admin.seen import SeenAdmin, SeenForm, seen_of
from articles.workflow import Action, Refused, may
from people.admin import OwnOrEditorAdmin, desk_user
from people.models import Quote, User
from people.seen import marked
from people.user_roles import UserRole

type Verb = Callable[[Quote, User, str], None]

# For whom the desk looks after a record, not for who only looks it up.
PRIVATE = {"evidence_note", "anonymity_note", "known_to"}
IDENTITY = (
    "Who an unnamed source is, is not stored anywhere in this system, so that no database, backup, "
    "log or court order to whoever keeps them can give it away. Do not write it into any field. "
    "This does not protect against what people remember, write or say elsewhere, against clues in "
    "the words themselves, or against somebody who reads over a shoulder: that a source exists, "
    "and which editor knows, can be seen here."
)


class UsedFilter(admin.SimpleListFilter):
    """Quotes that nobody needs any more are found by it."""

    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "In no story")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(pk__in=ledger.unused()) if self.value() == "none" else queryset


@admin.register(Quote)
class QuoteAdmin(SeenAdmin, OwnOrEditorAdmin):
    form = SeenForm
    owner = "taken_by"
    change_form_template = "desk/quote.html"
    list_display = ["__str__", "said_on", "terms", "taken_by", "verified_by"]
    list_filter = ["terms", UsedFilter]
    list_select_related = ["speaker_person", "speaker_organization", "taken_by", "verified_by"]
    search_fields = ["words", "speaker_person__name", "speaker_organization__name"]
    autocomplete_fields = ["speaker_person", "speaker_organization", "role"]
    readonly_fields = ["approval"]
    actions = ["verify", "approve_source", "discard"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "words",
                    "speaker_person",
                    "speaker_organization",
                    "role",
                    "described_as",
                    "said_on",
                    "venue",
                    "terms",
                    "evidence_url",
                    "evidence_note",
                ]
            },
        ),
        (
            "Translation",
            {
                "fields": ["original_words", "original_language", "translator"],
                "classes": ["collapse"],
            },
        ),
        (
            "Unnamed source",
            {
                "fields": [
                    "anonymity_reason",
                    "is_vital",
                    "is_only_way",
                    "is_reliable",
                    "known_to",
                    "anonymity_note",
                    "approval",
                ],
                "description": IDENTITY,
                "classes": ["collapse"],
            },
        ),
    ]

    # Who sees which: hidden means nonexistent

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        visible = ledger.visible_to(desk_user(request))
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))

    def get_fieldsets(self, request: HttpRequest, obj: Quote | None = None) -> Any:
        """Who may not change a quote reads what was said, not what the desk noted of it."""
        hidden = set() if obj is None or self.has_change_permission(request, obj) else PRIVATE
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Who knows a source is somebody who can answer for it."""
        if db_field.name == "known_to":
            managers = [UserRole.EDITOR, UserRole.PUBLISHER]
            accounts = User.objects.filter(is_active=True, groups__name__in=managers)
            kwargs["queryset"] = accounts.distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="approved by")
    def approval(self, quote: Quote) -> str:
        return str(quote.anonymity_approved_by or "Nobody yet: an editor or publisher approves.")

    def save_model(self, request: HttpRequest, obj: Quote, form: Any, change: bool) -> None:
        """What was affirmed holds for what was looked at when it was."""
        verified, approved = obj.verified_by_id, obj.anonymity_approved_by_id
        obj.void(form.changed_data)
        super().save_model(request, obj, form, change)
        if verified and not obj.verified_by_id:
            message = "What readers get of it has changed: somebody verifies this quote again."
            self.message_user(request, message, messages.WARNING)
        if approved and not obj.anonymity_approved_by_id:
            message = "What was approved has changed: somebody approves the unnamed source again."
            self.message_user(request, message, messages.WARNING)

    # The verbs, as actions of the list and as buttons of a quote's page

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return may(desk_user(request), Action.VERIFY)

    def has_discard_permission(self, request: HttpRequest) -> bool:
        return may(desk_user(request), Action.DISCARD)

    @admin.action(
        permissions=["approve"],
        description="Verified: I have checked the words against the evidence",
    )
    def verify(self, request: HttpRequest, quotes: QuerySet[Quote]) -> None:
        self._do(request, quotes, ledger.verify, "Verified")

    @admin.action(permissions=["approve"], description="Approve: these sources may stay unnamed")
    def approve_source(self, request: HttpRequest, quotes: QuerySet[Quote]) -> None:
        self._do(request, quotes, ledger.approve_source, "Approved")

    @admin.action(permissions=["discard"], description="Delete: no story uses these")
    def discard(self, request: HttpRequest, quotes: QuerySet[Quote]) -> None:
        self._do(request, quotes, ledger.discard, "Deleted")

    def _do(self, request: HttpRequest, quotes: QuerySet[Quote], verb: Verb, done: str) -> None:
        for quote in quotes:
            try:
                verb(quote, desk_user(request), seen_of(request, quote))
                self.message_user(request, f"{done}: “{quote}”")
            except Refused as refusal:
                self.message_user(request, f"“{quote}”: {refusal}", messages.ERROR)

    def get_urls(self) -> list[URLPattern]:
        press = self.admin_site.admin_view(self.press)
        return [path("<int:pk>/do/<str:name>/", press, name="people_quote_do"), *super().get_urls()]

    @method_decorator(require_POST)
    def press(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Do one verb with one quote, as its button says."""
        quote = get_object_or_404(self.get_queryset(request), pk=pk)
        if name not in self.actions:
            raise Http404("There is no such button.")
        getattr(self, name)(request, Quote.objects.filter(pk=quote.pk))
        gone = not Quote.objects.filter(pk=quote.pk).exists()
        to = ["admin:people_quote_changelist"] if gone else ["admin:people_quote_change", quote.pk]
        return redirect(*to)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add where the quote is used, and the buttons of this user."""
        if quote := context.get("original"):
            context["seen"] = marked(quote)
            context["uses"] = ledger.Uses.of(quote, desk_user(request))
            context["buttons"] = _buttons(quote, desk_user(request))
        return super().render_change_form(request, context, *args, **kwargs)


def _buttons(quote: Quote, user: User) -> list[tuple[str, str]]:
    """Return the name and label of each verb that makes sense and that this user may do."""
    is_unused = ledger.unused().filter(pk=quote.pk).exists()
    offered = [
        ("verify", "Verify", Action.VERIFY, quote.verified_by_id is None),
        (
            "approve_source",
            "Approve the unnamed source",
            Action.APPROVE_SOURCE,
            not quote.speaker and quote.anonymity_approved_by_id is None,
        ),
        ("discard", "Delete", Action.DISCARD, is_unused),
    ]
    return [
        (name, label) for name, label, action, now in offered if now and may(user, action, quote)
    ]

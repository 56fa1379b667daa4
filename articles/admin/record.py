"""Editions and corrections: what was published, and what was wrong."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, ForeignKey, OuterRef, Q, QuerySet
from django.forms import Textarea
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from articles import body
from articles.admin.seen import SeenAdmin, SeenForm, seen_of
from articles.models import Article, Correction, Edition
from articles.models.live import OPEN
from articles.views import as_of
from articles.workflow import Action, Refused, may, readable_by
from people.admin import desk_user
from people.admin.choices import ChoicesById
from people.admin.hidden import HiddenIsAbsent
from people.admin.lists import AskedByFilters
from people.admin.register import on_the_site
from people.paginator import BoundedPaginator


class ReadOnlyAdmin(HiddenIsAbsent, AskedByFilters, admin.ModelAdmin):
    """Frozen rows: the database refuses every change, so the desk offers none."""

    paginator = BoundedPaginator
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["headline", "number", "change", "live_from", "closed", "publisher"]
    sortable_by = ["live_from"]
    view_on_site = on_the_site
    list_select_related = ["published_by"]
    ordering = ["-live_from"]
    fields = [
        "headline",
        "number",
        "version",
        "path",
        "live_from",
        "closed",
        "then",
        "change",
        "change_text",
        "text",
        "publisher",
        "approver",
        "origin",
        "digest",
        "previous_digest",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        """What readers got is open to whoever reads the record; what waits, to the story's desk."""
        editions = super().get_queryset(request)
        stories = readable_by(request.user)
        if not stories:
            return editions
        lived = Q(live_from__lte=timezone.now(), live_until__gt=F("live_from"))
        return editions.filter(lived | Q(article__in=Article.objects.filter(stories).values("pk")))

    # Names instead of links: who reads the record need not see the accounts.

    @admin.display(description="live until")
    def closed(self, edition: Edition) -> str:
        if edition.was_cancelled:
            return "called off"
        if edition.live_until == OPEN:
            return ""
        return date_format(timezone.localtime(edition.live_until), "DATETIME_FORMAT")

    @admin.display(description="as readers saw it")
    def then(self, edition: Edition) -> str:
        if edition.was_cancelled or edition.live_from > timezone.now() or not edition.content:
            return ""
        link = '<a href="{}">The page when this edition began</a>'
        return format_html(link, as_of.address_of(edition))

    @admin.display(description="what readers got")
    def text(self, edition: Edition) -> str:
        content = edition.content
        if not content:
            return "Erased."
        return body.render(edition.body, content["quotations"], content["language"])

    @admin.display(description="published by")
    def publisher(self, edition: Edition) -> str:
        return str(edition.published_by)

    @admin.display(description="approved by")
    def approver(self, edition: Edition) -> str:
        return str(edition.approved_by)


class CorrectionForm(SeenForm):
    class Meta:
        labels = {"article": "Story"}
        widgets = {"wrong": Textarea(attrs={"rows": 3}), "right": Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "article" in self.fields:
            widget = self.fields["article"].widget
            widget.can_add_related = widget.can_change_related = False
        if "kind" in self.fields:  # a retraction is more than a note
            kinds = [c for c in Correction.Kind.choices if c[0] != Correction.Kind.RETRACTION]
            self.fields["kind"].choices = kinds

    def clean_article(self) -> Article:
        """Tie a new note to the edition that is live and wrong; it stays tied to that one."""
        article = self.cleaned_data["article"]
        live = article.live_edition()
        if live is None:
            raise ValidationError("Only a story that is live can be corrected.")
        if self.instance.pk is None:
            self.instance.corrects = live
        return article


@admin.register(Correction)
class CorrectionAdmin(SeenAdmin, HiddenIsAbsent, AskedByFilters, ChoicesById, admin.ModelAdmin):
    form = CorrectionForm
    list_display = ["kind", "article", "wrong", "right", "severity", "proposed_by", "approved_by"]
    sortable_by: list[str] = []
    list_select_related = ["article", "proposed_by", "approved_by"]
    autocomplete_fields = ["article"]
    fields = ["article", "kind", "severity", "wrong", "right"]
    actions = ["approve"]
    paginator = BoundedPaginator
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        # Not `article__in`: SQLite would start from every story that one may read.
        readable = Article.objects.readable_by(request.user).filter(pk=OuterRef("article_id"))
        return super().get_queryset(request).filter(Exists(readable))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Only a story that one may read can be chosen, whatever is posted."""
        if db_field.name == "article":
            kwargs["queryset"] = Article.objects.readable_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.CORRECT)

    def locked(self, record: Correction) -> Correction:
        """Lock the story first, as approving the note does."""
        record.article.locked()
        return super().locked(record)

    def get_readonly_fields(self, request: HttpRequest, obj: Correction | None = None) -> list[str]:
        """A note stays with its story."""
        return ["article"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        """A note that is approved stands as it is."""
        if obj and (
            obj.approved_by_id or not may(request.user, Action.PROPOSE_CORRECTION, obj.article)
        ):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        if not change:
            obj.proposed_by = desk_user(request)
        super().save_model(request, obj, form, change)

    @admin.action(permissions=["approve"], description="Approve: the next edition prints it")
    def approve(self, request: HttpRequest, corrections: QuerySet[Correction]) -> None:
        for correction in corrections.select_related("article"):
            try:
                correction.approve(request.user, seen_of(request, correction))
                self.message_user(request, f"Approved: {correction}")
            except Refused as refusal:
                self.message_user(request, f"{correction}: {refusal}", messages.ERROR)

"""People, organizations, their roles and their quotes."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import DateField, ForeignKey, QuerySet
from django.http import HttpRequest

from people.admin.choices import ChoicesById
from people.models import Organization, Person, Quote, Role, User
from people.models.quote import WORDS
from people.paginator import BoundedPaginator
from people.pictures import Picture, PictureError, cleaned, keep
from people.user_roles import UserRole

# Who approves what others wrote: quotes of unnamed sources too.
APPROVE = {UserRole.EDITOR, UserRole.PUBLISHER}
# Who edits any entry of the register; a reporter edits only what the reporter added.
EDIT_ANY = APPROVE | {UserRole.COPY_EDITOR}


def desk_user(request: HttpRequest) -> User:
    """Return who is at the desk: the site has let nobody in without an account."""
    return cast(User, request.user)


def on_the_site(model_admin: admin.ModelAdmin, record: Any) -> str | None:
    """Link to a record's public page itself: the admin's own redirect asks for no rights."""
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else None


class Day(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class OwnOrEditorAdmin(ChoicesById, admin.ModelAdmin):
    """A record that reporters change only when it is their own; nobody deletes it."""

    owner = "added_by"
    paginator = BoundedPaginator
    show_full_result_count = False
    view_on_site = on_the_site
    formfield_overrides = {DateField: {"widget": Day}}

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer accounts in one list: the search for them is open to admins alone."""
        if db_field.related_model is User:
            kwargs.setdefault("queryset", User.objects.filter(is_active=True))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.is_superuser or desk_user(request).roles & EDIT_ANY:
            return True
        return getattr(obj, f"{self.owner}_id") == request.user.pk

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            setattr(obj, self.owner, request.user)
        super().save_model(request, obj, form, change)


class RoleInline(ChoicesById, admin.TabularInline):
    model = Role
    extra = 0
    autocomplete_fields = ["organization"]
    fields = ["title", "organization", "started_on", "ended_on", "ended", "evidence_url"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PersonForm(forms.ModelForm):
    """A person, perhaps with a photo, which needs its alternative text and its credit."""

    upload = forms.FileField(
        label="Photo",
        required=False,
        help_text="JPEG, PNG, WebP, AVIF or GIF. Only its pixels are kept.",
    )

    def clean_upload(self) -> Picture | None:
        """Turn the upload into what is kept."""
        upload = self.cleaned_data["upload"]
        try:
            return cleaned(upload, upload.size) if upload else None
        except PictureError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """A photo is not printed without saying what it shows and whose it is."""
        given = super().clean() or {}
        if given.get("upload") or self.instance.photo:
            for name in ("photo_alt", "photo_credit"):
                if name in self.fields and not given.get(name):
                    self.add_error(name, "A photo needs this.")
        return given

    def save(self, commit: bool = True) -> Person:
        if picture := self.cleaned_data.get("upload"):
            self.instance.photo = keep(picture)
        return super().save(commit)


@admin.register(Person)
class PersonAdmin(OwnOrEditorAdmin):
    form = PersonForm
    list_display = ["name", "now", "standing", "died_on"]
    list_filter = ["standing"]
    search_fields = ["name", "sort_name", "aliases"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [RoleInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "sort_name", "aliases", "standing", "description"]}),
        (
            "Photo",
            {"fields": ["upload", "photo_alt", "photo_credit"], "classes": ["collapse"]},
        ),
        (
            "More",
            {
                "fields": ["links", "wikidata_id", "died_on", "user", "private_note"],
                "classes": ["collapse"],
            },
        ),
    ]

    def get_exclude(self, request: HttpRequest, obj: Person | None = None) -> list[str]:
        """Whose account it is decides whose a story is: not for its writer to change."""
        return [] if desk_user(request).roles & APPROVE else ["user"]

    def get_fieldsets(self, request: HttpRequest, obj: Person | None = None) -> Any:
        exclude = self.get_exclude(request, obj)
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in exclude]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return super().get_queryset(request).prefetch_related("roles__organization")

    @admin.display(description="latest role")
    def now(self, person: Person) -> str:
        role = next(iter(person.roles.all()), None)
        return role.label if role else ""


@admin.register(Organization)
class OrganizationAdmin(OwnOrEditorAdmin):
    list_display = ["name", "short_name", "kind", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "short_name", "aliases"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["parent"]
    fields = [
        "name",
        "short_name",
        "slug",
        "aliases",
        "kind",
        "parent",
        "description",
        "links",
        "wikidata_id",
    ]


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    """For autocompletion only; roles are edited with their person."""

    search_fields = ["title", "person__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        return super().get_queryset(request).select_related("person", "organization")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Quote)
class QuoteAdmin(OwnOrEditorAdmin):
    owner = "taken_by"
    list_display = ["__str__", "said_on", "terms", "taken_by", "verified_by"]
    list_filter = ["terms"]
    list_select_related = [
        "speaker_person",
        "speaker_organization",
        "taken_by",
        "verified_by",
    ]
    search_fields = ["words", "speaker_person__name", "speaker_organization__name"]
    autocomplete_fields = ["speaker_person", "speaker_organization", "role"]
    readonly_fields = ["approval"]
    actions = ["verify", "approve_anonymity"]
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
                    "anonymity_note",
                    "known_to",
                    "approval",
                ],
                "description": "Who an unnamed source is, is not stored anywhere in this system.",
                "classes": ["collapse"],
            },
        ),
    ]

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return bool(desk_user(request).roles & APPROVE)

    @admin.action(
        permissions=["approve"],
        description="Verified: I have checked the words against the evidence",
    )
    def verify(self, request: HttpRequest, quotes: QuerySet[Quote]) -> None:
        for quote in quotes:
            try:
                quote.verify(desk_user(request))
                self.message_user(request, f"Verified: {quote}")
            except ValidationError as refusal:
                self.message_user(request, f"{quote}: {refusal.messages[0]}", messages.ERROR)

    @admin.action(permissions=["approve"], description="Approve: these sources may stay unnamed")
    def approve_anonymity(self, request: HttpRequest, quotes: QuerySet[Quote]) -> None:
        for quote in quotes:
            if quote.speaker:
                self.message_user(request, f"{quote}: the source is named.", messages.ERROR)
            elif quote.taken_by_id == request.user.pk:
                refusal = "somebody other than the one who took it down approves this."
                self.message_user(request, f"{quote}: {refusal}", messages.ERROR)
            else:
                quote.anonymity_approved_by = desk_user(request)
                quote.save(update_fields=["anonymity_approved_by"])
                self.message_user(request, f"Approved: {quote}")

    @admin.display(description="approved by")
    def approval(self, quote: Quote) -> str:
        return str(quote.anonymity_approved_by or "Nobody yet: an editor approves in the list.")

    def save_model(self, request: HttpRequest, obj: Quote, form: Any, change: bool) -> None:
        """A verification holds for the words that were verified."""
        if set(form.changed_data) & set(WORDS):
            obj.verified_by = None
        super().save_model(request, obj, form, change)

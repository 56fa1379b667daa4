"""The register and the accounts, in the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from people.models import Organization, Person, Quote, Role, User
from people.models.quote import WORDS
from people.user_roles import UserRole

# Who edits any entry of the register; a reporter edits only what the reporter added.
EDIT_ANY = {UserRole.COPY_EDITOR, UserRole.EDITOR, UserRole.PUBLISHER}

admin.site.unregister(Group)  # the roles are fixed; accounts are given them, not they rights


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """Accounts and their roles. No form of the desk makes a superuser or grants single rights."""

    list_display = ["username", "get_full_name", "email", "role_names", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("Roles", {"fields": ["groups", "is_active"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("Roles", {"fields": ["groups"]}),
    ]
    readonly_fields: list[str] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody changes their own roles."""
        return ["groups", "is_active"] if obj and obj.pk == request.user.pk else []

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only a superuser touches a superuser's account, the password included."""
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are deactivated: their work and their events stay."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = True  # every account is one of the desk
        super().save_model(request, obj, form, change)

    @admin.display(description="roles")
    def role_names(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))


class OwnOrEditorAdmin(admin.ModelAdmin):
    """A record that reporters change only when it is their own; nobody deletes it."""

    owner = "added_by"
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.is_superuser or request.user.roles & EDIT_ANY:
            return True
        return getattr(obj, f"{self.owner}_id") == request.user.pk

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            setattr(obj, self.owner, request.user)
        super().save_model(request, obj, form, change)


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0
    autocomplete_fields = ["organization"]
    fields = ["title", "organization", "started_on", "ended_on", "ended", "evidence_url"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Person)
class PersonAdmin(OwnOrEditorAdmin):
    list_display = ["name", "now", "standing", "died_on"]
    list_filter = ["standing"]
    search_fields = ["name", "sort_name", "aliases"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["user"]
    inlines = [RoleInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "sort_name", "aliases", "standing", "description"]}),
        ("Photo", {"fields": ["photo", "photo_alt", "photo_credit"], "classes": ["collapse"]}),
        (
            "More",
            {
                "fields": ["links", "wikidata_id", "died_on", "user", "private_note"],
                "classes": ["collapse"],
            },
        ),
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
    autocomplete_fields = [
        "speaker_person",
        "speaker_organization",
        "role",
        "anonymity_approved_by",
        "known_to",
    ]
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
            "Terms",
            {
                "fields": [
                    "terms",
                    "anonymity_reason",
                    "anonymity_note",
                    "anonymity_approved_by",
                    "known_to",
                ],
                "description": "Who an unnamed source is, is not stored anywhere in this system.",
                "classes": ["collapse"],
            },
        ),
    ]

    def save_model(self, request: HttpRequest, obj: Quote, form: Any, change: bool) -> None:
        """A verification holds for the words that were verified."""
        if set(form.changed_data) & set(WORDS):
            obj.verified_by = None
        super().save_model(request, obj, form, change)

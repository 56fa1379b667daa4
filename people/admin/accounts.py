"""Accounts and their roles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from people.models import User
from people.user_roles import UserRole

admin.site.unregister(Group)  # the roles are fixed; accounts are given them, not they rights

# What each role is for, in the words of the form that gives it.
MEANINGS: dict[str, str] = {
    UserRole.REPORTER: "writes stories, takes down quotes, submits",
    UserRole.COPY_EDITOR: "edits what is in review, and the register",
    UserRole.EDITOR: "runs sections: edits, returns and approves what others wrote",
    UserRole.PUBLISHER: "publishes, withdraws, and approves corrections, in every section",
    UserRole.ADMIN: "runs accounts and sections, and reads no stories",
}


class RolesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, group: Any) -> str:
        meaning = MEANINGS.get(group.name)
        return f"{group}: {meaning}" if meaning else str(group)


class RoleFilter(admin.RelatedFieldListFilter):
    """By role; accounts without one are found too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "role"
        self.empty_value_display = mark_safe("None")


class AccountForm(UserChangeForm):
    """An account without its password: a page of its own sets that."""

    password: Any = None

    class Meta(UserChangeForm.Meta):
        model = User
        labels = {"is_active": "May log in"}
        help_texts = {
            "is_active": "An account is closed, not deleted: its work and its events stay."
        }


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """Accounts and their roles. No form of the desk makes a superuser or grants single rights."""

    form = AccountForm
    add_form = UserCreationForm
    add_form_template = None
    change_user_password_template = "desk/set_password.html"  # noqa: S105
    list_display = ["username", "full_name", "email", "role_names", "state", "last_login"]
    list_filter = [("groups", RoleFilter), "is_active"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "set_password"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("What it may do", {"fields": ["groups", "is_active"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("What it may do", {"fields": ["groups"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody changes their own roles."""
        own = obj is not None and obj.pk == request.user.pk
        return ["set_password", "groups", "is_active"] if own else ["set_password"]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only a superuser touches a superuser's account, the password included."""
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are deactivated: their work and their events stay."""
        return False

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the five roles, each with what it may do."""
        if db_field.name == "groups":
            kwargs |= {
                "form_class": RolesField,
                "widget": forms.CheckboxSelectMultiple,
                "label": "Roles",
                "help_text": "They add up.",
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = True  # every account is one of the desk
        super().save_model(request, obj, form, change)

    @admin.display(description="password")
    def set_password(self, user: User) -> str:
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">Set a new password</a>', url)

    @admin.display(description="name", ordering="first_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="roles")
    def role_names(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    @admin.display(description="state", ordering="is_active")
    def state(self, user: User) -> str:
        return "May log in" if user.is_active else "Closed"

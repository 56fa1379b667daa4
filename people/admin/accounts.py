"""Accounts and their roles."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from people import letters
from people.admin.hidden import HiddenIsAbsent
from people.admin.lists import AskedByFilters
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


class NewAccountForm(AdminUserCreationForm):
    """A new account either is invited by e-mail or gets its first password here."""

    usable_password = forms.ChoiceField(
        label="First password",
        required=False,
        initial="true" if settings.MAIL_IS_PRINTED else "false",
        choices={
            "false": "Invite by e-mail: a link, good for an hour, to choose a password",
            "true": "Set it here, and tell it in person or on the telephone",
        },
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        invited = not cleaned.get("set_usable_password")
        if invited and "email" not in self.errors and not cleaned.get("email"):
            self.add_error("email", "An invitation needs an address to go to.")
        return cleaned


@admin.register(User)
class UserAdmin(HiddenIsAbsent, AskedByFilters, StockUserAdmin):
    """Accounts and their roles. No form of the desk makes a superuser or grants single rights."""

    form = AccountForm
    add_form = NewAccountForm
    actions = ["invite"]
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
        (None, {"fields": ["username"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("What it may do", {"fields": ["groups"]}),
        ("How it logs in", {"fields": ["usable_password", "password1", "password2"]}),
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
        """Offer the five roles and no other group, each with what it may do."""
        if db_field.name == "groups":
            kwargs |= {
                "queryset": Group.objects.filter(name__in=list(UserRole)),
                "form_class": RolesField,
                "widget": forms.CheckboxSelectMultiple,
                "label": "Roles",
                "help_text": "They add up.",
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = True  # every account is one of the desk
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: User, *args: Any) -> HttpResponse:
        if not obj.has_usable_password():
            transaction.on_commit(partial(self._invite, request, obj))
        return super().response_add(request, obj, *args)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """Keep in the history which roles were given, not only that they changed."""
        message = super().construct_change_message(request, form, formsets, add)
        if "groups" in form.changed_data:
            given = ", ".join(sorted(group.name for group in form.cleaned_data["groups"]))
            message.append({"changed": {"fields": [f"Roles to: {given or 'none'}"]}})
        return message

    @admin.action(permissions=["change"], description="Send the invitation again")
    def invite(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            self._invite(request, user)

    def _invite(self, request: HttpRequest, user: User) -> None:
        try:
            if not self.has_change_permission(request, user):
                raise letters.NotSent(f"{user} is a superuser's account.")
            letters.invite(user)
        except letters.NotSent as refusal:
            self.message_user(request, f"No invitation was sent: {refusal}", messages.ERROR)
            return
        self.log_change(request, user, "Invited by e-mail.")
        self.message_user(request, f"An invitation is on its way to {user.email}.")

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
        if not user.is_active:
            return "Closed"
        return "May log in" if user.has_usable_password() else "Invited"

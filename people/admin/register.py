"""People, organizations and their roles. Quotes are with the stories that use them."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import DateField, ForeignKey, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from people import naming
from people.admin.choices import ChoicesById
from people.admin.hidden import HiddenIsAbsent
from people.admin.lists import AskedByFilters
from people.folding import folded
from people.models import Organization, Person, Role, User
from people.paginator import BoundedPaginator
from people.pictures import Picture, PictureError, cleaned, keep
from people.user_roles import UserRole

# Who approves what others wrote: quotes of unnamed sources too.
APPROVE = {UserRole.EDITOR, UserRole.PUBLISHER}
# Who edits any entry of the register; a reporter edits only what the reporter added.
EDIT_ANY = APPROVE | {UserRole.COPY_EDITOR}
LEAST_PHOTO = (160, 200)  # pixels: half of what a page prints


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


class OwnOrEditorAdmin(HiddenIsAbsent, AskedByFilters, ChoicesById, admin.ModelAdmin):
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


class EntryForm(forms.ModelForm):
    """A name that the register has already is another's only when whoever saves it says so."""

    is_another = forms.BooleanField(
        label="This is another one of that name", required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("is_another") and (known := self._namesakes()):
            self.fields["is_another"].widget = forms.CheckboxInput()
            links = format_html_join(
                ", ",
                '<a href="{}" target="_blank" rel="noopener">{}</a>',
                [(_desk_url(entry), naming.told_apart(entry)) for entry in known],
            )
            said = format_html(
                "The register has this name already: {}. Tick this if another is meant.", links
            )
            self.add_error("is_another", said)
        return given

    def _namesakes(self) -> list[Person | Organization]:
        """Return who has one of the names that were typed."""
        names = {"name", "short_name", "aliases"} & set(self.changed_data)
        typed = [self.cleaned_data.get(name, "") for name in sorted(names)]
        wanted = {folded(line) for value in typed for line in value.splitlines()} - {""}
        return naming.namesakes(self._meta.model, wanted, self.instance.pk) if wanted else []


def _desk_url(entry: Person | Organization) -> str:
    return reverse(f"admin:people_{entry._meta.model_name}_change", args=[entry.pk])


class EntryAdmin(OwnOrEditorAdmin):
    """A person or an organization: the desk check finds it by the names it has once it is saved.

    One that was merged stands in no list, changes no more and leads to the other.
    """

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        merged = obj is not None and obj.merged_into_id is not None
        return not merged and super().has_change_permission(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset.filter(merged_into=None), search_term)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is not None and obj.merged_into_id is not None:
            return [(None, {"fields": ["merged_into"]}), *fieldsets]
        if obj is not None and not self.has_change_permission(request, obj):
            return fieldsets
        name, options = fieldsets[0]
        return [(name, {**options, "fields": ["is_another", *options["fields"]]}), *fieldsets[1:]]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        entry = form.instance
        if isinstance(entry, Person):
            naming.renew(people=[entry])
        else:
            naming.renew(organizations=[entry])


class RoleInline(ChoicesById, admin.TabularInline):
    model = Role
    extra = 0
    autocomplete_fields = ["organization"]
    fields = ["title", "organization", "started_on", "ended_on", "ended", "evidence_url"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PersonForm(EntryForm):
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
            return cleaned(upload, upload.size, LEAST_PHOTO) if upload else None
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
class PersonAdmin(EntryAdmin):
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

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> list[str]:
        """Nobody unties the own account: a story would be one's own no longer."""
        own = obj is not None and obj.user_id == request.user.pk
        return ["user"] if own and desk_user(request).roles & APPROVE else []

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Nobody ties the own account: what another wrote would be one's own to read."""
        if db_field.name == "user":
            others = User.objects.filter(is_active=True).exclude(pk=desk_user(request).pk)
            kwargs["queryset"] = others
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Person | None = None) -> Any:
        exclude = self.get_exclude(request, obj)
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in exclude]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return naming.with_roles(super().get_queryset(request))

    @admin.display(description="latest role")
    def now(self, person: Person) -> str:
        role = next(iter(person.roles.all()), None)
        return role.label if role else ""


@admin.register(Organization)
class OrganizationAdmin(EntryAdmin):
    form = EntryForm
    list_display = ["name", "short_name", "kind", "country", "parent"]
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
        "country",
        "parent",
        "description",
        "links",
        "wikidata_id",
    ]


@admin.register(Role)
class RoleAdmin(HiddenIsAbsent, AskedByFilters, admin.ModelAdmin):
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

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.forms import ModelForm
from django.http import HttpRequest
from taggit.models import Tag as StockTag

from articles.models import Edition, Section, Tag
from people.admin.choices import ChoicesById
from people.admin.hidden import HiddenIsAbsent
from people.admin.lists import AskedByFilters
from people.admin.register import on_the_site
from people.paginator import BoundedPaginator

if admin.site.is_registered(StockTag):
    admin.site.unregister(StockTag)  # taggit's own; stories use ours


@admin.register(Section)
class SectionAdmin(HiddenIsAbsent, AskedByFilters, ChoicesById, admin.ModelAdmin):
    list_display = ["name", "slug", "parent", "position"]
    list_editable = ["position"]
    actions = None
    view_on_site = on_the_site
    list_select_related = ["parent"]
    search_fields = ["name"]
    autocomplete_fields = ["editors"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description", "parent", "position", "media_topic", "editors"]

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm]:
        """Name the field in each row, where the list has no label beside it."""
        position = AdminIntegerFieldWidget(attrs={"aria-label": "Position"})
        return super().get_changelist_form(request, widgets={"position": position}, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> list[str]:
        """A section that has, or had, stories keeps its slug: their addresses begin with it."""
        return ["slug"] if obj and _is_used(obj) else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Section | None = None) -> Any:
        return {} if "slug" in self.get_readonly_fields(request, obj) else self.prepopulated_fields

    def has_delete_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        """Asked before the page to delete it, which would read every story on the shelf."""
        return super().has_delete_permission(request, obj) and not (obj and _is_used(obj))


def _is_used(section: Section) -> bool:
    return section.articles.exists() or Edition.objects.filter(section=section).exists()


@admin.register(Tag)
class TagAdmin(HiddenIsAbsent, AskedByFilters, admin.ModelAdmin):
    list_display = ["name", "kind", "description"]
    list_filter = ["kind"]
    paginator = BoundedPaginator
    view_on_site = on_the_site
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "description", "uri", "recommends"]
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        """A tag keeps its address."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Tag | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def has_delete_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        """Tags stand in editions; a needless one is merged into another."""
        return False

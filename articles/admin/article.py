from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import standing
from articles.admin import checking
from articles.admin.forms import ArticleForm, BylineForm
from articles.models import Article, Byline
from articles.moment_field import Moment, MomentField
from articles.views import desk, findings, history, recommending
from articles.workflow import Action, may
from people.admin import desk_user
from people.admin.choices import ChoicesById
from people.admin.hidden import HiddenIsAbsent
from people.admin.lists import AskedByFilters
from people.paginator import BoundedPaginator

# The desk's own search: through the headlines of this many stories, the last saved ones.
SEARCHED = 20_000


class BylineInline(ChoicesById, admin.TabularInline):
    model = Byline
    form = BylineForm
    extra = 0
    autocomplete_fields = ["person", "organization"]
    verbose_name = "by-line"

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """Offer a new story signed by its writer, if the writer stands in the register."""
        return 1 if obj is None and hasattr(request.user, "person") else 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # whoever reads the story; the story's own admin has asked

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.EDIT, obj) if obj else True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.EDIT, obj) if obj else True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.EDIT, obj) if obj else True


class StageFilter(admin.SimpleListFilter):
    """The stages as the board has them: "published" is no stage, but where people look."""

    title = "stage"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*Article.Stage.choices, ("published", "Published")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "published":
            return queryset.filter(is_published=True)
        if self.value() in Article.Stage:
            return queryset.filter(is_published=False, stage=self.value())
        return queryset


class StoryList(ChangeList):
    """The list of stories; where those shown stand is read once for all of them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        marks = standing.marks(self.result_list)
        for article in self.result_list:
            article.marks = marks[article.pk]


@admin.register(Article)
class ArticleAdmin(HiddenIsAbsent, AskedByFilters, ChoicesById, admin.ModelAdmin):
    form = ArticleForm
    inlines = [BylineInline]
    change_form_template = "desk/article.html"
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50
    actions = None
    formfield_overrides = {models.DateTimeField: {"form_class": MomentField, "widget": Moment}}
    list_display = ["headline", "where", "section", "kind", "writer", "saved_at"]
    list_filter = [StageFilter, "section", "kind"]
    sortable_by = ["saved_at"]  # by another column a million rows would be sorted for fifty
    list_select_related = ["section", "created_by"]
    search_fields = ["headline"]
    search_help_text = f"Words of a headline, among the {SEARCHED:,} stories saved last"
    autocomplete_fields = ["about_people", "about_organizations", "image"]
    fieldsets = [
        ("Story", {"fields": ["kicker", "headline", "summary", "body", "bottom_line"]}),
        (
            "About",
            {"fields": ["section", "kind", "tags", "about_people", "about_organizations"]},
        ),
        ("Picture", {"fields": ["picture", "image", "image_alt", "image_caption"]}),
        (
            "How we know",
            {"classes": ["collapse"], "fields": ["methods", "documents", "ai_use"]},
        ),
        (
            "Planning",
            {"classes": ["collapse"], "fields": ["assignee", "due_at"]},
        ),
        (
            "Address and search engines",
            {
                "classes": ["collapse"],
                "fields": ["slug", "dateline", "language", "seo_title", "seo_description"],
            },
        ),
    ]

    # Who may: the one table

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).readable_by(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.READ)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return may(request.user, Action.READ, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.CREATE)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return may(request.user, Action.EDIT, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False  # stories are withdrawn, drafts abandoned; nothing vanishes

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        """An assignment is made by an editor or a publisher."""
        readonly = ["picture"]
        if not may(request.user, Action.APPROVE):
            readonly.append("assignee")
        return readonly

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        form.user = desk_user(request)
        return form

    # Saving: one transaction, one version

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article:
        """Lock the story for a save, so that two saves cannot both see themselves current."""
        article = super().get_object(request, object_id, from_field)
        return article.locked() if request.method == "POST" else article

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        person = getattr(request.user, "person", None)
        if person and obj._state.adding:
            kwargs["initial"] = [{"person": person.pk}]
        return kwargs

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = desk_user(request)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.record_version(request.user)

    # Versions and events are the record; the admin's own log would keep headlines of drafts.

    def log_addition(self, *args: Any) -> None:
        pass

    def log_change(self, *args: Any) -> None:
        pass

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Go on with the story; a save can also move it to a desk that one does not read."""
        if may(request.user, Action.READ, article):
            messages.success(request, f"Saved: this is version {article.version}.")
            return redirect("admin:articles_article_change", article.pk)
        messages.success(
            request,
            f"Saved “{article}”: it is now with the editors of {article.section}, "
            "and you cannot read it any more.",
        )
        return redirect("admin:index")

    # Pages

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("quotes.json", view(desk.quotes), name="articles_quotes"),
            path("tags.json", view(desk.tags), name="articles_tags"),
            *self._check_urls(),
            path("<int:pk>/similar/", view(recommending.similar), name="articles_article_similar"),
            path("<int:pk>/preview/", view(desk.preview), name="articles_article_preview"),
            *self._history_urls(),
            path("<int:pk>/do/<str:name>/", view(desk.verb), name="articles_article_verb"),
            *super().get_urls(),
        ]

    def _check_urls(self) -> list[URLPattern]:
        """The desk check of the screen asks this admin for the story's form."""
        view, given = self.admin_site.admin_view, {"model_admin": self}
        return [
            path("check/", view(checking.check), given, name="articles_article_check_new"),
            path("<int:pk>/check/", view(checking.check), given, name="articles_article_check"),
            path("<int:pk>/answers/", view(findings.answers), name="articles_article_answers"),
        ]

    def _history_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/history/", view(history.history), name="articles_article_history"),
            path("<int:pk>/changes/", view(history.changes), name="articles_article_changes"),
            path("<int:pk>/versions/", view(history.versions), name="articles_article_versions"),
            path(
                "<int:pk>/versions/<int:first>/diff/<int:second>/",
                view(history.versions_diff),
                name="articles_article_versions_diff",
            ),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add where the story stands, the buttons of this user, and a clash of two saves."""
        article = context.get("original")
        if article:
            context |= desk.standing_context(request.user, article)
            if not may(request.user, Action.EDIT, article):
                context["read"] = desk.reading(article, request.user)
        if context["errors"]:
            context["buttons"] = []  # they would act on another text than the one on the screen
        context |= findings.panel(request.user, article, errors=bool(context["errors"]))
        context["stale"] = context["adminform"].form.__dict__.get("stale")
        context["title"] = str(article) if article else "New story"
        context["subtitle"] = None
        return super().render_change_form(request, context, *args, **kwargs)

    # Lists

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StoryList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Look through the stories saved last: a million headlines are not read for a search."""
        if search_term:
            newest = Article.objects.order_by("-saved_at").values("saved_at")
            oldest = newest[SEARCHED : SEARCHED + 1].first()
            if oldest:
                queryset = queryset.filter(saved_at__gt=oldest["saved_at"])
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="stage")
    def where(self, article: Article) -> SafeString:
        words = '<span class="stage"><span class="mark mark-{}"></span>{}</span>'
        return format_html_join(" ", words, article.marks)

    @admin.display(description="by")
    def writer(self, article: Article) -> str:
        return str(article.created_by)

    @admin.display(description="")
    def picture(self, article: Article) -> str:
        if not article.image:
            return "No picture yet: choose one here, or add one with “New”."
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" loading="lazy">',
            article.image.get_absolute_url(),
            article.image_alt or article.image.alt,
        )

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString

from articles import body, verbs
from articles.admin.forms import ArticleForm
from articles.models import Article, Byline
from articles.paginator import BoundedPaginator
from articles.views import desk
from articles.workflow import Action, may

# The desk's own search: through the headlines of this many stories, the last saved ones.
SEARCHED = 20_000


class BylineInline(admin.TabularInline):
    model = Byline
    extra = 0
    autocomplete_fields = ["person", "organization"]
    fields = ["role", "person", "organization", "position"]
    verbose_name = "by-line"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # whoever reads the story; the story's own admin has asked

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.EDIT, obj) if obj else True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.EDIT, obj) if obj else True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.EDIT, obj) if obj else True


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    inlines = [BylineInline]
    change_form_template = "desk/article.html"
    paginator = BoundedPaginator
    show_full_result_count = False
    actions = None
    save_on_top = True
    list_display = ["headline", "where", "section", "kind", "created_by", "saved_at"]
    list_filter = ["stage", "section", "kind"]
    list_select_related = ["section", "created_by"]
    search_fields = ["headline"]
    search_help_text = f"Words of a headline, among the {SEARCHED:,} stories saved last"
    autocomplete_fields = ["about_people", "about_organizations", "image", "assignee"]
    fieldsets = [
        (
            "Story",
            {
                "classes": ["story"],
                "fields": [
                    "kicker",
                    "headline",
                    "summary",
                    "body",
                    "bottom_line",
                    "seen_version",
                    "save_over",
                ],
            },
        ),
        (
            "About",
            {
                "classes": ["aside"],
                "fields": ["section", "kind", "tags", "about_people", "about_organizations"],
            },
        ),
        ("Picture", {"classes": ["aside"], "fields": ["image", "image_alt", "image_caption"]}),
        (
            "How we know",
            {"classes": ["aside"], "fields": ["methods", "documents", "ai_use"]},
        ),
        (
            "Planning",
            {"classes": ["aside"], "fields": ["assignee", "due_at", "embargo_until"]},
        ),
        (
            "Address and search engines",
            {
                "classes": ["aside"],
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
        """An embargo is set by a publisher, an assignment by an editor or a publisher."""
        readonly = [] if may(request.user, Action.PUBLISH) else ["embargo_until"]
        return readonly if may(request.user, Action.APPROVE) else [*readonly, "assignee"]

    # Saving: one transaction, one version

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """Lock the story for a save, so that two saves cannot both see themselves current."""
        article = super().get_object(request, object_id, from_field)
        return article.locked() if article and request.method == "POST" else article

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            self._sign(request, form.instance)
        form.instance.record_version(request.user)

    def _sign(self, request: HttpRequest, article: Article) -> None:
        """A story without by-line is its writer's, if the writer stands in the register."""
        person = getattr(request.user, "person", None)
        if person and not article.bylines.exists():
            article.bylines.create(person=person)

    # Versions and events are the record; the admin's own log would keep headlines of drafts.

    def log_addition(self, *args: Any) -> None:
        pass

    def log_change(self, *args: Any) -> None:
        pass

    # Pages

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("quotes.json", view(desk.quotes), name="articles_quotes"),
            path("tags.json", view(desk.tags), name="articles_tags"),
            path("<int:pk>/preview/", view(desk.preview), name="articles_article_preview"),
            path("<int:pk>/history/", view(desk.history), name="articles_article_history"),
            path("<int:pk>/do/<str:name>/", view(desk.verb), name="articles_article_verb"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add where the story stands, the buttons of this user, and a clash of two saves."""
        article = context.get("original")
        if article:
            standing = verbs.Standing.of(article)
            context |= {
                "standing": standing,
                "verbs": verbs.offered(request.user, standing),
                "changes": verbs.CHANGES if standing.live else [],
                "reason_classes": verbs.REASON_CLASSES,
                "read_body": self._read_body(request, article),
            }
        context["stale"] = context["adminform"].form.__dict__.get("stale")
        return super().render_change_form(request, context, *args, **kwargs)

    def _read_body(self, request: HttpRequest, article: Article) -> SafeString | None:
        """The text for who may read it and not change it."""
        if may(request.user, Action.EDIT, article):
            return None
        return body.render(article.body, [])

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Without the editor, and what only a save needs, where nothing can be saved."""
        if obj is None or may(request.user, Action.EDIT, obj):
            return self.fieldsets
        hidden = {"body", "seen_version", "save_over", "tags", "documents"}
        return [
            (title, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for title, options in self.fieldsets
        ]

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

    @admin.display(description="stage", ordering="stage")
    def where(self, article: Article) -> str:
        marks = {"draft": "○", "in_review": "◐", "approved": "●"}
        return f"{marks[article.stage]} {article.get_stage_display()}"

"""The desk check of what stands on a writer's screen, saved or not. Nothing is written."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.forms import ArticleForm
from articles.composing import Names, Values
from articles.deskcheck import Story, gate, run
from articles.deskcheck.report import Report
from articles.models import Article, Tag
from articles.views.desk import readable
from articles.workflow import Action, may
from people.admin.choices import is_id

NOBODY = 0  # the id of a story that has not been saved
BYLINES = 50  # of a form with more by-lines, the first


@require_POST
def check(request: HttpRequest, model_admin: ModelAdmin, pk: int = NOBODY) -> JsonResponse:
    """Answer the editor with the findings in what a form holds, or with what is wrong in it."""
    article = readable(request, pk) if pk else Article(created_by=request.user)
    if not may(request.user, *((Action.EDIT, article) if pk else (Action.CREATE,))):
        return JsonResponse({"error": "You may not edit this story as it stands."}, status=403)
    form = _form(request, model_admin, article)
    if not form.is_valid():
        # No fault: half-written forms are what it is asked about, and a browser reports faults.
        return JsonResponse({"error": _told(form)})
    article.pk = article.pk or NOBODY
    report = _report(article, form, request)
    context = {"report": report, "lead": "here", "unsaved": True}
    html = render_to_string("desk/_findings.html", context)
    findings = {"findings": report.as_json(), "summary": report.summary, "html": html}
    return JsonResponse(findings)


def _form(request: HttpRequest, model_admin: ModelAdmin, article: Article) -> ArticleForm:
    """Return the story's own form, filled in; that somebody else saved meanwhile is no matter."""
    known = article if article.pk else None
    fields = flatten_fieldsets(model_admin.get_fieldsets(request, known))
    form_class = model_admin.get_form(request, known, change=bool(known), fields=fields)
    data = request.POST.copy()
    data["seen_version"] = str(article.version)
    return cast(ArticleForm, form_class(data, instance=article))


def _told(form: ArticleForm) -> str:
    errors = [
        " ".join([f"{form.fields[name].label}:" if name in form.fields else "", *map(str, told)])
        for name, told in form.errors.items()
    ]
    return " ".join(["The desk check could not read this.", *errors])


def _report(article: Article, form: ArticleForm, request: HttpRequest) -> Report:
    at = timezone.now()
    values = _values(form, request.POST)
    names = Names.of([values])
    _add_new_tags(form, values, names)
    edition = publishing.preview_of(article, values, names, request.user, at)
    return Report.of(run(Story.of(article, edition, at)), _answers(article, values))


def _values(form: ArticleForm, data: QueryDict) -> Values:
    """Return what a version would keep of the form, as `articles.saving` does of a saved story."""
    article, given = form.instance, form.cleaned_data
    tags = Tag.objects.filter(name__in=given["tags"])
    return {name: getattr(article, name) for name in Article.PLAIN} | {
        "slug": article.slug or article.default_slug(),
        "section": article.section_id,
        "image": article.image_id,
        "tags": sorted(tag.pk for tag in tags),
        "about_people": sorted(person.pk for person in given["about_people"]),
        "about_organizations": sorted(o.pk for o in given["about_organizations"]),
        "bylines": _bylines(data),
    }


def _add_new_tags(form: ArticleForm, values: Values, names: Names) -> None:
    """Count tags in that would be made by saving; their ids are nobody's."""
    known = {tag.name.casefold() for tag in names.tags.values()}
    for number, name in enumerate(form.cleaned_data["tags"], start=1):
        if name.casefold() not in known:
            names.tags[-number] = Tag(pk=-number, name=name)
            values["tags"].append(-number)


def _bylines(data: QueryDict) -> list[dict[str, Any]]:
    """Read the rows of by-lines; those that name nobody are none, or become none when saved."""
    found = []
    for row in range(BYLINES):
        if f"bylines-{row}-DELETE" in data:
            continue
        ids = {kind: data.get(f"bylines-{row}-{kind}", "") for kind in ("person", "organization")}
        makers = {kind: int(pk) if is_id(pk) else None for kind, pk in ids.items()}
        if any(makers.values()):
            found.append({"role": data.get(f"bylines-{row}-role", "writing")} | makers)
    return found


def _answers(article: Article, values: Values) -> dict[str, Any]:
    """Answers were given to the saved version: they count while the screen says the same."""
    saved = article.versions.filter(number=article.version).first()
    return gate.given(article) if saved and saved.values == values else {}

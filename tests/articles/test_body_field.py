import base64
import hashlib
import re
from pathlib import Path

import django_prose_editor
import pytest
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.migrations.writer import MigrationWriter
from django.forms import modelform_factory

from articles.blocks import MARKS
from articles.body import MAX_CHARS, BodyError
from articles.editor import (
    EDITOR_EXTENSIONS,
    EDITOR_IMPORTS,
    EDITOR_STYLE_HASH,
    STORY_EXTENSIONS,
)
from articles.fields import BodyField, BodyWidget
from articles.models import Article
from tests import factories

ATTACK = "<p onclick=alert(1)>words</p><script>alert(1)</script>"
CLEAN = "<p>words</p>"
TOO_LONG = "a" * (MAX_CHARS + 1)


def stored(article):
    """Return the body as the database has it."""
    return Article.objects.values_list("body", flat=True).get(pk=article.pk)


# No way around


@pytest.mark.django_db
def test_a_saved_body_is_clean():
    story = factories.draft()
    story.body = ATTACK

    story.save()

    assert stored(story) == CLEAN


@pytest.mark.django_db
def test_the_story_in_hand_says_what_was_stored():
    story = factories.draft()
    story.body = ATTACK

    story.save()

    assert story.body == CLEAN


@pytest.mark.django_db
def test_an_updated_body_is_clean():
    story = factories.draft()

    Article.objects.filter(pk=story.pk).update(body=ATTACK)

    assert stored(story) == CLEAN


@pytest.mark.django_db
def test_bodies_created_in_bulk_are_clean():
    section, reporter = factories.section(), factories.reporter()
    story = Article(headline="Story", section=section, created_by=reporter, body=ATTACK)

    [created] = Article.objects.bulk_create([story])

    assert stored(created) == CLEAN


@pytest.mark.django_db
def test_bodies_updated_in_bulk_are_clean():
    story = factories.draft()
    story.body = ATTACK

    Article.objects.bulk_update([story], ["body"])

    assert stored(story) == CLEAN


@pytest.mark.django_db
def test_a_body_that_is_refused_changes_nothing():
    story = factories.draft(body=CLEAN)
    story.body = TOO_LONG

    with pytest.raises(BodyError), transaction.atomic():
        story.save()

    assert stored(story) == CLEAN


# Forms


def test_a_form_says_why_a_body_is_refused():
    field = BodyField()

    with pytest.raises(ValidationError) as refusal:
        field.clean(TOO_LONG, None)

    assert refusal.value.messages == [
        "This text is too long: 200,001 characters; the limit is 200,000."
    ]


@pytest.mark.django_db
def test_a_form_keeps_what_was_typed_when_it_is_refused():
    form_class = modelform_factory(Article, fields=["body"])

    form = form_class({"body": TOO_LONG}, instance=factories.draft())

    assert form.errors["body"][0].startswith("This text is too long")
    assert TOO_LONG in str(form["body"])


@pytest.mark.django_db
def test_a_form_that_is_not_refused_has_the_clean_body():
    form_class = modelform_factory(Article, fields=["body"])
    form = form_class({"body": ATTACK}, instance=factories.draft())

    story = form.save()

    assert story.body == CLEAN


def test_the_admin_gets_the_editor_for_its_text_area():
    field = BodyField(blank=True)

    widget = field.formfield(widget=AdminTextareaWidget).widget

    assert isinstance(widget, BodyWidget)


def test_a_migration_holds_nothing_of_the_editor():
    field = BodyField(blank=True)

    written, _ = MigrationWriter.serialize(field)

    assert written == "models.TextField(blank=True)"


# The editor's parts


def test_every_module_of_the_editor_is_there():
    modules = [str(path) for group in EDITOR_EXTENSIONS for path in group["js"]]

    names = [re.sub(r"^/static/", "", module) for module in modules]

    assert all(finders.find(name) for name in [*names, *EDITOR_IMPORTS.values()])


def test_every_extension_is_exported_by_its_module():
    for group in EDITOR_EXTENSIONS:
        [path], [name] = group["js"], group["extensions"]

        source = Path(finders.find(str(path).removeprefix("/static/"))).read_text()

        assert f"export const {name} = " in source


def test_the_icon_font_is_not_asked_for():
    media = str(BodyField().formfield().widget.media)

    styles = re.findall(r'href="([^"]+)"', media)

    assert len(styles) == 3
    assert not any("icons" in style for style in styles)


def test_the_editor_nests_marks_as_they_are_stored():
    names = {"q": "AttributedWords", "a": "Link", "strong": "Bold", "em": "Italic", "s": "Strike"}
    names |= {"sub": "Subscript", "sup": "Superscript"}

    order = [name for name in STORY_EXTENSIONS if name in names.values()]

    assert order == [names[mark] for mark in MARKS]


def test_the_policy_allows_the_one_style_that_the_editor_writes():
    package = Path(django_prose_editor.__file__).parent
    script = (package / "static/django_prose_editor/editor.js").read_text()
    [style] = re.findall(r"`(\.ProseMirror \{.*?)`", script, re.DOTALL)

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"'sha256-{digest}'" == EDITOR_STYLE_HASH

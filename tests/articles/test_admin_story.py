"""The page of a story: where it stands, and what one sees who may not change it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import moments
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


def text_of(page):
    return " ".join(page.content.decode().split())


# Where it stands


def test_a_draft_says_who_acts_next():
    article = factories.draft()

    page = text_of(desk.open_story(factories.reporter(), article))

    assert '<span class="mark mark-draft"></span>Draft' in page
    assert "Next: its writer finishes it and submits it for review." in page


def test_a_live_story_leads_to_its_page_on_the_site():
    edition = factories.published()

    page = text_of(desk.open_story(factories.publisher(), edition.article))

    assert '<span class="mark mark-live"></span>Live' in page
    assert f'<a href="{edition.path}">edition 1</a>' in page
    assert "mark-approved" not in page


def test_a_live_story_with_a_newer_draft_says_both():
    edition = factories.published()
    factories.edit(edition.article)

    page = text_of(desk.open_story(factories.publisher(), edition.article))

    assert "mark-live" in page
    assert "mark-draft" in page


def test_a_scheduled_story_says_when():
    edition = factories.scheduled()

    page = text_of(desk.open_story(factories.publisher(), edition.article))

    assert "mark-scheduled" in page
    assert f"for {moments.written(edition.live_from, timezone.get_current_timezone())}" in page


def test_an_embargo_and_a_deadline_are_said_above_the_story():
    soon = timezone.now() + timedelta(days=1)
    article = factories.draft(embargo_until=soon, due_at=soon)

    page = text_of(desk.open_story(factories.reporter(), article))

    assert "Embargo until" in page
    assert "<p>Due " in page


def test_a_correction_is_proposed_where_there_is_something_live_to_correct():
    draft, live = factories.draft(), factories.published().article

    pages = [text_of(desk.open_story(factories.publisher(), a)) for a in (draft, live)]

    assert ["Propose a correction" in page for page in pages] == [False, True]


def test_the_version_that_was_only_seen_is_no_row_of_the_form():
    article = factories.draft()

    page = text_of(desk.open_story(factories.reporter(), article))

    assert '<input type="hidden" name="seen_version" value="1"' in page
    assert "field-seen_version" not in page
    assert 'name="save_over"' not in page


def test_a_form_that_is_not_sent_yet_does_not_warn():
    article = factories.draft()

    page = text_of(desk.open_story(factories.reporter(), article))

    assert "data-unsaved" not in page


# Reading


def test_who_may_not_change_a_story_reads_it_as_readers_would():
    ruta = factories.person("Ruta Kalnmeier")
    factories.role(ruta, "Harbour master")
    said = factories.quote("The water decides", ruta, said_on="2025-12-05")
    article = factories.submitted(
        headline="Harbour tides",
        summary="It rose.",
        body=factories.quoting(said),
        bottom_line="Water finds its way.",
        tags=[factories.tag("Spring tides")],
        bylines=[factories.person("Ines Halloran")],
    )

    page = text_of(desk.open_story(factories.reporter(), article))

    for part in ("Harbour tides</h1>", "It rose.", "Ines Halloran", "Water finds its way."):
        assert part in page
    assert "Spring tides" in page
    assert f'<figure class="quote" id="quote-{said.pk}">' in page
    assert "Harbour master" in page


def test_who_may_not_change_a_story_gets_no_form_and_no_button_to_save():
    article = factories.submitted()

    page = text_of(desk.open_story(factories.reporter(), article))

    assert 'id="article_form"' not in page
    assert 'name="_continue"' not in page


def test_the_page_of_a_story_has_one_first_heading():
    read, written = factories.submitted(), factories.draft()

    pages = [desk.open_story(factories.reporter(), article) for article in (read, written)]

    assert [page.content.decode().count("<h1") for page in pages] == [1, 1]


def test_a_story_without_a_text_says_so_to_who_reads_it():
    article = factories.submitted(body="")

    page = text_of(desk.open_story(factories.reporter(), article))

    assert "No text yet." in page


def test_what_is_read_is_what_was_saved_last_and_not_what_is_live():
    edition = factories.published(summary="Live.")
    factories.edit(edition.article, factories.publisher(), summary="Newer.")

    page = text_of(desk.open_story(factories.reporter(), edition.article))

    assert "Newer." in page
    assert "Live.</p>" not in page


# Preview and history


@pytest.fixture
def stranger():
    return factories.user(UserRole.REPORTER)


@pytest.mark.parametrize("name", ["preview", "history"])
def test_a_page_beside_the_story_is_hidden_from_who_may_not_read_it(stranger, name):
    article = factories.draft()

    page = desk.client(stranger).get(desk.url(f"articles_article_{name}", article.pk))

    assert page.status_code == 404


@pytest.mark.parametrize("name", ["preview", "history"])
def test_a_page_beside_the_story_is_kept_by_no_cache(name):
    article = factories.draft()

    page = desk.client(factories.reporter()).get(desk.url(f"articles_article_{name}", article.pk))

    assert page.status_code == 200
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))


def test_a_preview_is_the_readers_page_marked_as_none():
    article = factories.draft(headline="Harbour tides", body="<p>Twice a day.</p>")

    page = desk.client(factories.reporter()).get(desk.url("articles_article_preview", article.pk))

    assert "Preview, not published" in page.content.decode()
    assert "<p>Twice a day.</p>" in page.content.decode()
    assert 'content="noindex"' in page.content.decode()


def test_a_preview_publishes_nothing():
    article = factories.draft()

    desk.client(factories.reporter()).get(desk.url("articles_article_preview", article.pk))

    assert article.live_edition() is None
    assert not article.editions.exists()


def test_a_preview_cannot_be_sent_to():
    article = factories.draft()

    page = desk.client(factories.reporter()).post(desk.url("articles_article_preview", article.pk))

    assert page.status_code == 405


def test_the_history_says_who_did_what_and_why():
    edition = factories.published()
    article = factories.ready(edition.article)
    article.return_to_writer(factories.publisher(), article.version, "Who says so?")

    page = text_of(
        desk.client(factories.reporter()).get(desk.url("articles_article_history", article.pk))
    )

    for part in ("submitted for review, version 1", "approved, version 1", "Who says so?"):
        assert part in page
    assert "First edition" in page
    assert page.count("<tr><td>") >= 2


def test_the_history_of_a_new_story_says_what_to_do_next():
    article = factories.draft()

    page = text_of(
        desk.client(factories.reporter()).get(desk.url("articles_article_history", article.pk))
    )

    assert "Nothing yet but saves: submit the story to begin its way." in page
    assert "Never published." in page


def test_an_edition_that_was_called_off_says_so_in_the_history():
    edition = factories.cancelled()

    page = text_of(
        desk.client(factories.publisher()).get(
            desk.url("articles_article_history", edition.article_id)
        )
    )

    assert "Called off" in page

"""Two people save one story: the second is refused, sees both texts, and decides."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return factories.draft(
        summary="As it was.",
        body="<p>One.</p><p>Two.</p>",
        section=factories.section("City"),
    )


@pytest.fixture
def tab(story):
    """Open the story in a tab of the publisher's; return what stands in its form."""
    browser = desk.client(factories.publisher())
    return browser, desk.fields(browser.get(desk.story_url(story)))


def saved_meanwhile(story, **values):
    return factories.edit(story, factories.reporter(), **values)


def save_in(tab, story, **typed):
    browser, form = tab
    return browser.post(desk.story_url(story), form | typed, follow=True)


def test_the_second_save_is_refused_and_the_first_stands(story, tab):
    saved_meanwhile(story, summary="Theirs.")

    page = save_in(tab, story, summary="Mine.")

    story.refresh_from_db()
    assert (story.version, story.summary) == (2, "Theirs.")
    assert "saved version 2 while you were writing" in page.content.decode()


def test_both_texts_are_shown(story, tab):
    saved_meanwhile(story, summary="Theirs.", headline="Their headline")

    page = save_in(tab, story, summary="Mine.")

    shown = {d.label: d for d in page.context["stale"].differences}
    assert texts(shown["Summary"].theirs) == ["Theirs."]
    assert texts(shown["Summary"].yours) == ["Mine."]
    assert {"Summary", "Headline"} == shown.keys()
    for text in ("Theirs.", "Mine.", "Their headline"):
        assert text in page.content.decode()


def texts(paragraphs):
    """Return what stands in each paragraph of one side."""
    return ["".join(run.text for run in runs) for runs in paragraphs]


def test_of_a_long_text_the_words_that_differ_are_marked(story, tab):
    saved_meanwhile(story, body="<p>One.</p><p>Two and a half.</p>")

    page = save_in(tab, story, body="<p>One.</p><p>Two.</p><p>Three.</p>")

    body = page.context["stale"].differences[0]
    assert [[tuple(run) for run in runs] for runs in body.theirs] == [
        [("same", "One.")],
        [("same", "Two"), ("removed", " and a half"), ("same", ".")],
    ]
    assert [[tuple(run) for run in runs] for runs in body.yours] == [
        [("same", "One.")],
        [("same", "Two"), ("same", ".")],
        [("added", "Three.")],
    ]
    assert "<p>Two<mark> and a half</mark>.</p>" in page.content.decode()


def test_a_text_of_somebody_else_is_shown_as_text(story, tab):
    saved_meanwhile(story, summary="<script>alert(1)</script>")

    page = save_in(tab, story, summary="Mine.")

    assert "<script>alert(1)" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_sections_tags_and_people_are_shown_by_name(story, tab):
    culture = factories.section("Culture")
    saved_meanwhile(
        story,
        section=culture,
        kind="analysis",
        tags=[factories.tag("Harbour")],
        about_people=[factories.person("Ruta Kalnmeier")],
    )

    page = save_in(tab, story, tags=["Tides"])

    shown = {d.label: (texts(d.theirs), texts(d.yours)) for d in page.context["stale"].differences}
    assert shown == {
        "Section": (["Culture"], ["City"]),
        "Kind": (["Analysis"], ["News"]),
        "Tags": (["Harbour"], ["Tides"]),
        "People it is about": (["Ruta Kalnmeier"], []),
    }


def test_what_was_typed_stays_in_the_form(story, tab):
    saved_meanwhile(story, summary="Theirs.")

    page = save_in(tab, story, summary="Mine.", tags=["Tides"], body="<p>Mine too.</p>")

    kept = desk.fields(page)
    assert (kept["summary"], kept["tags"], kept["body"]) == ("Mine.", ["Tides"], "<p>Mine too.</p>")


def test_sending_the_refused_form_once_more_is_refused_once_more(story, tab):
    saved_meanwhile(story, summary="Theirs.")
    refused = desk.fields(save_in(tab, story, summary="Mine."))

    save_in(tab, story, **refused)

    story.refresh_from_db()
    assert story.summary == "Theirs."


def test_the_button_saves_mine_as_the_next_version(story, tab):
    saved_meanwhile(story, summary="Theirs.")
    refused = save_in(tab, story, summary="Mine.")

    page = save_in(tab, story, **desk.fields(refused), save_over="2")

    story.refresh_from_db()
    assert 'name="save_over" value="2">Save mine as version 3' in refused.content.decode()
    assert (story.version, story.summary) == (3, "Mine.")
    assert desk.messages(page) == ["Saved: this is version 3."]


def test_the_version_of_the_other_stays_in_the_history(story, tab):
    saved_meanwhile(story, summary="Theirs.")
    refused = save_in(tab, story, summary="Mine.")

    save_in(tab, story, **desk.fields(refused), save_over="2")

    assert story.versions.get(number=2).values["summary"] == "Theirs."


def test_a_third_save_in_between_is_shown_too(story, tab):
    saved_meanwhile(story, summary="Theirs.")
    refused = desk.fields(save_in(tab, story, summary="Mine."))
    saved_meanwhile(story, summary="Theirs again.")

    page = save_in(tab, story, **refused, save_over="2")

    story.refresh_from_db()
    assert story.summary == "Theirs again."
    assert "Save mine as version 4" in page.content.decode()
    assert desk.fields(page)["summary"] == "Mine."


def test_a_version_that_is_to_come_cannot_be_claimed(story, tab):
    saved_meanwhile(story, summary="Theirs.")

    save_in(tab, story, summary="Mine.", seen_version="3", save_over="9")

    story.refresh_from_db()
    assert story.summary == "Theirs."


def test_a_form_without_the_version_it_saw_is_refused(story, tab):
    save_in(tab, story, summary="Mine.", seen_version="")

    story.refresh_from_db()
    assert story.summary == "As it was."


def test_while_a_save_is_refused_no_verb_is_offered(story, tab):
    saved_meanwhile(story, summary="Theirs.")

    page = save_in(tab, story, summary="Mine.")

    assert page.context["buttons"] == []
    assert "/do/submit/" not in page.content.decode()


def test_the_refused_form_warns_before_it_is_left(story, tab):
    saved_meanwhile(story, summary="Theirs.")

    page = save_in(tab, story, summary="Mine.")

    assert "data-unsaved" in page.content.decode()


def test_a_save_that_is_wrong_in_itself_too_says_both(story, tab):
    saved_meanwhile(story, summary="Theirs.")

    page = save_in(tab, story, headline="x" * 201)

    assert "at most 200 characters" in page.content.decode()
    assert "saved version 2 while you were writing" in page.content.decode()


def test_a_body_that_cannot_be_read_is_compared_as_it_was_typed(story, tab):
    saved_meanwhile(story, summary="Theirs.")

    page = save_in(tab, story, body="<p>" + "x" * 200_000)

    assert "saved version 2 while you were writing" in page.content.decode()
    assert page.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_refused(story):
    tabs = []
    for user in (factories.reporter(), factories.publisher()):
        browser = desk.client(user)
        tabs.append((browser, desk.fields(browser.get(desk.story_url(story)))))
    ready = Barrier(2)

    def save(tab, summary):
        ready.wait()
        try:
            return save_in(tab, story, summary=summary)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        pages = list(threads.map(save, tabs, ["The first.", "The second."]))

    refused = [page for page in pages if "while you were writing" in page.content.decode()]
    story.refresh_from_db()
    assert len(refused) == 1
    assert story.version == 2

"""Words within a sentence get their source, in a real browser."""

import pytest

from people.models import Quote
from tests import factories
from tests.browser.writing import (
    html_in,
    save,
    select_words,
    violations,
    wait_for_caret,
    write_story,
)

WORDS = "we are committed to this option"
BODY = f"<p>He said {WORDS}, again.</p>"


@pytest.fixture
def aoun():
    return factories.quote(
        "We are committed to this option", factories.person("Joseph Aoun"), said_on="2025-12-05"
    )


def attributed(quote, words=WORDS):
    return BODY.replace(words, f'<q data-quote="{quote.pk}">{words}</q>')


@pytest.mark.smoke
def test_words_are_attributed_undone_and_saved_with_the_keyboard_alone(page, client, aoun):
    write_story(page, client, BODY)
    select_words(page, f"{WORDS}")

    page.keyboard.press("Control+Shift+A")
    page.get_by_role("option", name="Joseph Aoun").wait_for()
    page.keyboard.press("Enter")
    wait_for_caret(page)
    marked = html_in(page)
    page.keyboard.press("Control+z")
    undone = html_in(page)
    page.keyboard.press("Control+Shift+z")
    save(page)

    assert (marked, undone) == (attributed(aoun), BODY)
    assert html_in(page) == attributed(aoun)


def test_spaces_that_were_selected_are_nobodys_words(page, client, aoun):
    write_story(page, client, BODY)
    select_words(page, f" {WORDS}")

    page.get_by_role("button", name="Say whose words these are").click()
    page.get_by_role("option", name="Joseph Aoun").click()

    assert html_in(page) == attributed(aoun)


def test_where_the_caret_stands_in_words_their_source_is_shown(page, client, aoun):
    write_story(page, client, attributed(aoun))

    select_words(page, "committed")
    page.locator(".words-source", has_text="Said by Joseph Aoun, 5 December 2025.").wait_for()

    assert page.locator(".ProseMirror q").get_attribute("title") == "Joseph Aoun, 5 December 2025"
    assert violations(page, ".field-body") == []


def test_a_source_that_is_taken_away_leaves_the_words(page, client, aoun):
    write_story(page, client, attributed(aoun))

    select_words(page, "committed")
    page.get_by_role("button", name="Take the source away").click()

    assert html_in(page) == BODY


def test_another_source_is_chosen_for_the_same_words(page, client, aoun):
    other = factories.quote("We are committed to this option, too")
    write_story(page, client, attributed(aoun))

    select_words(page, "committed")
    page.get_by_role("button", name="Change source").click()
    page.get_by_role("option", name="a diplomat").click()

    assert html_in(page) == attributed(other)


def test_what_is_written_behind_the_words_is_not_theirs(page, client, aoun):
    write_story(page, client, f'<p>He said <q data-quote="{aoun.pk}">yes</q></p>')

    page.keyboard.type(" and left.")

    assert html_in(page) == f'<p>He said <q data-quote="{aoun.pk}">yes</q> and left.</p>'


def test_nothing_is_attributed_where_nothing_is_selected(page, client):
    write_story(page, client, BODY)

    page.keyboard.press("Control+Shift+A")

    button = page.get_by_role("button", name="Say whose words these are")
    assert button.get_attribute("aria-disabled") == "true"
    assert page.locator(".quote-dialog").count() == 0


def test_a_new_person_says_new_words_without_leaving_the_story(page, client):
    write_story(page, client, BODY)
    select_words(page, WORDS)
    page.keyboard.press("Control+Shift+A")
    page.get_by_text("No quote matches.").wait_for()

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Record a new quote").click()
    quote_form = opened.value
    with quote_form.expect_popup() as opened:
        quote_form.locator("#add_id_speaker_person").click()
    person_form = opened.value
    person_form.get_by_label("Name", exact=True).fill("Joseph Aoun")
    with person_form.expect_event("close"):
        person_form.get_by_role("button", name="Save").click()
    quote_form.get_by_label("Said on").fill("2025-12-05")
    with quote_form.expect_event("close"):
        quote_form.get_by_role("button", name="Save").click()
    page.locator(".ProseMirror q").wait_for()

    quote = Quote.objects.get()
    assert html_in(page) == attributed(quote)
    assert (quote.words, quote.speaker.name, quote.said_on) == (WORDS, "Joseph Aoun", "2025-12-05")


def test_pasted_words_in_a_q_keep_their_marks(page, client):
    write_story(page, client)
    page.locator(".ProseMirror").evaluate(
        "text => text.editor.view.pasteHTML('<p>He said <q data-quote=3>yes</q>.</p>')"
    )

    html = html_in(page)

    assert html == "<p>He said “yes”.</p>"

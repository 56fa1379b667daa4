"""The story's editor in a real browser: what is written there is what is stored."""

import pytest

from tests import factories
from tests.browser.writing import (
    html_in,
    open_story,
    save,
    search_quotes,
    violations,
    wait_for_caret,
    write_story,
)

RICH = (
    "<h2>Who is at the table</h2><p>A <strong><em>word</em></strong>, H<sub>2</sub>O,"
    " 10<sup>3</sup>, <s>old</s> and<br>a"
    ' <a href="https://news.example/?a=1&amp;b=2"><strong>link</strong></a>.</p>'
    "<ul><li><p>one</p><ol><li><p>two</p></li></ol></li></ul><hr><h3>Smaller</h3>"
    "<p>10&nbsp;km</p>"
)


@pytest.fixture
def aoun():
    return factories.quote(
        "We are committed to this option", factories.person("Joseph Aoun"), said_on="2025-12-05"
    )


def quoted(quote, words="We are committed to this option"):
    return f'<blockquote data-quote="{quote.pk}"><p>{words}</p></blockquote>'


def test_everything_a_story_may_hold_comes_back_from_the_editor_unchanged(page, client):
    write_story(page, client, RICH)

    html = html_in(page)

    assert html == RICH


@pytest.mark.smoke
def test_a_quote_is_found_inserted_undone_and_saved_with_the_keyboard_alone(page, client, aoun):
    story = factories.draft(body="<p>He answered.</p>")
    open_story(page, client, story)

    search_quotes(page, "committed").wait_for()
    page.keyboard.press("Enter")
    page.locator("figcaption", has_text="Joseph Aoun, 5 December 2025").wait_for()
    wait_for_caret(page)
    inserted = html_in(page)
    page.keyboard.press("Control+z")
    undone = html_in(page)
    page.keyboard.press("Control+Shift+z")
    page.keyboard.type("So he said.")
    save(page)

    story.refresh_from_db()
    assert inserted == f"<p>He answered.</p>{quoted(aoun)}<p></p>"
    assert undone == "<p>He answered.</p>"
    assert html_in(page) == f"<p>He answered.</p>{quoted(aoun)}<p>So he said.</p>"
    assert story.body == html_in(page)


def test_a_quote_takes_the_place_of_the_words_it_was_searched_by(page, client, aoun):
    write_story(page, client, "<p>He said.</p><p>committed to this</p><p>So it was.</p>")
    page.locator(".ProseMirror p").nth(1).click(click_count=3)

    page.get_by_role("button", name="Insert a quote").click()
    page.get_by_role("option", name="Joseph Aoun").click()

    assert html_in(page) == f"<p>He said.</p>{quoted(aoun)}<p>So it was.</p>"


# The editor hears of a moved caret a moment after the page has it.
CARET_IN_LIST = """async text => {
  while (!text.editor.isActive("listItem")) await new Promise(requestAnimationFrame)
}"""


def test_a_quote_comes_after_the_list_in_which_the_caret_stands(page, client, aoun):
    items = "<ul><li><p>one</p></li><li><p>two</p></li></ul>"
    write_story(page, client, f"{items}<p>three</p>")
    page.locator(".ProseMirror li").first.click()
    page.locator(".ProseMirror").evaluate(CARET_IN_LIST)

    search_quotes(page).click()
    wait_for_caret(page)
    page.keyboard.type("So: ")

    assert html_in(page) == f"{items}{quoted(aoun)}<p>So: three</p>"


def test_a_quotation_without_a_source_says_so_and_gets_one(page, client, aoun):
    write_story(page, client, "<blockquote><p>We are committed</p></blockquote>")

    page.locator("figcaption", has_text="No source.").get_by_role("button").click()
    page.get_by_role("option", name="Joseph Aoun").click()
    page.locator("figcaption", has_text="Joseph Aoun, 5 December 2025").wait_for()

    assert html_in(page) == quoted(aoun, "We are committed")


def test_enter_on_an_empty_line_leaves_the_quotation(page, client, aoun):
    write_story(page, client, quoted(aoun))

    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("So he said.")

    assert html_in(page) == f"{quoted(aoun)}<p>So he said.</p>"


def test_the_keys_lead_to_the_end_of_a_quotation_and_behind_it(page, client, aoun):
    write_story(page, client, f"<p>He answered.</p>{quoted(aoun)}")
    page.locator(".ProseMirror > p").click()

    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("So he said.")

    words = quoted(aoun, "We are committed to this option!")
    assert html_in(page) == f"<p>He answered.</p>{words}<p>So he said.</p>"


def test_a_quotation_names_its_source_when_the_story_is_opened(page, client, aoun):
    write_story(page, client, quoted(aoun))

    caption = page.locator("figcaption", has_text="Joseph Aoun, 5 December 2025")

    caption.wait_for()
    assert caption.count() == 1


def test_the_words_are_counted_while_they_are_written(page, client):
    write_story(page, client, "<ul><li><p>The 75-mile</p></li></ul><p>Blue Line isn’t</p>")

    page.keyboard.type(" long")
    page.locator(".word-count", has_text="6").wait_for()

    assert page.locator(".word-count").text_content() == "6 words"


def test_a_text_that_is_refused_stays_in_the_editor(page, client):
    story = factories.draft(body="<p>Short.</p>")
    open_story(page, client, story)
    page.locator(".ProseMirror").evaluate(
        "text => text.editor.commands.insertContent('long '.repeat(40_001))"
    )

    save(page)

    story.refresh_from_db()
    assert story.body == "<p>Short.</p>"
    assert page.get_by_text("This text is too long: 200,0").first.is_visible()
    assert "long long" in html_in(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_editor_and_search_are_accessible(page, client, aoun, scheme):
    page.emulate_media(color_scheme=scheme)
    write_story(page, client, RICH + quoted(aoun))
    page.locator("figcaption", has_text="Joseph Aoun").wait_for()

    in_editor = violations(page, ".field-body")
    search_quotes(page).wait_for()
    in_search = violations(page, ".quote-dialog")

    assert in_editor == []
    assert in_search == []


# Links


def test_an_address_that_no_story_keeps_is_asked_for_again(page, client):
    write_story(page, client, "<p>word</p>")
    page.keyboard.press("Control+a")

    page.keyboard.press("Control+k")
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="This is no address").wait_for()
    kept = page.get_by_role("textbox", name="Address").input_value()
    page.get_by_role("textbox", name="Address").fill("news.example/talks")
    page.keyboard.press("Enter")
    page.locator(".ProseMirror a").wait_for()

    assert kept == "javascript:alert(1)"
    assert html_in(page) == '<p><a href="https://news.example/talks">word</a></p>'

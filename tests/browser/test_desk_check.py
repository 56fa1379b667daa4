"""The desk check in a real browser: it reads along, leads to the place, and is answered."""

import pytest

from articles.models import Article
from people.models import Quote
from tests import factories
from tests.browser.writing import (
    html_in,
    open_story,
    save,
    select_words,
    sign_in,
    violations,
    wait_for_caret,
    write_story,
)

WORDS = "we are committed to this option"
TOLD = "“TK” was left in the text."


@pytest.fixture(autouse=True)
def levels(settings):
    settings.DESK_CHECK_LEVELS = {"*": "off", "placeholders": "error"}
    return settings.DESK_CHECK_LEVELS


def finding(page, words=TOLD):
    return page.locator(".finding", has_text=words)


def selected(page):
    return page.evaluate("String(getSelection())")


def test_a_story_goes_from_a_doubt_to_the_page_of_who_is_quoted(page, client):
    shelf = factories.section("World")
    story = factories.draft(
        section=shelf, headline="Talks begin", body=f"<p>On TK he said {WORDS}.</p>"
    )
    open_story(page, client, story)
    record_as_said_by_a_new_person(page, "Joseph Aoun")
    page.keyboard.press("End")
    page.keyboard.type(" So it was TK.")

    page.locator(".check-summary", has_text="2 errors.").wait_for()
    finding(page).first.get_by_role("link").click()
    mended = selected(page)
    page.keyboard.type("Friday")
    finding(page).nth(1).wait_for(state="detached")
    finding(page).get_by_role("link").click()
    page.keyboard.type("said")
    page.locator(".check-summary", has_text="Nothing found.").wait_for()
    save(page)
    publish(page, client, story)
    page.goto("/people/joseph-aoun/")

    assert mended == "TK"
    assert page.get_by_text(f"“{WORDS}”").is_visible()
    page.get_by_role("link", name="Talks begin").first.click()
    assert page.locator(f"q#quote-{Quote.objects.get().pk}").text_content() == f"“{WORDS}”"
    assert page.get_by_text("On Friday he said").is_visible()


def record_as_said_by_a_new_person(page, name):
    select_words(page, WORDS)
    page.keyboard.press("Control+Shift+A")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Record a new quote").click()
    quote_form = opened.value
    with quote_form.expect_popup() as opened:
        quote_form.locator("#add_id_speaker_person").click()
    person_form = opened.value
    person_form.get_by_label("Name", exact=True).fill(name)
    with person_form.expect_event("close"):
        person_form.get_by_role("button", name="Save").click()
    with quote_form.expect_event("close"):
        quote_form.get_by_role("button", name="Save").click()
    page.locator(".ProseMirror q").wait_for()
    wait_for_caret(page)


def publish(page, client, story):
    """Take the saved story to readers, at the desk."""
    story = Article.objects.get(pk=story.pk)
    story.submit(factories.publisher(), story.version)
    story.approve(factories.publisher(), story.version)
    sign_in(page, client, factories.publisher())
    page.goto(f"/desk/articles/article/{story.pk}/change/")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("Published: readers get it now.").wait_for()


def test_a_place_is_found_behind_signs_of_two_units_and_needless_spaces(page, client):
    body = "<p></p><h2>🕊🕊</h2><ul><li><p>🕊 a<br>b</p><ul><li><p>x TK y</p></li></ul></li></ul>"
    write_story(page, client, body)
    page.locator(".ProseMirror").evaluate(
        "text => text.editor.commands.insertContentAt(text.editor.state.doc.content.size,"
        " '<p>🕊  He said  <b>T</b>K, 🕊.</p>')"
    )

    finding(page).nth(1).get_by_role("link").click()
    behind = selected(page)
    finding(page).nth(0).get_by_role("link").click()
    within = page.locator(".ProseMirror").evaluate(
        "text => text.editor.state.selection.$from.parent.textContent"
    )

    assert behind == "TK"
    assert (selected(page), within) == ("TK", "x TK y")


def test_a_story_that_is_only_opened_is_not_read_again(page, client):
    asked = []
    page.on("request", lambda request: "/check/" in request.url and asked.append(request.url))
    write_story(page, client, "<p>He said.</p>")
    page.wait_for_timeout(1_000)  # longer than the pause before a reading

    before = len(asked)
    page.keyboard.type(" TK")
    finding(page).wait_for()

    assert (before, len(asked)) == (0, 1)


def test_what_was_found_is_underlined_where_it_stands(page, client):
    write_story(page, client, "<p>On <b>T</b>K he said.</p>")
    lines = page.locator(".ProseMirror .doubt")

    before = "".join(lines.all_text_contents())
    page.locator(".ProseMirror").evaluate("text => text.editor.commands.insertContentAt(1, 'So, ')")
    moved = "".join(lines.all_text_contents())
    select_words(page, "TK")
    page.keyboard.type("Friday")
    finding(page).wait_for(state="detached")

    assert (before, moved) == ("TK", "TK")
    assert lines.count() == 0
    assert html_in(page) == "<p>So, On <strong>Friday</strong> he said.</p>"


def test_a_finding_leads_to_its_field(page, client):
    write_story(page, client, "<p>He said.</p>")
    summary = page.get_by_label("Summary")
    summary.fill("🕊 It is TK, again.")

    finding(page, "“TK” was left in the summary.").get_by_role("link").click()

    start, end = summary.evaluate("field => [field.selectionStart, field.selectionEnd]")
    assert summary.evaluate("field => field === document.activeElement")
    assert summary.input_value().encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == (
        "TK"
    )


def test_what_cannot_be_read_is_said_and_nothing_is_lost(page, client):
    write_story(page, client, "<p>He said.</p>")
    page.get_by_label("Headline").fill("")

    page.locator(".check-fault", has_text="Headline: This field is required.").wait_for()
    page.get_by_label("Headline").fill("Talks")
    page.locator(".check-fault:empty").wait_for(state="attached")

    assert page.locator(".check-summary").text_content() == "Nothing found."


@pytest.mark.expects_errors("ERR_FAILED")
def test_a_desk_that_does_not_answer_leaves_the_last_findings(page, client):
    write_story(page, client, "<p>He said TK.</p>")
    page.route("**/check/", lambda route: route.abort())

    page.keyboard.type(" So.")
    page.locator(".check-fault", has_text="The desk does not answer.").wait_for()

    assert finding(page).count() == 1


def test_a_new_story_is_read_along_before_it_is_saved(page, client):
    factories.section("World")
    sign_in(page, client, factories.reporter())
    page.goto("/desk/articles/article/add/")
    page.locator(".word-count").wait_for()

    page.get_by_label("Section").select_option("World")
    page.get_by_label("Headline").fill("Talks TK")

    finding(page, "“TK” was left in the headline.").wait_for()
    assert not Article.objects.exists()


@pytest.mark.expects_errors("422")
def test_findings_are_answered_on_the_way_to_publication(page, client):
    story = factories.approved(bottom_line="TK")
    sign_in(page, client, factories.publisher())
    page.goto(f"/desk/articles/article/{story.pk}/change/")
    page.locator(".word-count").wait_for()

    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_label("“TK” was left").check()
    page.get_by_text("Overrule…").click()
    page.get_by_label("Why it may be published").fill("It is a name.")
    page.get_by_role("button", name="Overrule what is ticked").click()
    page.get_by_text("1 error; 1 answered.").wait_for()
    page.get_by_role("button", name="Publish", exact=True).click()

    page.get_by_text("Published: readers get it now.").wait_for()
    assert story.live_edition().number == 1


def test_answers_wait_for_what_is_typed_to_be_saved(page, client):
    story = factories.approved(bottom_line="TK")
    sign_in(page, client, factories.publisher())
    page.goto(f"/desk/articles/article/{story.pk}/change/")
    page.locator(".word-count").wait_for()

    page.get_by_text("Overrule…").click()
    page.get_by_label("Why it may be published").fill("It is a name.")
    free = page.get_by_role("button", name="Overrule what is ticked").is_enabled()
    page.get_by_label("Summary").fill("More.")
    page.get_by_text("Not saved yet: answers are given to a saved version.").wait_for()

    assert free
    assert page.get_by_role("button", name="Overrule what is ticked").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible(page, client, levels, scheme):
    levels["placeholders.mark"] = "warning"
    story = factories.approved(bottom_line="TK")
    page.emulate_media(color_scheme=scheme)
    sign_in(page, client, factories.publisher())
    page.goto(f"/desk/articles/article/{story.pk}/change/")
    page.get_by_text("Acknowledge…").click()

    found = violations(page, ".check")

    assert found == []

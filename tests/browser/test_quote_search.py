"""The search for a quote when the desk is slow, away, or does not know the writer any more."""

import pytest

from tests import factories
from tests.browser.writing import html_in, search_quotes, wait_for_caret, write_story

BODY = "<p>He answered.</p>"
QUOTES = "**/quotes.json*"


@pytest.fixture(autouse=True)
def quotes():
    factories.quote("We are committed")
    factories.quote("We are tired")


def test_an_answer_that_comes_too_late_is_dropped(page, client):
    late = []
    write_story(page, client, BODY)
    page.route("**/quotes.json?q=committed", lambda route: late.append(route))
    with page.expect_request("**/quotes.json?q=committed"):
        found = search_quotes(page, "committed")

    page.keyboard.press("Control+a")
    page.keyboard.type("tired")
    found.wait_for()
    with page.expect_response("**/quotes.json?q=committed"):
        late[0].continue_()

    assert found.all_text_contents() == ["We are tired a diplomat"]


def test_enter_takes_nothing_while_the_search_goes_on(page, client):
    write_story(page, client, BODY)
    search_quotes(page).first.wait_for()
    page.route(QUOTES, lambda route: None)

    page.keyboard.type("tired")
    page.keyboard.press("Enter")

    assert page.locator(".quote-dialog").get_by_role("status").text_content() == "Searching…"
    assert html_in(page) == BODY


def test_words_that_nobody_said_are_answered_with_the_way_to_record_them(page, client):
    write_story(page, client, BODY)

    search_quotes(page, "nobody")
    page.get_by_text("No quote matches.").wait_for()
    record = page.get_by_role("link", name="Record a new quote")

    assert record.get_attribute("href") == "/desk/people/quote/add/"
    assert record.get_attribute("target") == "_blank"


def test_a_quote_recorded_in_another_tab_is_found_on_coming_back(page, client):
    write_story(page, client, BODY)
    found = search_quotes(page, "option")
    page.get_by_text("No quote matches.").wait_for()

    factories.quote("Another option")
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    found.wait_for()
    assert found.all_text_contents() == ["Another option a diplomat"]


@pytest.mark.expects_errors("ERR_FAILED")
def test_a_desk_that_does_not_answer_is_named_and_asked_again(page, client):
    write_story(page, client, BODY)
    page.route(QUOTES, lambda route: route.abort())
    found = search_quotes(page)
    page.get_by_text("The desk does not answer.").wait_for()

    page.unroute(QUOTES)
    page.get_by_role("button", name="Search again").click()

    found.first.wait_for()
    assert html_in(page) == BODY


@pytest.mark.expects_errors("500")
def test_a_fault_of_the_desk_is_named(page, client):
    write_story(page, client, BODY)
    page.route(QUOTES, lambda route: route.fulfill(status=500))

    search_quotes(page, "tired")
    page.get_by_text("The desk has a fault (500).").wait_for()

    assert page.get_by_role("combobox", name="Words of it").input_value() == "tired"


def test_whoever_is_signed_out_is_told_to_sign_in_in_another_tab(page, client):
    write_story(page, client, BODY)
    page.keyboard.type(" And went.")
    page.context.clear_cookies()

    search_quotes(page)
    sign_in = page.get_by_role("link", name="Sign in")

    assert sign_in.get_attribute("target") == "_blank"
    assert sign_in.get_attribute("href").endswith("/desk/login/")
    assert html_in(page) == "<p>He answered. And went.</p>"


def test_escape_closes_the_search_and_writing_goes_on(page, client):
    write_story(page, client, BODY)
    search_quotes(page).first.wait_for()

    page.keyboard.press("Escape")
    wait_for_caret(page)
    page.keyboard.type(" And went.")

    assert html_in(page) == "<p>He answered. And went.</p>"

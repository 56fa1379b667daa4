"""Names of pages, offered while a reader types, in a real browser and under its policy."""

import pytest
from playwright.sync_api import expect

from tests import factories


def offered(page) -> list[tuple[str, str]]:
    return page.locator("#offers option").evaluate_all("all => all.map(o => [o.value, o.label])")


def test_names_of_pages_are_offered_while_one_types(page):
    factories.published(about_people=[factories.person("Ruta Kalnmeier")])
    page.goto("/search/")

    page.get_by_label("Search for").press_sequentially("ruta", delay=20)

    expect(page.locator("#offers option")).to_have_count(1)
    assert offered(page) == [["Ruta Kalnmeier", "Person"]]


def test_what_is_offered_goes_when_the_field_is_emptied(page):
    factories.published(about_people=[factories.person("Ruta Kalnmeier")])
    page.goto("/search/")
    page.get_by_label("Search for").press_sequentially("ruta", delay=20)
    expect(page.locator("#offers option")).to_have_count(1)

    page.get_by_label("Search for").fill("")

    expect(page.locator("#offers option")).to_have_count(0)


@pytest.mark.expects_errors("503")
def test_a_line_that_is_gone_leaves_the_search_as_it_is(page):
    page.goto("/search/")
    page.route("**/search/suggest/**", lambda route: route.fulfill(status=503, body="down"))

    with page.expect_response("**/search/suggest/**"):
        page.get_by_label("Search for").press_sequentially("ruta", delay=20)
    page.get_by_role("main").get_by_role("button", name="Search").click()

    expect(page.get_by_text("Nothing we have published has all of")).to_be_visible()


def test_search_works_without_scripts(open_page):
    factories.published(headline="Ferry fares double")
    page = open_page(java_script_enabled=False)
    page.goto("/search/")

    page.get_by_label("Search for").fill("ferry")
    page.get_by_role("main").get_by_role("button", name="Search").click()

    expect(page.get_by_role("link", name="Ferry fares double")).to_be_visible()

"""Fields that find what is chosen: Enter takes what is typed, however late the answer comes."""

import time

import pytest

from tests import factories
from tests.browser.writing import open_story

pytestmark = pytest.mark.django_db(transaction=True)

TAGS, PEOPLE = "**/tags.json*", "**/autocomplete/*"
SLOW = 0.7


@pytest.fixture
def open_slow(page, client):
    """Open a draft whose fields get their answers late."""

    def open_slow(answers):
        open_story(page, client, factories.draft())

        def late(route):
            time.sleep(SLOW)
            route.continue_()

        page.route(answers, late)
        return page

    return open_slow


def open_list(page, field, first):
    page.locator(f".field-{field} .select2-search__field").click()
    page.locator(".select2-results__option", has_text=first).wait_for()


def chosen(page, field):
    page.locator(f".field-{field} .select2-selection__choice").wait_for()
    return page.locator(f".field-{field} select option:checked").all_inner_texts()


def test_enter_waits_for_the_person_that_was_typed(open_slow):
    factories.person("Nils Abernethy")
    factories.person("Ruta Kalnmeier")
    page = open_slow(PEOPLE)
    open_list(page, "about_people", "Nils Abernethy")

    page.keyboard.type("Ruta")
    page.keyboard.press("Enter")

    assert chosen(page, "about_people") == ["Ruta Kalnmeier"]


def test_enter_takes_a_new_tag_as_typed(open_slow):
    factories.tag("Astronomy")
    page = open_slow(TAGS)
    open_list(page, "tags", "Astronomy")

    page.keyboard.type("zoning")
    page.keyboard.press("Enter")

    assert chosen(page, "tags") == ["zoning"]


def test_who_types_on_after_enter_has_chosen_nothing(open_slow):
    factories.person("Ruta Kalnmeier")
    page = open_slow(PEOPLE)
    open_list(page, "about_people", "Ruta Kalnmeier")

    page.keyboard.type("Ru")
    page.keyboard.press("Enter")
    page.keyboard.type("t")
    page.locator(".select2-results__option--highlighted", has_text="Ruta Kalnmeier").wait_for()
    page.locator(".loading-results").wait_for(state="detached")

    assert page.locator(".field-about_people option:checked").count() == 0

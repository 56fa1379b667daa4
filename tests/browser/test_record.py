"""The public record in a browser: from a correction to what it changed, on a telephone too."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import desk, factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story():
    """A story whose first edition named the wrong president."""
    first = factories.published(headline="Talks go on", body="<p>President Michel Aoun spoke.</p>")
    factories.correction(first, wrong="It was not Michel.", right="It was Joseph.")
    body = "<p>President Joseph Aoun spoke.</p>"
    return factories.updated(first.article, change="correction", body=body)


def test_reader_goes_from_a_correction_to_what_it_changed(page, story):
    page.goto(story.path)

    page.locator(".correction").get_by_role("link", name="What changed").click()

    assert page.locator(".differences del").all_inner_texts() == ["Michel"]
    assert page.locator(".differences ins").all_inner_texts() == ["Joseph"]
    page.get_by_role("link", name="edition 1", exact=True).click()
    assert "You are reading an old edition" in page.locator("aside.strip").inner_text()
    page.get_by_role("link", name="Read the current edition").click()
    assert page.url.endswith(story.path)


def test_what_changed_is_told_to_who_cannot_see_it(page, story):
    page.goto(f"{story.path}editions/1/diff/2/")

    heard = page.locator(".differences .passage").aria_snapshot()

    assert "taken out: Michel" in heard
    assert "put in: Joseph" in heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("rest", ["editions/", "editions/1/", "editions/1/diff/2/"])
def test_record_has_no_barrier_and_fits_a_small_screen(open_page, story, rest, scheme):
    page = open_page(viewport={"width": 320, "height": 640}, color_scheme=scheme, bypass_csp=True)

    page.goto(story.path + rest)

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_desk_goes_from_the_history_to_the_page_as_it_stood(page, live_server, story):
    cookies = desk.client(factories.publisher()).cookies
    page.context.add_cookies(
        [{"name": k, "value": c.value, "url": live_server.url} for k, c in cookies.items()]
    )
    page.goto(desk.url("articles_article_history", story.article.pk))

    page.get_by_role("link", name="The page then (edition 1)").click()

    assert "As it stood on" in page.locator("aside.strip").inner_text()
    assert "President Michel Aoun spoke." in page.locator("article").inner_text()

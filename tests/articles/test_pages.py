"""What the newsroom says of itself, as readers get it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client

from articles import links
from articles.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


def get(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status
    return response.content.decode()


def test_a_page_stands_under_its_address_with_the_day_of_its_last_change():
    page = factories.page("Ethics", body="<p>We ask first.</p><h2>Money</h2>")

    found = get("/about/ethics/")

    assert "<h1" in found
    assert "<p>We ask first.</p>" in found
    assert '<h2 id="money">Money</h2>' in found
    assert f'<time datetime="{page.updated_at:%Y-%m-%d}' in found


def test_the_page_without_a_last_part_stands_at_the_top():
    page = factories.page("About us", slug="")

    assert page.get_absolute_url() == "/about/"
    assert "About us" in get("/about/")


@pytest.mark.parametrize("path", ["/about/", "/about/ethics/", "/about/ethics/more/"])
def test_what_is_no_page_is_not_found(path):
    get(path, 404)


def test_a_draft_is_nowhere():
    factories.page("Secret", policy="ethicsPolicy", is_public=False)
    story = factories.published()

    assert get("/about/secret/", 404) == get("/about/nothing/", 404)
    for path in ("/", "/sitemap-1.xml", story.path, f"{story.path}ninjs.json"):
        assert "secret" not in get(path).lower()


def test_footers_lead_to_pages_in_their_order_and_mastheads_to_sections_in_theirs():
    for name, position in (("Ethics", 2), ("About us", 1)):
        factories.page(name, position=position)
    for name, position in (("World", 2), ("City", 1)):
        factories.section(name, position=position)

    found = get("/")

    places = [found.index(f">{name}</a>") for name in ("City", "World", "About us", "Ethics")]
    assert places == sorted(places)


def test_names_that_pages_and_sections_share_lead_each_to_its_own():
    factories.section("Ethics")
    factories.page("Ethics")

    found = get("/about/ethics/")

    assert '<a href="/ethics/">Ethics</a>' in found
    assert '<a href="/about/ethics/">Ethics</a>' in found


def test_a_script_in_a_page_is_words():
    factories.page("Ethics", body="<p>a<script>alert(1)</script><b onclick='x'>b</b></p>")

    found = get("/about/ethics/")

    assert "alert" not in found
    assert "onclick" not in found


def test_pages_stand_in_the_sitemap_with_their_last_change():
    page = factories.page("Ethics")

    found = get("/sitemap-1.xml")

    (entry,) = [line for line in found.splitlines() if "/about/ethics/" in line]
    assert f"<lastmod>{page.updated_at:%Y-%m-%d}" in entry


def test_a_page_takes_two_queries(django_assert_num_queries):
    factories.page("Ethics")

    with django_assert_num_queries(2):
        get("/about/ethics/")


# Addresses


def test_no_section_may_have_the_address_of_the_pages():
    section = factories.section("About")

    with pytest.raises(ValidationError, match="belongs to another page"):
        section.clean()


def test_no_page_goes_where_a_section_has_the_address():
    factories.section("About")

    with pytest.raises(ValidationError, match="A section has the address /about/"):
        Page(title="Ethics", slug="ethics", body="<p>Words.</p>").full_clean()


def test_two_pages_do_not_share_an_address_nor_a_policy():
    factories.page("Ethics", policy="ethicsPolicy")

    for fields in ({"slug": "ethics"}, {"slug": "other", "policy": "ethicsPolicy"}):
        page = Page(title="Other", body="<p>Words.</p>", **fields)
        with pytest.raises(ValidationError):
            page.full_clean()
    with pytest.raises(IntegrityError):
        factories.page("Another", policy="ethicsPolicy")


def test_links_of_stories_to_pages_are_followed():
    page = factories.page("Ethics")
    factories.page("Draft", is_public=False)

    found = {path: links.follow(path, page.updated_at) for path in ("/about/ethics/", "/about/")}

    assert found == {"/about/ethics/": links.Answer.THERE, "/about/": links.Answer.MISSING}
    assert links.follow("/about/draft/", page.updated_at) == links.Answer.MISSING

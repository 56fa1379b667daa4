"""Pages of the newsroom itself, at the desk."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from articles.models import Page
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

FORM = "page_form"


@pytest.fixture
def publisher() -> Client:
    return desk.client(factories.publisher())


def open_page(browser: Client, page: Page) -> dict[str, Any]:
    return desk.fields(browser.get(desk.url("articles_page_change", page.pk)), FORM)


def save(browser: Client, page: Page, fields: dict[str, Any]):
    return browser.post(desk.url("articles_page_change", page.pk), fields, follow=True)


def test_a_publisher_writes_a_page_that_readers_see_once_it_is_public(publisher):
    add = desk.url("articles_page_add")
    typed = {"title": "Ethics", "slug": "ethics", "body": "<p>We ask.</p>", "position": 1}

    publisher.post(add, desk.fields(publisher.get(add), FORM) | typed)
    page = Page.objects.get()
    hidden = Client().get("/about/ethics/").status_code
    save(publisher, page, open_page(publisher, page) | {"is_public": "on"})

    assert (hidden, Client().get("/about/ethics/").status_code) == (404, 200)
    assert LogEntry.objects.count() == 2


def test_the_list_says_in_words_what_readers_see(publisher):
    factories.page("Ethics")
    factories.page("Contact", is_public=False)

    page = publisher.get(desk.url("articles_page_changelist")).content.decode()

    assert [word in page for word in (">Public<", ">Draft<", "<img")] == [True, True, False]


def test_a_page_keeps_its_address(publisher):
    page = factories.page("Ethics")

    save(publisher, page, open_page(publisher, page) | {"title": "Our ethics", "slug": "forged"})

    page.refresh_from_db()
    assert (page.title, page.slug) == ("Our ethics", "ethics")


def test_the_second_of_two_saves_is_told_and_loses_nothing(publisher):
    page = factories.page("Ethics")
    mine, theirs = open_page(publisher, page), open_page(publisher, page)
    save(publisher, page, theirs | {"body": "<p>Theirs.</p>"})

    refused = save(publisher, page, mine | {"body": "<p>Mine.</p>"})

    page.refresh_from_db()
    assert "Somebody saved this page" in refused.content.decode()
    assert page.body == "<p>Theirs.</p>"
    assert desk.fields(refused, FORM)["body"] == "<p>Mine.</p>"


def test_who_has_seen_that_may_save_over_it(publisher):
    page = factories.page("Ethics")
    mine = open_page(publisher, page)
    save(publisher, page, mine | {"body": "<p>Theirs.</p>"})
    refused = save(publisher, page, mine | {"body": "<p>Mine.</p>"})

    save(publisher, page, desk.fields(refused, FORM))

    page.refresh_from_db()
    assert page.body == "<p>Mine.</p>"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "required"),
        ({"slug": "two words"}, "valid “slug”"),
        ({"slug": "taken"}, "already exists"),
        ({"policy": "ethicsPolicy"}, "Another page is this policy already"),
        ({"body": "<blockquote>" * 500}, "nested"),
        ({"position": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_makes_no_page_is_refused_and_what_was_typed_stands(publisher, typed, said):
    factories.page("Taken", policy="ethicsPolicy")
    add = desk.url("articles_page_add")
    fields = {"title": "Ethics", "slug": "ethics", "body": "<p>We ask.</p>", "position": 1}

    page = publisher.post(add, fields | typed)

    assert said in page.content.decode()
    assert Page.objects.count() == 1
    assert typed.get("body") or desk.fields(page, FORM)["body"] == "<p>We ask.</p>"


def test_a_section_in_the_way_is_named(publisher):
    factories.section("About")
    add = desk.url("articles_page_add")

    page = publisher.post(add, {"title": "Ethics", "slug": "ethics", "body": "<p>We ask.</p>"})

    assert "A section has the address /about/" in page.content.decode()


def test_the_editor_offers_no_quotes_of_the_register(publisher):
    page = publisher.get(desk.url("articles_page_add")).content.decode()

    assert "OrderedList" in page
    assert "SourcedQuote" not in page


@pytest.mark.parametrize("role", [role for role in UserRole if role != UserRole.PUBLISHER])
def test_nobody_else_writes_pages(role):
    page = factories.page("Ethics")
    browser = desk.client(factories.user(role))

    answers = [
        browser.get(desk.url("articles_page_changelist")).status_code,
        browser.get(desk.url("articles_page_change", page.pk)).status_code,
        browser.post(desk.url("articles_page_delete", page.pk), {"post": "yes"}).status_code,
    ]

    assert answers == [403, 403, 403]
    assert Page.objects.exists()

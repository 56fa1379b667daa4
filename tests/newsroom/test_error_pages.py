"""The pages for when something is not there or does not work: they need nothing themselves."""

import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client

from articles.models import Section
from tests import desk, factories


@pytest.mark.parametrize("template", ["404.html", "410.html", "500.html", "503.html"])
def test_an_error_page_can_be_made_from_nothing(template):
    html = render_to_string(template)

    assert html.count("<h1") == 1


def test_a_withdrawn_story_says_when_and_why():
    withdrawn = {"at": datetime(2025, 12, 6, 10, tzinfo=UTC), "reason": "privacy"}

    html = render_to_string("410.html", {"withdrawn": withdrawn})

    assert "6 December 2025, 10:00</time> to protect somebody’s privacy." in html


def test_a_withdrawn_story_without_a_reason_still_makes_a_sentence():
    withdrawn = {"at": datetime(2025, 12, 6, 10, tzinfo=UTC), "reason": ""}

    html = render_to_string("410.html", {"withdrawn": withdrawn})

    assert "10:00</time>." in html


@pytest.mark.django_db
def test_who_finds_nothing_is_offered_a_search_the_archive_and_the_latest_stories():
    latest = [factories.published().path for _ in range(6)]

    html = Client().get("/nothing/here/").content.decode()

    assert '<input type="search" id="search-box" name="q"' in html
    assert 'href="/archive/"' in html
    assert [path for path in latest if path in html] == latest[1:]


@pytest.mark.django_db
def test_who_finds_a_withdrawn_story_is_offered_a_search():
    withdrawn = factories.withdrawn()

    response = Client().get(withdrawn.addresses.get().path)

    assert response.status_code == 410
    assert '<input type="search" id="search-box" name="q"' in response.content.decode()


@pytest.mark.django_db
def test_a_page_that_is_not_there_takes_two_queries(django_assert_num_queries):
    factories.published()

    with django_assert_num_queries(2):
        Client().get("/nothing/here/")


# When the site cannot answer


def broken(monkeypatch, error: Exception):
    """Ask for the home page while the database fails like this."""

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(Section.objects, "annotate", fail)
    return Client(raise_request_exception=False).get("/")


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told_with_when_to_come_again(monkeypatch):
    response = broken(monkeypatch, OperationalError("secret host is down"))

    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Cache-Control"] == "no-store"
    assert "Back in a moment" in html
    assert "secret" not in html


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_as_one(monkeypatch):
    response = broken(monkeypatch, ValueError("secret"))

    assert response.status_code == 500
    assert "The fault is ours" in response.content.decode()


def test_the_page_for_a_proxy_needs_no_other_file(settings):
    settings.SITE_NAME = "Paper & Ink"
    printed = StringIO()

    call_command("down_page", stdout=printed)

    html = printed.getvalue()
    assert "Paper &amp; Ink" in html
    assert "--ink: #14130f" in html
    assert re.findall(r'(?:src|href)="([^"]*)"', html) == ["/", ""]
    assert "url(" not in html


@pytest.mark.django_db
def test_who_finds_nothing_at_the_desk_is_led_back_to_it_and_to_no_story():
    story = factories.published()

    answer = desk.client(factories.publisher()).get("/desk/articles/article/9999/preview/")

    html = answer.content.decode()
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "private, no-store"
    assert 'href="/desk/"' in html
    assert story.path not in html
    assert "everything we have published" not in html

"""The readers' pages speak the newsroom's language, the desk and machines English."""

import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.checks import run_checks
from django.template.loader import render_to_string
from django.test import Client

from articles.interface import in_english
from articles.views.as_of import address
from tests import desk, factories, surfaces
from tests.newsroom.interface_words import in_latin_letters, typed
from tests.test_reader_requests import queries_of
from tests.test_surfaces import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def arabic(settings):
    settings.LANGUAGE_CODE = "ar"


def page(url: str, client: Client | None = None) -> str:
    return (client or Client()).get(url).content.decode()


# What readers get


@pytest.mark.usefixtures("arabic")
def test_no_page_or_feed_has_a_word_of_another_language():
    newsroom = surfaces.newsroom()
    asked = ["nothing", "talks -headline", "a&since=2026-02-01&until=2026-01-01", "a&topic=none"]
    urls = [*surfaces.all_urls(newsroom), *(f"/search/?q={words}" for words in asked)]
    names = [*typed(), "nothing", "talks", "headline", "monday", "canary"]

    found = {url: in_latin_letters(ask(url), names) for url in urls}

    assert {url: words for url, words in found.items() if words} == {}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_page_says_in_which_language_and_direction_it_is(settings, language):
    settings.LANGUAGE_CODE = language

    html = page("/")

    direction = {"ar": "rtl", "fr": "ltr"}[language]
    assert f'<html lang="{language}" dir="{direction}">' in html


@pytest.mark.usefixtures("arabic")
def test_a_story_keeps_its_own_language_and_direction():
    html = page(factories.published(language="en", headline="Talks go on").path)

    assert '<html lang="ar" dir="rtl">' in html
    assert '<article class="article" dir="ltr">' in html
    assert '<h1 class="headline" lang="en">Talks go on</h1>' in html


@pytest.mark.usefixtures("arabic")
def test_words_of_the_interface_keep_their_direction_in_a_story_of_another():
    html = page(factories.published(language="en").path)

    assert "<bdi>نُشرت في" in html


@pytest.mark.usefixtures("arabic")
def test_words_of_a_story_keep_their_direction_outside_of_it():
    said = factories.quote("We go on.", factories.person("Joseph Aoun"))
    first = factories.published(language="en", body=factories.quoting(said))
    factories.correction(first, wrong="It was to open on Monday.")
    factories.updated(first.article, change="correction", headline="It opens on Tuesday")

    quoted, logged = page("/people/joseph-aoun/"), page("/corrections/")

    assert '<blockquote dir="ltr">' in quoted
    assert '<div class="correction" dir="ltr">' in logged


@pytest.mark.usefixtures("arabic")
def test_the_desk_sees_the_past_as_readers_saw_it():
    edition = factories.published()
    past = address(edition.path, edition.live_from)

    html = page(past, desk.client(factories.publisher()))

    assert '<html lang="ar" dir="rtl">' in html
    assert "كما كانت في" in html


@pytest.mark.parametrize(
    ("language", "weekday", "moment"),
    [
        ("en", "Saturday, 6 December 2025", "Published {}6 December 2025, 14:00</time>"),
        ("ar", "السبت، 6 ديسمبر 2025", "نُشرت في {}6 ديسمبر 2025، 14:00</time>"),
        ("fr", "samedi 6 décembre 2025", "Publié le {}6 décembre 2025 à 14:00</time>"),
    ],
)
def test_days_and_times_are_written_as_the_language_has_them(settings, language, weekday, moment):
    settings.LANGUAGE_CODE = language
    with time_machine.travel(datetime(2025, 12, 6, 14, tzinfo=UTC), tick=False):
        html = page(factories.published().path)

    assert weekday in html
    assert moment.format('<time datetime="2025-12-06T14:00:00+00:00">') in html


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Monday"), ("ar", "السبت"), ("fr", "lundi")]
)
def test_weeks_begin_as_the_language_has_it(settings, language, first):
    settings.LANGUAGE_CODE = language
    with time_machine.travel(datetime(2025, 12, 6, 14, tzinfo=UTC), tick=False):
        factories.published()
        html = page("/archive/2025/12/")

    assert f'<tr><th scope="col"><abbr title="{first}">' in html


@pytest.mark.usefixtures("arabic")
def test_the_error_pages_speak_it_too():
    found = {name: render_to_string(name) for name in ("403.html", "500.html", "503.html")}

    assert all('<html lang="ar" dir="rtl">' in html for html in found.values())
    assert "هذه الصفحة ليست لحسابك" in found["403.html"]


def test_another_language_takes_no_more_queries(settings):
    path = factories.published(tags=[factories.tag()], image=factories.image()).path
    in_english = queries_of(path)

    settings.LANGUAGE_CODE = "ar"

    assert queries_of(path) == in_english


def test_a_language_without_words_is_refused(settings):
    settings.LANGUAGE_CODE = "de"

    found = [error.id for error in run_checks()]

    assert "translation.E004" in found


# What they do not get


@pytest.mark.usefixtures("arabic")
def test_the_desk_speaks_english():
    html = page("/desk/", desk.client(factories.publisher()))

    assert '<html lang="en" dir="ltr">' in html
    assert "Log out" in html


@pytest.mark.usefixtures("arabic")
def test_who_logs_in_is_asked_in_english():
    html = page("/desk/login/")

    assert '<html lang="en" dir="ltr">' in html
    assert "Forgotten password?" in html


@pytest.mark.usefixtures("arabic")
def test_a_preview_is_what_readers_would_get():
    article = factories.draft(headline="Talks go on")

    html = page(
        desk.url("articles_article_preview", article.pk), desk.client(factories.publisher())
    )

    assert '<html lang="ar" dir="rtl">' in html
    assert "معاينة، غير منشورة" in html


@pytest.mark.usefixtures("arabic")
def test_machines_get_the_words_that_they_always_got():
    edition = factories.published(kind="analysis")

    item = json.loads(page(f"{edition.path}ninjs.json"))

    assert item["genres"][0]["name"] == "Analysis"


@pytest.mark.usefixtures("arabic")
def test_a_story_is_found_by_its_kind_as_readers_call_it():
    with in_english():
        edition = factories.published(kind="analysis")

    html = page("/search/?q=تحليل")

    assert edition.path in html

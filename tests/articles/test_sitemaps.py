"""Sitemaps: every listed story stands in one file, for good; nothing else stands in any."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import sitemaps
from articles.models import Article, Edition
from articles.templatetags.reader import exact
from tests import factories
from tests.test_reader_requests import archive

pytestmark = pytest.mark.django_db

SITE = "https://paper.example"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL, settings.SITE_NAME = SITE, "The Paper"


def document(url: str) -> ElementTree.Element:
    response = Client().get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries(url: str) -> dict[str, str | None]:
    """Return the addresses of a file or of the index, each with its time of change.

    What the schema of the protocol asks is asserted: the elements, their order, at least one entry.
    """
    root = document(url)
    kind = {"sitemapindex": "sitemap", "urlset": "url"}[root.tag.removeprefix(f"{{{NAMES['s']}}}")]
    assert len(root) >= 1
    found = {}
    for entry in root:
        names = [child.tag.removeprefix(f"{{{NAMES['s']}}}") for child in entry]
        assert entry.tag == f"{{{NAMES['s']}}}{kind}"
        assert names in (["loc"], ["loc", "lastmod"])
        found[entry[0].text] = entry.findtext("s:lastmod", namespaces=NAMES)
    return found


def stories(number: int = 1) -> list[str]:
    """Return the paths of stories in a file."""
    paths = [url.removeprefix(SITE) for url in entries(f"/sitemap-{number}.xml")]
    return [path for path in paths if re.search(r"/\d{4}/\d\d/\d\d/", path)]


def test_index_names_a_file_that_has_every_listed_story_and_the_fronts():
    shelf = factories.section("World")
    edition = factories.published(section=shelf)

    index, file = entries("/sitemap.xml"), entries("/sitemap-1.xml")

    assert list(index) == [f"{SITE}/sitemap-1.xml"]
    assert list(file) == [f"{SITE}/", f"{SITE}/world/", f"{SITE}{edition.path}"]


def test_time_of_change_is_that_of_the_edition_that_stands_there():
    archive(1, section=factories.section().pk)
    first = entries("/sitemap-1.xml")
    Article.objects.update(created_by=factories.reporter())

    edition = factories.updated(Article.objects.get())

    url = SITE + edition.path
    assert datetime.fromisoformat(first[url]) < datetime.fromisoformat(
        entries("/sitemap-1.xml")[url]
    )
    assert entries("/sitemap-1.xml")[url] == exact(edition.live_from)
    assert entries("/sitemap.xml")[f"{SITE}/sitemap-1.xml"] == exact(edition.live_from)


@pytest.mark.parametrize(
    "make", [factories.withdrawn, factories.retracted, factories.scheduled, factories.approved]
)
def test_what_is_not_listed_stands_in_no_sitemap(make):
    listed = factories.published()

    make(headline="Not listed", slug="not-listed")

    assert stories() == [listed.path]
    assert "not-listed" not in Client().get("/news-sitemap.xml").content.decode()


def test_story_that_changed_its_section_stands_once():
    first = factories.published(section=factories.section("World"))

    moved = factories.updated(first.article, section=factories.section("Local"))

    assert stories() == [moved.path]


def test_address_in_any_script_is_a_uri():
    factories.published(slug="بيروت")

    (path,) = stories()

    assert path.isascii()
    assert path.endswith("/%D8%A8%D9%8A%D8%B1%D9%88%D8%AA/")


def test_story_stays_in_its_file_whatever_comes_before_or_after(monkeypatch):
    monkeypatch.setattr(sitemaps, "STORIES_A_FILE", 2)
    archive(5, section=factories.section().pk)
    ids = Edition.objects.order_by("article").values_list("article", "path")
    files = {(pk - 1) // 2 + 1 for pk, _ in ids}
    before = {path: number for number in files for path in stories(number)}

    Article.objects.get(pk=ids[1][0]).withdraw(factories.publisher(), "privacy", "Asked to.")
    archive(2, section=Edition.objects.first().section_id)

    after = {path: number for number in files for path in stories(number)}
    assert len(before) == 5
    assert before.items() - after.items() == {(ids[1][1], (ids[1][0] - 1) // 2 + 1)}


def test_file_of_which_nothing_is_left_is_still_a_file(monkeypatch):
    monkeypatch.setattr(sitemaps, "STORIES_A_FILE", 1)
    factories.draft()
    story = factories.withdrawn()

    number = story.pk

    assert list(entries(f"/sitemap-{number}.xml")) == [f"{SITE}/"]
    assert stories(number) == []


def test_file_beyond_the_last_is_not_found(client):
    factories.published()
    factories.scheduled()

    urls = [f"/sitemap-{number}.xml" for number in (0, 2, 999_999_999)]

    assert [client.get(url).status_code for url in urls] == [404, 404, 404]


def test_newsroom_without_a_story_has_sitemaps():
    assert entries("/sitemap.xml") == {f"{SITE}/sitemap-1.xml": None}
    assert list(entries("/sitemap-1.xml")) == [f"{SITE}/"]
    assert len(document("/news-sitemap.xml")) == 0


@pytest.mark.parametrize(
    ("url", "most"), [("/sitemap.xml", 2), ("/sitemap-1.xml", 4), ("/news-sitemap.xml", 1)]
)
def test_sitemap_takes_a_fixed_number_of_queries(url, most):
    archive(30, section=factories.section().pk)

    with CaptureQueriesContext(connection) as queries:
        document(url)

    assert len(queries) <= most


# News


def news() -> list[dict[str, str]]:
    """Return the entries of the news sitemap by the names of their elements."""
    return [
        {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in entry.iter()}
        for entry in document("/news-sitemap.xml")
    ]


def test_news_have_their_name_language_title_and_first_publication():
    first = factories.published(headline="Talks & more", language="en-GB")
    edition = factories.updated(first.article, headline="Talks <go> on")

    (entry,) = news()

    assert entry["loc"] == SITE + edition.path
    assert (entry["name"], entry["language"]) == ("The Paper", "en")
    assert entry["publication_date"] == exact(first.first_published_at)
    assert entry["title"] == "Talks <go> on"


def test_news_are_of_the_last_48_hours():
    shelf = factories.section().pk
    now = timezone.now()
    archive(1, at=now - timedelta(hours=48, minutes=5), section=shelf, slug="old")
    archive(1, at=now - timedelta(hours=47), section=shelf, slug="young")

    assert [entry["loc"].split("/")[-2] for entry in news()] == ["young"]


def test_update_of_an_old_story_is_no_news():
    archive(1, at=timezone.now() - timedelta(days=5), section=factories.section().pk)
    Article.objects.update(created_by=factories.reporter())

    factories.updated(Article.objects.get())

    assert news() == []


def test_news_are_a_thousand_at_most(monkeypatch):
    monkeypatch.setattr(sitemaps, "NEWS", 3)
    archive(5, at=timezone.now() - timedelta(hours=1), section=factories.section().pk)

    assert len(news()) == 3


def test_character_that_no_xml_may_hold_breaks_no_sitemap():
    factories.published(headline="Bell \x07 rings")

    assert [entry["title"] for entry in news()] == ["Bell  rings"]


def test_robots_are_led_to_the_sitemaps(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert f"Sitemap: {SITE}/news-sitemap.xml" in lines

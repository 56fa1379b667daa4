"""The desk sees any page as readers saw it at a moment of the past."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from django.test import Client
from django.utils import timezone

from articles import erasing
from articles.models import Address
from articles.views.as_of import address
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

STRIP = re.compile(
    rb'<aside class="strip" aria-label="A page of the past">.*?</aside>\n', re.DOTALL
)
SIMILAR = re.compile(rb'<section class="shelf">\s*<h2 id="similar">.*?</section>\n', re.DOTALL)


@pytest.fixture
def publisher() -> Client:
    return desk.client(factories.publisher())


class Moment(NamedTuple):
    """What readers got at some moment, by address."""

    at: datetime
    pages: dict[str, tuple[int, bytes]]


def looked_at(urls: list[str]) -> Moment:
    """Fetch pages as a reader does; nothing happens meanwhile."""
    at = timezone.now()
    pages = {url: Client().get(url) for url in urls}
    return Moment(at, {url: (page.status_code, page.content) for url, page in pages.items()})


def seen_later(publisher: Client, moment: Moment) -> dict[str, tuple[int, bytes]]:
    """Fetch the same pages at the desk as of that moment."""
    pages = {url: publisher.get(address(url, moment.at)) for url in moment.pages}
    assert all(b"As it stood on" in page.content for page in pages.values())
    return {url: (page.status_code, STRIP.sub(b"", page.content)) for url, page in pages.items()}


def without_similar(pages: dict[str, tuple[int, bytes]]) -> dict[str, tuple[int, bytes]]:
    return {url: (status, SIMILAR.sub(b"", html).strip()) for url, (status, html) in pages.items()}


def lines(pages: dict[str, tuple[int, bytes]]) -> dict[str, list[bytes]]:
    return {
        url: [line for line in html.splitlines() if line.strip()]
        for url, (_, html) in pages.items()
    }


def test_pages_of_the_past_are_what_readers_got_then(publisher):
    """Through corrections, a withdrawal, a retraction, a move on a front, and other stories."""
    shelf, tag = factories.section("World"), factories.tag("Blue Line")
    first = factories.published(section=shelf, tags=[tag], slug="first", body="<p>Wrong.</p>")
    other = factories.published(section=shelf, tags=[tag], slug="other")
    urls = ["/", "/world/", first.path, other.path]
    moments = [looked_at(urls)]

    factories.correction(first, severity="serious")
    factories.updated(first.article, change="correction", body="<p>Right.</p>")
    moments.append(looked_at(urls))
    factories.placed(other.article)
    moments.append(looked_at(urls))
    other.article.withdraw(factories.publisher(), "privacy", "A name was in it.")
    factories.published(section=shelf, tags=[tag], headline="Another")
    moments.append(looked_at(urls))
    first.article.retract(factories.publisher(), "It was made up.", strike=True)
    first.withhold(factories.publisher(), "A name was in it.")
    moments.append(looked_at(urls))
    factories.updated(first.article, headline="Written anew")

    for moment in moments:
        then = without_similar(moment.pages)
        later = without_similar(seen_later(publisher, moment))
        assert {url: status for url, (status, _) in later.items()} == {
            url: status for url, (status, _) in then.items()
        }
        assert lines(later) == lines(then)
    statuses = [moment.pages[other.path][0] for moment in moments]
    assert statuses == [200, 200, 200, 410, 410]


def test_page_without_similar_articles_is_the_same_byte_for_byte(publisher):
    edition = factories.published(body="<p>As it was.</p>")
    moment = looked_at([edition.path, "/"])
    factories.updated(edition.article, body="<p>As it is.</p>")

    assert seen_later(publisher, moment) == moment.pages


def test_older_stories_of_a_front_are_seen_as_of_then_too(publisher):
    edition = factories.published(headline="Long ago")
    before = f"{timezone.now().timestamp() * 1e6:.0f}-0"
    at = timezone.now()
    edition.article.withdraw(factories.publisher(), "error", "Not ready.")

    page = publisher.get(f"{address('/', at)}?before={before}")

    assert "Long ago" in page.content.decode()


def test_address_that_had_moved_leads_to_where_the_story_stood(publisher):
    edition = factories.published(slug="محادثات")
    Address.objects.create(path="/world/2020/01/01/old/", article=edition.article)
    at = timezone.now()

    response = publisher.get(address("/world/2020/01/01/old/", at))

    assert (response.status_code, response["Location"]) == (302, address(edition.path, at))
    assert publisher.get(response["Location"]).status_code == 200


def test_page_of_the_past_is_kept_by_nobody_and_found_by_nobody(publisher):
    response = publisher.get(address("/", timezone.now()))

    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"


def test_story_that_was_not_yet_live_is_not_found(publisher):
    at = timezone.now()
    edition = factories.published()

    assert publisher.get(address(edition.path, at)).status_code == 404


def test_story_that_waits_is_not_seen_before_its_time(publisher):
    edition = factories.scheduled()

    for at in (timezone.now(), edition.live_from, edition.live_from + timedelta(days=1)):
        assert publisher.get(address(edition.path, at)).status_code == 404


@pytest.mark.parametrize(
    "time",
    [
        "now",
        "2025",
        "2025-12-06",
        "2025-12-06T14:00:00",
        "2025-12-06T14:00:00+02:00",
        "2025-13-06T14:00:00Z",
        "2025-12-06T25:00:00Z",
        "0000-12-06T14:00:00Z",
        "٢٠٢٥-12-06T14:00:00Z",
        "9999-12-31T00:00:00Z",
        "%00",
    ],
)
def test_what_is_no_moment_of_the_past_is_not_found(publisher, time):
    assert publisher.get(f"/desk/as-of/{time}/").status_code == 404


def test_moment_before_all_stories_shows_an_empty_front(publisher):
    factories.published(headline="Later")

    page = publisher.get("/desk/as-of/0001-01-01T00:00:00Z/")

    assert page.status_code == 200
    assert "Later" not in page.content.decode()


@pytest.mark.parametrize(
    "path",
    ["desk/", "corrections/", "topics/blue-line/", "media/a.png", "/", "world", "nothing/", "%00/"],
)
def test_only_articles_and_fronts_have_a_past(publisher, path):
    factories.published(section=factories.section("World"), tags=[factories.tag("Blue Line")])

    assert publisher.get(f"/desk/as-of/2025-12-06T14:00:00Z/{path}").status_code == 404


def test_the_past_is_for_the_newsroom(client):
    edition = factories.published()
    url = address(edition.path, timezone.now())

    response, nothing = client.get(url), client.get("/desk/nothing/")

    assert response.status_code == nothing.status_code == 302
    assert response["Location"].startswith("/desk/login/")


def test_who_may_not_read_the_record_finds_nothing():
    edition = factories.published()
    browser = desk.client(factories.user())

    assert browser.get(address(edition.path, timezone.now())).status_code == 404


def test_record_leads_to_the_page_as_it_stood(publisher):
    edition = factories.published()
    waiting = factories.scheduled()

    lived, waits = (
        publisher.get(desk.url("articles_edition_change", e.pk)) for e in (edition, waiting)
    )

    assert f'href="{address(edition.path, edition.live_from)}"' in lived.content.decode()
    assert "/as-of/" not in waits.content.decode()


def test_address_names_the_moment_in_utc():
    at = datetime(2025, 12, 6, 14, tzinfo=UTC)

    assert address("/world/", at) == "/desk/as-of/2025-12-06T14:00:00Z/world/"


def test_every_role_of_the_desk_that_reads_the_record_sees_the_past():
    edition = factories.published()
    url = address(edition.path, timezone.now())

    answers = {role: desk.client(factories.user(role)).get(url).status_code for role in UserRole}

    seen = {role for role, status in answers.items() if status == 200}
    reads = {role for role in UserRole if factories.user(role).has_perm("articles.view_edition")}
    assert seen == reads
    assert UserRole.PUBLISHER in seen


def test_what_was_erased_is_not_brought_back(publisher):
    shelf = factories.section("World")
    edition = factories.published(section=shelf, headline="The name of somebody")
    beside = factories.published(section=shelf)
    at = timezone.now()
    edition.article.withdraw(factories.publisher(), "legal", "A court ordered it.")
    erasing.erase(edition, factories.publisher(), "A court ordered it.")

    urls = ["/", "/world/", edition.path, beside.path]
    pages = {url: publisher.get(address(url, at)) for url in urls}

    assert [page.status_code for page in pages.values()] == [200, 200, 410, 200]
    assert all("somebody" not in page.content.decode() for page in pages.values())

"""The archive by day: what each page of it lists, and what has no page at all."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Section
from tests import factories
from tests.test_reader_requests import archive, queries_of

pytestmark = pytest.mark.django_db

BEIRUT = ZoneInfo("Asia/Beirut")


@pytest.fixture(autouse=True)
def zone(settings):
    settings.TIME_ZONE = "Asia/Beirut"


def told(*moments: str, stories: int = 1, **values) -> None:
    """Publish stories at these local times, each called by its own."""
    section = Section.objects.first() or factories.section()
    for moment in moments:
        at = datetime.fromisoformat(moment).replace(tzinfo=BEIRUT)
        values = {"headline": f"At {moment}"} | values
        archive(stories, at, section=section.pk, **values)
        values.pop("headline")


def page(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status
    return response.content.decode()


def headlines(path: str) -> list[str]:
    return re.findall(r'class="story-headline"[^>]*><a [^>]*>([^<]+)<', page(path))


def ways(path: str, status: int = 200) -> list[str]:
    """Return where a page of the archive leads to in the archive, footer and upwards left out."""
    main = page(path, status).partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'href="(/archive/[^"]+)"', main)
    return [way for way in found if not path.startswith(way)]


def test_a_day_lists_its_stories_the_latest_first():
    told("2025-03-08T23:59:59", "2025-03-09T00:00", "2025-03-09T23:59:59", "2025-03-10T00:00")

    listed = headlines("/archive/2025/03/09/")

    assert listed == ["At 2025-03-09T23:59:59", "At 2025-03-09T00:00"]


def test_a_day_on_which_clocks_skip_midnight_begins_at_one():
    told("2025-03-29T23:59", "2025-03-30T01:00")

    assert headlines("/archive/2025/03/30/") == ["At 2025-03-30T01:00"]
    assert headlines("/archive/2025/03/29/") == ["At 2025-03-29T23:59"]


def test_a_day_leads_to_the_days_with_stories_beside_it():
    told("2024-11-02T12:00", "2025-03-09T12:00", "2025-07-01T12:00")

    assert ways("/archive/2025/03/09/") == ["/archive/2024/11/02/", "/archive/2025/07/01/"]
    assert ways("/archive/2024/11/02/") == ["/archive/2025/03/09/"]


def test_a_month_leads_to_its_days_and_to_the_months_beside_it():
    told("2024-11-02T12:00", "2025-03-01T12:00", "2025-03-31T12:00", "2025-07-01T12:00")

    found = ways("/archive/2025/03/")

    assert found == [
        "/archive/2025/03/01/",
        "/archive/2025/03/31/",
        "/archive/2024/11/",
        "/archive/2025/07/",
    ]


def test_weeks_of_a_month_begin_on_monday():
    told("2025-03-09T12:00")

    rows = re.findall(r"<tr>(.*?)</tr>", page("/archive/2025/03/"), re.DOTALL)

    days = [re.findall(r">(\d*)(?:</time>|</td>)", row.replace("</time></a>", "")) for row in rows]
    assert 'title="Monday"' in rows[0].partition("</th>")[0]
    assert days[1] == ["", "", "", "", "", "1", "2"]
    assert len(rows) == 7


def test_a_year_leads_to_its_months_and_to_the_years_beside_it():
    told("2019-11-02T12:00", "2025-03-01T12:00", "2025-12-31T23:59", "2026-07-01T12:00")

    found = ways("/archive/2025/")

    assert found == [
        "/archive/2025/03/",
        "/archive/2025/12/",
        "/archive/2019/",
        "/archive/2026/",
    ]


def test_the_archive_leads_to_the_years_that_have_stories():
    told("2019-11-02T12:00", "2025-12-31T23:59", "2026-01-01T00:00")

    assert ways("/archive/") == ["/archive/2026/", "/archive/2025/", "/archive/2019/"]
    assert '<a href="/archive/">Archive</a>' in page("/")


def test_an_archive_without_stories_says_so():
    assert "Nothing has been published here yet" in page("/archive/")


@pytest.mark.parametrize(
    "path",
    [
        "2025/03/08/",
        "2025/02/",
        "2024/",
        "2025/02/30/",
        "2025/13/",
        "2025/13/01/",
        "2025/00/",
        "2025/3/9/",
        "0000/01/01/",
        "0001/",
        "9999/12/31/",
        "9999/",
        "2999/12/31/",
        "1900/01/01/",
        "2025/03/09/?before=x",
        "٢٠٢٥/",
    ],
)
def test_what_has_no_story_has_no_page(path):
    told("2025-03-09T12:00")

    assert page(f"/archive/{path}", 404) == page("/archive/2098/01/01/", 404)


@pytest.mark.parametrize("make", ["withdrawn", "retracted", "scheduled", "cancelled", "approved"])
def test_what_is_not_listed_opens_no_day(make):
    told("2025-03-09T12:00")
    getattr(factories, make)(headline="Hidden")
    tomorrow = timezone.localdate() + timedelta(1)

    for day in (timezone.localdate(), tomorrow):
        page(f"/archive/{day:%Y/%m/%d}/", 404)
        page(f"/archive/{day:%Y/%m}/", 404)
    assert ways("/archive/") == ["/archive/2025/"]
    assert ways("/archive/2025/03/09/") == []


def test_a_busy_day_goes_on_behind_its_first_page(monkeypatch):
    monkeypatch.setattr("articles.views.archive.STORIES_A_PAGE", 2)
    told(*(f"2025-03-09T12:0{minute}" for minute in range(5)), "2025-03-08T12:00")

    first = page("/archive/2025/03/09/")
    (more,) = re.findall(r'<a href="(\?before=[^"]+)"', first)
    second = headlines(f"/archive/2025/03/09/{more}")

    assert headlines("/archive/2025/03/09/") == ["At 2025-03-09T12:04", "At 2025-03-09T12:03"]
    assert second == ["At 2025-03-09T12:02", "At 2025-03-09T12:01"]


@pytest.mark.parametrize(
    ("path", "most"), [("", 4), ("2025/", 4), ("2025/03/", 4), ("2025/03/09/", 4)]
)
def test_pages_take_as_many_queries_for_many_stories_as_for_one(path, most):
    told("2025-03-09T12:00", "2010-03-09T12:00", stories=30)

    assert queries_of(f"/archive/{path}") == most

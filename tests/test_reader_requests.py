"""What pages cost, and what they answer to requests that nobody should send."""

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db


def queries_of(url: str) -> int:
    """Return how many queries a page takes that nothing has been asked of before."""
    with CaptureQueriesContext(connection) as queries:
        response = Client().get(url)
    assert response.status_code == 200
    return len(queries)


def archive(stories: int, at: datetime | None = None, **values: Any) -> None:
    """Load stories that share these values; all at one moment, or each day one until yesterday."""
    by = factories.publisher()
    rows = [
        {
            "uid": uuid.uuid4(),
            "values": {"headline": f"Story {'x' * days}", "slug": uuid.uuid4().hex, **values},
            "live_from": at or timezone.now() - timedelta(days=days),
            "published_by": by,
            "approved_by": by,
        }
        for days in range(stories, 0, -1)
    ]
    publishing.load(rows, by, "synthetic")


# What pages cost


@pytest.mark.parametrize("number", [2, 40])
def test_article_takes_twelve_queries_or_fewer_however_much_it_names(number):
    people = [factories.person() for _ in range(number)]
    edition = factories.published(
        body=factories.quoting(*(factories.quote("Yes.", person) for person in people)),
        tags=[factories.tag() for _ in range(number)],
        about_people=people,
        about_organizations=[factories.organization() for _ in range(number)],
        bylines=people,
        image=factories.image(),
    )
    factories.updated(edition.article)

    queries = queries_of(edition.path)

    assert queries <= 12


def test_article_takes_no_more_queries_among_many_similar_stories():
    shelf, tags = factories.section(), [factories.tag() for _ in range(10)]
    archive(3, section=shelf.pk, tags=[tag.pk for tag in tags])
    edition = factories.published(section=shelf, tags=tags)
    among_three = queries_of(edition.path)

    archive(60, section=shelf.pk, tags=[tag.pk for tag in tags])

    assert queries_of(edition.path) == among_three <= 12


@pytest.mark.parametrize(
    "page", ["/", "/world/", "/topics/blue-line/", "/people/joseph-aoun/", "/organizations/unifil/"]
)
def test_list_takes_as_many_queries_for_thirty_stories_as_for_three(page):
    speaker, force = factories.person("Joseph Aoun"), factories.organization("UNIFIL")
    story = {
        "section": factories.section("World").pk,
        "tags": [factories.tag("Blue Line").pk],
        "about_organizations": [force.pk],
        "about_people": [speaker.pk],
        "bylines": [{"role": "writing", "person": speaker.pk, "organization": None}],
        "body": factories.quoting(factories.quote("Yes.", speaker)),
    }
    archive(3, **story)
    for_three = queries_of(page)

    archive(27, **story)

    assert queries_of(page) == for_three <= 9


def test_organization_takes_as_many_queries_for_many_people_as_for_few():
    force, people = factories.organization("UNIFIL"), [factories.person() for _ in range(25)]
    for person in people:
        factories.role(person, "Officer", organization=force)
    factories.published(about_organizations=[force], about_people=people[:2])
    for_two = queries_of("/organizations/unifil/")

    factories.published(about_people=people)

    assert queries_of("/organizations/unifil/") == for_two


def test_story_with_more_names_than_a_database_can_unite_is_shown():
    """SQLite unites 500 SELECTs at most."""
    edition = factories.published(tags=[factories.tag() for _ in range(520)])

    queries = queries_of(edition.path)

    assert queries <= 12


# What nobody should ask


@pytest.mark.parametrize(
    "query",
    [
        "",
        "nonsense",
        "1",
        "1-",
        "-1",
        "1-2-3",
        "%00",
        "1-%00",
        "1e9-1",
        "9999999999999999999999-1",
        "1-99999999999999999999999999",
        "1-9223372036854775808",
        f"{'9' * 5000}-1",
        "1765000000000000-1%27%20OR%201=1",
        "%ff",
    ],
)
@pytest.mark.parametrize("page", ["/", "/world/", "/topics/blue-line/"])
def test_place_in_a_list_that_no_page_has_named_is_not_found(client, page, query):
    factories.published(section=factories.section("World"), tags=[factories.tag("Blue Line")])

    response = client.get(f"{page}?before={query}")

    assert response.status_code in {400, 404}


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/nothing",
        "/nothing/2025/12/06/talks/",
        "/world/2025/13/45/talks/",
        "/world/0000/00/00/talks/",
        "/world/2025/2/6/talks/",
        "/world/٢٠٢٥/12/06/talks/",
        "/world/2025/12/06/%00/",
        "/world/2025/12/06/é%CC%81%F0%9F%98%80/",
        f"/world/2025/12/06/{'x' * 5000}/",
        "/world/2025/12/06/talks/extra/",
        "/世界/",
        "/%00/",
        "/topics/%00/",
        "/topics/a%00b/",
        "/topics/%ff%fe/",
        "/topics/世界/",
        "/topics/%27%20OR%201=1--/",
        f"/topics/{'x' * 5000}/",
        "/people/%00/",
        "/people/..%2f..%2fetc%2fpasswd/",
        "/organizations/%00/",
        "/media/%00",
        "/media/nothing.png",
        "/media/..%2fnewsroom.sqlite3",
        "/media/%2fetc%2fpasswd",
        "/media/.",
        "/%2f%2fevil.example/",
    ],
)
def test_address_that_leads_nowhere_is_not_found(client, address):
    factories.published(section=factories.section("World"), slug="talks")

    response = client.get(address, follow=True)

    assert response.status_code in {400, 404}


def test_place_in_a_list_from_before_1970_can_be_asked_for(client):
    """Archives are older than the epoch from which places are counted."""
    edition = factories.published()
    old = timezone.now().replace(year=1954)

    response = client.get(f"/?before={(old.timestamp() * 1e6):.0f}-{edition.pk}")

    assert response.status_code == 200


@pytest.mark.parametrize("page", ["/", "/world/", "/topics/blue-line/", "/people/ann-writer/"])
def test_pages_of_a_list_show_every_story_once(client, page):
    """Also those published in the same moment, among which a page may end."""
    writer = factories.person("Ann Writer")
    story = {
        "section": factories.section("World").pk,
        "tags": [factories.tag("Blue Line").pk],
        "about_people": [writer.pk],
        "bylines": [{"role": "writing", "person": writer.pk, "organization": None}],
    }
    moment = timezone.now() - timedelta(days=1)
    archive(20, **story)
    archive(25, at=moment, **story)
    archive(25, at=moment, **story)
    seen, url = [], page

    while url:
        html = client.get(url).content.decode()
        seen += re.findall(r'class="story-headline"[^>]*><a href="([^"]+)"', html)
        older = re.search(r'href="(\?before=[^"]+)"', html)
        url = older and f"{page}{older[1]}"

    newest = Edition.objects.order_by("-first_published_at", "-pk")
    assert seen == list(newest.values_list("path", flat=True))

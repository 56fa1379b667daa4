"""The head of readers' pages: addresses of their own, and cards for other sites."""

import re
from html import unescape

import pytest
from django.test import Client

from articles.models import Article
from tests import factories
from tests.test_reader_requests import archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://paper.example"


def head(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode().split("</head>")[0]


def canonical(url: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'rel="canonical" href="([^"]*)"', head(url))]


def meta(url: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in re.findall(
        r'<meta (?:name|property)="([^"]*)" content="([^"]*)"', head(url)
    ):
        found.setdefault(name, []).append(unescape(content))
    return found


@pytest.mark.parametrize(
    "page",
    ["/", "/world/", "/topics/blue-line/", "/people/ann-writer/", "/organizations/unifil/"],
)
def test_every_page_of_a_list_has_an_address_of_its_own(page):
    speaker, force = factories.person("Ann Writer"), factories.organization("UNIFIL")
    archive(
        40,
        section=factories.section("World").pk,
        tags=[factories.tag("Blue Line").pk],
        about_people=[speaker.pk],
        about_organizations=[force.pk],
    )
    older = re.search(r'href="(\?before=[^"]+)"', Client().get(page).content.decode())[1]

    assert canonical(page) == [f"https://paper.example{page}"]
    assert canonical(page + older) == [f"https://paper.example{page}{older}"]
    assert canonical(f"{page}?utm_source=x") == [f"https://paper.example{page}"]


def test_filters_of_quotations_do_not_make_pages_of_their_own():
    speaker = factories.person("Ann Writer")
    quote = factories.quote("Yes.", speaker, said_on="2025-03-02")
    factories.published(body=factories.quoting(quote))

    assert canonical("/people/ann-writer/?year=2025") == [
        "https://paper.example/people/ann-writer/"
    ]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("?said=2025-03-02-9-0", "?said=2025-03-02-9-0"),
        ("?year=2025&said=2025-03-02-9-0", ""),
        ("?said=2025-03-02-9-0&topic=harbour", ""),
    ],
)
def test_a_place_among_quotations_keeps_its_address_while_they_are_not_filtered(asked, kept):
    speaker = factories.person("Ann Writer")
    quote = factories.quote("Yes.", speaker, said_on="2025-03-02")
    factories.published(body=factories.quoting(quote), tags=[factories.tag("Harbour")])

    assert canonical(f"/people/ann-writer/{asked}") == [
        f"https://paper.example/people/ann-writer/{kept}"
    ]


def test_address_of_a_story_is_a_uri_without_its_query():
    edition = factories.published(slug="بيروت")

    (address,) = canonical(f"{edition.path}?from=feed")

    assert address.isascii()
    assert address.startswith("https://paper.example/")
    assert address.endswith("/%D8%A8%D9%8A%D8%B1%D9%88%D8%AA/")


def test_card_of_a_story_has_what_the_story_has(settings):
    settings.TWITTER_SITE = "@paper"
    picture = factories.image(alt="A harbour")
    edition = factories.published(
        headline="Talks “go on” & on",
        summary="What is known.",
        image=picture,
        tags=[factories.tag("Blue Line"), factories.tag("Naqoura")],
        bylines=[factories.person("Ann Writer")],
    )

    found = meta(edition.path)

    assert found["og:type"] == ["article"]
    assert found["og:title"] == found["twitter:title"] == ["Talks “go on” & on"]
    assert found["og:description"] == ["What is known."]
    assert found["og:url"] == canonical(edition.path)
    folder = picture.get_absolute_url().partition(".")[0]
    assert found["og:image"] == [f"https://paper.example{folder}/wide-8.jpg"]
    assert found["twitter:image"] == found["og:image"]
    assert (found["og:image:width"], found["og:image:height"]) == (["8"], ["4"])
    assert found["article:tag"] == ["Blue Line", "Naqoura"]
    assert found["article:author"] == ["https://paper.example/people/ann-writer/"]
    assert found["article:published_time"] == found["article:modified_time"]
    assert found["twitter:card"] == ["summary_large_image"]
    assert found["twitter:site"] == ["@paper"]


def test_card_tells_when_a_story_was_updated():
    archive(1, section=factories.section().pk)
    Article.objects.update(created_by=factories.reporter())
    edition = factories.updated(Article.objects.get())

    found = meta(edition.path)

    assert found["article:modified_time"] > found["article:published_time"]


def test_title_and_description_for_search_engines_are_those_of_the_card():
    edition = factories.published(seo_title="For machines", seo_description="A description.")

    found = meta(edition.path)

    assert found["og:title"] == ["For machines"]
    assert found["og:description"] == ["A description."]


def test_pictures_may_be_shown_large_but_not_of_pages_out_of_the_index():
    first = factories.published()
    factories.updated(first.article)

    assert meta(first.path)["robots"] == ["max-image-preview:large"]
    assert meta(f"{first.path}editions/1/")["robots"] == ["noindex"]
    assert "og:title" not in meta(f"{first.path}editions/1/")


def test_every_page_leads_to_the_feeds_of_the_site_and_its_own():
    shelf, tag, writer = (
        factories.section("World"),
        factories.tag("Blue Line"),
        factories.person("Ann Writer"),
    )
    edition = factories.published(section=shelf, tags=[tag], bylines=[writer])
    pages = {
        "/": [],
        "/world/": ["/world/"],
        edition.path: ["/world/"],
        "/topics/blue-line/": ["/topics/blue-line/"],
        "/people/ann-writer/": ["/people/ann-writer/"],
        "/corrections/": ["/corrections/"],
    }

    found = {
        page: re.findall(
            r'type="application/(?:rss.xml|feed.json)" title="[^"]+" href="([^"]+)"', head(page)
        )
        for page in pages
    }

    wanted = {page: [*own, "/"] for page, own in pages.items()}
    forms = ("feed/", "feed.json")
    assert found == {
        page: [of + f for of in feeds for f in forms] for page, feeds in wanted.items()
    }
    assert {Client().get(url).status_code for urls in found.values() for url in urls} == {200}

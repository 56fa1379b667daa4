"""Feeds in both forms: what is in them, what never is, and what it costs to ask again."""

import json
import re
from datetime import timedelta
from time import mktime

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import feeds
from articles.models import Article, Edition
from people.models import Person
from tests import factories
from tests.test_reader_requests import archive

pytestmark = pytest.mark.django_db

PAGES = ["/", "/world/", "/topics/blue-line/", "/people/ann-writer/"]


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL, settings.SITE_NAME = "https://paper.example", "The Paper"


@pytest.fixture
def subjects():
    """What a story needs to stand in every feed of PAGES."""
    return {
        "section": factories.section("World", description="The world."),
        "tags": [factories.tag("Blue Line")],
        "bylines": [factories.person("Ann Writer")],
    }


def rss(page: str = "/"):
    response = Client().get(f"{page}feed/")
    assert response.status_code == 200
    found = feedparser.parse(response.content)
    assert not found.bozo, found.bozo_exception
    return found


def json_feed(page: str = "/") -> dict:
    response = Client().get(f"{page}feed.json")
    assert response.status_code == 200
    return json.loads(response.content)


def listed(page: str) -> tuple[list[str], list[str]]:
    """Return the headlines that both forms of a feed have."""
    return [e.title for e in rss(page).entries], [i["title"] for i in json_feed(page)["items"]]


# What they are


@pytest.mark.parametrize("page", PAGES)
def test_feed_names_its_page_and_itself(subjects, page):
    factories.published(**subjects)

    as_rss, as_json = rss(page), json_feed(page)

    assert as_rss.feed.link == as_json["home_page_url"] == f"https://paper.example{page}"
    (itself,) = [link.href for link in as_rss.feed.links if link.rel == "self"]
    assert itself == f"https://paper.example{page}feed/"
    assert as_json["feed_url"] == f"https://paper.example{page}feed.json"
    assert as_json["version"] == "https://jsonfeed.org/version/1.1"
    assert as_rss.feed.title == as_json["title"]
    assert as_rss.feed.language == as_json["language"] == "en"


@pytest.mark.parametrize(
    ("form", "type_"),
    [("feed/", "application/rss+xml; charset=utf-8"), ("feed.json", "application/feed+json")],
)
def test_feed_says_what_it_is(client, form, type_):
    assert client.get(f"/{form}")["Content-Type"] == type_


@pytest.mark.parametrize("page", PAGES)
def test_feed_has_the_stories_of_its_page_the_newest_first(subjects, page):
    factories.published(headline="First", **subjects)
    factories.published(headline="Second", **subjects)
    factories.published(headline="Elsewhere", section=factories.section("Local"))

    found = listed(page)

    wanted = ["Elsewhere", "Second", "First"] if page == "/" else ["Second", "First"]
    assert found == (wanted, wanted)


def test_feed_has_thirty_stories_and_no_more(subjects):
    archive(feeds.ITEMS + 3, section=subjects["section"].pk)

    assert [len(titles) for titles in listed("/")] == [feeds.ITEMS, feeds.ITEMS]


# What an item is


def test_item_has_all_of_the_story_and_its_kind(subjects):
    speaker = factories.person("Joseph Aoun")
    quote = factories.quote("Negotiation it is.", speaker)
    edition = factories.published(
        headline="Talks <go> on & on",
        summary="What is known.",
        kind="analysis",
        body=factories.quoting(quote) + '<p>See <a href="/world/">the world</a>.</p>',
        bottom_line="It will take time.",
        image=factories.image(caption="Two sides"),
        **subjects,
    )

    (entry,) = rss().entries
    (item,) = json_feed()["items"]

    assert entry.title == item["title"] == "Talks <go> on & on"
    assert entry.link == item["url"] == f"https://paper.example{edition.path}"
    assert entry.author == item["authors"][0]["name"] == "Ann Writer"
    assert item["authors"][0]["url"] == "https://paper.example/people/ann-writer/"
    assert item["tags"] == ["Analysis", "Blue Line"]
    assert [tag.term for tag in entry.tags] == item["tags"]
    for text in ("what the facts suggest", "What is known.", "“Negotiation it is.”", "Two sides"):
        assert text in item["content_html"]
    assert "It will take time." in item["content_html"]
    assert f"{edition.get_kind_display()}</em>" in entry.content[0].value


def test_links_of_an_item_lead_to_the_same_places_from_anywhere():
    speaker = factories.person("Joseph Aoun")
    quote = factories.quote("Negotiation", speaker, evidence_url="https://proof.example/")
    edition = factories.published(
        body=f'<p>“<q data-quote="{quote.pk}">Negotiation</q>”, <a href="/world/">he</a> said:'
        ' write href="/etc" &lt;a href="#x"&gt;.</p>',
        image=factories.image(),
    )

    html = json_feed()["items"][0]["content_html"]

    places = re.findall(r'<[^<>]* (?:href|src|cite)="([^"]*)"', html)
    assert f"https://paper.example{edition.path}#source-person-{speaker.pk}" in places
    assert "https://paper.example/world/" in places
    assert all(place.startswith("https://") for place in places)
    assert 'href="/etc" &lt;a href="#x"&gt;' in html.replace("&quot;", '"')


def test_id_stays_when_the_story_changes_its_section():
    first = factories.published(section=factories.section("World"))
    before = rss().entries[0].id, json_feed()["items"][0]["id"]

    factories.updated(first.article, section=factories.section("Local"))

    after = rss().entries[0].id, json_feed()["items"][0]["id"]
    assert before == after == (str(first.article.uid),) * 2


@pytest.mark.parametrize("severity", ["serious", "minor"])
def test_correction_moves_the_date_of_change_and_stands_in_the_text(severity):
    archive(1, section=factories.section().pk)
    Article.objects.update(created_by=factories.reporter())
    first = Edition.objects.get()
    factories.correction(first, wrong="It was Monday.", severity=severity)
    edition = factories.updated(first.article, change="correction")

    (entry,), (item,) = rss().entries, json_feed()["items"]

    assert item["date_published"] < item["date_modified"]
    assert timezone.datetime.fromisoformat(item["date_modified"]) == edition.live_from.replace(
        microsecond=0
    )
    assert mktime(entry.updated_parsed) - mktime(entry.published_parsed) > 60 * 60
    assert item["content_html"].count("It was Monday.") == 1


def test_character_that_no_xml_may_hold_breaks_no_feed():
    factories.published(headline="Bell \x07 and \ufffe rings", summary="Vertical \x0b tab")

    assert [entry.title for entry in rss().entries] == ["Bell  and  rings"]


def test_private_individual_is_named_and_led_to_nowhere():
    someone = factories.person("Amal", standing=Person.Standing.PRIVATE)
    factories.published(bylines=[someone])

    assert json_feed()["items"][0]["authors"] == [{"name": "Amal"}]


# What never is in them


@pytest.mark.parametrize(
    "make", [factories.withdrawn, factories.retracted, factories.scheduled, factories.approved]
)
def test_what_is_not_listed_is_in_no_feed(subjects, make):
    factories.published(headline="Listed", **subjects)

    make(headline="Not listed", **subjects)

    assert [listed(page) for page in PAGES] == [(["Listed"], ["Listed"])] * len(PAGES)


@pytest.mark.parametrize("form", ["feed/", "feed.json"])
def test_feed_of_nobody_is_not_found(client, form):
    factories.person("Not Yet")
    factories.tag("No story")
    someone = factories.person("Amal", standing=Person.Standing.PRIVATE)
    factories.published(about_people=[someone])

    pages = ["/people/not-yet/", "/people/amal/", "/topics/no-story/", "/nothing/"]
    assert {client.get(page + form).status_code for page in pages} == {404}


@pytest.mark.parametrize("form", ["feed/", "feed.json"])
def test_feed_of_what_was_merged_leads_to_what_it_is_now(client, form):
    tag, someone = factories.tag("Blue Line"), factories.person("Joseph Aoun")
    factories.tag("Ligne bleue", merged_into=tag)
    factories.person("General Aoun", merged_into=someone)
    factories.published(tags=[tag], about_people=[someone])

    found = [
        client.get(f"{page}{form}") for page in ("/topics/ligne-bleue/", "/people/general-aoun/")
    ]

    assert [response.status_code for response in found] == [301, 301]
    assert [r["Location"] for r in found] == [
        f"{entry.get_absolute_url()}{form}" for entry in (tag, someone)
    ]


# Corrections


def test_feed_of_corrections_has_each_notice_and_leads_to_it():
    first = factories.published(headline="The harbour")
    note = factories.correction(first, wrong="It was Monday.", right="It was Tuesday.")
    edition = factories.updated(first.article, change="correction")

    (entry,), (item,) = rss("/corrections/").entries, json_feed("/corrections/")["items"]

    assert entry.title == item["title"] == "Correction: The harbour"
    assert entry.id == item["id"] == f"{first.article.uid}#edition-2"
    assert item["url"] == f"https://paper.example{edition.path}#correction-{note.pk}"
    assert "What was wrong: It was Monday." in item["content_html"]
    assert "What is right: It was Tuesday." in entry.content[0].value


def test_feed_of_corrections_tells_of_a_retraction_without_the_text():
    factories.retracted(headline="The harbour", body="<p>Made-up words.</p>")

    (item,) = json_feed("/corrections/")["items"]

    assert item["title"] == "Retraction: The harbour"
    assert "It was made up." in item["content_html"]
    assert "Made-up words." not in item["content_html"]


def test_feed_of_corrections_forgets_a_story_that_was_withdrawn():
    first = factories.published()
    factories.correction(first)
    factories.updated(first.article, change="correction")

    first.article.withdraw(factories.publisher(), "privacy", "Asked to.")

    assert json_feed("/corrections/")["items"] == []


# What they cost


@pytest.mark.parametrize("page", [*PAGES, "/corrections/"])
@pytest.mark.parametrize("form", ["feed/", "feed.json"])
def test_feed_takes_four_queries_or_fewer(subjects, page, form):
    archive(
        40,
        section=subjects["section"].pk,
        tags=[subjects["tags"][0].pk],
        bylines=[{"role": "writing", "person": subjects["bylines"][0].pk, "organization": None}],
    )
    factories.retracted(**subjects)

    with CaptureQueriesContext(connection) as queries:
        response = Client().get(page + form)

    assert response.status_code == 200
    assert len(queries) <= 4


@pytest.mark.parametrize("form", ["feed/", "feed.json"])
def test_who_has_a_feed_already_is_told_so(client, subjects, form):
    factories.published(**subjects)
    first = client.get(f"/{form}")

    by_tag = client.get(f"/{form}", headers={"If-None-Match": first["ETag"]})
    by_time = client.get(f"/{form}", headers={"If-Modified-Since": first["Last-Modified"]})

    assert (by_tag.status_code, by_time.status_code) == (304, 304)
    assert by_tag.content == by_time.content == b""
    assert by_tag["Cache-Control"] == first["Cache-Control"]


@pytest.mark.parametrize("change", ["publish", "withdraw", "retract"])
def test_who_has_a_feed_from_before_gets_the_new_one(client, subjects, change):
    story = factories.published(**subjects).article
    had = client.get("/feed/")
    before = timezone.now() - timedelta(minutes=1)

    if change == "publish":
        factories.published(**subjects)
    elif change == "withdraw":
        story.withdraw(factories.publisher(), "privacy", "Asked to.")
    else:
        story.retract(factories.publisher(), "It was made up.")

    since = before.strftime("%a, %d %b %Y %H:%M:%S GMT")
    asked = ({"If-None-Match": had["ETag"]}, {"If-Modified-Since": since})
    assert [client.get("/feed/", headers=how).status_code for how in asked] == [200, 200]


def test_withdrawal_of_an_old_story_moves_the_time_of_change(client):
    archive(2, section=factories.section().pk)
    before = client.get("/feed/")["Last-Modified"]

    Article.objects.order_by("pk").first().withdraw(factories.publisher(), "privacy", "Asked to.")

    assert client.get("/feed/")["Last-Modified"] != before

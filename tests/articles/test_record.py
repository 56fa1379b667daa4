"""The public record: what stood at an address, until when, and what changed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import erasing, publishing
from articles.models import Address, Event
from articles.models.edition import Edition
from articles.models.live import Cursor
from articles.views import record
from tests import factories
from tests.articles.markup import words_marked
from tests.articles.test_reader_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Edition:
    """A story in its third edition, the second of which was wrong."""
    first = factories.published(
        section=factories.section("World"), slug="talks", body="<p>Michel Aoun spoke.</p>"
    )
    factories.updated(
        first.article, note="He spoke at noon.", body="<p>Michel Aoun spoke at noon.</p>"
    )
    second = first.article.live_edition()
    factories.correction(second, wrong="Michel Aoun had spoken.", right="Joseph Aoun had.")
    return factories.updated(
        first.article, change="correction", note="", body="<p>Joseph Aoun spoke at noon.</p>"
    )


def links(response) -> list[str]:
    return re.findall(r'<a href="([^"#]*editions/[^"]*)"', response.content.decode())


def queries_of(url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        Client().get(url)
    return len(queries)


def robots(response) -> bool:
    return '<meta name="robots" content="noindex">' in response.content.decode()


# The list of editions


def test_list_names_every_edition_with_its_change_the_newest_first(client, story):
    page = text_of(client.get(f"{story.path}editions/"))

    places = [page.index(words) for words in ("Edition 3", "Edition 2", "Edition 1")]
    assert places == sorted(places)
    assert "until now Correction" in page
    assert "Update He spoke at noon." in page
    assert "First edition" in page


def test_list_ties_a_correction_to_the_edition_that_was_wrong(client, story):
    page = text_of(client.get(f"{story.path}editions/"))

    assert page.index("Edition 2") < page.index("Michel Aoun had spoken.") < page.index("Edition 1")


def test_list_leads_to_every_edition_and_to_what_each_changed(client, story):
    found = links(client.get(f"{story.path}editions/"))

    below = [link.removeprefix(f"{story.path}editions/") for link in found]
    assert below == ["3/", "2/diff/3/", "2/", "1/diff/2/", "1/"]


def test_times_are_those_of_the_newsroom(client, story, settings):
    settings.TIME_ZONE = settings.SITE_ZONE = "Asia/Beirut"
    with timezone.override("Asia/Beirut"):
        began = f"{timezone.localtime(story.live_from):%H:%M}"

        page = text_of(client.get(f"{story.path}editions/"))

    assert began in page
    assert "Times are those of Beirut." in page


def test_edition_that_was_called_off_or_waits_is_no_part_of_the_record(client):
    first = factories.published(headline="Before")
    article = factories.ready(first.article, headline="Never")
    factories.tomorrows(article)
    article.cancel(factories.publisher())
    factories.tomorrows(factories.ready(article, headline="Later"))

    page = client.get(f"{first.path}editions/")

    assert links(page) == [f"{first.path}editions/1/"]
    for number in (2, 3, 4):
        assert client.get(f"{first.path}editions/{number}/").status_code == 404
        assert client.get(f"{first.path}editions/1/diff/{number}/").status_code == 404


def with_editions(number: int) -> Edition:
    """Load a story with so many editions, one each minute."""
    by, start = factories.publisher(), timezone.now() - timedelta(days=1)
    shelf, uid = factories.section("World"), "018f5c3e-0000-7000-8000-000000000001"
    rows = [
        {
            "uid": uid,
            "values": {"headline": f"Take {i}", "slug": "many", "section": shelf.pk},
            "live_from": start + timedelta(minutes=i),
            "published_by": by,
            "approved_by": by,
        }
        for i in range(number)
    ]
    publishing.load(rows, by, "synthetic")
    return Edition.objects.live(timezone.now()).get()


def test_five_hundred_editions_are_listed_a_page_at_a_time_each_once(client):
    live = with_editions(500)
    seen, url, pages = [], f"{live.path}editions/", 0

    while url:
        page = client.get(url).content.decode()
        seen += [int(n) for n in re.findall(r"<h2><a [^>]*>Edition (\d+)</a>", page)]
        older = re.search(r'href="(\?before=[^"]+)"', page)
        url = older and f"{live.path}editions/{older[1]}"
        pages += 1

    assert seen == list(range(500, 0, -1))
    assert pages == 10


@pytest.mark.parametrize("rest", ["editions/", "editions/1/", "editions/1/diff/2/"])
def test_record_takes_as_many_queries_for_many_editions_as_for_few(rest):
    live = with_editions(120)
    few = factories.published(section=live.section)
    factories.updated(few.article)

    assert queries_of(f"{live.path}{rest}") == queries_of(f"{few.path}{rest}") <= 4


@pytest.mark.parametrize("before", ["", "0", "-1", "x", "1", "%00", "٣", "9999999999", "1" * 99])
def test_place_in_the_list_that_no_page_has_named_is_not_found(client, story, before):
    response = client.get(f"{story.path}editions/?before={before}")

    assert response.status_code == 404


# An old edition


def test_old_edition_is_shown_as_it_was_and_marked_as_old(client, story):
    response = client.get(f"{story.path}editions/2/")

    page = text_of(response)
    assert "Michel Aoun spoke at noon." in page
    assert "You are reading an old edition, number 2." in page
    assert "We have since found it wrong" in page
    assert f'<a href="{story.path}">Read the current edition</a>' in response.content.decode()


def test_old_edition_is_not_for_search_engines(client, story, settings):
    settings.SITE_URL = "https://paper.example"

    response = client.get(f"{story.path}editions/1/")

    canonical = f'<link rel="canonical" href="https://paper.example{story.path}">'
    assert robots(response)
    assert canonical in response.content.decode()


def test_old_edition_stands_without_other_stories(client):
    tag = factories.tag("Rare")
    other = factories.published(tags=[tag])
    first = factories.published(tags=[tag], section=other.section)
    live = factories.updated(first.article)

    old, current = client.get(f"{live.path}editions/1/"), client.get(live.path)

    assert other.headline in text_of(current)
    assert other.headline not in text_of(old)


def test_edition_now_live_has_the_address_of_the_story(client, story):
    response = client.get(f"{story.path}editions/3/")

    assert (response.status_code, response["Location"]) == (302, story.path)


@pytest.mark.parametrize(
    "rest",
    [
        "editions/4/",
        "editions/0/",
        "editions/01/",
        "editions/-1/",
        "editions/x/",
        f"editions/{'9' * 30}/",
        "editions/1/diff/4/",
        "editions/1/diff/1/",
        "editions/1/diff/",
        "editions/999999999/diff/999999998/",
    ],
)
def test_edition_that_never_was_is_not_found(client, story, rest):
    assert client.get(story.path + rest).status_code == 404


# What changed


def test_diff_shows_the_words_that_changed(client, story):
    page = words_marked(client.get(f"{story.path}editions/2/diff/3/"))

    assert "<del>Michel</del><ins>Joseph</ins> Aoun spoke at noon." in page


def test_diff_the_other_way_round_takes_back_what_changed(client, story):
    page = words_marked(client.get(f"{story.path}editions/3/diff/2/"))

    assert "<del>Joseph</del><ins>Michel</ins> Aoun spoke at noon." in page


def test_diff_shows_the_correction_as_the_notice_it_is(client, story):
    page = text_of(client.get(f"{story.path}editions/2/diff/3/"))

    assert "What was wrong: Michel Aoun had spoken." in page
    assert "What was wrong" not in text_of(client.get(f"{story.path}editions/3/diff/2/"))


def test_diff_covers_all_that_is_read(client):
    speaker = factories.person("Joseph Aoun")
    said = factories.quote("Yes.", speaker, described_as="a general", venue="Baabda")
    first = factories.published(
        body=factories.quoting(said),
        bylines=[factories.person("Ann Writer")],
        image=factories.image(caption="A road"),
    )
    said.described_as = "the president"
    said.save()
    factories.updated(
        first.article,
        headline="Another headline",
        kicker="Another kicker",
        summary="Another summary",
        bottom_line="Another bottom line",
        image=factories.image(caption="A bridge"),
        tags=[factories.tag("Another tag")],
        methods="Another method",
        documents=[{"title": "Another document", "url": "https://un.example/"}],
    )

    page = words_marked(client.get(f"{first.path}editions/1/diff/2/"))

    for part in ("headline", "kicker", "summary", "bottom line", "tag", "method", "document"):
        assert re.search(rf"<ins>[^<]*Another {part}|<ins>Another</ins> {part}", page), part
    assert "a <ins>" not in page
    assert "<del>a general</del><ins>the president</ins>" in page
    assert re.search("<del>[^<]*road", page)
    assert re.search("<ins>[^<]*bridge", page)
    assert "Ann Writer" not in page


def test_diff_of_editions_that_read_alike_says_so(client):
    first = factories.published()
    factories.updated(first.article, change="minor", seo_title="For machines")

    page = text_of(client.get(f"{first.path}editions/1/diff/2/"))

    assert "Nothing that is read differs" in page


def test_diff_is_not_for_search_engines(client, story):
    assert robots(client.get(f"{story.path}editions/1/diff/3/"))


def test_words_of_a_story_are_shown_as_words(client):
    first = factories.published(summary="<b>bold</b>")
    factories.updated(first.article, summary="<script>alert(1)</script>")

    page = client.get(f"{first.path}editions/1/diff/2/").content.decode()

    assert "<script>" not in page


# Withheld and erased


@pytest.mark.parametrize("verb", [Event.Verb.WITHHOLD, Event.Verb.ERASE])
@pytest.mark.parametrize("rest", ["editions/1/", "editions/1/diff/2/", "editions/3/diff/1/"])
def test_withheld_edition_is_gone_and_cannot_be_compared(client, story, verb, rest):
    first = story.article.editions.get(number=1)
    Event.objects.create(
        verb=verb, by=factories.publisher(), at=timezone.now(), article=story.article, edition=first
    )

    response = client.get(story.path + rest)

    assert response.status_code == 410
    assert (
        f"Edition 1 of this story was on record here and was withheld on {timezone.localdate():%-d}"
        in text_of(response)
    )
    assert "spoke" not in text_of(response)


def test_list_says_that_an_edition_is_withheld_and_leads_nowhere_near_it(client, story):
    story.article.editions.get(number=2).withhold(factories.publisher(), "The lawyers rang.")

    response = client.get(f"{story.path}editions/")

    page = text_of(response)
    assert "Withheld since" in page
    assert "He spoke at noon." not in page
    assert "lawyers" not in page
    assert links(response) == [f"{story.path}editions/3/", f"{story.path}editions/1/"]


def test_editions_that_are_not_withheld_stay_readable(client, story):
    story.article.editions.get(number=2).withhold(factories.publisher(), "Why.")

    assert client.get(f"{story.path}editions/1/").status_code == 200
    assert client.get(f"{story.path}editions/1/diff/3/").status_code == 200


def test_erased_edition_stands_in_the_list_and_nowhere_else(client, story):
    erasing.erase(story.article.editions.get(number=1), factories.publisher(), "A court's order.")

    page = client.get(f"{story.path}editions/")

    assert "Edition 1" in text_of(page)
    assert links(page) == [f"{story.path}editions/{rest}/" for rest in ("3", "2/diff/3", "2")]
    assert client.get(f"{story.path}editions/1/").status_code == 410
    assert client.get(f"{story.path}editions/1/diff/3/").status_code == 410


# Withdrawn, moved, retracted

BELOW = ["editions/", "editions/1/", "editions/1/diff/2/"]


@pytest.mark.parametrize("rest", BELOW)
def test_below_a_withdrawn_story_everything_is_the_same_tombstone(client, story, rest):
    story.article.withdraw(factories.publisher(), "privacy", "A name was in it.")

    below, itself = client.get(story.path + rest), client.get(story.path)

    assert below.status_code == itself.status_code == 410
    assert below.content == itself.content


@pytest.mark.parametrize("rest", BELOW)
def test_below_an_older_address_everything_has_moved_along(client, story, rest):
    Address.objects.create(path="/world/2020/01/01/old/", article=story.article)

    response = client.get(f"/world/2020/01/01/old/{rest}")

    assert (response.status_code, response["Location"]) == (301, story.path + rest)


@pytest.mark.parametrize("rest", BELOW)
def test_below_a_story_that_never_was_live_nothing_is_found(client, rest):
    waiting = factories.scheduled()

    assert client.get(waiting.path + rest).status_code == 404


def test_record_of_a_retracted_story_stays_readable(client):
    edition = factories.retracted()

    assert client.get(f"{edition.path}editions/").status_code == 200


# How the page of a story leads there


def test_page_leads_to_what_changed_and_to_all_editions(client, story):
    found = links(client.get(story.path))

    assert f"{story.path}editions/2/diff/3/" in found
    assert f"{story.path}editions/" in found


def test_correction_leads_to_the_edition_that_was_wrong_and_to_what_changed(client, story):
    factories.updated(story.article, note="More came.")

    page = client.get(story.path).content.decode()

    notice = page[page.index('class="correction"') :].split("</div>")[0]
    assert f'href="{story.path}editions/2/"' in notice
    assert f'href="{story.path}editions/2/diff/3/"' in notice


def test_correction_of_a_withheld_edition_leads_nowhere(client, story):
    story.article.editions.get(number=2).withhold(factories.publisher(), "Why.")

    found = links(client.get(story.path))

    assert found == [f"{story.path}editions/1/diff/3/", f"{story.path}editions/"]


def test_story_with_one_edition_has_no_past_to_lead_to(client):
    edition = factories.published()

    assert links(client.get(edition.path)) == []


def test_links_to_its_past_cost_a_page_one_query(story, settings):
    with_links = queries_of(story.path)
    settings.PUBLIC_RECORD = False

    assert queries_of(story.path) == with_links - 1


# A newsroom that keeps its record to itself


@pytest.mark.parametrize("rest", BELOW)
def test_record_that_is_not_public_is_not_found(client, story, settings, rest):
    settings.PUBLIC_RECORD = False

    assert client.get(story.path + rest).status_code == 404


def test_no_page_leads_to_a_record_that_is_not_public(client, story, settings):
    settings.PUBLIC_RECORD = False

    assert links(client.get(story.path)) == links(client.get("/corrections/")) == []
    assert "What was wrong: Michel Aoun had spoken." in text_of(client.get("/corrections/"))


# The log of corrections


def test_log_says_what_was_wrong_and_where_and_leads_to_what_changed(client, story):
    response = client.get("/corrections/")

    page = text_of(response)
    assert f"{story.headline} Correction What was wrong: Michel Aoun had spoken." in page
    assert "What is right: Joseph Aoun had." in page
    assert links(response) == [f"{story.path}editions/2/diff/3/"]


def test_log_has_nothing_of_updates_and_minor_changes(client):
    first = factories.published()
    factories.updated(first.article)
    factories.updated(first.article, change="minor")

    assert "Nothing has had to be corrected yet." in text_of(client.get("/corrections/"))


def test_correction_stays_in_the_log_when_the_story_goes_on(client, story):
    factories.updated(story.article, headline="A newer headline")

    page = text_of(client.get("/corrections/"))

    assert "A newer headline" in page
    assert page.count("Michel Aoun had spoken.") == 1


def test_withdrawn_story_leaves_the_log_at_once(client, story):
    story.article.withdraw(factories.publisher(), "legal", "The lawyers rang.")

    assert story.headline not in text_of(client.get("/corrections/"))


def test_story_withdrawn_while_the_log_is_read_leaves_it(client, story, monkeypatch):
    found = list(record._corrected(timezone.now(), None))
    story.article.withdraw(factories.publisher(), "legal", "The lawyers rang.")
    monkeypatch.setattr(record, "_corrected", lambda at, after: found)

    response = client.get("/corrections/")

    assert response.status_code == 200
    assert story.headline not in text_of(response)


def test_correction_that_waits_is_not_in_the_log(client):
    first = factories.published()
    factories.correction(first, wrong="Not yet said.")
    article = factories.ready(first.article)
    article.publish(factories.publisher(), article.version, factories.tomorrow(), "correction")

    assert "Not yet said." not in text_of(client.get("/corrections/"))


def test_log_does_not_lead_to_a_withheld_edition(client, story):
    story.article.editions.get(number=2).withhold(factories.publisher(), "Why.")

    response = client.get("/corrections/")

    assert "Michel Aoun had spoken." in text_of(response)
    assert links(response) == []


def corrected(number: int) -> None:
    """Load stories that were each corrected once, at two moments only."""
    by, shelf = factories.publisher(), factories.section()
    start = timezone.now() - timedelta(days=2)
    note = {"corrects": 1, "kind": "correction", "severity": "minor", "right": "So."}
    publishing.load(
        [
            {
                "uid": f"018f5c3e-0000-7000-8000-{i:012}",
                "values": {"headline": f"Story {i}", "slug": f"story-{i}", "section": shelf.pk},
                "live_from": start + timedelta(hours=take * (10 + i // (number // 2))),
                "published_by": by,
                "approved_by": by,
                "change": "correction" if take else "",
                "corrections": [note | {"wrong": f"Wrong {i}."}] if take else [],
            }
            for i in range(number)
            for take in (0, 1)
        ],
        by,
        "synthetic",
    )


def test_log_shows_every_correction_once_a_page_at_a_time(client):
    corrected(70)
    seen, url, pages = [], "/corrections/", 0

    while url:
        page = client.get(url).content.decode()
        seen += re.findall(r"Wrong (\d+)\.", page)
        older = re.search(r'href="(\?before=[^"]+)"', page)
        url = older and f"/corrections/{older[1]}"
        pages += 1

    assert sorted(map(int, seen)) == list(range(70))
    assert pages == 3


def test_log_takes_as_many_queries_for_many_corrections_as_for_few(story):
    for_one = queries_of("/corrections/")

    corrected(60)

    assert queries_of("/corrections/") == for_one <= 5


def test_log_is_read_off_its_own_index():
    corrected(4)
    cursor = Cursor(timezone.now(), 1)

    with connection.cursor() as database:
        if connection.vendor == "postgresql":  # which would read so few rows one by one
            database.execute("SET LOCAL enable_seqscan = off")
        plans = [
            record._corrected(timezone.now(), after)[:31].explain() for after in (None, cursor)
        ]

    assert all("edition_corrected" in plan for plan in plans), plans


@pytest.mark.parametrize("before", ["", "x", "1", "1-", "%00", f"{'9' * 50}-1"])
def test_place_in_the_log_that_no_page_has_named_is_not_found(client, before):
    assert client.get(f"/corrections/?before={before}").status_code == 404


def test_every_page_leads_to_the_log(client, story):
    for url in ("/", story.path, "/nothing/"):
        assert 'href="/corrections/"' in client.get(url).content.decode()


# Pictures


def test_picture_that_is_closed_is_gone(client):
    image = factories.image()
    image.closed_at = timezone.now()
    image.save()

    response = client.get(image.get_absolute_url())

    assert (response.status_code, response["Content-Type"]) == (410, "text/plain")
    assert response.content == b"This picture has been withdrawn.\n"
    assert "immutable" not in response["Cache-Control"]

"""Readers' pages as they come from the server, made of what the desk has published."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine

from articles.models import Address
from articles.models.edition import Edition
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """Return the words of a page as somebody hears them who has it read aloud."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode().split("<body>")[1])
    return " ".join(words.split())


def analysis() -> Edition:
    """Publish a story of the shape that the newsroom's analyses have."""
    aoun = factories.person("Joseph Aoun")
    factories.role(aoun, "President of Lebanon", started_on="2025-01-09")
    naqoura, talks = factories.tag("Naqoura"), factories.tag("Talks")
    factories.published(headline="The room in Naqoura", tags=[naqoura])
    said = factories.quote(
        "We are committed to this option.", aoun, said_on="2025-12-05", venue="Baabda"
    )
    return factories.published(
        section=factories.section("World"),
        kind="analysis",
        kicker="Conflict",
        headline="Can talks break the status quo?",
        summary="Lebanon and Israel have begun direct talks.",
        body=f"<h2>What the talks aim to achieve</h2>{factories.quoting(said)}",
        bottom_line="A meaningful opening.",
        methods="We read the communiqués.",
        documents=[{"title": "Resolution 1701", "url": "https://un.example/1701"}],
        tags=[naqoura, talks],
        bylines=[factories.person("Ann Writer")],
        image=factories.image(alt="A road", caption="Near Naqoura", credit="UNIFIL"),
    )


# An article


@pytest.mark.parametrize(
    "part",
    [
        "Conflict",
        "Can talks break the status quo?",
        "Lebanon and Israel have begun direct talks.",
        "By Ann Writer",
        "What the talks aim to achieve",
        "“We are committed to this option.”",
        "Joseph Aoun , President of Lebanon",
        "said on 5 December 2025",
        "Bottom line A meaningful opening.",
        "We read the communiqués.",
        "Resolution 1701",
        "Near Naqoura",
        "Naqoura Talks",
        "Similar articles",
        "The room in Naqoura",
        "Both on Naqoura",
    ],
)
def test_analysis_has_all_its_parts(client, part):
    edition = analysis()

    page = text_of(client.get(edition.path))

    assert part in page


def test_words_within_a_sentence_lead_to_their_source_and_stand_on_its_page(client):
    speaker = factories.person("Joseph Aoun")
    said = factories.quote("We are committed to this.", speaker)
    body = f'<p>He said <q data-quote="{said.pk}">we are committed</q>.</p>'
    edition = factories.published(body=body)

    story = client.get(edition.path).content.decode()
    person = client.get("/people/joseph-aoun/").content.decode()

    assert f'href="#source-person-{speaker.pk}"' in story
    assert f'<li id="source-person-{speaker.pk}">' in story
    assert "“we are committed”" in person
    assert f'href="{edition.path}#quote-{said.pk}"' in person


def test_quotation_has_an_address_and_leads_to_who_said_it(client):
    edition = analysis()
    (quotation,) = edition.content["quotations"]

    page = client.get(edition.path).content.decode()

    assert f'id="quote-{quotation["id"]}"' in page
    assert 'href="/people/joseph-aoun/"' in page


def test_every_time_on_a_page_is_one_that_machines_read(client):
    first = analysis()
    factories.correction(first)
    edition = factories.updated(first.article, change="correction")

    page = client.get(edition.path).content.decode()

    times = re.findall(r'<time datetime="([^"]*)"', page)
    assert len(times) >= 3
    assert all(datetime.fromisoformat(moment) for moment in times)


def test_correction_stands_on_the_page_with_what_was_wrong_and_right(client):
    first = factories.published()
    factories.correction(first, wrong="President Michel Aoun", right="President Joseph Aoun")
    edition = factories.updated(first.article, change="correction", note="Names the right Aoun.")

    page = text_of(client.get(edition.path))

    assert "What was wrong: President Michel Aoun" in page
    assert "What is right: President Joseph Aoun" in page
    assert "Edition 2: Names the right Aoun." in page


def test_serious_correction_stands_above_the_text(client):
    first = factories.published(body="<p>The text.</p>")
    factories.correction(first, wrong="The wrong president.", severity="serious")
    edition = factories.updated(first.article, change="correction")

    page = text_of(client.get(edition.path))

    assert page.index("The wrong president.") < page.index("The text.")


def test_retracted_story_stays_readable_under_a_notice(client):
    edition = factories.retracted(body="<p>The text.</p>")

    page = text_of(client.get(edition.path))

    assert page.index("We have retracted this story") < page.index("The text.")


def test_retracted_story_is_shared_as_retracted(client):
    retracted = factories.retracted(headline="Fares double", summary="They will.")

    head, _, _ = client.get(retracted.path).content.decode().partition("</head>")

    assert "<title>Retracted: Fares double |" in head
    assert head.count('content="Retracted: Fares double"') == 2
    assert head.count('content="We have retracted this story."') == 2
    assert "They will." not in head


def test_story_in_another_language_has_its_marks_and_its_direction(client):
    said = factories.quote("نعم", factories.person())
    edition = factories.published(language="ar", body=factories.quoting(said), slug="محادثات")

    page = client.get(edition.path).content.decode()

    assert '<article class="article" dir="rtl">' in page
    assert "«نعم»" in page


def test_only_long_stories_list_their_subheads(client):
    head = "<h2>What now</h2>"
    short = factories.published(body=f"{head}<p>Little.</p>")
    long = factories.published(body=f"{head}<p>{'word ' * 2000}</p>")

    listed = ["In this story" in client.get(e.path).content.decode() for e in (short, long)]

    assert listed == [False, True]


def test_a_long_story_says_how_long_it_takes_to_read(client):
    short, long = (factories.published(body=f"<p>{'word ' * words}</p>") for words in (300, 2_300))

    told = ["minutes to read" in client.get(e.path).content.decode() for e in (short, long)]

    assert told == [False, True]
    assert "About 10 minutes to read" in client.get(long.path).content.decode()


# Time


def test_scheduled_story_appears_at_its_moment(client):
    moment = factories.tomorrow()
    edition = factories.scheduled(live_from=moment, headline="At last")

    with time_machine.travel(moment, tick=False):
        page, front = client.get(edition.path), client.get("/")

    assert page.status_code == 200
    assert "At last" in text_of(front)


def test_readers_get_the_old_edition_until_the_new_one_begins(client):
    live = factories.published(headline="Before")
    article = factories.ready(live.article, headline="After")
    moment = factories.tomorrows(article).live_from

    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        before = text_of(client.get(live.path))
    with time_machine.travel(moment, tick=False):
        after = text_of(client.get(live.path))

    assert ("Before" in before, "After" in before) == (True, False)
    assert ("Before" in after, "After" in after) == (False, True)


# Gone and moved


@pytest.mark.parametrize(
    ("reason_class", "said"),
    [
        ("privacy", "to protect somebody’s privacy"),
        ("legal", "for legal reasons"),
        ("error", "because it was published by mistake"),
    ],
)
def test_withdrawn_story_leaves_a_notice_with_its_class_alone(client, reason_class, said):
    edition = factories.published(headline="What stood here")
    edition.article.withdraw(factories.publisher(), reason_class, "The lawyers rang.")

    response = client.get(edition.path)

    page = text_of(response)
    assert response.status_code == 410
    assert said in page
    assert "What stood here" not in page
    assert "lawyers" not in page


def test_story_published_again_after_a_withdrawal_is_no_longer_gone(client):
    article = factories.withdrawn()
    edition = factories.updated(article)

    response = client.get(edition.path)

    assert response.status_code == 200


def test_withdrawn_story_stays_gone_while_another_edition_waits(client):
    article = factories.ready(factories.withdrawn(), headline="Anew")
    waiting = factories.tomorrows(article)

    response = client.get(waiting.path)

    assert response.status_code == 410


def test_older_address_leads_to_where_the_story_stands(client):
    edition = factories.published()
    Address.objects.create(path="/world/2020/01/01/old/", article=edition.article)

    response = client.get("/world/2020/01/01/old/")

    assert (response.status_code, response["Location"]) == (301, edition.path)


def test_older_address_of_a_withdrawn_story_is_gone_too(client):
    article = factories.withdrawn()
    Address.objects.create(path="/world/2020/01/01/old/", article=article)

    response = client.get("/world/2020/01/01/old/")

    assert response.status_code == 410


def test_merged_tag_leads_to_the_one_it_was_merged_into(client):
    winner = factories.tag("Blue Line")
    loser = factories.tag("Ligne bleue", merged_into=winner)

    response = client.get(loser.get_absolute_url())

    assert (response.status_code, response["Location"]) == (301, winner.get_absolute_url())


@pytest.mark.parametrize("number", [1, 2])
def test_who_has_become_private_is_named_without_a_link(client, number):
    names = ("Ann Writer", "Amal Speaker", "Omar Subject")
    writer, speaker, subject = people = [factories.person(name) for name in names]
    first = factories.published(
        body=factories.quoting(factories.quote("I saw it.", speaker)),
        about_people=[subject],
        bylines=[writer],
    )
    factories.updated(first.article)
    Person.objects.filter(pk__in=[person.pk for person in people]).update(
        standing=Person.Standing.PRIVATE
    )
    path = first.path if number == 2 else f"{first.path}editions/{number}/"

    page = client.get(path).content.decode()

    assert all(name in page for name in names)
    assert "/people/" not in page

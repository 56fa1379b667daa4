"""Readers' search: what is found, what never is, and in which order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import search
from articles.models import EditionKey, SearchDocument
from articles.search import Filters, find
from people import naming
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


def found(text, at=None, **filters):
    """Return the headlines that a search finds, best first."""
    hits = find(text, Filters(**filters), at or timezone.now()).hits
    return [hit.edition.headline for hit in hits]


def story(headline, body="", **values):
    return factories.published(headline=headline, body=f"<p>{body}</p>", **values)


# Words


def test_a_word_of_the_text_finds_its_story():
    story("The board", "The dredging costs nine million.")
    story("The tram", "It runs until midnight.")

    assert found("dredging") == ["The board"]


def test_words_are_found_in_their_other_forms():
    story("The board", "They were striking for a week.")

    assert found("strikes") == ["The board"]


def test_all_words_have_to_stand_there():
    story("The board", "The harbour was dredged.")
    story("The tram", "The harbour was empty.")

    assert found("harbour dredged") == ["The board"]


def test_words_in_quotation_marks_stand_in_a_row():
    story("In a row", "They drew the blue line again.")
    story("Apart", "A line of blue ships.")

    assert found('"blue line"') == ["In a row"]
    assert found("“blue line”") == ["In a row"]


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("Naïm came.", "naim"),
        ("Naim came.", "Naïm"),
        ("The workers’ union.", "workers' union"),
        ("“Reliable” depth.", "reliable"),
        ("A cease-fire.", "ceasefire"),
        ("A cease-fire.", "cease-fire"),
        ("It costs 11.4 million.", "11.4 million"),
        ("الخط الأزرق", "الخط الازرق"),
        ("وُجد الكتـاب", "وجد الكتاب"),
    ],
)
def test_accents_and_marks_do_not_tell_words_apart(printed, asked):
    story("The board", printed)

    assert found(asked) == ["The board"]


def test_accents_do_not_tell_words_apart_in_a_language_that_has_them(settings):
    settings.LANGUAGE_CODE = "fr"
    story("Le port", "Les élèves étaient arrivés.")

    assert found("ÉLÈVES arrivés") == ["Le port"]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="Its rules for endings read accents.")
@pytest.mark.parametrize(
    ("language", "printed", "asked"),
    [("fr", "Les élèves arrivent.", "eleves"), ("ar", "الخط الأزرق", "الازرق")],
)
def test_words_without_their_accents_are_found_and_marked(settings, language, printed, asked):
    settings.LANGUAGE_CODE = language
    story("Le port", printed)

    (hit,) = find(asked, Filters(), timezone.now()).hits

    assert [len(part.text) for part in hit.passage if part.is_found] == [len(asked)]


def test_a_question_is_found_by_the_words_that_tell():
    story("The board", "The last tram leaves at midnight.")

    assert found("when does the last tram leave?") == ["The board"]


def test_a_word_that_only_asks_counts_among_words_in_a_row():
    story("In a row", "The tram of the harbour.")
    story("Apart", "The tram harbour.")

    assert found('"tram of the harbour"') == ["In a row"]


def test_the_kind_of_a_story_finds_it():
    story("Marlowe", "A pilot.", kind="obituary")
    story("Pilots", "Marlowe was one.", kind="news")

    assert found("obituary marlowe") == ["Marlowe"]


def test_a_word_with_a_minus_must_not_stand_there():
    story("With", "Trams and buses.")
    story("Without", "Trams alone.")

    assert found("trams -buses") == ["Without"]


def test_the_headline_weighs_more_than_the_text():
    story("Ferries", "They cross the harbour.")
    story("Harbour", "Ships cross it.")

    assert found("harbour") == ["Harbour", "Ferries"]


def test_the_headline_weighs_more_for_several_words_and_beside_an_unwanted_one():
    story("Trams of the harbour", "They cross the city.")
    story("The city", "Harbour trams, by the way.")

    for asked in ("harbour trams", "harbour -ferries", "trams -ferries"):
        assert found(asked) == ["Trams of the harbour", "The city"]


def test_people_tags_and_writers_find_a_story():
    names = {
        "about_people": [factories.person("Ruta Kalnina")],
        "tags": [factories.tag("Dredging")],
        "bylines": [factories.person("Hanna Quist")],
    }
    story("The board", **names)

    assert [found(name) for name in ("Kalnina", "dredging", "quist")] == [["The board"]] * 3


@pytest.mark.parametrize(
    "text",
    ["", " ", "-trams", '"', '""', "AND", "NOT (", "*", "a:b", "NEAR/2", "'; --", "\\", "the"],
)
def test_text_that_a_database_may_take_for_orders_finds_nothing(text):
    story("Ferries", "A tram.")

    assert found(text) == []


def test_word_that_a_database_may_take_for_an_order_hides_no_other():
    story("The tram", "Trams.")

    assert found("trams OR") == ["The tram"]


def test_a_very_long_question_is_cut():
    assert len(search.terms("word " * 1_000)) == search.MOST_TERMS


# What is found when


def test_a_waiting_story_is_found_from_its_moment_on():
    edition = factories.scheduled(headline="Embargoed", body="<p>Secret dredging.</p>")

    before = found("dredging", at=edition.live_from - timedelta(seconds=1))
    after = found("dredging", at=edition.live_from)

    assert (before, after) == ([], ["Embargoed"])


@pytest.mark.parametrize("end", ["withdrawn", "retracted", "cancelled", "draft", "approved"])
def test_what_readers_are_not_shown_is_not_found(end):
    getattr(factories, end)(headline="The board", body="<p>Dredging.</p>")

    assert found("dredging") == []


def test_only_the_words_that_stand_there_now_find_a_story():
    edition = story("The board", "Dredging.")

    factories.updated(edition.article, body="<p>Tunnels.</p>")

    assert (found("dredging"), found("tunnels")) == ([], ["The board"])


def test_a_withdrawn_story_leaves_no_words():
    edition = story("The board", "Dredging.")

    edition.article.withdraw(factories.publisher(), "legal", "A court.")

    assert not SearchDocument.objects.exists()
    assert found("dredging", at=edition.live_from) == []


# Filters


def test_filters_narrow_a_search():
    world, local = factories.section("World"), factories.section("Local")
    tag = factories.tag("Harbour")
    story("Abroad", "Ships.", section=world, kind="analysis")
    story("At home", "Ships.", section=local, tags=[tag])
    key = EditionKey.of(EditionKey.Kind.TAG, tag.pk)

    assert found("ships", section=world.pk) == ["Abroad"]
    assert found("ships", kind="analysis") == ["Abroad"]
    assert found("ships", keys=((key,),)) == ["At home"]


def test_days_narrow_a_search():
    story("Today", "Ships.")
    today = timezone.localdate()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)

    assert found("ships", since=today, until=today) == ["Today"]
    assert found("ships", until=yesterday) == found("ships", since=tomorrow) == []


# The page


def get(**asked):
    return Client().get("/search/", asked)


def test_the_page_marks_what_was_found_and_nothing_else():
    story("Harbour & <b>board</b>", "The harbour was dredged &lt;deep&gt;.")

    html = get(q="harbour").content.decode()

    assert "<mark>Harbour</mark> &amp; &lt;b&gt;board&lt;/b&gt;" in html
    assert "The <mark>harbour</mark> was dredged &lt;deep&gt;." in html


def test_what_is_marked_stands_as_it_is_printed():
    story("“Naïm’s” ß-Ferry", "One. " * 60 + "The <strong>Naïm’s</strong> sails. " + "Two. " * 60)

    (hit,) = find("naim", Filters(), timezone.now()).hits

    assert [(part.text, part.is_found) for part in hit.headline] == [
        ("“", False),
        ("Naïm", True),
        ("’s” ß-Ferry", False),
    ]
    assert [part.text for part in hit.passage if part.is_found] == ["Naïm"]
    assert "’s sails. Two. Two." in hit.passage[-2].text
    assert hit.passage[-1].text == hit.passage[0].text == "…"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"since": "yesterday"}, "Enter a valid date."),
        ({"since": "2025-02-01", "until": "2025-01-01"}, "This day is before the first one."),
        ({"section": "nowhere"}, "Select a valid choice."),
        ({"kind": "gossip"}, "Select a valid choice."),
        ({"person": "nobody"}, "There is no person of this name on our pages."),
        ({"topic": "a b"}, "Enter a valid"),
        ({"q": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_searched_for_is_said_and_kept(asked, message):
    response = get(**{"q": "ships"} | asked)

    html = response.content.decode()
    assert response.status_code == 200
    assert message in html
    assert asked.get("q", "ships").replace("\0", "")[:1] in html


def test_a_person_of_a_draft_is_as_unknown_as_nobody():
    factories.draft(about_people=[factories.person("Ruta Kalnina")])

    known, unknown = (get(q="ships", person=slug) for slug in ("ruta-kalnina", "nobody-atall"))

    assert known.content.replace(b"ruta-kalnina", b"nobody-atall") == unknown.content


def test_results_come_page_by_page():
    for number in range(search.A_PAGE + 1):
        story(f"Story {number}", "Ships.")

    first, second = (get(q="ships", page=page).content.decode() for page in (1, 2))

    assert (first.count('class="hit"'), second.count('class="hit"')) == (search.A_PAGE, 1)
    assert "21 stories, best first" in first
    assert 'href="?q=ships&amp;page=2" rel="next"' in first


def test_a_page_before_the_first_or_behind_the_last_is_not_found():
    story("The board", "Ships.")

    statuses = [get(q="ships", page=page).status_code for page in (1, 2, 0, -1, "abc", 10**9)]

    assert statuses == [200, 404, 404, 404, 404, 404]


def test_who_finds_nothing_for_the_filters_is_led_to_all_without_them():
    story("The board", "Ships.")

    html = get(q="ships", kind="review").content.decode()

    assert '<a href="?q=ships">Search without them</a> (1)' in html
    assert "Nothing we have published" not in html


def test_nothing_found_helps_on():
    person = factories.person("Ruta Kalnina")
    naming.renew([person], [])
    story("The board", "Ships.", about_people=[person])

    html = get(q="Ruta kal").content.decode()

    assert "Nothing we have published has all of “Ruta kal”." in html
    assert 'Perhaps you mean <a href="/people/ruta-kalnina/">Ruta Kalnina</a>?' in html


def test_the_page_asks_few_questions(django_assert_max_num_queries):
    for number in range(12):
        story(f"Story {number}", "Ships.")

    # PostgreSQL is asked for the newest stories first, in a transaction.
    with django_assert_max_num_queries(10 if connection.vendor == "postgresql" else 5):
        get(q="ships")


# Suggestions


def suggested(text):
    response = Client().get("/search/suggest/", {"q": text})
    return [(s["name"], s["sort"]) for s in response.json()["suggestions"]]


def test_names_and_topics_that_have_a_page_are_suggested():
    person = factories.person("Harriet Vane", aliases="Lady Peter")
    naming.renew([person], [])
    story("The board", about_people=[person], tags=[factories.tag("Harbour")])

    assert suggested("har") == [("Harbour", "Topic"), ("Harriet Vane", "Person")]
    assert suggested("lady") == [("Harriet Vane", "Person")]


def test_writers_and_organizations_are_suggested(django_assert_num_queries):
    story("The board", bylines=[factories.person("Harriet Vane")])
    story("The port", about_organizations=[factories.organization("Harbour Board")])

    with django_assert_num_queries(2):
        found = suggested("har")

    assert found == [("Harbour Board", "Organization"), ("Harriet Vane", "Person")]


def test_who_is_named_in_a_draft_alone_is_not_suggested():
    person = factories.person("Harriet Vane")
    naming.renew([person], [])
    factories.draft(about_people=[person], tags=[factories.tag("Harbour")])

    assert suggested("har") == []


def test_a_private_individual_is_not_suggested():
    person = factories.person("Harriet Vane", standing=Person.Standing.PRIVATE)
    naming.renew([person], [])
    story("The board", about_people=[person])

    assert suggested("har") == []


@pytest.mark.parametrize("text", ["", "h", "%", "\0", "  "])
def test_too_little_suggests_nothing(text):
    story("The board", tags=[factories.tag("Harbour")])

    assert suggested(text) == []

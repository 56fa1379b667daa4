"""What somebody said, on the pages of people and organizations."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import voices
from articles.models import Quotation
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker():
    return factories.person("Ruta Kalnina")


def says(speaker, words, said_on="", **values):
    quote = factories.quote(words, speaker, said_on=said_on)
    return factories.published(body=factories.quoting(quote), **values)


def words(page):
    """Return the words that a page prints, in their order."""
    response = Client().get(page)
    assert response.status_code == 200
    return re.findall(r'<p lang="en">“([^<]+)”</p>', response.content.decode())


def test_what_was_said_last_comes_first(speaker):
    says(speaker, "In March.", "2025-03-02")
    says(speaker, "In May.", "2025-05")
    says(speaker, "In April.", "2025-04-30")

    assert words("/people/ruta-kalnina/") == ["In May.", "In April.", "In March."]


def test_words_of_one_year(speaker):
    says(speaker, "Late.", "2025-03-02")
    says(speaker, "Early.", "2023")

    assert words("/people/ruta-kalnina/?year=2023") == ["Early."]


def test_words_on_one_topic(speaker):
    harbour = factories.tag("Harbour")
    says(speaker, "On ships.", "2025-03-02", tags=[harbour])
    says(speaker, "On trams.", "2025-03-03")

    assert words("/people/ruta-kalnina/?topic=harbour") == ["On ships."]


def test_a_topic_that_readers_do_not_know_yet_is_as_unknown_as_none(speaker):
    says(speaker, "Here.", "2025-03-02")
    factories.scheduled(tags=[factories.tag("Resignation")])

    response = Client().get("/people/ruta-kalnina/?topic=resignation")

    assert response.status_code == 404


def test_a_year_without_a_word_says_so(speaker):
    says(speaker, "Late.", "2025-03-02")

    page = Client().get("/people/ruta-kalnina/?year=2020").content.decode()

    assert "Nothing we published fits both." in page


def test_years_lie_between_the_first_and_the_last_word(speaker):
    says(speaker, "Late.", "2025-03-02")
    says(speaker, "Early.", "2023")

    page = Client().get("/people/ruta-kalnina/").content.decode()

    assert re.findall(r"\?year=(\d+)#", page) == ["2025", "2024", "2023"]


@pytest.mark.parametrize(
    "asked",
    [
        *("year=0", "year=0000", "year=abc", "year=20233", "topic=nothing", "topic=%00"),
        *("said=2025", "said=2025-13-01-7-1", "said=x", "before=x"),
    ],
)
def test_what_no_page_has_written_is_not_found(speaker, asked):
    says(speaker, "Late.", "2025-03-02")

    assert Client().get(f"/people/ruta-kalnina/?{asked}").status_code == 404


def test_all_words_are_found_page_by_page(speaker):
    said = [f"Word {number}." for number in range(2 * voices.SHOWN + 1)]
    for number, word in enumerate(said):
        says(speaker, word, f"2025-0{1 + number % 9}-0{1 + number % 7}")

    found, page = [], "/people/ruta-kalnina/"
    while page:
        found += words(page)
        html = Client().get(page).content.decode()
        older = re.search(r'href="([^"]+)" rel="next">Earlier quotations', html)
        page = older and "/people/ruta-kalnina/" + older[1].replace("&amp;", "&")

    assert sorted(found) == sorted(said)


def test_words_of_an_old_edition_are_gone_with_it(speaker):
    edition = says(speaker, "Never.", "2025-03-02", about_people=[speaker])

    factories.updated(edition.article, body="<p>They spoke.</p>")

    assert words("/people/ruta-kalnina/") == []


def test_all_words_of_one_interview_are_found_page_by_page(speaker):
    quotes = [factories.quote(f"Word {n}.", speaker) for n in range(voices.SHOWN + 3)]
    factories.published(body=factories.quoting(*quotes))

    first = words("/people/ruta-kalnina/")
    html = Client().get("/people/ruta-kalnina/").content.decode()
    older = re.search(r'href="([^"]+)" rel="next">Earlier quotations', html)[1]

    assert first + words(f"/people/ruta-kalnina/{older}") == [quote.words for quote in quotes]


def test_the_last_years_alone_are_offered(speaker):
    says(speaker, "Late.", "2025-03-02")
    says(speaker, "Early.", "0622")

    page = Client().get("/people/ruta-kalnina/").content.decode()

    assert len(re.findall(r"\?year=", page)) == voices.YEARS


@pytest.mark.parametrize("end", ["withdraw", "retract"])
def test_words_of_a_story_taken_back_are_gone(speaker, end):
    says(speaker, "Here.", about_people=[speaker])
    story = says(speaker, "Never.").article

    if end == "withdraw":
        story.withdraw(factories.publisher(), "legal", "A court.")
    else:
        story.retract(factories.publisher(), "It was made up.")

    assert words("/people/ruta-kalnina/") == ["Here."]


def test_words_under_embargo_are_not_shown(speaker):
    says(speaker, "Here.")
    quote = factories.quote("Tomorrow.", speaker)

    factories.scheduled(body=factories.quoting(quote))

    assert words("/people/ruta-kalnina/") == ["Here."]


def test_an_organization_shows_what_its_people_said_for_it(speaker):
    board, club = factories.organization("Harbour Board"), factories.organization("Club")
    factories.role(speaker, "Chair", organization=board, started_on="2020", ended_on="2024")
    factories.role(speaker, "Captain", organization=club, started_on="2024-06-01")
    says(speaker, "As chair.", "2023-03-02", about_organizations=[board])
    says(speaker, "As captain.", "2025-03-02")
    says(board, "As the board.", "2025-01-01")

    assert words("/organizations/harbour-board/") == ["As the board.", "As chair."]


def test_a_private_individual_has_no_page_of_words():
    someone = factories.person("A Passer-by", standing=Person.Standing.PRIVATE)
    says(someone, "I saw it.")

    assert Client().get("/people/a-passer-by/").status_code == 404


def test_an_unnamed_source_is_under_nobodys_key():
    factories.published(body=factories.quoting(factories.quote("No.")))

    assert list(Quotation.objects.values_list("speaker", "organization")) == [(0, 0)]


def test_the_page_of_one_quoted_often_asks_few_questions(speaker, django_assert_max_num_queries):
    for number in range(12):
        says(speaker, f"Word {number}.", "2025-03-02", tags=[factories.tag()])

    with django_assert_max_num_queries(9):
        Client().get("/people/ruta-kalnina/")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL tells no steps.")
def test_years_are_told_without_reading_all_that_somebody_said(speaker):
    says(speaker, "Late.", "2025-03-02")
    row, steps = Quotation.objects.get(), []
    copied = ("edition_id", "quote", "speaker", "section", "day", "live_from", "live_until")
    values = {name: getattr(row, name) for name in (*copied, "first_published_at")}
    Quotation.objects.bulk_create(Quotation(position=n, **values) for n in range(1, 3000))
    rows = Quotation.objects.by(row.speaker)

    connection.connection.set_progress_handler(lambda: steps.append(1000), 1000)
    said = voices.said(rows, {"year": "1990"}, timezone.now())
    connection.connection.set_progress_handler(None, 0)

    assert [choice.label for choice in said.years] == ["2025", "1990"]
    assert sum(steps) < 3000  # of SQLite's machine; one row takes several

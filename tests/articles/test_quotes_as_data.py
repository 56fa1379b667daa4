"""What a person said, as JSON and as a table."""

import csv
import json
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import voices
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db

SITE = "https://paper.example"
PAGE = "/people/ruta-kalnina/"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def speaker():
    return factories.person("Ruta Kalnina")


def says(speaker, words, said_on="", **values):
    quote = factories.quote(words, speaker, said_on=said_on)
    return factories.published(body=factories.quoting(quote), **values)


def as_json(page: str = PAGE, query: str = "") -> dict:
    response = Client().get(f"{page}quotes.json{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    return json.loads(response.content)


def as_table(page: str = PAGE) -> list[dict[str, str]]:
    response = Client().get(f"{page}quotes.csv")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    return list(csv.DictReader(StringIO(response.content.decode())))


def test_quotation_is_a_dated_record_that_leads_to_where_it_stands(speaker):
    board = factories.organization("Harbour Board")
    factories.role(speaker, "Chair", organization=board, started_on="2020")
    quote = factories.quote(
        "We open.", speaker, said_on="2025-03", venue="The pier", evidence_url="https://e.example/"
    )
    edition = factories.published(headline="The pier", body=factories.quoting(quote))

    (record,), (row,) = as_json()["quotes"], as_table()

    assert record | {"published": ""} == {
        "id": quote.pk,
        "words": "We open.",
        "language": "en",
        "speaker": "Ruta Kalnina",
        "speaker_url": f"{SITE}{PAGE}",
        "described_as": "Chair, Harbour Board",
        "organization": "Harbour Board",
        "said_on": "2025-03",
        "venue": "The pier",
        "terms": "on_record",
        "evidence_url": "https://e.example/",
        "original_words": "",
        "original_language": "",
        "translator": "",
        "url": f"{SITE}{edition.path}#quote-{quote.pk}",
        "headline": "The pier",
        "published": "",
        "edition": 1,
    }
    assert row == {name: str(value) for name, value in record.items()}


def test_what_was_said_last_comes_first(speaker):
    says(speaker, "In March.", "2025-03-02")
    says(speaker, "In May.", "2025-05")

    assert [quote["words"] for quote in as_json()["quotes"]] == ["In May.", "In March."]
    assert [row["words"] for row in as_table()] == ["In May.", "In March."]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "＝"])
def test_words_are_no_formula_of_a_table(speaker, sign):
    words = f'{sign}HYPERLINK("https://evil.example", "x")'
    says(speaker, words, headline=f"{sign}1+1")

    (row,) = as_table()

    assert row["words"].startswith("'")
    assert row["words"][1:].strip() == words.strip() or row["words"] == f"'{words}"
    assert row["headline"].startswith("'")


def test_all_is_found_page_by_page(speaker, monkeypatch):
    monkeypatch.setattr(voices, "IN_DATA", 3)
    for number in range(7):
        says(speaker, f"Word {number}.", f"2025-0{1 + number}-01")

    found, page = [], as_json()
    while page["next"]:
        found += page["quotes"]
        address, _, query = page["next"].removeprefix(SITE).partition("?")
        assert address == f"{PAGE}quotes.json"
        page = as_json(query=f"?{query}")
    found += page["quotes"]

    assert [quote["words"] for quote in found] == [f"Word {n}." for n in range(6, -1, -1)]
    link = Client().get(f"{PAGE}quotes.csv")["Link"]
    assert link.startswith(f"<{SITE}{PAGE}quotes.csv?said=2025-05-01-")
    assert link.endswith('>; rel="next"')


@pytest.mark.parametrize("end", ["withdraw", "retract", "update"])
def test_words_of_a_story_taken_back_are_gone(speaker, end):
    says(speaker, "Here.")
    story = says(speaker, "Never.").article

    if end == "withdraw":
        story.withdraw(factories.publisher(), "legal", "A court.")
    elif end == "retract":
        story.retract(factories.publisher(), "It was made up.")
    else:
        factories.updated(story, body="<p>They spoke.</p>")

    assert [quote["words"] for quote in as_json()["quotes"]] == ["Here."]
    assert [row["words"] for row in as_table()] == ["Here."]


def test_words_under_embargo_are_not_given(speaker):
    says(speaker, "Here.")

    factories.scheduled(body=factories.quoting(factories.quote("Tomorrow.", speaker)))

    assert [quote["words"] for quote in as_json()["quotes"]] == ["Here."]


def test_who_is_only_written_about_has_said_nothing(speaker):
    factories.published(about_people=[speaker])

    assert (as_json()["quotes"], as_json()["next"], as_table()) == ([], None, [])


@pytest.mark.parametrize("form", ["quotes.json", "quotes.csv"])
def test_nobody_of_whom_readers_may_know_is_not_found(client, speaker, form):
    private = factories.person("Amal", standing=Person.Standing.PRIVATE)
    says(private, "I saw it.")
    factories.scheduled(body=factories.quoting(factories.quote("Tomorrow.", speaker)))

    pages = ["/people/amal/", PAGE, "/people/nobody/"]

    assert {client.get(page + form).status_code for page in pages} == {404}


@pytest.mark.parametrize("query", ["said=x", "said=2025-13-01-7", "said=%00", "said=2025-01-01-"])
def test_what_no_page_has_written_is_not_found(client, speaker, query):
    says(speaker, "Here.")

    assert client.get(f"{PAGE}quotes.json?{query}").status_code == 404


@pytest.mark.parametrize("form", ["quotes.json", "quotes.csv"])
def test_who_was_merged_is_found_where_the_other_is(client, speaker, form):
    factories.person("R. Kalnina", merged_into=speaker)
    says(speaker, "Here.")

    response = client.get(f"/people/r-kalnina/{form}")

    assert (response.status_code, response["Location"]) == (301, f"{PAGE}{form}")


@pytest.mark.parametrize("form", ["quotes.json", "quotes.csv"])
def test_page_of_quotations_takes_three_queries(speaker, form):
    for number in range(12):
        says(speaker, f"Word {number}.", "2025-03-02")

    with CaptureQueriesContext(connection) as queries:
        Client().get(PAGE + form)

    assert len(queries) <= 3

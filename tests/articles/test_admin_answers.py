"""What the desk's scripts are told: quotes, tags, people, pictures and stories to choose from."""

import pytest

from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

QUOTES, TAGS = "articles_quotes", "articles_tags"


@pytest.fixture
def reporter():
    return factories.reporter()


def ask(user, name, **query):
    return desk.client(user).get(desk.url(name), query)


def words(answer):
    return [quote["words"] for quote in answer.json()["results"]]


# Quotes


def test_a_quote_is_found_by_its_words_and_by_its_speaker(reporter):
    ruta = factories.person("Ruta Kalnmeier")
    factories.quote("The water decides", ruta)
    factories.quote("Nothing decides", factories.person("Emeka Stroud"))

    found = [words(ask(reporter, QUOTES, q=q)) for q in ("decides", "decides ruta", "tram")]

    assert sorted(found[0]) == ["Nothing decides", "The water decides"]
    assert found[1:] == [["The water decides"], []]


def test_a_quote_comes_with_its_speaker_as_what_and_when(reporter):
    ruta = factories.person("Ruta Kalnmeier")
    factories.role(ruta, "Harbour master", started_on="2020", ended_on="2021")
    factories.role(ruta, "Minister", started_on="2024")
    quote = factories.quote("The water decides", ruta, said_on="2020-05")

    answer = ask(reporter, QUOTES, q="water").json()

    assert answer["results"] == [
        {
            "id": quote.pk,
            "words": "The water decides",
            "speaker": "Ruta Kalnmeier",
            "role": "Harbour master",
            "said_on": "2020-05",
        }
    ]


def test_a_quote_of_an_unnamed_source_comes_with_its_description(reporter):
    factories.quote("It leaks", anonymity_note="Never to be sent", evidence_note="Nor this")

    answer = ask(reporter, QUOTES, q="leaks")

    assert answer.json()["results"][0]["speaker"] == ""
    assert answer.json()["results"][0]["role"] == "a diplomat"
    assert "Never to be sent" not in answer.content.decode()
    assert "Nor this" not in answer.content.decode()


def test_quotes_are_found_by_id(reporter):
    first, _, third = (factories.quote(f"Quote {i}") for i in range(3))

    answer = ask(reporter, QUOTES, ids=f"{first.pk},{third.pk},999999")

    assert sorted(words(answer)) == ["Quote 0", "Quote 2"]


@pytest.mark.parametrize("ids", ["x", "1,,2", "9" * 40, "-1", "1;2", "²", "1\x00"])
def test_ids_that_are_none_find_nothing_and_break_nothing(reporter, ids):
    answer = ask(reporter, QUOTES, ids=ids)

    assert answer.status_code == 200
    assert words(answer) == []


@pytest.mark.parametrize("q", ["\x00", "%", "_", "'; drop", "\\", "x" * 10_000, "  "])
def test_any_words_may_be_asked_for(reporter, q):
    answer = ask(reporter, QUOTES, q=q)

    assert answer.status_code == 200


def test_no_more_than_a_dozen_quotes_are_told(reporter):
    for number in range(15):
        factories.quote(f"The water decides {number}")

    answer = ask(reporter, QUOTES, q="water")

    assert len(words(answer)) == 12


@pytest.mark.django_db
def test_quotes_cost_the_same_number_of_questions_however_many_there_are(
    reporter, django_assert_max_num_queries
):
    for number in range(10):
        speaker = factories.person()
        factories.role(speaker, f"Role {number}", organization=factories.organization())
        factories.quote(f"Quote {number}", speaker, said_on="2025")
    browser = desk.client(reporter)

    with django_assert_max_num_queries(9):
        answer = browser.get(desk.url(QUOTES), {"q": "Quote"})

    assert len(words(answer)) == 10


# Tags


def test_a_tag_is_found_by_a_part_of_its_name(reporter):
    factories.tag("Spring tides")
    factories.tag("Trams")

    answer = ask(reporter, TAGS, q="tide")

    assert answer.json() == {"results": [{"id": "Spring tides", "text": "Spring tides"}]}


def test_a_tag_that_was_merged_into_another_is_not_offered(reporter):
    kept = factories.tag("Spring tides")
    factories.tag("Springtides", merged_into=kept)

    answer = ask(reporter, TAGS, q="spring")

    assert [tag["text"] for tag in answer.json()["results"]] == ["Spring tides"]


@pytest.mark.parametrize("q", ["\x00", "%", "x" * 10_000])
def test_any_part_of_a_tag_may_be_asked_for(reporter, q):
    answer = ask(reporter, TAGS, q=q)

    assert answer.status_code == 200


# Who is answered


@pytest.mark.parametrize("name", [QUOTES, TAGS])
def test_who_has_no_part_in_stories_is_told_nothing(name):
    answer = ask(factories.user(UserRole.ADMIN), name, q="x")

    assert answer.status_code == 403


@pytest.mark.parametrize("name", [QUOTES, TAGS])
def test_nobody_is_asked_to_log_in(client, name):
    answer = client.get(desk.url(name))

    assert answer.status_code == 302


@pytest.mark.parametrize("name", [QUOTES, TAGS])
def test_an_answer_is_kept_by_no_cache(reporter, name):
    answer = ask(reporter, name, q="x")

    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


@pytest.mark.parametrize("name", [QUOTES, TAGS])
def test_an_answer_is_only_asked_for(reporter, name):
    answer = desk.client(reporter).post(desk.url(name), {"q": "x"})

    assert answer.status_code == 405


# What the admin's own search offers


def choose(user, model, field, term=""):
    app, model = model.split(".")
    query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    return ask(user, "autocomplete", **query)


def texts(answer):
    return [result["text"] for result in answer.json()["results"]]


def test_stories_are_offered_to_who_may_read_them(reporter):
    own = factories.published().article
    factories.published(factories.user(UserRole.REPORTER))

    answer = choose(reporter, "articles.correction", "article")

    assert texts(answer) == [own.headline]


def test_a_story_of_somebody_else_cannot_be_corrected_by_its_number(reporter):
    edition = factories.published(factories.user(UserRole.REPORTER))
    browser = desk.client(reporter)
    filled = {"article": edition.article_id, "kind": "correction", "severity": "minor"}

    page = browser.post(
        desk.url("articles_correction_add"), filled | {"wrong": "Monday.", "right": "Tuesday."}
    )

    assert "valid choice" in page.content.decode()
    assert not edition.article.corrections.exists()


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("articles.article", "about_people"),
        ("articles.article", "about_organizations"),
        ("articles.article", "image"),
        ("articles.byline", "person"),
        ("people.quote", "speaker_person"),
        ("people.quote", "role"),
    ],
)
@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.EDITOR])
def test_who_edits_stories_can_search_what_they_name(role, model, field):
    answer = choose(factories.user(role), model, field)

    assert answer.status_code == 200


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.EDITOR, UserRole.PUBLISHER])
def test_accounts_cannot_be_searched_by_who_writes(role):
    answer = choose(factories.user(role), "articles.section", "editors")

    assert answer.status_code == 403

"""The audit: what happened in the newsroom, as a whole, and as a file."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Event
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

LIST = "articles_event_changelist"
EXPORT = "articles_event_export"


def today(**days) -> dict[str, str]:
    return {"first": str(timezone.localdate()), "last": str(timezone.localdate())} | days


def exported(user, **days) -> list[dict[str, str]]:
    page = desk.client(user).get(desk.url(EXPORT), today(**days))
    text = b"".join(page.streaming_content).decode()
    return list(csv.DictReader(StringIO(text)))


def returned(**values) -> Article:
    article = factories.submitted(**values)
    article.return_to_writer(factories.publisher(), article.version, "Ask the ministry.")
    return article


def test_publisher_reads_stories_and_reasons():
    returned(headline="Secret tides")

    page = desk.client(factories.publisher()).get(desk.url(LIST)).content.decode()

    assert "returned to the writer" in page
    assert "Secret tides" in page
    assert "Ask the ministry." in page


@pytest.mark.parametrize("name", [LIST, "articles_event_change"])
def test_who_runs_the_accounts_reads_verbs_and_ids_alone(name):
    article = returned(headline="Secret tides")
    args = [article.events.first().pk] if name != LIST else []

    page = desk.client(factories.user(UserRole.ADMIN)).get(desk.url(name, *args))

    assert page.status_code == 200
    assert "returned to the writer" in page.content.decode()
    assert "Secret tides" not in page.content.decode()
    assert "ministry" not in page.content.decode()


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.EDITOR])
@pytest.mark.parametrize("name", [LIST, EXPORT])
def test_others_read_the_events_of_their_stories_alone(role, name):
    article = returned()
    someone = factories.user(role, sections=[article.section])

    page = desk.client(someone).get(desk.url(name))

    assert page.status_code == 403


def test_story_tells_who_may_read_it_what_happened():
    article = returned()
    editor = factories.user(UserRole.EDITOR, sections=[article.section])

    page = desk.client(editor).get(desk.url("articles_article_history", article.pk))

    assert "Ask the ministry." in page.content.decode()


def test_file_holds_every_event_of_its_days_oldest_first():
    article = returned(headline="Secret tides")
    Event.objects.create(
        verb="submit", by=factories.reporter(), at=timezone.now() - timedelta(days=2)
    )

    rows = exported(factories.publisher())

    assert [row["verb"] for row in rows] == ["submit", "return_to_writer"]
    assert rows[1]["story"] == "Secret tides"
    assert rows[1]["reason"] == "Ask the ministry."
    assert rows[1]["at"] == article.events.first().at.isoformat()


def test_file_of_who_runs_the_accounts_holds_verbs_and_ids_alone():
    article = returned(headline="Secret tides")

    rows = exported(factories.user(UserRole.ADMIN))

    assert rows[1]["article_id"] == str(article.pk)
    assert "Secret tides" not in str(rows)
    assert "ministry" not in str(rows)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_file_is_a_formula(formula):
    article = factories.submitted()
    article.return_to_writer(factories.publisher(), article.version, formula)

    rows = exported(factories.publisher())

    assert rows[1]["reason"] == f"'{formula}"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"first": "yesterday"}, "valid date"),
        ({"first": ""}, "required"),
        ({"first": "2026-01-02", "last": "2026-01-01"}, "later one"),
        ({"first": "2024-01-01", "last": "2026-01-01"}, "at most a year"),
        ({"first": "9999-12-31", "last": "9999-12-31"}, "later one"),
        ({"first": "0001-01-01", "last": "0001-01-02"}, ""),
        ({"first": "\x00"}, "valid date"),
    ],
)
def test_days_that_make_no_file_are_asked_for_again(days, said):
    page = desk.client(factories.publisher()).get(desk.url(EXPORT), today(**days))

    if said:
        assert page.status_code == 422
        assert said in page.content.decode()
    else:
        assert list(page.streaming_content)


def test_file_of_many_events_takes_as_many_queries_as_one_of_few():
    article, by = factories.draft(), factories.publisher()
    browser = desk.client(by)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            list(browser.get(desk.url(EXPORT), today()).streaming_content)
        return len(found)

    few = queries()
    Event.objects.bulk_create(
        Event(verb="submit", by=by, at=timezone.now(), article=article) for _ in range(50)
    )

    assert queries() == few

"""What narrows a search: each filter finds what it should, whatever the database looks at first."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import facets, register, search
from articles.models import Tag
from articles.search import Filters, find
from people.models import Person
from people.user_roles import UserRole
from tests import factories
from tests.test_reader_requests import archive

pytestmark = pytest.mark.django_db

ALL = ["2019-06-15T12:00", "2024-02-29T12:00", "2024-03-01T01:00", "2025-01-01T00:00"]


@pytest.fixture
def shelf(settings):
    """Stories of some years, each called by its moment; in Beirut it is two hours later."""
    settings.TIME_ZONE = "Asia/Beirut"
    section = factories.section()
    for moment in ALL:
        at = timezone.make_aware(datetime.fromisoformat(moment), timezone.get_default_timezone())
        archive(1, at, section=section.pk, headline=moment, body="<p>Ships.</p>")


def found(text, **filters):
    hits = find(text, Filters(**filters), timezone.now()).hits
    return sorted(hit.edition.headline for hit in hits)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, "2024-02-29", ALL[:2]),
        ("2024-02-29", None, ALL[1:]),
        ("2024-03-01", "2024-03-01", ALL[2:3]),
        ("2025-01-01", "2025-01-01", ALL[3:]),
        ("2019-06-15", "2024-03-01", ALL[:3]),
        ("2024-03-02", "2024-12-31", []),
        ("0001-01-01", "9999-12-31", ALL),
        ("9999-12-31", None, []),
        (None, "0001-01-01", []),
    ],
)
def test_days_of_the_sites_zone_narrow_a_search(shelf, since, until, expected):
    days = {
        name: day and date.fromisoformat(day) for name, day in (("since", since), ("until", until))
    }

    headlines = found("ships", **days)

    assert headlines == expected


@pytest.mark.parametrize("candidates", [1, 2, 3])
def test_the_newest_are_ranked_whatever_is_looked_at_first(shelf, monkeypatch, candidates):
    monkeypatch.setattr(search, "CANDIDATES", candidates)

    headlines = found("ships")

    assert headlines == ALL[-candidates:]


def test_who_was_merged_into_somebody_is_found_with_them():
    loser, winner = factories.person("Ruta Kalnina"), factories.person("R. Kalnina")
    factories.published(headline="Before", body="<p>Ships.</p>", about_people=[loser])
    factories.published(headline="Another", body="<p>Ships.</p>")
    register.merge(loser, winner, factories.user(UserRole.EDITOR))

    html = Client().get("/search/", {"q": "ships", "person": winner.slug}).content.decode()

    assert html.count('class="hit"') == 1
    assert "Before" in html


def test_whom_a_search_is_narrowed_to_stands_in_its_form():
    someone = factories.person("Ruta Kalnina")
    factories.published(body="<p>Ships.</p>", about_people=[someone])

    html = Client().get("/search/", {"q": "ships", "person": someone.slug}).content.decode()

    assert f'name="person" value="{someone.slug}" checked' in html
    assert "only with <strong>Ruta Kalnina</strong>" in html


def test_a_topic_that_was_merged_stands_for_the_other():
    tides, former = factories.tag("Tides"), factories.tag("High water")
    Tag.objects.filter(pk=former.pk).update(merged_into=tides)
    story = factories.published(body="<p>Ships.</p>", tags=[tides])

    html = Client().get("/search/", {"q": "ships", "topic": former.slug}).content.decode()

    assert story.path in html
    assert "only with <strong>Tides</strong>" in html


@pytest.mark.parametrize("q", ["", "-ships", "?!"])
def test_filters_without_a_word_ask_for_one(q):
    section = factories.section("Harbour")

    html = Client().get("/search/", {"q": q, "section": section.slug}).content.decode()

    assert "Type at least one word that the stories should have." in html


def test_an_empty_search_page_complains_of_nothing():
    html = Client().get("/search/").content.decode()

    assert "Type at least one word" not in html


def test_filters_find_nothing_for_words_that_no_story_is_found_by():
    section = factories.section()
    factories.published(body="<p>Ships.</p>", section=section)

    headlines = found("who the", section=section.pk)

    assert headlines == []


def offered(**asked):
    html = Client().get("/search/", asked).content.decode()
    return re.findall(r'<li><a href="(\?[^"]*)"><bdi>([^<]*)</bdi>', html)


def test_what_several_hits_are_about_is_offered_to_narrow_the_search():
    tides, port = factories.tag("Tides"), factories.organization("Port")
    factories.published(body="<p>Ships.</p>", tags=[tides], about_organizations=[port])
    factories.published(body="<p>Ships.</p>", tags=[tides], about_organizations=[port])
    factories.published(body="<p>Ships.</p>", tags=[factories.tag("Once")])

    ways = offered(q="ships", page=1, kind="news")

    assert ways == [
        ("?q=ships&amp;kind=news&amp;topic=tides", "Tides"),
        ("?q=ships&amp;kind=news&amp;organization=port", "Port"),
    ]


def test_what_all_hits_are_about_narrows_nothing():
    tides = factories.tag("Tides")
    for _ in range(2):
        factories.published(body="<p>Ships.</p>", tags=[tides])

    ways = offered(q="ships")

    assert ways == []


def test_a_private_individual_is_not_offered():
    someone = factories.person("Ruta Kalnina")
    for _ in range(2):
        factories.published(body="<p>Ships.</p>", about_people=[someone])
    factories.published(body="<p>Ships.</p>")
    Person.objects.filter(pk=someone.pk).update(standing=Person.Standing.PRIVATE)

    ways = offered(q="ships")

    assert ways == []


def test_who_has_become_a_private_individual_is_as_unknown_as_nobody():
    someone = factories.person("Ruta Kalnina")
    factories.published(body="<p>Ships.</p>", about_people=[someone])
    Person.objects.filter(pk=someone.pk).update(standing=Person.Standing.PRIVATE)

    html = Client().get("/search/", {"q": "ships", "person": someone.slug}).content.decode()

    assert "There is no person of this name on our pages." in html


def test_no_words_that_are_typed_are_a_filter():
    edition = factories.published(headline="The board", body="<p>Ships.</p>")
    facet = facets.of_section(edition.section_id)

    assert found(facet) == found(facet[1:-1]) == []


@pytest.mark.parametrize("text", ["line", '"blue line"'])
def test_no_more_are_counted_than_are_ranked(monkeypatch, text):
    monkeypatch.setattr(search, "CANDIDATES", 2)
    for headline in ("Old", "New", "Newest"):
        factories.published(headline=headline, body="<p>Blue line.</p>")

    result = find(text, Filters(), timezone.now())

    assert sorted(hit.edition.headline for hit in result.hits) == ["New", "Newest"]
    assert result.count == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="FTS5 knows what stands in a row.")
def test_of_stories_with_the_words_of_a_phrase_the_newest_are_looked_into(monkeypatch):
    monkeypatch.setattr(search, "LOOKED_INTO", 2)
    for headline, body in (("Old", "Blue line."), ("New", "Blue line."), ("Newest", "Line, blue.")):
        factories.published(headline=headline, body=f"<p>{body}</p>")

    assert found('"blue line"') == ["New"]
    assert found('line -"blue line"') == ["Newest"]


@pytest.fixture
def plans():
    """Keep the plan of every query that looks words up."""
    kept = []

    def explaining(execute, sql, params, many, context):
        if "matching AS" in sql:
            cursor = context["cursor"].cursor  # below this very wrapper
            cursor.execute(f"EXPLAIN {sql}", params)
            kept.append("\n".join(line for (line,) in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explaining):
        yield kept


@pytest.mark.skipif(connection.vendor != "postgresql", reason="FTS5 has no other way.")
def test_words_are_looked_up_in_the_index_however_few_stories_there_are(plans):
    factories.published(headline="The board", body="<p>Ships.</p>")

    found("ships")

    assert len(plans) == len(search.LOOKED_AT_FIRST) + 1
    assert not any("Seq Scan" in plan for plan in plans)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="FTS5 is asked once in any case.")
def test_days_within_the_first_that_are_looked_at_are_looked_at_once(plans):
    factories.published(headline="The board", body="<p>Ships.</p>")
    today = timezone.localdate()

    headlines = found("ships", since=today, until=today)

    assert headlines == ["The board"]
    assert len(plans) == 1


# Spans of time


@pytest.mark.parametrize(
    ("first", "last", "months", "years"),
    [
        ("2024-02-29", "2024-02-29", ["2024x2"], []),
        ("2024-02-29", "2024-04-01", ["2024x2", "2024x3", "2024x4"], []),
        ("2023-12-31", "2025-01-01", ["2023x12", "2025x1"], ["2024"]),
        ("2023-01-01", "2024-12-01", [], ["2023", "2024"]),
    ],
)
def test_a_span_is_made_up_of_few_years_and_months(first, last, months, years):
    moments = [datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last)]

    span = facets.of_span(*moments)

    expected = [f"month{month}" for month in months] + [f"year{year}" for year in years]
    assert sorted(facet[1:-1] for facet in span) == sorted(expected)

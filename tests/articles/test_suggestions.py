"""What a reader's first letters cost: an index is read, whatever order the database sorts in."""

import pytest
from django.db import connection
from django.utils import timezone

from articles import suggestions
from articles.models import Tag
from people.models import KnownName
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(monkeypatch):
    """Keep the plan of every query that asks for a beginning."""
    kept = []
    prefix = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "

    def explaining(execute, sql, params, many, context):
        if " LIKE " in sql:
            cursor = context["cursor"].cursor  # below this very wrapper
            cursor.execute(prefix + sql, params)
            kept.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which would read so few rows one by one
            cursor.execute("SET LOCAL enable_seqscan = off")
    with connection.execute_wrapper(explaining):
        yield kept


def analyze(model):
    """Tell the planner how many rows there are: of a few it would rather read all."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {model._meta.db_table}")


def test_names_are_found_by_their_beginning_in_an_index(plans):
    person = factories.person()
    KnownName.objects.bulk_create(
        KnownName(person=person, folded=f"name {n}", skeleton=f"nm {n}") for n in range(300)
    )
    analyze(KnownName)

    suggestions.suggest("har", timezone.now())

    [names] = [plan for plan in plans if "knownname_folded" in plan]
    # `~>=~` compares letter by letter, in every collation.
    expected = "~>=~" if connection.vendor == "postgresql" else "(folded>? AND folded<?)"
    assert expected in names


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite walks the tags in order.")
def test_tags_are_found_by_their_beginning_in_an_index(plans):
    Tag.objects.bulk_create(Tag(name=f"Tag {n}", slug=f"tag-{n}") for n in range(300))
    analyze(Tag)

    suggestions.suggest("har", timezone.now())

    [tags] = [plan for plan in plans if "articles_tag" in plan]
    assert "tag_begins" in tags
    assert "~>=~" in tags


@pytest.mark.parametrize("text", ["har", "har_", "har%", "Här", "الل", "\U0001f600s"])
def test_a_beginning_finds_what_begins_so_and_nothing_else(text):
    for name in ("Harriet Vane", "Har_", "har%d", "Ahar", "Hbr", "اللواء", "\U0001f600star"):
        factories.person(name)

    found = KnownName.objects.beginning_with(text.casefold())

    every = KnownName.objects.values_list("folded", flat=True)
    assert {name.folded for name in found} == {n for n in every if n.startswith(text.casefold())}


def test_topics_do_not_crowd_out_people():
    tags = [factories.tag(f"Harbour {n}") for n in range(suggestions.SHOWN)]
    people = [factories.person(f"Harbour Man {n}") for n in range(2)]
    factories.published(tags=tags, about_people=people)

    shown = suggestions.suggest("har", timezone.now())

    assert [s.sort for s in shown] == ["Topic"] * (suggestions.SHOWN - 2) + ["Person"] * 2

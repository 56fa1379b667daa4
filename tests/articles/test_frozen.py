"""What the database itself refuses, whoever asks: raw SQL on SQLite and on PostgreSQL."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from articles import fronts, publishing
from articles.models import OPEN, Edition, Event, Placement, Version
from tests import factories

pytestmark = pytest.mark.django_db

IMMUTABLE = [Edition, Placement, Version, Event]
FROZEN = [
    (model, field.attname)
    for model in IMMUTABLE
    for field in model._meta.concrete_fields
    if field.attname != "live_until"
]


def only_on(vendor: str):
    return pytest.mark.skipif(connection.vendor != vendor, reason=f"There is none but on {vendor}.")


def run(sql: str, *parameters) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def refuses(match: str, sql: str, *parameters) -> None:
    """Expect the database to refuse a statement, with these words."""
    with pytest.raises(DatabaseError, match=match):
        run(sql, *parameters)


def in_sql(moment: datetime):
    return connection.ops.adapt_datetimefield_value(moment)


def changed(field: models.Field, value):
    """Return another value that the column could hold, as a parameter of SQL."""
    if isinstance(value, dict):
        value = {"another": "content"}
    elif isinstance(value, datetime):
        value -= timedelta(days=1)
    elif isinstance(value, str):
        value = f"{value}x"[-(field.max_length or 200) :]
    else:
        value = not value if isinstance(value, bool) else (value or 0) + 1
    return field.get_db_prep_save(value, connection)


def loaded(*days_ago: int) -> list[Edition]:
    """Load a story whose editions began that long ago."""
    by, shelf = factories.publisher(), factories.section()
    rows = [
        {
            "uid": "01900000-0000-7000-8000-000000000001",
            "values": {"headline": "Loaded", "section": shelf.pk},
            "live_from": timezone.now() - timedelta(days=days),
            "published_by": by,
            "approved_by": by,
        }
        for days in days_ago
    ]
    publishing.load(rows, by, "import")
    return list(Edition.objects.order_by("number"))


MOVE_END = "UPDATE articles_edition SET live_until = %s WHERE id = %s"
MOVE_END_OF_PLACEMENT = "UPDATE articles_placement SET live_until = %s WHERE id = %s"
COPY = """
    INSERT INTO articles_edition ({columns}) SELECT {values} FROM articles_edition WHERE id = %s
"""


def copy_of(**instead: str) -> str:
    """Return SQL that inserts a row like an edition, with some columns given otherwise."""
    columns = [f.column for f in Edition._meta.concrete_fields if f.column != "id"]
    values = [instead.get(column, column) for column in columns]
    return COPY.format(columns=", ".join(columns), values=", ".join(values))


# Rows


@pytest.mark.parametrize(("model", "column"), FROZEN)
def test_no_column_of_what_is_frozen_changes(model, column):
    factories.placed(factories.published().article)
    row = model.objects.order_by("pk").last()
    field = model._meta.get_field(column)
    value = changed(field, getattr(row, column))
    before = list(model.objects.values())

    refuses(
        "frozen",
        f'UPDATE {model._meta.db_table} SET "{field.column}" = %s WHERE id = %s',
        value,
        row.pk,
    )

    assert list(model.objects.values()) == before


@pytest.mark.parametrize("model", IMMUTABLE)
def test_what_is_frozen_is_never_deleted(model):
    factories.placed(factories.published().article)
    count = model.objects.count()

    refuses("frozen", f"DELETE FROM {model._meta.db_table}")

    assert model.objects.count() == count


@only_on("postgresql")
@pytest.mark.parametrize("model", IMMUTABLE)
def test_tables_of_what_is_frozen_are_never_truncated(model):
    refuses("frozen: TRUNCATE", f"TRUNCATE {model._meta.db_table} CASCADE")


@only_on("sqlite")
@pytest.mark.parametrize("model", IMMUTABLE)
def test_no_insert_replaces_a_row_by_its_id(model):
    factories.placed(factories.published().article)
    table = model._meta.db_table

    refuses("frozen", f"REPLACE INTO {table} SELECT * FROM {table}")

    assert model.objects.exists()


@only_on("sqlite")
@pytest.mark.parametrize(
    "instead",
    [
        {},
        {"number": "2"},
        {"live_until": "live_from"},
        {
            "number": "2",
            "live_from": "datetime('now', '+1 day')",
            "live_until": "datetime('now', '+2 days')",
        },
    ],
)
def test_no_insert_replaces_an_edition_by_what_is_unique(instead):
    edition = factories.withdrawn().editions.get()
    sql = copy_of(headline="'Forged'", **instead).replace("INSERT", "REPLACE")

    refuses(r"frozen|one_window", sql, edition.pk)

    assert list(Edition.objects.values_list("headline")) == [(edition.headline,)]


def test_upsert_changes_no_edition():
    edition = factories.published()
    forged = Edition.objects.get()
    forged.headline = "Forged"

    with pytest.raises(DatabaseError, match=r"frozen|one_window"), transaction.atomic():
        Edition.objects.bulk_create(
            [forged],
            update_conflicts=True,
            unique_fields=["article", "number"],
            update_fields=["headline"],
        )

    assert Edition.objects.get().headline == edition.headline


# Windows


def test_window_that_is_over_does_not_move():
    edition = factories.withdrawn().editions.get()

    refuses("window is over", MOVE_END, in_sql(OPEN), edition.pk)

    assert Edition.objects.get().live_until == edition.live_until


def test_window_does_not_end_in_the_past():
    (edition,) = loaded(2)

    refuses("no end in the past", MOVE_END, in_sql(timezone.now() - timedelta(hours=1)), edition.pk)

    assert Edition.objects.get().live_until == OPEN


def test_clocks_may_differ_by_seconds():
    (edition,) = loaded(2)
    end = timezone.now() - timedelta(seconds=20)

    run(MOVE_END, in_sql(end), edition.pk)

    assert Edition.objects.get().live_until == end


def test_window_does_not_end_before_it_begins():
    edition = factories.scheduled()
    end = edition.live_from - timedelta(hours=1)

    refuses("edition_window", MOVE_END, in_sql(end), edition.pk)

    assert Edition.objects.get().live_until == OPEN


def test_two_editions_of_a_story_are_never_inserted_over_each_other():
    first, second = loaded(2, 1)
    begin = in_sql(first.live_from + timedelta(hours=1))
    end = in_sql(second.live_from + timedelta(hours=1))
    sql = copy_of(number="9", version="9", live_from="%s", live_until="%s")

    refuses("edition_one_window", sql, begin, end, first.pk)

    assert Edition.objects.count() == 2


def test_window_is_never_moved_over_the_next_edition():
    first = factories.published()
    article = factories.ready(first.article)
    waiting = article.publish(factories.publisher(), article.version, factories.tomorrow())

    refuses(
        "edition_one_window", MOVE_END, in_sql(waiting.live_from + timedelta(hours=1)), first.pk
    )

    assert Edition.objects.get(pk=first.pk).live_until == waiting.live_from


def test_one_edition_of_a_story_is_open():
    first = factories.published()
    sql = copy_of(number="9", version="9")

    refuses("one_window|one_open|UNIQUE", sql, first.pk)

    assert Edition.objects.count() == 1


def test_windows_of_different_stories_may_overlap():
    edition = factories.published()
    other = factories.draft()

    run(copy_of(article_id=str(other.pk), path="'/elsewhere/'"), edition.pk)

    assert Edition.objects.filter(live_until=OPEN).count() == 2


# Placements


def test_placement_that_is_over_does_not_move():
    placement = factories.placed(factories.published().article)
    fronts.displace(placement, factories.publisher())

    refuses("window is over", MOVE_END_OF_PLACEMENT, in_sql(OPEN), placement.pk)

    assert Placement.objects.get().live_until == placement.live_until


def test_placement_does_not_end_in_the_past():
    placement = factories.placed(factories.published().article)
    end = timezone.now() - timedelta(hours=1)

    refuses("no end in the past", MOVE_END_OF_PLACEMENT, in_sql(end), placement.pk)

    assert Placement.objects.get().live_until == OPEN


def test_prepared_placement_may_be_emptied_and_never_begins_at_another_time():
    placement = factories.placed(
        factories.published().article, slot=2, live_from=factories.tomorrow()
    )

    refuses(
        "frozen",
        "UPDATE articles_placement SET live_from = %s WHERE id = %s",
        in_sql(timezone.now()),
        placement.pk,
    )
    run(MOVE_END_OF_PLACEMENT, in_sql(placement.live_from), placement.pk)

    assert Placement.objects.get().was_cancelled


INSERT_PLACEMENT = """
    INSERT INTO articles_placement
      (article_id, front_id, slot, live_from, live_until, planned_until, placed_by_id)
    SELECT {article}, front_id, {slot}, live_from, live_until, planned_until, placed_by_id
    FROM articles_placement WHERE id = %s
"""


@pytest.mark.parametrize("own_front", [True, False], ids=["section", "home"])
def test_two_stories_never_stand_in_one_slot(own_front):
    edition, other = factories.published(), factories.published()
    front = edition.section if own_front else None
    placement = factories.placed(edition.article, front=front)
    sql = INSERT_PLACEMENT.format(article=other.article_id, slot="slot")

    refuses("placement_one_story", sql, placement.pk)

    assert Placement.objects.get() == placement


@pytest.mark.parametrize("own_front", [True, False], ids=["section", "home"])
def test_story_never_stands_in_two_slots_of_a_front(own_front):
    edition = factories.published()
    front = edition.section if own_front else None
    placement = factories.placed(edition.article, front=front)
    sql = INSERT_PLACEMENT.format(article="article_id", slot="2")

    refuses("placement_one_slot", sql, placement.pk)

    assert Placement.objects.get() == placement


def test_end_of_a_placement_is_never_moved_over_the_next():
    first, second = factories.published().article, factories.published().article
    before = factories.placed(first)
    after = factories.placed(second, live_from=factories.tomorrow())
    end = in_sql(after.live_from + timedelta(hours=1))

    refuses("placement_one_story", MOVE_END_OF_PLACEMENT, end, before.pk)

    assert Placement.objects.get(pk=before.pk).live_until == after.live_from


@pytest.mark.parametrize("slot", [0, 11])
def test_front_has_no_other_slots(slot):
    placement = factories.placed(factories.published().article)
    other = factories.published().article_id

    refuses("placement_slot", INSERT_PLACEMENT.format(article=other, slot=slot), placement.pk)

    assert Placement.objects.get() == placement

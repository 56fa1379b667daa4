"""That the triggers stand, after migrations too, and that their absence is noticed."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from articles import frozen
from articles.models import Edition
from tests import factories

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="Only PostgreSQL can switch a trigger off."
)


def drop(name: str, table: str) -> None:
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")


@pytest.mark.django_db
def test_all_triggers_stand():
    missing = frozen.missing(connection)

    assert missing == []


@pytest.mark.django_db
def test_absence_of_any_trigger_is_noticed():
    triggers = frozen.standing(connection)

    for name, table in triggers:
        drop(name, table)

    assert frozen.missing(connection) == [name for name, _ in triggers]


@pytest.mark.django_db
def test_health_page_answers_503_while_a_trigger_is_missing(client):
    name, table = frozen.standing(connection)[0]
    drop(name, table)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"ok": False, "wrong": [f"trigger {name}"]}


@pytest.mark.django_db
def test_health_page_answers_200_when_all_is_well(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"ok": True, "wrong": []})
    assert "no-store" in response["Cache-Control"]


@on_postgresql
@pytest.mark.parametrize("how", ["DISABLE TRIGGER", "ENABLE REPLICA TRIGGER"])
@pytest.mark.django_db
def test_trigger_that_is_switched_off_is_missing(how):
    name, table = frozen.standing(connection)[0]

    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} {how} {name}")

    assert frozen.missing(connection) == [name]


@on_postgresql
@pytest.mark.django_db
def test_installing_again_switches_on_what_was_switched_off():
    name, table = frozen.standing(connection)[0]
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")

    frozen.install(connection)

    assert frozen.missing(connection) == []


@pytest.mark.django_db
def test_installing_again_puts_up_what_was_dropped():
    before = frozen.standing(connection)
    drop(*before[0])

    frozen.install(connection)

    assert frozen.standing(connection) == before


@pytest.fixture
def back_at_the_last_migration():
    yield

    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("back_at_the_last_migration")
def test_triggers_stand_after_migrations_back_and_forth():
    before = frozen.standing(connection)
    call_command("migrate", "articles", "zero", verbosity=0)

    call_command("migrate", "articles", verbosity=0)

    assert frozen.standing(connection) == before
    assert frozen.missing(connection) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("back_at_the_last_migration")
def test_windows_are_guarded_after_migrations_back_and_forth():
    call_command("migrate", "articles", "0001", verbosity=0)
    call_command("migrate", "articles", verbosity=0)
    edition = factories.published()
    edition.pk, edition.number, edition.version = None, 2, 2
    edition.live_until = factories.tomorrow()

    with pytest.raises(DatabaseError, match="edition_one_window"):
        edition.save(force_insert=True)

    assert Edition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_flush_between_tests_leaves_the_triggers_standing():
    factories.published()

    call_command("flush", interactive=False, verbosity=0)

    assert not Edition.objects.exists()
    assert frozen.missing(connection) == []

"""Triggers that keep editions, versions and events frozen, on SQLite and PostgreSQL.

*The past is frozen, the future is not*: of an edition only `live_until` may change, only while it
lies in the future, and to no time before now. Nothing is deleted. On PostgreSQL an exclusion
constraint (see the migrations) forbids two live editions of one article at a time; on SQLite a
trigger does. The database's own clock decides.

The SQL is made from the models, so a new column is frozen without an edit here.
"""

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# Rows of these never change and never go; of an edition the window's end may move.
IMMUTABLE = ("Version", "Event")
MOVABLE = "live_until"
# `now` is taken before the statement that carries it runs, and clocks of machines differ.
TOLERANCE_SECONDS = 60
# Which rows, beside the one of the same id, an INSERT OR REPLACE would remove on SQLite.
REMOVED_BY_REPLACE = {
    "Edition": (
        "article_id = NEW.article_id AND (number = NEW.number OR version = NEW.version"
        " AND live_from < live_until AND NEW.live_from < NEW.live_until)"
    ),
    "Version": "article_id = NEW.article_id AND number = NEW.number",
    "Event": "FALSE",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put all triggers up, anew."""
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        drop(connection)
        for statement in statements:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take all triggers down; what follows must put them up again."""
    with connection.cursor() as cursor:
        for name, table, _ in _found(connection):
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {name}{on}")


def standing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return name and table of each trigger that stands and fires."""
    return [(name, table) for name, table, fires in _found(connection) if fires]


def _found(connection: BaseDatabaseWrapper) -> list[tuple[str, str, bool]]:
    """Return name and table of each trigger there is, and whether it fires."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name, TRUE FROM sqlite_master"
                " WHERE type = 'trigger' AND substr(name, 1, 7) = 'frozen_'"
            )
        else:
            # O fires but on replicas, A always; the others were switched off.
            cursor.execute(
                "SELECT t.tgname, c.relname, t.tgenabled IN ('O', 'A')"
                " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE NOT t.tgisinternal AND left(t.tgname, 7) = 'frozen_'"
                " AND n.nspname = current_schema()"
            )
        return sorted(cursor.fetchall())


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that should stand and do not."""
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    expected = {words[2] for s in statements if (words := s.split())[:2] == ["CREATE", "TRIGGER"]}
    return sorted(expected - {name for name, _ in standing(connection)})


def before_migrations(sender: Any, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Take the triggers down: SQLite rebuilds tables, and data migrations may have to write."""
    if sender.name == "articles":
        drop(connections[using])


def after_migrations(sender: Any, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Put the triggers up when the tables stand (not so half-way back through the migrations)."""
    connection = connections[using]
    if sender.name != "articles":
        return
    if {model._meta.db_table for model in _models()} <= set(connection.introspection.table_names()):
        install(connection)


def _models() -> list[Any]:
    return [apps.get_model("articles", name) for name in ("Edition", *IMMUTABLE)]


def _sqlite() -> list[str]:
    edition, *immutable = _models()
    table = edition._meta.db_table
    columns = [f.column for f in edition._meta.local_fields if f.column != MOVABLE]
    changed = " OR ".join(f'NEW."{c}" IS NOT OLD."{c}"' for c in columns)
    now = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    earliest = f"strftime('%Y-%m-%d %H:%M:%f', 'now', '-{TOLERANCE_SECONDS} seconds')"
    overlap = (
        f"SELECT RAISE(ABORT, 'edition_one_window') WHERE EXISTS (SELECT 1 FROM {table} e"
        " WHERE e.article_id = NEW.article_id AND e.id IS NOT NEW.id"
        " AND e.live_from < NEW.live_until AND e.live_until > NEW.live_from"
        " AND e.live_from < e.live_until);"
    )
    occupied = "WHEN NEW.live_from < NEW.live_until"
    return [
        f"CREATE TRIGGER frozen_edition_update BEFORE UPDATE ON {table} BEGIN"
        f" SELECT RAISE(ABORT, 'frozen: only live_until may move') WHERE {changed};"
        f" SELECT RAISE(ABORT, 'frozen: this window is over') WHERE OLD.live_until <= {now};"
        f" SELECT RAISE(ABORT, 'frozen: no end in the past') WHERE NEW.live_until < {earliest};"
        " END",
        f"CREATE TRIGGER frozen_edition_delete BEFORE DELETE ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'frozen: DELETE'); END",
        f"CREATE TRIGGER frozen_edition_insert_over BEFORE INSERT ON {table} {occupied}"
        f" BEGIN {overlap} END",
        f"CREATE TRIGGER frozen_edition_update_over BEFORE UPDATE OF {MOVABLE} ON {table}"
        f" {occupied} BEGIN {overlap} END",
        *(
            f"CREATE TRIGGER frozen_{model._meta.model_name}_{verb.lower()} BEFORE {verb}"
            f" ON {model._meta.db_table} BEGIN SELECT RAISE(ABORT, 'frozen: {verb}'); END"
            for model in immutable
            for verb in ("UPDATE", "DELETE")
        ),
        *(_replace_trigger(model) for model in _models()),
    ]


def _replace_trigger(model: Any) -> str:
    """On SQLite no DELETE trigger fires for a row that an INSERT OR REPLACE removes."""
    table, name = model._meta.db_table, model._meta.model_name
    return (
        f"CREATE TRIGGER frozen_{name}_replace BEFORE INSERT ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'frozen: REPLACE')"
        f" WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
        f" OR EXISTS (SELECT 1 FROM {table} WHERE {REMOVED_BY_REPLACE[model.__name__]}); END"
    )


def _postgresql() -> list[str]:
    edition, *immutable = _models()
    table = edition._meta.db_table
    refuse = "USING ERRCODE = 'restrict_violation'"
    return [
        f"""CREATE OR REPLACE FUNCTION frozen_edition() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE expected {table}%ROWTYPE;
        BEGIN
          expected := NEW;
          expected.{MOVABLE} := OLD.{MOVABLE};
          IF expected IS DISTINCT FROM OLD THEN
            RAISE EXCEPTION 'frozen: only live_until may move' {refuse};
          ELSIF OLD.{MOVABLE} <= clock_timestamp() THEN
            RAISE EXCEPTION 'frozen: this window is over' {refuse};
          ELSIF NEW.{MOVABLE} < clock_timestamp() - interval '{TOLERANCE_SECONDS} seconds' THEN
            RAISE EXCEPTION 'frozen: no end in the past' {refuse};
          END IF;
          RETURN NEW;
        END $$""",
        f"""CREATE OR REPLACE FUNCTION frozen_row() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'frozen: % on %', TG_OP, TG_TABLE_NAME {refuse};
        END $$""",
        f"CREATE TRIGGER frozen_edition_update BEFORE UPDATE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION frozen_edition()",
        f"CREATE TRIGGER frozen_edition_delete BEFORE DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION frozen_row()",
        f"CREATE TRIGGER frozen_edition_truncate BEFORE TRUNCATE ON {table}"
        " EXECUTE FUNCTION frozen_row()",
        *(
            f"CREATE TRIGGER frozen_{model._meta.model_name}_change BEFORE UPDATE OR DELETE"
            f" ON {model._meta.db_table} FOR EACH ROW EXECUTE FUNCTION frozen_row()"
            for model in immutable
        ),
        *(
            f"CREATE TRIGGER frozen_{model._meta.model_name}_truncate BEFORE TRUNCATE"
            f" ON {model._meta.db_table} EXECUTE FUNCTION frozen_row()"
            for model in immutable
        ),
    ]

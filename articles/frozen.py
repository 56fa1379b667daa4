"""Triggers that keep editions, placements, versions and events frozen, on SQLite and PostgreSQL.

*The past is frozen, the future is not*: of an edition or a placement only `live_until` may change,
only while it lies in the future, and to no time before now. Nothing is deleted. On PostgreSQL
exclusion constraints (see the migrations) forbid two at a time where there is room for one; on
SQLite triggers do. The database's own clock decides. What an `erase` event names may become blank,
and nothing else.

The SQL is made from the models, so a new column is frozen without an edit here.
"""

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# Rows of these never change and never go.
IMMUTABLE = ("Version", "Event")
# Nor of these, but the window's end may move. What two rows that share all of some columns are
# refused by if their windows overlap.
WINDOWS: dict[str, dict[str, tuple[str, ...]]] = {
    "Edition": {"edition_one_window": ("article_id",)},
    "Placement": {
        "placement_one_story": ("front_id", "slot"),
        "placement_one_slot": ("front_id", "article_id"),
    },
}
MOVABLE = "live_until"
# Which columns may become blank, and as what, where an event says that the row is erased: that
# edition, and the drafts up to it.
ERASABLE: dict[str, tuple[str, dict[str, str]]] = {
    "Edition": (
        "e.edition_id = OLD.id",
        {
            "headline": "''",
            "summary": "''",
            "body": "''",
            "change_text": "''",
            "content": "'{}'",
        },
    ),
    "Version": ("OLD.number <= e.version", {"values": "'{}'"}),
}
# `now` is taken before the statement that carries it runs, and clocks of machines differ.
TOLERANCE_SECONDS = 60
# Which rows, beside the one of the same id, an INSERT OR REPLACE would remove on SQLite.
REMOVED_BY_REPLACE = {
    "Edition": (
        "article_id = NEW.article_id AND (number = NEW.number OR version = NEW.version"
        " AND live_from < live_until AND NEW.live_from < NEW.live_until)"
    ),
    "Placement": "FALSE",
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
    return [apps.get_model("articles", name) for name in (*WINDOWS, *IMMUTABLE)]


def _sqlite() -> list[str]:
    return [
        statement
        for model in _models()
        for statement in (
            *(_sqlite_window(model) if model.__name__ in WINDOWS else _sqlite_immutable(model)),
            _sqlite_replace(model),
        )
    ]


def _sqlite_window(model: Any) -> list[str]:
    table, name = model._meta.db_table, model._meta.model_name
    columns = [f.column for f in model._meta.local_fields if f.column != MOVABLE]
    changed = " OR ".join(f'NEW."{c}" IS NOT OLD."{c}"' for c in columns)
    now = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    earliest = f"strftime('%Y-%m-%d %H:%M:%f', 'now', '-{TOLERANCE_SECONDS} seconds')"
    overlaps = " ".join(
        f"SELECT RAISE(ABORT, '{rule}') WHERE EXISTS (SELECT 1 FROM {table} e WHERE"
        f" {' AND '.join(f'e.{column} IS NEW.{column}' for column in shared)}"
        " AND e.id IS NOT NEW.id"
        " AND e.live_from < NEW.live_until AND e.live_until > NEW.live_from"
        " AND e.live_from < e.live_until);"
        for rule, shared in WINDOWS[model.__name__].items()
    )
    occupied = "WHEN NEW.live_from < NEW.live_until"
    return [
        f"CREATE TRIGGER frozen_{name}_update BEFORE UPDATE ON {table}"
        f" WHEN NOT {_sqlite_erased(model)} BEGIN"
        f" SELECT RAISE(ABORT, 'frozen: only live_until may move') WHERE {changed};"
        f" SELECT RAISE(ABORT, 'frozen: this window is over') WHERE OLD.live_until <= {now};"
        f" SELECT RAISE(ABORT, 'frozen: no end in the past') WHERE NEW.live_until < {earliest};"
        " END",
        _sqlite_refusal(model, "DELETE"),
        f"CREATE TRIGGER frozen_{name}_insert_over BEFORE INSERT ON {table} {occupied}"
        f" BEGIN {overlaps} END",
        f"CREATE TRIGGER frozen_{name}_update_over BEFORE UPDATE OF {MOVABLE} ON {table}"
        f" {occupied} BEGIN {overlaps} END",
    ]


def _sqlite_immutable(model: Any) -> list[str]:
    return [_sqlite_refusal(model, verb) for verb in ("UPDATE", "DELETE")]


def _sqlite_refusal(model: Any, verb: str) -> str:
    table, name = model._meta.db_table, model._meta.model_name
    return (
        f"CREATE TRIGGER frozen_{name}_{verb.lower()} BEFORE {verb} ON {table}"
        f" WHEN NOT {_sqlite_erased(model) if verb == 'UPDATE' else 'FALSE'}"
        f" BEGIN SELECT RAISE(ABORT, 'frozen: {verb}'); END"
    )


def _sqlite_erased(model: Any) -> str:
    """Return the condition under which an UPDATE only blanks what is erased."""
    if model.__name__ not in ERASABLE:
        return "FALSE"
    named, blank = ERASABLE[model.__name__]
    kept = [f.column for f in model._meta.local_fields if f.column not in blank]
    conditions = [
        *(f'NEW."{column}" IS OLD."{column}"' for column in kept),
        *(f'NEW."{column}" = {value}' for column, value in blank.items()),
        _erase_event(named),
    ]
    return f"({' AND '.join(conditions)})"


def _erase_event(named: str) -> str:
    table = apps.get_model("articles", "Event")._meta.db_table
    return (
        f"EXISTS (SELECT 1 FROM {table} e WHERE e.article_id = OLD.article_id"
        f" AND e.verb = 'erase' AND {named})"
    )


def _sqlite_replace(model: Any) -> str:
    """On SQLite no DELETE trigger fires for a row that an INSERT OR REPLACE removes."""
    table, name = model._meta.db_table, model._meta.model_name
    return (
        f"CREATE TRIGGER frozen_{name}_replace BEFORE INSERT ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'frozen: REPLACE')"
        f" WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
        f" OR EXISTS (SELECT 1 FROM {table} WHERE {REMOVED_BY_REPLACE[model.__name__]}); END"
    )


def _postgresql() -> list[str]:
    return [
        statement
        for model in _models()
        for statement in (_postgresql_function(model), *_postgresql_triggers(model))
    ]


def _postgresql_function(model: Any) -> str:
    refuse = "USING ERRCODE = 'restrict_violation'"
    window = f"""
          expected := NEW;
          expected.{MOVABLE} := OLD.{MOVABLE};
          IF expected IS DISTINCT FROM OLD THEN
            RAISE EXCEPTION 'frozen: only live_until may move' {refuse};
          ELSIF OLD.{MOVABLE} <= clock_timestamp() THEN
            RAISE EXCEPTION 'frozen: this window is over' {refuse};
          ELSIF NEW.{MOVABLE} < clock_timestamp() - interval '{TOLERANCE_SECONDS} seconds' THEN
            RAISE EXCEPTION 'frozen: no end in the past' {refuse};
          END IF;
          RETURN NEW;"""
    refusal = f"RAISE EXCEPTION 'frozen: % on %', TG_OP, TG_TABLE_NAME {refuse};"
    return f"""CREATE OR REPLACE FUNCTION frozen_{model._meta.model_name}() RETURNS trigger
        LANGUAGE plpgsql AS $$
        DECLARE expected {model._meta.db_table}%ROWTYPE;
        BEGIN
          IF TG_OP <> 'UPDATE' THEN
            {refusal}
          END IF;
          {_postgresql_erasure(model)}
          {window if model.__name__ in WINDOWS else refusal}
        END $$"""


def _postgresql_erasure(model: Any) -> str:
    """Return the lines that let an UPDATE pass which only blanks what is erased."""
    if model.__name__ not in ERASABLE:
        return ""
    named, blank = ERASABLE[model.__name__]
    blanked = " ".join(f'expected."{column}" := {value};' for column, value in blank.items())
    return f"""expected := OLD; {blanked}
          IF NEW IS NOT DISTINCT FROM expected AND {_erase_event(named)} THEN
            RETURN NEW;
          END IF;"""


def _postgresql_triggers(model: Any) -> list[str]:
    table, name = model._meta.db_table, model._meta.model_name
    return [
        f"CREATE TRIGGER frozen_{name}_change BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION frozen_{name}()",
        f"CREATE TRIGGER frozen_{name}_truncate BEFORE TRUNCATE ON {table}"
        f" EXECUTE FUNCTION frozen_{name}()",
    ]

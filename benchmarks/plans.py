"""How the database goes about the queries of a page: does any of them grow with the archive?

A program, run in the environment of one archive: it reads addresses by page, asks for each within
this process, and prints the plan of every statement that reads a table which grows.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

# What is read of other tables is bounded by how many sections, tags and people there are.
GROWING = tuple(
    apps.get_model("articles", name)._meta.db_table
    for name in ("Edition", "EditionKey", "Article", "Version", "Event", "Address", "Tagging")
)
# More rows than that, read or sorted by one statement, are not bounded by what a page shows.
MANY = 10_000
# Parts of a statement that take the newest of each key; what unites them is bounded by that.
WINDOWS = "UNION ALL"


def plans(paths: dict[str, str]) -> dict[str, list[dict]]:
    """Return for each page its statements on growing tables: SQL, plan, and what grows in it."""
    return {page: list(_of_page(path)) for page, path in paths.items()}


def _of_page(path: str) -> Iterator[dict]:
    statements: list[tuple[str, Any]] = []

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        Client(headers={"host": "127.0.0.1"}).get(path)
    explain = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    for sql, params in statements:
        if any(f'{table}"' in sql or f"{table} " in sql for table in GROWING):
            plan, grows = explain(sql, params)
            yield {"sql": sql, "plan": plan, "grows": grows}


def _on_sqlite(sql: str, params: Any) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        lines = [line for *_, line in cursor.fetchall()]
    grows = [line for line in lines if line.startswith(tuple(f"SCAN {t}" for t in GROWING))]
    # What is sorted of tables that do not grow, such as an organization's roles, stays small.
    first_table = re.findall(r'FROM "?(\w+)', sql)[0]
    if first_table in GROWING and WINDOWS not in sql:
        grows += [line for line in lines if line.startswith("USE TEMP B-TREE")]
    return lines, grows


def _on_postgresql(sql: str, params: Any) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        [[answer]] = cursor.fetchall()
    lines, grows = [], []
    [explained] = answer if isinstance(answer, list) else json.loads(answer)
    for depth, node in _nodes(explained["Plan"]):
        read = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        named = [node.get(key) for key in ("Node Type", "Index Name", "Relation Name")]
        line = f"{'  ' * depth}{' '.join(filter(None, named))} ({read:.0f} rows)"
        lines.append(line)
        whole = node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWING
        if whole or read > MANY:
            grows.append(line.strip())
    return lines, grows


def _nodes(node: dict, depth: int = 0) -> Iterator[tuple[int, dict]]:
    yield depth, node
    for child in node.get("Plans", ()):
        yield from _nodes(child, depth + 1)


if __name__ == "__main__":
    json.dump(plans(json.load(sys.stdin)), sys.stdout)

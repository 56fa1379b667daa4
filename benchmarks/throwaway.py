"""Empty databases for one measurement, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.postgres import postgres


def database(vendor: str, room: int) -> AbstractContextManager[str]:
    """Give the URL of a database; on PostgreSQL in memory where there are so many bytes of it."""
    return _on_sqlite() if vendor == "sqlite" else _on_postgresql(room)


@contextmanager
def _on_sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'measured.sqlite3'}"


@contextmanager
def _on_postgresql(room: int) -> Iterator[str]:
    with postgres(room=room) as url:
        home = url.rpartition("=")[2]
        with psycopg.connect(host=home, user="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE measured"))
        yield f"postgres://postgres@/measured?host={home}"

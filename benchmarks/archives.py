"""Databases with archives of some size: made by the product's own commands, kept when on SQLite."""

import hashlib
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "bench"
# What decides how an archive looks. Another version of any of it makes another archive.
MAKERS = (
    "people/migrations/*.py",
    "articles/migrations/*.py",
    "articles/synthetic/*",
    "articles/composing.py",
    "articles/frozen.py",
    "articles/keys.py",
    "articles/loading.py",
    "articles/rows.py",
)


@dataclass(frozen=True)
class Archive:
    """A database that holds so many articles; `seconds` it took to make, if this run made it."""

    articles: int
    url: str
    seconds: float | None = None


def environment(url: str) -> dict[str, str]:
    """Return what a process needs to work on a database; all it writes lies in our folder."""
    ours = {
        "DATABASE_URL": url,
        "DEBUG": "",
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "VAR_DIR": str(FOLDER),
    }
    return {**os.environ, **ours}


def manage(url: str, *arguments: str) -> None:
    """Run a management command on a database."""
    subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        cwd=ROOT,
        env=environment(url),
        check=True,
    )


def ask(url: str, module: str, question: Any) -> Any:
    """Run one of our modules as a program on a database; question and answer go as JSON."""
    answer = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=environment(url),
        input=json.dumps(question),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def on_sqlite(articles: int) -> Archive:
    """Return an archive in a file of its own, the one made earlier when nothing has changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{articles}-{_fingerprint()}.sqlite3"
    if path.exists():
        return Archive(articles, f"sqlite:///{path}")
    for old in FOLDER.glob(f"{articles}-*.sqlite3*"):
        old.unlink()
    draft = path.with_suffix(".draft")
    for leftover in FOLDER.glob(f"{draft.name}*"):
        leftover.unlink()
    seconds = _fill(f"sqlite:///{draft}", articles)
    draft.rename(path)
    return Archive(articles, f"sqlite:///{path}", seconds)


def on_postgresql(articles: int, server: str) -> Archive:
    """Return an archive in a database of its own, on a server given by the URL of another."""
    name = f"bench_{articles}"
    home = server.rpartition("=")[2]
    with psycopg.connect(host=home, user="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = f"postgres://postgres@/{name}?host={home}"
    seconds = _fill(url, articles)
    with psycopg.connect(host=home, user="postgres", dbname=name, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")  # what autovacuum does, but later and meanwhile
    return Archive(articles, url, seconds)


def _fill(url: str, articles: int) -> float:
    manage(url, "migrate", "--verbosity=0")
    started = time.monotonic()
    manage(url, "generate_archive", f"--articles={articles}")
    return time.monotonic() - started


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in MAKERS:
        for path in sorted(ROOT.glob(pattern)):
            with suppress(IsADirectoryError):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

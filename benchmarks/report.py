"""The tables that a run writes: what pages cost, whether they stay below the limit, query plans."""

import os
import platform
import re
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg

from benchmarks.archives import ROOT, Archive

FOLDER = ROOT / "benchmarks" / "results"
LIMIT = 1.3
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Measured:
    """What one page costs at one size: CPU in ms of the two processes, and latency in ms."""

    web: float
    database: float
    p50: float
    p99: float

    @property
    def cpu(self) -> float:
        return self.web + self.database


@dataclass(frozen=True)
class Result:
    """What was measured on one database: by page, a measure for each archive, and the plans."""

    database: str
    archives: list[Archive]
    measured: dict[str, list[Measured]]
    plans: dict[str, list[dict]]
    server: str


def write(results: list[Result], requests: int, rounds: int) -> None:
    """Write both files and print the table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    table = "\n".join(_pages(results, requests, rounds))
    (FOLDER / "pages.md").write_text(f"{table}\n")
    (FOLDER / "plans.md").write_text("\n".join(_plans(results)) + "\n")
    print(table)


def _pages(results: list[Result], requests: int, rounds: int) -> Iterator[str]:
    yield "# What a page costs"
    yield ""
    yield f"{datetime.now(UTC):%d %B %Y}, {_machine()}. {_versions()}."
    yield ""
    yield (
        f"CPU is user and system time of all processes that serve a page: the one web worker and, "
        f"where there is one, the database server; ms a request, median of {rounds} rounds of "
        f"{requests} requests, one at a time over loopback, sizes in turn. Latency is that of all "
        f"rounds."
    )
    for result in results:
        yield from _section(result)
    yield ""
    yield "## What is asked for"
    yield ""
    yield from NOTES


def _section(result: Result) -> Iterator[str]:
    sizes = [archive.articles for archive in result.archives]
    yield ""
    yield f"## {TITLES[result.database]}: {result.server}"
    yield ""
    for archive in result.archives:
        made = f"made in {archive.seconds:.0f} s" if archive.seconds else "made by an earlier run"
        yield f"- {archive.articles:,} articles, {made}"
    yield ""
    head = [f"CPU at {size:,} (web + database)" for size in sizes] + ["ratio", f"≤ {LIMIT}"]
    head += [f"p50 / p99 at {size:,}" for size in sizes]
    yield f"| page | {' | '.join(head)} |"
    yield f"|---|{'---:|' * len(head)}"
    for page, by_size in result.measured.items():
        ratio = by_size[-1].cpu / by_size[0].cpu
        cells = [f"{m.cpu:.2f} ({m.web:.2f} + {m.database:.2f})" for m in by_size]
        cells += [f"{ratio:.2f}", "yes" if ratio <= LIMIT else "**no**"]
        cells += [f"{m.p50:.1f} / {m.p99:.1f}" for m in by_size]
        yield f"| {page} | {' | '.join(cells)} |"
    yield ""
    yield from _judgement(result)


def _judgement(result: Result) -> Iterator[str]:
    first, last = (f"{result.archives[place].articles:,}" for place in (0, -1))
    dear = [p for p, m in result.measured.items() if m[-1].cpu > LIMIT * m[0].cpu]
    if dear:
        yield f"At {last} articles these cost more than {LIMIT} times what they cost at {first}: "
        yield f"{', '.join(dear)}."
    else:
        yield f"No page at {last} articles costs more than {LIMIT} times what it costs at {first}."
    growing = [page for page, plans in result.plans.items() if any(p["grows"] for p in plans)]
    if growing:
        yield f"Queries that grow with the archive: {', '.join(growing)} (see plans.md)."
    else:
        yield "No query of theirs reads or sorts more than a page needs (see plans.md)."


def _plans(results: list[Result]) -> Iterator[str]:
    yield "# Query plans"
    yield ""
    yield (
        "Every statement of a page on a table that grows with the archive. PostgreSQL counts the "
        "rows that each step reads; what grows is marked."
    )
    for result in results:
        yield ""
        yield f"## {TITLES[result.database]}, {result.archives[-1].articles:,} articles"
        for page, plans in result.plans.items():
            for plan in plans:
                yield ""
                yield f"**{page}**: `{_shortened(plan['sql'])}`"
                yield ""
                yield from _steps(plan)


def _steps(plan: dict) -> Iterator[str]:
    """Yield the steps of a plan, those that it takes for each of many keys once."""
    for line, times in Counter(plan["plan"]).items():
        repeated = f" × {times}" if times > 1 else ""
        yield f"    {line}{repeated}{'   ← grows' if line.strip() in plan['grows'] else ''}"


def _shortened(sql: str) -> str:
    """Return a statement with its long lists of columns left out, and windows named once."""
    sql = re.sub(r"SELECT (DISTINCT )?\"[^()]*? FROM ", r"SELECT \1… FROM ", sql)
    sql = re.sub(r"( UNION ALL SELECT \* FROM \(.*?\) x)+", " UNION ALL …", sql)
    return sql.replace('"', "")


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    named = re.search(r"model name\s*: (.*)", lines)
    name = named[1] if named else platform.processor() or platform.machine()
    memory = psutil.virtual_memory().total / 2**30
    return f"{name}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}"


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name.lower())}" for name in ("Django", "granian"))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    return f"Python {platform.python_version()}, {packages}" + (f", commit {commit}" * bool(commit))


def server(database: str, archive: Archive) -> str:
    """Return what stands behind a database, as the table names it."""
    if database == "sqlite":
        return f"version {sqlite3.sqlite_version}, in the web process"
    with psycopg.connect(archive.url.replace("postgres://", "postgresql://")) as connection:
        number = connection.info.server_version // 10_000
    return f"version {number}, thrown away afterwards; it never syncs, which reading does not need"


NOTES = (
    "- article: 40 stories, the same at every size, evenly by day from the oldest to the newest of"
    " the smallest archive.",
    "- topic: 20 tags, evenly from the commonest to the rarest of those whose list fills a page"
    " (31 stories and more). In the smallest archive only the commonest tags do.",
    "- person quoted, writer, organization: those whose list fills a page in the smallest archive,"
    " the same at every size.",
    "- section: all eight. Five years back: a page of the list as `?before=` reaches it.",
    "- In a small archive a rare tag has few stories, so that similar articles are looked for"
    " among fewer: a story's page has less to do there, and its ratio contains that.",
    "- Stories are made up: 250 to 700 words, 3 to 8 tags by Zipf's law, some with quotations, no"
    " pictures.",
)

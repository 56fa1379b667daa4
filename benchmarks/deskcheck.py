"""What the check of a story's names and titles costs: `python -m benchmarks.deskcheck`.

A story of 1,500 words with forty names and titles, against a register of 50,000 people, on SQLite
and, where one runs, PostgreSQL (`python -m tests.postgres python -m benchmarks.deskcheck`).
"""

import os
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from datetime import date
from pathlib import Path

PEOPLE = 50_000
ROUNDS = 15
WORDS = 1_500
DAY = date(2025, 12, 6)
_TITLES = ("Mayor", "Minister of Finance", "Chief Executive", "Director", "President", "Governor")


def main() -> None:
    """Print the median, the slowest and the memory that is left over."""
    folder = tempfile.mkdtemp()
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/deskcheck.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ.setdefault("VAR_DIR", folder)
    # Django's settings are read when it is imported, so that comes after them.
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from articles.deskcheck import Text, run  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    names = _names()
    register = Path(folder) / "register.csv"
    register.write_text(_register(names))
    call_command("import_register", str(register), verbosity=0, stdout=sys.stderr)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    story = _story(names)
    found = len(run(Text.plain(story, DAY)))
    with CaptureQueriesContext(connection) as queries:
        run(Text.plain(story, DAY))
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run(Text.plain(story, DAY))
        times.append(time.perf_counter() - started)
    tracemalloc.start()
    run(Text.plain(story, DAY))
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(5):
        run(Text.plain(story, DAY))
    left = tracemalloc.get_traced_memory()[0] - before
    print("| database | people | words | findings | queries | median | slowest | memory kept |")
    print("|---|---|---|---|---|---|---|---|")
    print(
        f"| {connection.vendor} | {PEOPLE:,} | {WORDS:,} | {found} | {len(queries)} "
        f"| {statistics.median(times) * 1000:.0f} ms | {max(times) * 1000:.0f} ms "
        f"| {left / 5 / 1024:.1f} KiB a run |"
    )


def _names() -> list[str]:
    """Return names of two words, many of which share one of them, as in a real register."""
    chance = random.Random(1)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er")]

    def word(count: int) -> str:
        return "".join(chance.choice(syllables) for _ in range(count)).capitalize()

    given, family = [word(2) for _ in range(900)], [word(3) for _ in range(9_000)]
    names: set[str] = set()
    while len(names) < PEOPLE:
        names.add(f"{chance.choice(given)} {chance.choice(family)}")
    return sorted(names)


def _register(names: list[str]) -> str:
    rows = ["name,aliases,title,organization,started_on,ended_on"]
    for number, name in enumerate(names):
        title, place = _TITLES[number % len(_TITLES)], f"Town of {names[number % 3_000].split()[1]}"
        rows.append(f"{name},,{title},{place},{1950 + number % 70},{1960 + number % 70}")
    return "\n".join(rows)


def _story(names: list[str]) -> str:
    chance = random.Random(2)
    plain = (
        "the council met again in the old hall and spoke of boats prices rain and the quay".split()
    )
    paragraphs = []
    while sum(len(p.split()) for p in paragraphs) < WORDS:
        name, title = chance.choice(names), chance.choice(_TITLES)
        filler = " ".join(chance.choice(plain) for _ in range(28))
        paragraphs.append(f"{title} {name} said on Friday that {filler}.")
    return "\n\n".join(paragraphs)


if __name__ == "__main__":
    main()

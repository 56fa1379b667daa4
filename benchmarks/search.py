"""`python -m benchmarks.search`: what a reader's search costs at 10,000 and 100,000 stories.

Stories are of 250 to 650 words by Zipf's law (see `benchmarks.newspaper`), searches are asked one
at a time, of each kind twenty (see `benchmarks.searching`).
"""

import argparse
from collections.abc import Iterator
from typing import Any

from benchmarks import report
from benchmarks.archives import ask, manage
from benchmarks.throwaway import database

ROOM = 60 * 2**10  # bytes free in memory for a story, three times what it takes; else on disk
LIMIT = 50  # ms


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=3, help="times that each search is timed")
    options = parser.parse_args()
    lines = list(_head())
    for vendor in options.databases:
        found = {}
        for articles in sorted(set(options.articles)):
            with database(vendor, articles * ROOM) as url:
                _make(url, articles)
                found[articles] = ask(url, "benchmarks.searching", {"rounds": options.rounds})
        lines += _section(vendor, found)
    report.FOLDER.mkdir(parents=True, exist_ok=True)
    (report.FOLDER / "search.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


def _make(url: str, articles: int) -> None:
    manage(url, "migrate", "--verbosity=0")
    manage(url, "collectstatic", "--noinput", "--verbosity=0")  # the page names its files
    manage(url, "generate_archive", "--articles=1", "--verbosity=0")
    ask(url, "benchmarks.newspaper", {"articles": articles})


def _head() -> Iterator[str]:
    yield "# What a search costs"
    yield ""
    yield "Milliseconds a search, one at a time: median / 95th percentile (mean of CPU)."
    yield "Load is that of the machine at the end: above its number of cores, times are too long."


def _section(vendor: str, found: dict[int, dict[str, Any]]) -> Iterator[str]:
    sizes = [f"{articles:,} stories" for articles in found]
    largest = max(found)
    yield ""
    yield f"## {report.TITLES[vendor]}"
    yield ""
    yield f"| search | found at {largest:,} | {' | '.join(sizes)} | ≤ {LIMIT} |"
    yield f"|---|{'---:|' * (len(sizes) + 2)}"
    for kind, last in found[largest]["kinds"].items():
        cells = [_cell(at_size["kinds"][kind]) for at_size in found.values()]
        count = f"{last['found']:,.0f}" if "found" in last else ""
        within = "yes" if last["median"] <= LIMIT else "**no**"
        yield f"| {kind} | {count} | {' | '.join(cells)} | {within} |"
    yield ""
    loads = (f"{at_size['load']:.1f} at {articles:,}" for articles, at_size in found.items())
    yield f"Load: {', '.join(loads)}."


def _cell(taken: dict[str, float]) -> str:
    return f"{taken['median']:.1f} / {taken['p95']:.1f} ({taken['cpu']:.1f})"


if __name__ == "__main__":
    main()

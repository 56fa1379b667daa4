"""`python -m benchmarks.related`: what similar articles cost at 10,000, 100,000 and a million.

Beside them, in the same run: taggit's `similar_objects()`, and the usual `filter(tags__in=…)
.distinct()`. Recall is the share of the best six by the exact score, over all articles, that are
among the six that the bounded search finds. Publication is that of a story of the desk with the
words of another. Archives are clones (see `benchmarks.clones`).
"""

import argparse
from collections.abc import Iterator
from typing import Any

from benchmarks import report
from benchmarks.archives import ask, manage
from benchmarks.throwaway import database

ROOM = 36 * 2**10  # bytes free in memory for an article, three times what it takes; else on disk
WHAT = {
    "similar": "related.to",
    "similar_objects": "similar_objects()",
    "tags__in": "tags__in",
    "publication": "publication",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.related", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--timed", type=int, default=200, help="stories asked about")
    parser.add_argument("--judged", type=int, default=100, help="of them, compared with the exact")
    parser.add_argument("--rivals", type=int, default=5, help="asked of the other two ways")
    parser.add_argument("--published", type=int, default=20, help="stories published")
    options = parser.parse_args()
    asked = ("timed", "judged", "rivals", "published")
    question = {name: getattr(options, name) for name in asked}
    rows = list(_head())
    for vendor in options.databases:
        for articles in sorted(set(options.articles)):
            with database(vendor, articles * ROOM) as url:
                _make(url, articles)
                rows.append(_row(vendor, articles, ask(url, "benchmarks.similar", question)))
                print(rows[-1], flush=True)
    report.FOLDER.mkdir(parents=True, exist_ok=True)
    (report.FOLDER / "related.md").write_text("\n".join(rows) + "\n")


def _make(url: str, articles: int) -> None:
    manage(url, "migrate", "--verbosity=0")
    manage(url, "generate_archive", "--articles=1", "--verbosity=0")
    ask(url, "benchmarks.clones", {"articles": articles})


def _head() -> Iterator[str]:
    yield "# What similar articles cost"
    yield ""
    yield "Milliseconds a call, one at a time: median / 95th percentile (mean of CPU)."
    yield "Load is that of the machine at the end: above its number of cores, times are too long."
    yield ""
    yield f"| database | articles | {' | '.join(WHAT.values())} | recall@6 | load |"
    yield f"|---|---:|{'---:|' * (len(WHAT) + 2)}"


def _row(vendor: str, articles: int, found: dict[str, Any]) -> str:
    times = [f"{t['median']:.1f} / {t['p95']:.1f} ({t['cpu']:.1f})" for t in map(found.get, WHAT)]
    cells = [report.TITLES[vendor], f"{articles:,}", *times]
    return f"| {' | '.join(cells)} | {found['recall']:.3f} | {found['load']:.1f} |"


if __name__ == "__main__":
    main()

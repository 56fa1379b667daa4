"""`make bench`: what each of the readers' pages costs at 1,000 and at 100,000 articles.

For each database and size an archive is made (or found, on SQLite) and served by one worker, as
`make demo` serves. All sizes are asked in turn, page by page and round by round, so that what else
the machine does falls on all of them. The table goes to the screen and, with the query plans beside
it, to benchmarks/results/.
"""

import argparse
import statistics
from collections.abc import Iterable
from contextlib import ExitStack

from tqdm import tqdm

from benchmarks import report
from benchmarks.archives import Archive, ask, manage, on_postgresql, on_sqlite
from benchmarks.report import Measured, Result
from benchmarks.serving import Cost, Server, serving
from tests.postgres import postgres

CONSTANT = "a constant response"
# It costs so little that the clock of the processes needs more of them.
CONSTANT_TIMES = 5
Samples = dict[str, list[str]]


def main() -> None:
    options = _options()
    sizes = sorted(set(options.articles))
    results: list[Result] = []
    for database in options.databases:
        with ExitStack() as stack:
            archives = _archives(database, sizes, stack)
            manage(archives[0].url, "collectstatic", "--noinput", "--verbosity=0")
            samples = _samples(archives)
            servers = [stack.enter_context(serving(archive)) for archive in archives]
            measured = _measure(servers, samples, options.requests, options.rounds)
            first = {page: paths[0] for page, paths in samples[-1].items() if paths}
            plans = ask(archives[-1].url, "benchmarks.plans", first)
            named = report.server(database, archives[0])
            results.append(Result(database, archives, measured, plans, named))
    report.write(results, options.requests, options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 100_000], metavar="N")
    parser.add_argument(
        "--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"]
    )
    parser.add_argument("--requests", type=int, default=300, help="for each page in a round")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _archives(database: str, sizes: Iterable[int], stack: ExitStack) -> list[Archive]:
    if database == "sqlite":
        return [on_sqlite(articles) for articles in sizes]
    url = stack.enter_context(postgres())
    return [on_postgresql(articles, url) for articles in sizes]


def _samples(archives: list[Archive]) -> list[Samples]:
    """Return the addresses to ask for in each archive, as the smallest one lets choose."""
    choice, found = None, []
    for archive in archives:
        sampled = ask(archive.url, "benchmarks.samples", choice)
        choice = sampled["choice"]
        found.append({CONSTANT: ["/bench/constant/"], **sampled["pages"]})
    return found


def _measure(
    servers: list[Server], samples: list[Samples], requests: int, rounds: int
) -> dict[str, list[Measured]]:
    """Return for each page what it costs at each size."""
    pages = [page for page in samples[0] if all(sample.get(page) for sample in samples)]
    costs: dict[str, list[list[Cost]]] = {page: [[] for _ in servers] for page in pages}
    for server, sample in zip(servers, samples, strict=True):
        for page in pages:
            server.ask(sample[page], 2 * len(sample[page]) + 20)  # to warm up
    for _ in tqdm(range(rounds), "Measuring", unit=" round"):
        for page in pages:
            count = requests * (CONSTANT_TIMES if page == CONSTANT else 1)
            for place, server in enumerate(servers):
                costs[page][place].append(server.ask(samples[place][page], count))
    return {page: [_summed_up(of_size) for of_size in costs[page]] for page in pages}


def _summed_up(rounds: list[Cost]) -> Measured:
    latencies = sorted(latency for cost in rounds for latency in cost.latencies)
    return Measured(
        web=statistics.median(cost.web for cost in rounds),
        database=statistics.median(cost.database for cost in rounds),
        p50=statistics.median(latencies),
        p99=latencies[int(len(latencies) * 0.99)],
    )


if __name__ == "__main__":
    main()

"""What Lighthouse says of the pages that most readers come to, on a slow phone."""

import json
import os
import statistics
import subprocess
from pathlib import Path
from typing import Any

from tqdm import tqdm

from tests import chromium

PROGRAM = Path(__file__).parent / "node_modules/.bin/lighthouse"
KINDS = ("article", "home", "section")
RUNS = 5
SERIES = 3  # at most
TRIES = 3  # of one run
# The least median of each category, of 100. Two points of the first are the machine's noise.
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
# The most of each figure's median: ms, and a share of the window for the layout's shift. Of what is
# blocked 30 ms are the machine's noise.
MOST = {
    "largest-contentful-paint": 1500,
    "cumulative-layout-shift": 0,
    "total-blocking-time": 50,
}
SPEED = {"performance", *MOST}
# Of Lighthouse's index; below it a machine is, as it says itself, slower than it expects.
LEAST_MACHINE = 1000


def faults(site: str, pages: dict[str, str]) -> list[str]:
    """Return a line for each median that is not what it should be; print all.

    What else the machine does only ever makes a page look slower, so a series that fails is
    measured again before it counts. On one that is too slow or too busy, speed is not judged.
    """
    found = []
    for kind in KINDS:
        for _ in range(SERIES):
            wrong = _wrong(kind, site + pages[kind])
            if not wrong:
                break
        found += wrong
    return found


def _wrong(kind: str, url: str) -> list[str]:
    """Return what is wrong with the medians of one series."""
    reports = [_report(url) for _ in tqdm(range(RUNS), desc=f"Lighthouse, {kind}", unit="run")]
    scores = {name: _median_score(reports, name) for name in LEAST}
    figures = {name: _median_figure(reports, name) for name in MOST}
    machine = statistics.median(report["environment"]["benchmarkIndex"] for report in reports)
    print(f"{kind} ({url}): {_line(scores)} | {_line(figures)} | machine {machine:g}", flush=True)
    low = {name for name, least in LEAST.items() if scores[name] < least}
    high = {name for name, most in MOST.items() if figures[name] > most}
    if machine < LEAST_MACHINE:
        print(f"{kind}: speed is not judged on a machine below {LEAST_MACHINE}", flush=True)
        low, high = low - SPEED, high - SPEED
    return [
        *(f"{kind}: {name} is {scores[name]:g}, less than {LEAST[name]}" for name in sorted(low)),
        *(f"{kind}: {name} is {figures[name]:g}, more than {MOST[name]}" for name in sorted(high)),
        *(f"{kind}: {title}" for title in _failed(reports[0]) if low),
    ]


def _report(url: str) -> dict[str, Any]:
    flags = " ".join(["--headless=new", "--no-sandbox", *chromium.FLAGS])
    command = [PROGRAM, url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(LEAST)}")
    environment = os.environ | {"CHROME_PATH": str(chromium.find())}
    for _ in range(TRIES):  # on a busy machine Chromium's trace of a page may lack its beginning
        answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE)
        if answer.returncode == 0:
            return json.loads(answer.stdout)
    raise SystemExit(f"Lighthouse could not load {url}.")


def _median_score(reports: list[dict[str, Any]], category: str) -> float:
    return statistics.median(100 * report["categories"][category]["score"] for report in reports)


def _median_figure(reports: list[dict[str, Any]], audit: str) -> float:
    return statistics.median(report["audits"][audit]["numericValue"] for report in reports)


def _failed(report: dict[str, Any]) -> list[str]:
    """Return the titles of the audits that cost a category points."""
    counted = {
        reference["id"]
        for name, category in report["categories"].items()
        for reference in category["auditRefs"]
        if reference["weight"] and name in LEAST
    }
    audits = (report["audits"][name] for name in sorted(counted))
    return [audit["title"] for audit in audits if audit["score"] not in (1, None)]


def _line(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3g}" for name, value in figures.items())

"""The whole suite, as `make test` runs it: on SQLite, on a throw-away PostgreSQL, in a browser.

It stops at the first stage that fails. Its last lines say what passed, and what could not be run.
"""

import os
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from tests import chromium
from tests.postgres import postgres, run

# A worker that has nothing left takes from another: some tests are long.
PLAIN = ("-n", "logical", "--dist", "worksteal", "-m", "not browser")


def main() -> None:
    """Run the stages one after the other and sum up."""
    has_browser = chromium.find() is not None
    with tempfile.TemporaryDirectory(prefix="newsroom-") as name, postgres() as postgresql:
        folder = Path(name)
        sqlite = f"sqlite:///{folder}/newsroom.sqlite3"
        stages = {
            "Tests on SQLite": (sqlite, *PLAIN),
            "Tests on PostgreSQL": (postgresql, *PLAIN),
        }
        if has_browser:
            stages["Browser tests on PostgreSQL"] = (postgresql, "-m", "browser")
            stages["Browser smoke test on SQLite"] = (sqlite, "-m", "smoke")
        passed = {}
        for stage, (database, *options) in stages.items():
            print(f"\n== {stage}", flush=True)
            passed[stage] = _tests_passed(folder, database, options)
            if passed[stage] is None:
                sys.exit(f"FAILED: {stage}. The stages after it did not run.")
    print("\n" + "\n".join(f"{stage}: {count} passed" for stage, count in passed.items()))
    print(f"{sum(passed.values())} passed, 0 failed")
    if not has_browser:
        print(f"The browser tests did NOT run. {chromium.ABSENT}")
        if os.environ.get("REQUIRE_BROWSER", "") not in {"", "0"}:
            sys.exit(1)


def _tests_passed(folder: Path, database: str, options: list[str]) -> int | None:
    """Run pytest; return how many tests passed, or None when one failed or none ran."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report}"]
    if run(command, {"DATABASE_URL": database, "VAR_DIR": str(folder)}):
        return None
    counts = next(ElementTree.parse(report).iter("testsuite")).attrib
    return int(counts["tests"]) - int(counts["skipped"])


if __name__ == "__main__":
    main()

"""One product server on a loopback port, asked one question after the other, and what that cost."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import psutil

from benchmarks.archives import ROOT, Archive, environment
from tests.servers import HOST, free_port, wait_until_ready

PATIENCE = 30.0  # seconds, for a server to start or an answer to come
LONGEST = 60.0  # seconds that one measurement may take; it ends early then
# As bin/demo serves, with one worker.
SERVER = (
    *("granian", "--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "3"),
    *("--log-level", "warning", "--host", HOST),
)


@dataclass(frozen=True)
class Cost:
    """What requests cost, each: CPU in ms of the web process and of the database's, and how long
    each took, in ms. SQLite works within the web process."""

    web: float
    database: float
    latencies: list[float]

    @property
    def cpu(self) -> float:
        return self.web + self.database


class Server:
    """A running server and the processes whose CPU time its answers take."""

    def __init__(self, port: int, web: psutil.Process, database: psutil.Process | None) -> None:
        self._client = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self._web = web
        self._database = database

    def ask(self, paths: list[str], count: int) -> Cost:
        """Ask for these addresses in turn, `count` times in all, on one connection.

        Raises RuntimeError for any answer but 200.
        """
        latencies: list[float] = []
        self._client.close()  # a server hangs up on a line that was idle for long
        web, database = _seconds(self._web), _seconds(self._database)
        deadline = time.monotonic() + LONGEST
        for path in islice(cycle(paths), count):
            started = time.perf_counter()
            self._client.request("GET", path)
            answer = self._client.getresponse()
            answer.read()
            latencies.append((time.perf_counter() - started) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            if time.monotonic() > deadline:
                break
        asked = len(latencies)
        return Cost(
            (_seconds(self._web) - web) / asked * 1000,
            (_seconds(self._database) - database) / asked * 1000,
            latencies,
        )


@contextmanager
def serving(archive: Archive) -> Iterator[Server]:
    """Serve an archive until the end of the block."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", *SERVER, "--port", str(port), "newsroom.wsgi:application"],
        cwd=ROOT,
        env={**environment(archive.url), "PORT": str(port), "SITE_URL": f"http://{HOST}:{port}"},
    )
    try:
        wait_until_ready(process, port, PATIENCE)
        yield Server(port, psutil.Process(process.pid), _database(archive.url))
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _database(url: str) -> psutil.Process | None:
    """Return PostgreSQL's first process, whose number it keeps in a file; None for SQLite."""
    if url.startswith("sqlite"):
        return None
    status = Path(url.rpartition("=")[2]) / "data" / "postmaster.pid"
    return psutil.Process(int(status.read_text().splitlines()[0]))


def _seconds(process: psutil.Process | None) -> float:
    """Return the CPU time, user and system, of a process and all below it, gone ones too."""
    if process is None:
        return 0.0
    seconds = 0.0
    for each in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            seconds += sum(each.cpu_times()[:4])  # user, system, and the same of ended children
    return seconds

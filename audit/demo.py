"""The demo newsroom as `make demo` serves it, on a free port and in a folder of its own."""

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PATIENCE = 300.0  # seconds: a machine that is busy fills the demo slowly


@contextmanager
def demo() -> Iterator[str]:
    """Serve the demo newsroom until the end of the block; give its address.

    Raises RuntimeError when it does not answer in time.
    """
    with tempfile.TemporaryDirectory(prefix="newsroom-audit-") as folder:
        port = _free_port()
        ours = {"VAR_DIR": folder, "PORT": str(port), "DATABASE_URL": "", "SITE_URL": ""}
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        filled = {name: value for name, value in ours.items() if value}
        command = [ROOT / "bin" / "demo"]
        process = subprocess.Popen(command, env=kept | filled, start_new_session=True)
        try:
            _wait_until_ready(process, port)
            yield f"http://{HOST}:{port}"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            client = http.client.HTTPConnection(HOST, port, timeout=10)
            client.request("GET", "/healthz")
            if client.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("The demo newsroom did not start.")

"""What every program needs that starts a server of ours on loopback: a port, and patience."""

import http.client
import socket
import subprocess
import time
from contextlib import suppress

HOST = "127.0.0.1"
PAUSE = 0.1  # seconds between two questions whether a server is ready
LONGEST_ANSWER = 30.0  # seconds


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_until_ready(process: "subprocess.Popen[bytes]", port: int, patience: float) -> None:
    """Return when the server says that it is well.

    Raises RuntimeError when it has ended, or does not say so within `patience` (seconds).
    """
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            client = http.client.HTTPConnection(HOST, port, timeout=LONGEST_ANSWER)
            client.request("GET", "/healthz")
            if client.getresponse().status == 200:
                return
        time.sleep(PAUSE)
    raise RuntimeError("The server did not start.")

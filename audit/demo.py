"""The demo newsroom as `make demo` serves it, on a free port and in a folder of its own."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers import HOST, free_port, wait_until_ready

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300.0  # seconds: a machine that is busy fills the demo slowly


@contextmanager
def demo() -> Iterator[str]:
    """Serve the demo newsroom until the end of the block; give its address.

    Raises RuntimeError when it does not answer in time.
    """
    with tempfile.TemporaryDirectory(prefix="newsroom-audit-") as folder:
        port = free_port()
        environment = os.environ | {"VAR_DIR": folder, "PORT": str(port)}
        for theirs in ("DATABASE_URL", "SITE_URL"):
            environment.pop(theirs, None)
        command = [ROOT / "bin" / "demo"]
        process = subprocess.Popen(command, env=environment, start_new_session=True)
        try:
            wait_until_ready(process, port, PATIENCE)
            yield f"http://{HOST}:{port}"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE)

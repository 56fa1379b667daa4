"""Says at once, before anything is installed, when PORT is no port or is taken."""

import os
import socket
import sys

port = os.environ["PORT"]
if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536 and port[0] != "0"):
    sys.exit(f"PORT={port} is no port: it is a number from 1 to 65535, as in PORT=8001 make demo")

with socket.socket() as listener:
    # As a server does: a port that was closed a moment ago is free.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", int(port)))
    except OSError as error:
        other = 8001 if port == "8000" else 8000
        sys.exit(
            f"Port {port} cannot be used: {error.strerror}.\n"
            f"Stop what uses it, or choose another: PORT={other} make demo"
        )

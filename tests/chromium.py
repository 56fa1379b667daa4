"""Where this machine has its Chromium, and how it is started."""

import os
import shutil

USUAL = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/usr/bin/chromium",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# It calls nobody.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ABSENT = "There is no Chromium: apt-get install chromium, or CHROMIUM=/path/to/chromium"


def find() -> str | None:
    """Return the path of the one that CHROMIUM names, else of a usual one, else None."""
    named = os.environ.get("CHROMIUM")
    found = map(shutil.which, [named] if named else USUAL)
    return next(filter(None, found), None)

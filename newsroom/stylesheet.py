"""The readers' one style sheet. It travels within the page, which then waits for nothing else."""

import base64
import hashlib
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "reader"
# First, for it names the cascade's layers, in which the order of the others does not matter.
FIRST = "base.css"


def read() -> str:
    """Return all parts as one sheet, without comments and indentation."""
    paths = sorted(FOLDER.glob("*.css"), key=lambda path: (path.name != FIRST, path.name))
    text = "\n".join(path.read_text() for path in paths)
    return re.sub(r"/\*.*?\*/|^\s+", "", text, flags=re.DOTALL | re.MULTILINE)


def source(text: str) -> str:
    """Return what a content security policy calls an inline sheet of exactly this text."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

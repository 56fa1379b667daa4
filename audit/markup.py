"""What the Nu HTML checker finds wrong in pages."""

import json
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def faults(site: str, pages: dict[str, str]) -> list[str]:
    """Return a line for each error and warning in the pages' HTML."""
    with tempfile.TemporaryDirectory() as name:
        folder, kinds = Path(name), {}
        for number, (kind, path) in enumerate(pages.items()):
            file = folder / f"{number}.html"
            file.write_bytes(_content(site + path))
            kinds[file.name] = f"{kind} ({path})"
        command = ["java", "-jar", JAR, "--format", "json", "--exit-zero-always", folder]
        answer = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True)
        messages = json.loads(answer.stderr)["messages"]
    return [
        f"{kinds[Path(message['url']).name]}, line {message.get('lastLine')}: {message['message']}"
        for message in messages
    ]


def _content(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:  # a page that says 404 is one too
        return error.read()

"""The demo newsroom's data as it lies in its files, read without Django and without a database."""

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[2] / "articles" / "demo"
BLOCKS = {"p", "h2", "h3", "li"}


class Body(HTMLParser):
    """A story's body, taken apart: its blocks of text, its quotations and the tags it uses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.quotations: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self._quote = ""
        self._text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "blockquote":
            self._quote = dict(attrs).get("data-quote") or "(no data-quote)"
        if tag in BLOCKS:
            self._text = []

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = " ".join("".join(self._text).split())
        if tag in BLOCKS and self._quote:
            self.quotations.append((self._quote, text))
        elif tag in BLOCKS:
            self.blocks.append(text)
        if tag == "blockquote":
            self._quote = ""

    @property
    def text(self) -> str:
        return "\n".join([*self.blocks, *(words for _, words in self.quotations)])


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


def keys(rows: list[dict[str, Any]], name: str = "key") -> list[str]:
    return [row[name] for row in rows]


REGISTER = read("register.toml")
TAXONOMY = read("taxonomy.toml")
STAFF = read("staff.toml")["staff"]
IMAGES = read("images.toml")["image"]
STORIES = {path.stem: read(f"stories/{path.name}") for path in DEMO.glob("stories/*.toml")}
QUOTES = {quote["key"]: quote for quote in REGISTER["quote"]}
PEOPLE = {person["key"]: person for person in REGISTER["person"]}
ORGANIZATIONS = {row["key"]: row for row in REGISTER["organization"]}
PUBLISHED = {name for name, story in STORIES.items() if "edition" in story}

# What readers got: each edition is the story's values with its own on top; a draft has one.
EDITIONS = [
    (name, {**story, **edition})
    for name, story in sorted(STORIES.items())
    for edition in story.get("edition", [{}])
]


def editions(name: str) -> list[dict[str, Any]]:
    return [values for story, values in EDITIONS if story == name]


def names_of(entry: dict[str, Any]) -> list[str]:
    """All the names by which a story may call a person or an organization."""
    names = [entry["name"], entry.get("short_name", ""), *entry["aliases"]]
    return [name for name in names if name]


def plain(words: str) -> str:
    """Words as they are compared: no quotation marks, no comma at the end."""
    return re.sub(r"[“”‘’\"']", "", words).rstrip(", ").strip()


def words_in(values: dict[str, Any]) -> int:
    return len(Body(values["body"]).text.split())

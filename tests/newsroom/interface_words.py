"""Which words of a reader's page are the interface's own, and no data."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from django.apps import apps
from django.utils.text import capfirst

from tests.articles.markup import Seen
from tests.test_surfaces import Answer

# The site's name and zone, and what machines call a format.
NAMES = ("Newsroom", "UTC", "ninjs")
READ = {"title", "alt", "aria-label", "placeholder"}
ITEM = {"title", "description", "category", "{http://purl.org/rss/1.0/modules/content/}encoded"}


class Words(Seen):
    """Every stretch of HTML that somebody reads or hears."""

    def __init__(self, html: str) -> None:
        self.read: list[str] = []
        self.inside = ""
        super().__init__(html)

    def handle_starttag(self, tag, attrs):
        self.inside, given = tag, dict(attrs)
        read = READ | ({"content"} if given.get("name") == "description" else set())
        self.read += [given[name] or "" for name in read & given.keys()]

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside not in {"script", "style"}:
            self.read.append(data)


def in_latin_letters(answer: Answer, typed: list[str]) -> set[str]:
    """Return the words in Latin letters that nobody has typed into the newsroom."""
    found: set[str] = set()
    for text in _read(answer):
        for data in typed:
            text = text.replace(data, " ")
        found |= set(re.findall(r"[A-Za-z]{2,}", text))
    return found


def _read(answer: Answer) -> Iterator[str]:
    """Yield what is read of a page or a feed; nothing of what is for machines alone."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if kind in HOW:
        for html in HOW[kind](answer.content.decode()):
            yield from Words(html).read


def _of_page(text: str) -> list[str]:
    """Leave out words of stories that are marked, and so stand in pieces."""
    return [re.sub(r'</?mark>|<p class="passage.*?</p>', "", text)]


def _of_rss(text: str) -> list[str]:
    elements = ElementTree.fromstring(text).iter()
    return [element.text or "" for element in elements if element.tag in ITEM]


def _of_json(text: str) -> list[str]:
    feed = json.loads(text)
    items = [(item["title"], item["content_html"], *item["tags"]) for item in feed["items"]]
    return [feed["title"], feed["description"], *(text for item in items for text in item)]


HOW = {
    "text/html": _of_page,
    "application/rss+xml": _of_rss,
    "application/feed+json": _of_json,
}


def typed() -> list[str]:
    """Return all that people have typed into the newsroom, the longest first."""
    models = [
        *apps.get_app_config("articles").get_models(),
        *apps.get_app_config("people").get_models(),
    ]
    rows = [row for model in models for row in model._base_manager.values()]
    found = {part for text in _strings(rows) for part in re.split(r"<[^>]*>|\n", text)}
    found |= {capfirst(text) for text in found if " " in text}  # "a diplomat" opens a line
    return sorted((text for text in found | set(NAMES) if len(text) > 2), key=len, reverse=True)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)

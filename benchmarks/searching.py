"""What readers' searches of each kind cost in one archive.

A program, run in the environment of one archive (`benchmarks.newspaper`): prints figures as JSON.
"""

import json
import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import EditionKey, Kind, Section, Tag  # noqa: E402
from articles.search import Filters, Found, find  # noqa: E402
from articles.suggestions import suggest  # noqa: E402
from benchmarks import words  # noqa: E402
from benchmarks.newspaper import RARE  # noqa: E402
from benchmarks.timing import times  # noqa: E402
from people.models import KnownName, Person  # noqa: E402

EACH = 20  # searches of a kind


@dataclass(frozen=True)
class Search:
    """What a reader asks for."""

    text: str
    filters: Filters = field(default_factory=Filters)
    page: int = 1

    def __call__(self) -> Found:
        return find(self.text, self.filters, timezone.now(), self.page)


def measure(rounds: int) -> dict[str, Any]:
    """Return by kind of search what it takes, and how many stories it finds."""
    found: dict[str, Any] = {}
    for kind, searches in (searched() | filtered()).items():
        counts = [search().count for search in searches]
        found[kind] = _taken(searches, rounds) | {"found": statistics.median(counts)}
    common = words.standing_in(0.5, EACH)
    pages = [_page_of(word) for word in common]
    found["word in half of all: the whole page"] = _taken(pages, rounds)
    for letters in (1, 2, 5):
        found[f"suggestions for {letters} letters"] = _taken(_suggestions(letters), rounds)
    return {"kinds": found, "load": os.getloadavg()[0]}


def searched() -> dict[str, list[Search]]:
    """Return searches by words alone."""
    common, some, rare = (words.standing_in(share, EACH) for share in (0.5, 0.01, 0.0005))
    after, another = common[1:] + common[:1], rare[1:] + rare[:1]

    def two(one: list[str], other: list[str], between: str = " ") -> list[Search]:
        return [Search(f"{a}{between}{b}") for a, b in zip(one, other, strict=True)]

    return {
        "rare word": [Search(word) for word in rare],
        "word in 1 %": [Search(word) for word in some],
        "word in half of all": [Search(word) for word in common],
        "two words, each in half": two(common, after),
        "common and rare word": two(common, rare),
        "common and rare word, nothing found": [
            Search(f"{a} {b} {c}") for a, b, c in zip(common, rare, another, strict=True)
        ],
        "phrase of two words, each in half": [
            Search(f'"{a} {b}"') for a, b in zip(common, after, strict=True)
        ],
        "phrase of two words that all have": [
            Search(f'"{a} {b}"') for a, b in pairwise(words.WORDS[: EACH + 1])
        ],
        "word in half, without another": two(common, after, " -"),
        "word in half, page 5": [Search(word, page=5) for word in common],
        "word in half, page 50": [Search(word, page=50) for word in common],
    }


def filtered() -> dict[str, list[Search]]:
    """Return searches for a word in half of all stories, narrowed by what many have, or ten."""
    today = timezone.localdate()
    sections = Section.objects.exclude(name=RARE).values_list("pk", flat=True)
    rare_tag, rare_person = (kind.objects.get(slug=RARE.lower()) for kind in (Tag, Person))
    many = {
        "section": Filters(section=sections[0]),
        "kind": Filters(kind=Kind.NEWS),
        "person": Filters(keys=((EditionKey.of(EditionKey.Kind.PERSON, 1),),)),
        "topic": Filters(keys=((EditionKey.of(EditionKey.Kind.TAG, 1),),)),
        "a year": Filters(since=today - timedelta(2000), until=today - timedelta(1635)),
    }
    few = {
        "section of 10": Filters(section=Section.objects.get(name=RARE).pk),
        "kind of 10": Filters(kind=Kind.OBITUARY),
        "person of 10": Filters(keys=((EditionKey.of(EditionKey.Kind.PERSON, rare_person.pk),),)),
        "topic of 10": Filters(keys=((EditionKey.of(EditionKey.Kind.TAG, rare_tag.pk),),)),
        "a day": Filters(since=today - timedelta(2000), until=today - timedelta(2000)),
        "the last week": Filters(since=today - timedelta(7)),
    }
    common = words.standing_in(0.5, EACH)
    return {
        f"word in half, {name}": [Search(word, filters) for word in common]
        for name, filters in (many | few).items()
    }


def _page_of(word: str) -> Callable[[], object]:
    client = Client(SERVER_NAME="localhost")

    def get() -> None:
        if client.get("/search/", {"q": word}).status_code != 200:
            raise RuntimeError("The search page does not answer.")

    return get


def _suggestions(letters: int) -> list[Callable[[], object]]:
    names = KnownName.objects.order_by("pk").values_list("folded", flat=True)[:EACH]
    return [lambda text=name[:letters]: suggest(text, timezone.now()) for name in names]


def _taken(calls: list[Any], rounds: int) -> dict[str, float]:
    for call in calls:
        call()
    return times(lambda call: call(), calls * rounds)


if __name__ == "__main__":
    json.dump(measure(**json.load(sys.stdin)), sys.stdout)

"""Fills a database with stories of natural words, and has the product's own search index them.

A program, run in the environment of one archive, which has one synthetic story: it is repeated with
words of its own (`benchmarks.words`), and what may narrow a search is drawn anew: sections
and kinds evenly, people and topics by Zipf's law, and of each sort one that ten stories have.
"""

import copy
import json
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import batched
from random import Random
from typing import Any

import django

django.setup()

from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from tqdm import tqdm  # noqa: E402

from articles import indexing  # noqa: E402
from articles.keys import keys_of  # noqa: E402
from articles.models import Article, Edition, EditionKey, Kind, Section, Tag  # noqa: E402
from benchmarks import words  # noqa: E402
from people import naming  # noqa: E402
from people.models import Person  # noqa: E402

AT_ONCE = 1_000
SPAN = timedelta(days=3652)
TOPICS, PEOPLE = 2000, 460
RARE = "Rare"  # the section, topic and person of ten stories, which are obituaries too
TEN = 10
KINDS = [kind for kind in Kind.values if kind != Kind.OBITUARY]
REGISTER = 10_000  # people besides, of whom no story tells
IN_HASTE = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -500000")


def fill(articles: int) -> None:
    """Repeat the one story of this database until there are so many."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for setting in IN_HASTE:
                cursor.execute(setting)
    _people()
    made = _stories(articles)
    with tqdm(total=articles - 1, unit=" stories", disable=None) as progress:
        for some in batched(made, AT_ONCE):
            _insert(some)
            progress.update(len(some))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Article, Edition]):
            cursor.execute(statement)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _people() -> None:
    random = Random(REGISTER)
    Person.objects.bulk_create(
        Person(name=name, slug=f"person-{n}", sort_name=name)
        for n, name in enumerate(words.drawn(random, 2).title() for _ in range(REGISTER))
    )
    naming.rebuild()


def _insert(stories: tuple[tuple[Article, Edition], ...]) -> None:
    articles, editions = zip(*stories, strict=True)
    with transaction.atomic():
        Article.objects.bulk_create(articles)
        Edition.objects.bulk_create(editions)
        EditionKey.objects.bulk_create(_keys(editions))
        indexing.insert(editions)


def _stories(articles: int) -> Iterator[tuple[Article, Edition]]:
    article, edition = Article.objects.get(), Edition.objects.get()
    sections = list(Section.objects.values_list("pk", flat=True))
    rare = _rare()
    now = timezone.now()
    for number in range(2, articles + 1):
        random = Random(number)
        is_rare = number % (articles // TEN) == 1
        own, its = copy.copy(article), copy.copy(edition)
        own.pk = its.pk = its.article_id = number
        own.uid, own.slug, own.body = uuid.UUID(int=number), f"story-{number}", ""
        its.path = f"/story-{number}/"
        its.headline = own.headline = words.drawn(random, 8).capitalize()
        its.summary = words.drawn(random, 20).capitalize()
        its.body = words.body(random)
        its.section_id = rare["section"] if is_rare else random.choice(sections)
        its.kind = Kind.OBITUARY if is_rare else random.choice(KINDS)
        its.first_published_at = its.live_from = now - SPAN * ((articles - number + 1) / articles)
        its.content = edition.content | _subjects(random, rare if is_rare else None)
        yield own, its


def _rare() -> dict[str, int]:
    named = {"name": RARE, "slug": RARE.lower()}
    return {
        "section": Section.objects.create(position=999, **named).pk,
        "tag": Tag.objects.create(**named).pk,
        "person": Person.objects.create(sort_name=RARE, **named).pk,
    }


def _subjects(random: Random, rare: dict[str, int] | None) -> dict[str, Any]:
    """Topics and people of a story; the first of them stand in every fifth story or so."""
    topics = {_drawn(random, TOPICS) for _ in range(4)} | ({rare["tag"]} if rare else set())
    people = {_drawn(random, PEOPLE) for _ in range(2)} | ({rare["person"]} if rare else set())
    entry = {"kind": "person", "title": "", "slug": "somebody"}
    return {
        "tags": [{"id": pk, "name": f"Topic {pk}", "slug": f"topic-{pk}"} for pk in topics],
        "about": [entry | {"id": pk, "name": f"Person {pk}"} for pk in people],
    }


def _drawn(random: Random, many: int) -> int:
    return 1 + int(10 * ((1 + many / 10) ** random.random() - 1))


def _keys(editions: Sequence[Edition]) -> list[EditionKey]:
    window = ("first_published_at", "live_from", "live_until")
    return [
        EditionKey(edition=edition, key=key, **{name: getattr(edition, name) for name in window})
        for edition in editions
        for key in keys_of(edition)
    ]


if __name__ == "__main__":
    fill(**json.load(sys.stdin))
    json.dump(None, sys.stdout)

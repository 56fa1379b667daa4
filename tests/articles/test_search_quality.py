"""How often the readers' search puts first what a reader of the demo's newsroom looks for."""

import tomllib
from pathlib import Path

import pytest
from django.utils import timezone

from articles.demo import loader
from articles.search import Filters, find
from tests.articles.demo_data import PUBLISHED

QUERIES = tomllib.loads(Path(__file__).with_name("search_queries.toml").read_text())["query"]
AT_LEAST = 27  # of 30


def test_every_query_names_stories_that_were_published():
    expected = {slug for query in QUERIES for slug in query["first"]}

    assert len({query["asks"] for query in QUERIES}) == 30
    assert expected <= PUBLISHED


@pytest.mark.django_db
def test_the_search_puts_first_what_a_reader_looks_for():
    loader.load()

    answers = {query["asks"]: _first(query["asks"]) for query in QUERIES}

    misses = [
        f"{query['asks']}: {answers[query['asks']]}, not {' or '.join(query['first'])}"
        for query in QUERIES
        if answers[query["asks"]] not in query["first"]
    ]
    assert len(QUERIES) - len(misses) >= AT_LEAST, "\n".join(misses)


def _first(text: str) -> str | None:
    """Return the slug of the story that a search puts first."""
    hits = find(text, Filters(), timezone.now()).hits
    return hits[0].edition.article.slug if hits else None

"""Every route, asked by every role about a story in every state: `policy.py` says what is right."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from articles import verbs
from tests.newsroom import policy
from tests.newsroom.expected import POLICIES
from tests.newsroom.premises import Newsroom
from tests.newsroom.walker import Walker

# A session is no record of the newsroom, and logging in leaves a time.
PASSING = {"django_session", "people_user"}


def routes() -> list[str]:
    """Return every route of the URL resolver, without the types of its parameters."""
    return list(_routes(get_resolver().url_patterns))


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, path)
        else:
            plain = re.sub(r"\(\?P(<\w+>)(?:\[[^]]*\]|[^)])*\)", r"\1", path)
            yield re.sub(r"<\w+:", "<", plain).replace("^", "").replace("$", "")


def contents() -> dict[str, list[str]]:
    """Return what stands in the database."""
    tables = set(connection.introspection.table_names()) - PASSING
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in tables}


def _rows(cursor, table: str) -> list[str]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(map(repr, cursor.fetchall()))


def test_every_route_has_a_policy():
    missing = [route for route in routes() if route not in POLICIES]

    assert not missing, f"Add a line to {policy.__name__} for {', '.join(missing)}"


def test_every_policy_has_a_route():
    missing = [route for route in POLICIES if route not in routes()]

    assert not missing, f"{policy.__name__} speaks of what is no route: {', '.join(missing)}"


def test_no_two_routes_share_a_policy():
    found = routes()

    assert sorted(found) == sorted(set(found))


def test_every_verb_has_a_policy():
    assert policy.verbs() == [verb.name for verb in verbs.VERBS]


@pytest.mark.django_db
@pytest.mark.parametrize("actor", policy.ACTORS)
def test_everybody_gets_what_the_policy_says_and_no_more(actor, caplog, settings):
    caplog.set_level("CRITICAL", logger="django.request")  # refusals would be written out
    settings.DESK_CHECK_LEVELS = {"*": "off", "placeholders": "error"}
    walker = Walker(Newsroom(), actor)
    before = contents()

    walker.walk()

    print(walker.asked)
    assert walker.deviations == []
    assert contents() == before

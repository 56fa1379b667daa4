"""What is asked of everything that readers can ask for."""

import re
from typing import NamedTuple

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.user_roles import UserRole
from tests import factories, surfaces

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    f"style-src 'self' {settings.READER_STYLES_SOURCE}",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
# No reader's page may touch these: the working copy and what is private to the desk.
WORKING_COPY = re.compile(
    r"\b("
    r"articles_(article|version|byline|note|correction|tagging|article_about_\w+)"
    r"|people_quote|people_user\w*|taggit_\w+|auth_\w+|django_session"
    r")\b"
)


@pytest.fixture
def newsroom() -> surfaces.Newsroom:
    return surfaces.newsroom()


class Answer(NamedTuple):
    """What a reader gets, read to its end, without the moment at which it was got."""

    status: int
    headers: dict[str, str]
    cookies: dict
    content: bytes
    route: str


def ask(url: str, method: str = "get", client: Client | None = None) -> Answer:
    """Ask as a reader does, or as `client`."""
    response = getattr(client or Client(), method)(url)
    streaming = getattr(response, "streaming_content", None)
    content = response.content if streaming is None else b"".join(streaming)
    route = response.resolver_match.url_name if response.resolver_match else ""
    headers = {name: value for name, value in response.headers.items() if name != "Expires"}
    return Answer(response.status_code, headers, dict(response.cookies), content, route)


def answers(urls: list[str], method: str = "get", client: Client | None = None) -> dict:
    return {url: ask(url, method, client) for url in urls}


def test_every_route_has_a_sample():
    routes = surfaces.routes()

    assert sorted(routes) == sorted(surfaces.SAMPLES)


def test_every_sample_is_answered_by_its_route(newsroom):
    found = {
        name: {(answer.status, answer.route) for answer in answers(sample(newsroom)).values()}
        for name, sample in surfaces.SAMPLES.items()
    }

    assert found == {name: {(200, name)} for name in surfaces.SAMPLES}


# Headers


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_surface_sets_or_varies_by_a_cookie(newsroom, signed_in):
    client = staff() if signed_in else None

    found = answers(surfaces.all_urls(newsroom), client=client)

    assert [url for url, answer in found.items() if answer.cookies] == []
    assert [
        url for url, answer in found.items() if "Cookie" in answer.headers.get("Vary", "")
    ] == []


def test_staff_get_the_same_as_anybody(newsroom):
    urls = surfaces.all_urls(newsroom)

    for_staff, for_readers = answers(urls, client=staff()), answers(urls)

    assert [url for url in urls if for_staff[url] != for_readers[url]] == []


def staff() -> Client:
    client = Client()
    client.force_login(factories.user(*UserRole, is_superuser=True))
    return client


def test_every_surface_has_a_policy_that_lets_nothing_run(newsroom):
    found = answers(surfaces.all_urls(newsroom))

    policies = {
        url: set(answer.headers.get("Content-Security-Policy", "").split("; "))
        for url, answer in found.items()
    }
    expected = {
        url: POLICY | ({"script-src 'self'"} if url.startswith("/search/?") else set())
        for url in policies
    }
    assert policies == expected


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_surface_has_its_safe_headers(newsroom, header, value):
    found = answers(surfaces.all_urls(newsroom))

    assert {answer.headers.get(header) for answer in found.values()} == {value}


def test_every_surface_may_be_kept_by_caches_but_those_for_monitors(newsroom):
    found = answers(surfaces.all_urls(newsroom))

    caching = {url: answer.headers.get("Cache-Control", "") for url, answer in found.items()}
    public = {url for url, how in caching.items() if how.startswith("public, max-age=")}
    assert caching.keys() - public == surfaces.UNCACHED


# Secrets


def test_nothing_of_what_is_hidden_stands_on_any_surface(newsroom):
    secret = re.compile(f'{surfaces.CANARY}[^<"]*', re.IGNORECASE)

    found = answers(surfaces.all_urls(newsroom))

    texts = {url: f"{a.headers} {a.content.decode(errors='replace')}" for url, a in found.items()}
    assert {url: secret.findall(text) for url, text in texts.items() if secret.search(text)} == {}


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_hidden_answers_as_if_it_did_not_exist(newsroom, method):
    nothing = ask("/world/2025/12/06/nothing/", method)

    found = answers(newsroom.hidden, method)

    assert nothing.status == 404
    assert len(found) > 30
    assert [url for url, answer in found.items() if answer[:4] != nothing[:4]] == []


def test_retracted_story_stands_at_its_address_and_in_the_log_of_corrections_alone(newsroom):
    found = answers(surfaces.all_urls(newsroom))

    headline = newsroom.retracted.headline.encode()
    shown = {url.split("?")[0] for url, answer in found.items() if headline in answer.content}
    log = {"/corrections/", "/corrections/feed/", "/corrections/feed.json"}
    assert shown == {newsroom.retracted.path, f"{newsroom.retracted.path}ninjs.json", *log}


def test_no_surface_reads_the_working_copy(newsroom):
    tables = {model._meta.db_table for model in apps.get_models()}

    with CaptureQueriesContext(connection) as queries:
        answers(surfaces.all_urls(newsroom))

    assert {"articles_article", "people_quote"} < {t for t in tables if WORKING_COPY.fullmatch(t)}
    assert len(queries) > 50
    assert [query["sql"] for query in queries if WORKING_COPY.search(query["sql"])] == []


# Methods


def test_head_says_what_get_says_without_the_page(newsroom):
    urls = surfaces.all_urls(newsroom)

    heads, gets = answers(urls, "head"), answers(urls)

    # The tag is made of the content, which nobody makes for a head.
    for answer in (*heads.values(), *gets.values()):
        answer.headers.pop("ETag", None)
    assert [url for url in urls if heads[url] != gets[url]._replace(content=b"")] == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_readers_can_change_nothing(newsroom, method):
    found = answers(surfaces.urls(newsroom), method)

    assert {(a.status, a.headers.get("Allow")) for a in found.values()} == {(405, "GET, HEAD")}

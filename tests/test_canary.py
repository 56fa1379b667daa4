"""What is private to the desk stands in its own field and nowhere else, whatever is done."""

import logging

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from articles import ledger, register
from people.models import Quote
from people.user_roles import UserRole
from tests import desk, factories, surfaces

pytestmark = pytest.mark.django_db

CANARY = "XCANARYX"
# The columns in which each secret is meant to stand.
OWN = {
    ("people_quote", "evidence_note"),
    ("people_quote", "anonymity_note"),
    ("people_person", "private_note"),
    ("people_user", "username"),
    ("articles_event", "reason"),
}


@pytest.fixture
def newsroom(caplog, django_capture_on_commit_callbacks):
    """A newsroom in which everything was done with records that have secrets."""
    caplog.set_level(logging.DEBUG)
    with django_capture_on_commit_callbacks(execute=True):  # tasks and letters
        return everything_done()


def everything_done():
    made = surfaces.newsroom()
    publisher = factories.publisher()
    factories.user(UserRole.PUBLISHER, email="second@news.example")
    knows = factories.user(UserRole.EDITOR, username=f"{CANARY}-knows")
    source = typed_quote(knows)
    speaker = factories.person("Ruta Kalnmeier", private_note=f"{CANARY} calls at night")
    other = factories.person("R. Kalnmeier", private_note=f"{CANARY} has a dog")
    named = factories.quote("The tide decides.", speaker, evidence_note=f"{CANARY} tape 7")
    register.merge(other, speaker, publisher)
    ledger.verify(source, publisher)
    ledger.approve_source(source, publisher)
    story = {"body": factories.quoting(source, named), "about_people": [speaker]}
    live = factories.published(headline="The tide turns", slug="tide", **story)
    factories.updated(live.article, headline="The tide turned")
    factories.correction(live)
    returned = factories.submitted(**story)
    returned.return_to_writer(publisher, returned.version, f"{CANARY} ask again")
    breaking = factories.draft(headline="The quay burns", **story)
    breaking.publish_breaking(publisher, breaking.version, f"{CANARY} it burns now")
    breaking.withdraw(publisher, "legal", f"{CANARY} a letter of a lawyer")
    ledger.discard(factories.quote(evidence_note=f"{CANARY} gone"), publisher)
    made.hidden += [breaking.addresses.get().path]
    return made, live, source


def typed_quote(knows) -> Quote:
    """Take a quote down at the desk, and change every private field of it there."""
    browser, add = desk.client(factories.reporter()), desk.url("people_quote_add")
    typed = {
        "words": "It leaks.",
        "described_as": "a diplomat",
        "terms": "anonymous",
        "anonymity_reason": "who may not speak in public",
        "is_vital": "on",
        "is_only_way": "on",
        "is_reliable": "on",
        "known_to": knows.pk,
        "evidence_note": f"{CANARY} first note",
        "anonymity_note": f"{CANARY} first meeting",
    }
    browser.post(add, typed)
    quote = Quote.objects.get(words="It leaks.")
    changed = {"evidence_note": f"{CANARY} note", "anonymity_note": f"{CANARY} met twice"}
    browser.post(desk.url("people_quote_change", quote.pk), typed | changed)
    browser.post(desk.url("people_quote_change", quote.pk), typed | changed | {"terms": "nobody"})
    return quote


def cells():
    """Yield every cell of the whole database as table, column and text: also what has no model."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((table, *cell) for cell in zip(columns, map(str, row), strict=True))


def test_no_table_has_what_is_private_but_in_its_own_column(newsroom):
    found = {(table, column) for table, column, text in cells() if CANARY in text}

    assert found == OWN


def test_no_reader_gets_what_is_private(newsroom):
    made, live, source = newsroom
    pages = [*surfaces.all_urls(made), live.path, f"{live.path}editions/1/", "/people/r-kalnmeier/"]

    answers = {url: Client().get(url) for url in pages}

    told = {
        url: f"{answer.headers} {b''.join(answer) if answer.streaming else answer.content}"
        for url, answer in answers.items()
    }
    assert source.words in told[live.path]
    assert [url for url, text in told.items() if CANARY in text] == []


def test_no_log_mail_or_cache_has_what_is_private(newsroom, caplog):
    _, live, _ = newsroom
    Client().get(live.path)

    records = [*caplog.get_records("setup"), *caplog.records]
    logged = "".join(f"{record.getMessage()} {record.__dict__}" for record in records)
    mailed = "".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)

    assert logged
    assert mailed
    # Whoever is told that news broke is told why; who knows a source is no part of that.
    assert CANARY not in mailed.replace(f"{CANARY} it burns now", "")
    assert CANARY not in logged.replace(f"{CANARY}-knows", "")
    assert CANARY.encode() not in b"".join(map(bytes_of, getattr(cache, "_cache", {}).values()))


def bytes_of(value) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.mark.parametrize("page", ["history", "preview"])
def test_no_page_of_a_story_at_the_desk_shows_what_its_quotes_keep_private(page, newsroom):
    _, live, _ = newsroom
    browser = desk.client(factories.publisher())

    text = browser.get(desk.url(f"articles_article_{page}", live.article_id)).content.decode()

    assert CANARY not in text


def test_no_answer_to_the_desks_scripts_has_what_is_private(newsroom):
    _, _, source = newsroom
    browser = desk.client(factories.publisher())
    asked = [{"q": "leaks"}, {"q": CANARY}, {"ids": str(source.pk)}]

    answers = [browser.get(desk.url("articles_quotes"), question) for question in asked]

    assert [len(answer.json()["results"]) for answer in answers] == [1, 0, 1]
    assert CANARY not in "".join(answer.content.decode() for answer in answers)


def test_secrets_stand_where_they_are_kept(newsroom):
    assert Quote.objects.filter(evidence_note__contains=CANARY).count() == 2

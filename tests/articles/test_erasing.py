"""An edition erased by a court's order: blank everywhere, and still a row of the record."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from articles import chain, erasing
from articles.models import Article, Edition, Event, Version
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "The name of the child"
WHY = "Order of 3 November"


@pytest.fixture
def old() -> Edition:
    """The first edition of a live story, whose second one no longer has the name."""
    article = factories.draft(headline="Draft", body=f"<p>{SECRET}, a draft.</p>")
    factories.ready(article, headline=SECRET, summary=SECRET, body=f"<p>{SECRET}</p>")
    article.publish(factories.publisher(), article.version)
    factories.updated(article, headline="H", summary="S", body="<p>B</p>")
    return article.editions.get(number=1)


def erase(edition: Edition) -> list[str]:
    return erasing.erase(edition, factories.publisher(), WHY)


def everything() -> str:
    """All that the tables of the stories hold, as text."""
    models = (Article, Version, Edition, Event)
    return "".join(str(list(model.objects.values())) for model in models)


def test_nothing_of_an_erased_edition_is_left_in_the_story(old):
    assert SECRET in everything()

    erase(old)

    assert SECRET not in everything()


def test_row_window_and_digest_of_an_erased_edition_stay(old):
    before = (old.number, old.path, old.live_from, old.live_until, old.digest)

    erase(old)

    old.refresh_from_db()
    assert (old.number, old.path, old.live_from, old.live_until, old.digest) == before
    assert (old.headline, old.body, old.content) == ("", "", {})


def test_chain_holds_over_what_an_event_says_is_erased(old):
    erase(old)

    assert list(chain.faults(chain.stored())) == []


def test_other_editions_and_their_versions_stay(old):
    erase(old)

    assert old.article.live_edition().headline == "H"
    assert old.article.versions.get(number=old.article.version).values["headline"] == "H"


def test_working_copy_of_an_erased_edition_becomes_blank(old):
    article = factories.published(headline=SECRET, body=f"<p>{SECRET}</p>").article
    article.withdraw(factories.publisher(), "legal", WHY)

    erase(article.editions.get())

    article.refresh_from_db()
    assert (article.headline, article.body, article.stage) == ("Erased", "", "draft")
    assert SECRET not in str(list(Version.objects.filter(article=article).values()))


def test_story_goes_on_after_its_only_edition_is_erased():
    article = factories.withdrawn()
    erase(article.editions.get())

    edition = factories.updated(article, headline="Anew")

    assert (edition.number, edition.headline, article.live_edition()) == (2, "Anew", edition)


def test_erasing_leaves_one_event_that_names_the_edition(old):
    erase(old)

    event = Event.objects.get(verb="erase")
    assert (event.edition, event.version, event.reason) == (old, old.version, WHY)


@pytest.mark.parametrize("make", [factories.published, factories.scheduled])
def test_edition_that_is_live_or_waits_is_not_erased(make):
    with pytest.raises(Refused, match="live or waits"):
        erase(make())


def test_edition_is_erased_once(old):
    erase(old)

    with pytest.raises(Refused, match="erased already"):
        erase(old)


def test_erased_edition_never_comes_back(old):
    erase(old)

    with pytest.raises(Refused, match="withheld"):
        old.article.roll_back(factories.publisher(), 1, "Again.")


def test_reason_is_asked_for(old):
    with pytest.raises(Refused, match="Say why"):
        erasing.erase(old, factories.publisher(), " ")

    assert not Event.objects.filter(verb="erase").exists()


# The database


def blanking(edition: Edition, **other) -> None:
    Edition.objects.filter(pk=edition.pk).update(**erasing.BLANK | other)


def say_erased(edition: Edition) -> None:
    facts = {"by": factories.publisher(), "at": edition.live_from}
    Event.objects.create(
        verb="erase", article=edition.article, edition=edition, version=edition.version, **facts
    )


def test_database_lets_nothing_become_blank_without_an_event(old):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        blanking(old)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Version.objects.filter(article=old.article, number=1).update(values={})


@pytest.mark.parametrize(
    "other",
    [{"headline": "Otherwise"}, {"number": 7}, {"digest": "0" * 64}, {"content": {"a": 1}}],
    ids=str,
)
def test_database_lets_an_erased_edition_become_blank_and_nothing_else(old, other):
    say_erased(old)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        blanking(old, **other)
    blanking(old)


def test_event_of_one_edition_lets_no_other_become_blank(old):
    say_erased(old)
    second, stranger = old.article.live_edition(), factories.published()

    for edition in (second, stranger):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            blanking(edition)
        versions = Version.objects.filter(article=edition.article, number=edition.version)
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            versions.update(values={})


def test_erased_row_is_not_deleted_either(old):
    erase(old)

    with (
        pytest.raises(DatabaseError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM articles_edition WHERE id = %s", [old.pk])


# The command


def test_command_erases_and_prints_what_remains(old, capsys):
    by = factories.publisher().username

    call_command("erase_edition", old.path, "1", "--by", by, "--reason", WHY)

    said = capsys.readouterr().out
    assert "Edition 1 of" in said
    assert "editions: 2" in said
    assert "backups" in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"path": "/nowhere/"}, "No story"),
        ({"number": "9"}, "no edition 9"),
        ({"by": "nobody"}, "no active account"),
        ({"number": "2"}, "live or waits"),
        ({"reason": ""}, "Say why"),
    ],
)
def test_command_refuses_what_it_cannot_do(old, wrong, said):
    given = {"path": old.path, "number": "1", "by": factories.publisher().username, "reason": WHY}
    given |= wrong

    with pytest.raises(CommandError, match=said):
        call_command(
            "erase_edition",
            given["path"],
            given["number"],
            "--by",
            given["by"],
            "--reason",
            given["reason"],
        )

    assert not Event.objects.filter(verb="erase").exists()

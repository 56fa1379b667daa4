"""Quotes as records: where each is used, who may see it, what is affirmed of it."""

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from articles import ledger
from articles.models import Event, VersionQuote
from articles.workflow import Refused
from people.models import Quote
from people.models.quote import CONDITIONS
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.user(UserRole.EDITOR)


def printed(version) -> list[int]:
    return sorted(version.quotes.values_list("quote", flat=True))


def inline(quote) -> str:
    return f'<p>They said <q data-quote="{quote.pk}">{quote.words}</q> and left.</p>'


# Where it is used


def test_each_version_names_the_quotes_that_it_prints():
    one, other = factories.quote(), factories.quote()
    story = factories.draft(body=factories.quoting(one) + inline(other))

    factories.edit(story, body=factories.quoting(other))

    second, first = story.versions.all()
    assert printed(first) == [one.pk, other.pk]
    assert printed(second) == [other.pk]


def test_record_that_is_not_there_is_not_named():
    story = factories.draft(body='<blockquote data-quote="999999"><p>Yes.</p></blockquote>')

    assert printed(story.versions.get()) == []


def test_version_taken_up_from_an_old_edition_names_its_quotes_again():
    said = factories.quote()
    first = factories.published(body=factories.quoting(said))
    factories.updated(first.article, body="<p>Nothing.</p>")

    first.article.roll_back(factories.publisher(), 1, "It was right.")

    assert printed(first.article.versions.first()) == [said.pk]


def test_stories_that_use_a_quote_are_those_one_may_read_and_those_readers_get():
    said, reporter = factories.quote(), factories.user(UserRole.REPORTER)
    own = factories.draft(reporter, body=factories.quoting(said))
    factories.draft(body=factories.quoting(said))
    live = factories.published(body=factories.quoting(said))
    dropped = factories.draft(reporter, body=factories.quoting(said))
    factories.edit(dropped, body="<p>Nothing.</p>")

    uses = ledger.Uses.of(said, reporter)

    assert (uses.drafts, uses.editions, uses.more) == ([own], [live], False)


def test_list_of_uses_is_bounded(monkeypatch):
    monkeypatch.setattr(ledger, "BOUND", 2)
    said = factories.quote()
    for _ in range(3):
        factories.published(body=factories.quoting(said))

    with CaptureQueriesContext(connection) as queries:
        uses = ledger.Uses.of(said, factories.publisher())

    assert (len(uses.drafts), len(uses.editions), uses.more) == (2, 2, True)
    assert len(queries) <= 4


# Who sees it


def sees(user, quote) -> bool:
    return ledger.visible_to(user).filter(pk=quote.pk).exists()


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.EDITOR])
def test_quote_of_a_story_that_one_may_not_read_is_not_there(role):
    said = factories.quote()
    factories.draft(body=factories.quoting(said))

    assert not sees(factories.user(role), said)


def test_quote_is_seen_by_who_may_read_a_story_that_uses_it():
    said, writer = factories.quote(), factories.user(UserRole.REPORTER)
    story = factories.draft(writer, body=factories.quoting(said))

    desk = factories.user(UserRole.EDITOR, sections=[story.section])

    assert [sees(user, said) for user in (writer, desk, factories.publisher())] == [True] * 3


def test_quote_of_a_story_in_review_is_seen_by_copy_editors():
    said, reader = factories.quote(), factories.user(UserRole.COPY_EDITOR)
    story = factories.draft(body=factories.quoting(said))
    before = sees(reader, said)

    story.submit(factories.publisher(), story.version)

    assert (before, sees(reader, said)) == (False, True)


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.EDITOR])
def test_published_quote_is_seen_by_the_whole_desk(role):
    said, waiting = factories.quote(), factories.quote()
    factories.published(body=factories.quoting(said))
    factories.scheduled(body=factories.quoting(waiting))
    reader = factories.user(role)

    assert (sees(reader, said), sees(reader, waiting)) == (True, False)


def test_quote_that_no_story_uses_is_its_takers_and_the_publishers(editor):
    taker = factories.user(UserRole.REPORTER)
    said = factories.quote(taken_by=taker)

    others = (factories.user(UserRole.REPORTER), editor, factories.user(UserRole.ADMIN))

    assert sees(taker, said)
    assert sees(factories.publisher(), said)
    assert not any(sees(user, said) for user in others)


# Verified


def test_second_person_verifies_and_leaves_one_event():
    said, second = factories.quote(taken_by=factories.reporter()), factories.publisher()

    for _ in range(2):
        ledger.verify(said, second)

    event = Event.objects.get()
    assert Quote.objects.get().verified_by == second
    assert (event.verb, event.by, event.data) == ("verify", second, {})
    assert (event.subject_kind, event.subject_id) == ("quote", said.pk)


def refused(verb, quote, by) -> str:
    with pytest.raises(Refused) as refusal:
        verb(quote, by)
    assert not Event.objects.filter(subject_kind="quote").exists()
    return str(refusal.value)


def test_taker_does_not_verify():
    taker = factories.publisher()

    said = refused(ledger.verify, factories.quote(taken_by=taker), taker)

    assert said == "Somebody other than the one who took it down verifies a quote."


def test_nobody_verifies_what_the_own_story_quotes():
    writer, said = factories.publisher(), factories.quote()
    factories.draft(bylines=[factories.person(user=writer)], body=factories.quoting(said))

    assert "Your name stands over a story" in refused(ledger.verify, said, writer)


@pytest.mark.parametrize("verb", [ledger.verify, ledger.approve_source])
@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.ADMIN])
def test_who_approves_nothing_affirms_nothing(role, verb):
    said = factories.unnamed()
    factories.published(body=factories.quoting(said))

    assert refused(verb, said, factories.user(role)).startswith("You may not")


@pytest.mark.parametrize("verb", [ledger.verify, ledger.approve_source, ledger.discard])
def test_what_one_may_not_see_one_does_nothing_with(verb, editor):
    said = factories.unnamed()
    factories.draft(body=factories.quoting(said))

    assert refused(verb, said, editor).startswith("You may not")


# Unnamed sources


def test_source_goes_unnamed_when_every_condition_is_affirmed_and_another_approves():
    said, second = factories.unnamed(taken_by=factories.reporter()), factories.publisher()

    ledger.approve_source(said, second)

    assert Quote.objects.get().anonymity_approved_by == second
    assert Event.objects.get().verb == "approve_source"


@pytest.mark.parametrize("missing", CONDITIONS)
def test_condition_that_is_not_affirmed_holds_the_approval_up(missing):
    said = factories.unnamed(**{missing: False})

    assert "Not every condition" in refused(ledger.approve_source, said, factories.publisher())


@pytest.mark.parametrize("who", [lambda: None, factories.reporter])
def test_somebody_who_answers_for_it_must_know_the_source(who):
    said = factories.unnamed(known_to=who())

    assert "must know who it is" in refused(ledger.approve_source, said, factories.publisher())


def test_taker_does_not_approve_the_own_source():
    taker = factories.publisher()
    said = factories.unnamed(taken_by=taker, known_to=factories.user(UserRole.EDITOR))

    assert "Somebody other than" in refused(ledger.approve_source, said, taker)


def test_named_source_needs_no_approval():
    said = factories.quote(speaker=factories.person())

    assert "is named" in refused(ledger.approve_source, said, factories.publisher())


# Deleted


def test_quote_that_no_story_uses_can_be_deleted():
    said = factories.quote(taken_by=factories.reporter())
    used = factories.quote()
    factories.draft(body=factories.quoting(used))
    offered = list(ledger.unused())

    ledger.discard(said, factories.reporter())

    assert offered == [said]
    assert list(Quote.objects.all()) == [used]
    assert Event.objects.get().subject_id == said.pk


def test_quote_that_any_version_names_stays():
    said = factories.quote()
    story = factories.draft(body=factories.quoting(said))
    factories.edit(story, body="<p>Nothing.</p>")

    assert "it stays" in refused(ledger.discard, said, factories.publisher())
    with pytest.raises(ProtectedError):
        said.delete()
    assert VersionQuote.objects.count() == 1


def test_nobody_deletes_what_others_took_down(editor):
    said = factories.quote(taken_by=factories.reporter())

    assert "You may not" in refused(ledger.discard, said, factories.user(UserRole.REPORTER))
    assert "You may not" in refused(ledger.discard, said, editor)

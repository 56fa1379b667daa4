"""A note on what was wrong, from its approval to the page."""

import pytest

from articles.models import Correction, Event
from articles.workflow import Refused
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


def test_an_approved_note_reaches_readers_though_no_word_of_the_story_changed():
    edition = factories.published()
    note = factories.correction(edition, wrong="Michel Aoun.", right="Joseph Aoun.")
    article, by = edition.article, factories.publisher()
    article.refresh_from_db()
    article.submit(factories.reporter(), article.version)
    article.approve(by, article.version)

    corrected = article.publish(by, article.version, change="correction")

    assert corrected.number == 2
    assert [printed["id"] for printed in corrected.content["corrections"]] == [note.pk]
    assert corrected.body == edition.body


def test_approving_a_note_makes_the_approval_of_the_story_void():
    edition = factories.published()

    factories.correction(edition)

    edition.article.refresh_from_db()
    assert (edition.article.stage, edition.article.version) == ("draft", 2)


def test_approving_a_note_twice_is_one_event_and_one_version():
    edition = factories.published()
    note = factories.correction(edition)

    note.approve(factories.publisher())

    events = Event.objects.filter(verb="approve_correction")
    assert (events.count(), edition.article.versions.count()) == (1, 2)


def test_nobody_approves_a_note_on_their_own_story():
    edition = factories.published(by=factories.user("Reporter", "Publisher"))
    note = factories.correction(edition)
    note.approved_by = None
    note.save()

    with pytest.raises(Refused, match="your own story"):
        note.approve(edition.article.created_by)

    note.refresh_from_db()
    assert note.approved_by is None


# At the desk


@pytest.fixture
def corrected():
    """Have an update approved of a story whose live edition somebody proposes to correct."""
    edition = factories.published()
    article = factories.ready(edition.article, summary="It was Tuesday.")
    Correction.objects.create(
        article=article,
        corrects=edition,
        wrong="It was Monday.",
        right="It was Tuesday.",
        proposed_by=factories.reporter(),
    )
    return article


@pytest.mark.parametrize("change", ["minor", "update"])
def test_a_proposed_correction_is_not_passed_by_in_silence(corrected, change):
    publisher = factories.user(UserRole.PUBLISHER)
    typed = {"change": change, "note": "It was Tuesday."}

    asked = desk.press(publisher, corrected, "publish", **typed)
    before = corrected.live_edition().number
    desk.press(publisher, corrected, "publish", **typed, without="on")

    assert "this edition would not print it" in " ".join(desk.errors(asked))
    assert "“Correction: It was Monday.”" in asked.content.decode()
    assert (before, corrected.live_edition().number) == (1, 2)


def test_who_approves_a_correction_is_told_before_that_the_approval_becomes_void(corrected):
    publisher = factories.user(UserRole.PUBLISHER)
    action = desk.url("articles_article_verb", corrected.pk, "correct")
    page = desk.open_story(publisher, corrected)

    done = desk.client(publisher).post(action, desk.fields(page, action), follow=True)

    corrected.refresh_from_db()
    assert "its present approval becomes void" in page.content.decode()
    assert corrected.stage == "draft"
    assert "The next edition prints:" in done.content.decode()


def test_what_the_next_edition_prints_is_said_until_it_is_printed():
    edition = factories.published()
    factories.correction(edition)
    publisher = factories.user(UserRole.PUBLISHER)

    before = desk.open_story(publisher, edition.article).content.decode()
    edition.article.refresh_from_db()
    factories.updated(edition.article, change="correction", summary="It was Tuesday.")
    after = desk.open_story(publisher, edition.article).content.decode()

    assert "The next edition prints:" in before
    assert "The next edition prints:" not in after

"""A note on what was wrong, from its approval to the page."""

import pytest

from articles.models import Event
from articles.workflow import Refused
from tests import factories

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

"""Another time for what waits: called off and published again, or nothing at all."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Event
from articles.workflow import Refused
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return factories.publisher()


@pytest.fixture
def later():
    return factories.tomorrow() + timedelta(days=7)


def refused(article, by, live_from):
    """Try to reschedule; return what was said, once nothing has changed."""
    before = (article.waiting_edition(), article.events.count())
    with pytest.raises(Refused) as refusal:
        article.reschedule(by, live_from)
    assert (article.waiting_edition(), article.events.count()) == before
    return str(refusal.value)


def test_the_same_version_waits_for_another_time(publisher, later):
    edition = factories.scheduled()

    again = edition.article.reschedule(publisher, later)

    edition.refresh_from_db()
    assert edition.was_cancelled
    assert edition.article.waiting_edition() == again
    assert (again.version, again.live_from) == (edition.version, later)


def test_it_may_go_live_earlier_than_was_planned(publisher):
    edition = factories.scheduled()
    earlier = edition.live_from - timedelta(hours=3)

    again = edition.article.reschedule(publisher, earlier)

    assert edition.article.live_edition(earlier) == again


def test_change_and_note_stay_and_so_does_what_is_live(publisher, later):
    live = factories.published()
    article = factories.ready(live.article, headline="Tomorrow’s")
    article.publish(
        publisher,
        article.version,
        factories.tomorrow(),
        change="update",
        note="It is Tuesday.",
    )

    again = article.reschedule(publisher, later)

    live.refresh_from_db()
    assert (again.change, again.change_text) == ("update", "It is Tuesday.")
    assert live.live_until == later
    assert article.live_edition(later - timedelta(microseconds=1)) == live


def test_a_first_edition_is_still_a_first_one(publisher, later):
    edition = factories.scheduled()

    again = edition.article.reschedule(publisher, later)

    assert (again.change, again.first_published_at) == ("first", later)
    assert f"/{timezone.localdate(later):%Y/%m/%d}/" in again.path


def test_it_leaves_the_events_of_its_two_steps(publisher, later):
    edition = factories.scheduled()

    again = edition.article.reschedule(publisher, later)

    events = edition.article.events.order_by("pk")
    assert [(event.verb, event.edition) for event in events][-2:] == [
        (Event.Verb.CANCEL, edition),
        (Event.Verb.PUBLISH, again),
    ]


def test_the_time_that_it_has_already_changes_nothing(publisher, later):
    edition = factories.scheduled()
    again = edition.article.reschedule(publisher, later)

    twice = edition.article.reschedule(publisher, later)

    assert twice == again
    assert edition.article.events.filter(verb=Event.Verb.CANCEL).count() == 1


def test_nothing_is_rescheduled_where_nothing_waits(publisher, later):
    article = factories.published().article

    assert refused(article, publisher, later) == "Nothing is waiting to be published."


def test_a_version_that_was_saved_over_is_not_rescheduled(publisher, later):
    article = factories.scheduled().article
    factories.edit(article)

    assert "was saved again since version 1 was scheduled" in refused(article, publisher, later)


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (timedelta(seconds=-1), "This moment has passed"),
        (timedelta(), "This moment has passed"),
        (timedelta(days=5 * 365, seconds=1), "within the next 5 years"),
    ],
)
def test_a_moment_behind_or_too_far_ahead_is_refused(publisher, distance, said):
    with time_machine.travel(timezone.now(), tick=False):
        article = factories.scheduled().article

        assert said in refused(article, publisher, timezone.now() + distance)


def test_an_embargo_is_not_broken_by_another_time(publisher):
    end = factories.tomorrow()
    article = factories.approved(embargo_until=end)
    article.publish(publisher, article.version, end)

    said = refused(article, publisher, end - timedelta(hours=1))

    assert said.startswith("The story is under embargo until ")


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.EDITOR])
def test_only_who_publishes_reschedules(role, later):
    article = factories.scheduled().article
    user = factories.user(role, sections=[article.section])

    assert refused(article, user, later) == "You may not publish this story."


def test_nobody_reschedules_a_story_of_their_own(later):
    writer = factories.user(UserRole.PUBLISHER)
    article = factories.scheduled(writer).article

    assert "your own story" in refused(article, writer, later)


def test_an_edition_that_went_live_meanwhile_is_not_rescheduled(publisher, later):
    edition = factories.scheduled()

    with (
        time_machine.travel(edition.live_from, tick=False),
        pytest.raises(Refused, match="Nothing is waiting"),
    ):
        edition.article.reschedule(publisher, later)

    assert Article.objects.get().live_edition(edition.live_from) == edition

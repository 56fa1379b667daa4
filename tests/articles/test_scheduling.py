"""Editions whose time is still to come: waiting, called off, under embargo."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import OPEN, Address, Article, Event
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def with_an_update_tomorrow() -> tuple:
    """Return a live edition and the one that waits to follow it."""
    live = factories.published()
    article = factories.ready(live.article, headline="Tomorrow’s")
    waiting = factories.tomorrows(article)
    live.refresh_from_db()
    return live, waiting


# Waiting


def test_scheduled_edition_is_live_at_its_moment_and_not_before():
    moment = factories.tomorrow()
    edition = factories.scheduled(live_from=moment)
    article = edition.article

    live = [article.live_edition(at) for at in (moment - timedelta(microseconds=1), moment)]

    assert live == [None, edition]


def test_scheduled_story_is_published_for_the_first_time_at_its_moment():
    moment = factories.tomorrow()

    edition = factories.scheduled(live_from=moment)

    assert edition.first_published_at == moment
    assert f"/{timezone.localdate(moment):%Y/%m/%d}/" in edition.path


def test_live_edition_ends_where_the_waiting_one_begins():
    live, waiting = with_an_update_tomorrow()

    article = live.article

    assert live.live_until == waiting.live_from
    assert article.live_edition() == live
    assert article.live_edition(waiting.live_from) == waiting


def test_corrections_of_a_waiting_edition_carry_its_day():
    live = factories.published()
    factories.correction(live)
    article = factories.ready(live.article)
    moment = factories.tomorrow()

    waiting = article.publish(factories.publisher(), article.version, moment)

    assert [c["at"] for c in waiting.content["corrections"]] == [moment.isoformat()]


def test_nothing_else_is_published_while_an_edition_waits():
    live, waiting = with_an_update_tomorrow()
    article = factories.ready(live.article, headline="In between")

    with pytest.raises(Refused, match=f"Edition {waiting.number} waits .* cancel it first"):
        article.publish(factories.publisher(), article.version)

    assert article.editions.count() == 2


def test_edition_whose_moment_has_come_is_in_nobodys_way():
    _, waiting = with_an_update_tomorrow()
    article = factories.ready(waiting.article, headline="The day after")

    with time_machine.travel(waiting.live_from + timedelta(hours=1), tick=False):
        edition = article.publish(factories.publisher(), article.version, note="More.")

    waiting.refresh_from_db()
    assert waiting.live_until == edition.live_from


def test_clock_that_is_behind_by_seconds_does_not_stop_an_update():
    with time_machine.travel(timezone.now() + timedelta(seconds=3), tick=False):
        first = factories.published()
    article = factories.ready(first.article)

    second = article.publish(factories.publisher(), article.version)

    first.refresh_from_db()
    assert first.live_from < second.live_from == first.live_until


def test_moment_of_an_edition_is_in_its_event():
    edition = factories.scheduled()

    event = Event.objects.get(verb="publish")

    assert (event.edition, event.at < edition.live_from) == (edition, True)


# Calling off


def test_cancelled_edition_was_never_live():
    moment = factories.tomorrow()
    edition = factories.scheduled(live_from=moment)

    edition.article.cancel(factories.publisher())

    edition.refresh_from_db()
    assert edition.was_cancelled
    assert edition.article.live_edition(moment) is None


def test_cancelling_opens_the_live_edition_again():
    live, waiting = with_an_update_tomorrow()

    waiting.article.cancel(factories.publisher())

    live.refresh_from_db()
    assert live.live_until == OPEN
    assert live.article.live_edition(waiting.live_from) == live


def test_number_of_a_cancelled_edition_stays_a_gap():
    live, waiting = with_an_update_tomorrow()
    waiting.article.cancel(factories.publisher())

    third = factories.updated(live.article)

    assert [live.number, waiting.number, third.number] == [1, 2, 3]
    assert third.previous_digest == waiting.digest


def test_cancelled_version_may_be_published_again():
    edition = factories.cancelled()

    again = edition.article.publish(factories.publisher(), edition.version)

    assert (again.version, again.number) == (edition.version, 2)
    assert Article.objects.get().live_edition() == again


@pytest.mark.parametrize(
    ("make", "marked"),
    [
        (factories.approved, False),
        (factories.published, True),
        (factories.scheduled, True),
        (factories.cancelled, False),
        (lambda: factories.edit(factories.published().article), False),
    ],
)
def test_working_copy_is_marked_while_its_version_is_live_or_waits(make, marked):
    make()

    article = Article.objects.get()

    assert article.is_published == marked


def test_address_of_a_cancelled_first_edition_is_made_anew():
    edition = factories.cancelled(slug="before", section=factories.section("World"))
    article = factories.ready(edition.article, slug="after")

    again = article.publish(factories.publisher(), article.version)

    assert again.path == f"/world/{timezone.localdate():%Y/%m/%d}/after/"
    assert [address.path for address in Address.objects.all()] == [again.path]


def test_address_that_was_never_live_is_free_once_its_story_has_another():
    shelf = factories.section("World")
    moment = factories.tomorrow()
    edition = factories.cancelled(slug="talks", section=shelf, live_from=moment)
    factories.updated(edition.article)

    other = factories.scheduled(slug="talks", section=shelf, live_from=moment)

    assert other.path == edition.path


def test_address_that_readers_know_stays_when_an_update_is_called_off():
    live, waiting = with_an_update_tomorrow()
    waiting.article.cancel(factories.publisher())

    third = factories.updated(live.article, slug="another")

    assert third.path == live.path


def test_cancelled_update_does_not_count_as_the_previous_edition():
    live, waiting = with_an_update_tomorrow()
    waiting.article.cancel(factories.publisher())

    third = factories.updated(live.article, change="minor")

    assert third.updated_at is None


def test_cancelled_first_edition_is_no_beginning_even_when_its_moment_has_passed():
    edition = factories.cancelled()
    article = edition.article

    with time_machine.travel(edition.live_from + timedelta(days=1), tick=False):
        again = article.publish(factories.publisher(), edition.version)

    assert again.first_published_at == again.live_from > edition.live_from
    assert again.change == "first"


def test_rescheduling_is_cancelling_and_publishing():
    edition = factories.scheduled()
    later = factories.tomorrow() + timedelta(days=7)
    edition.article.cancel(factories.publisher())

    again = edition.article.publish(factories.publisher(), edition.version, later)

    assert edition.article.waiting_edition() == again
    assert again.live_from == later


# Embargo


def test_story_under_embargo_is_not_published_before_its_end():
    article = factories.approved(embargo_until=factories.tomorrow())

    with pytest.raises(Refused, match="under embargo until"):
        article.publish(factories.publisher(), article.version)

    assert not article.editions.exists()


def test_story_under_embargo_is_not_scheduled_before_its_end():
    end = factories.tomorrow()
    article = factories.approved(embargo_until=end)

    with pytest.raises(Refused, match="under embargo until"):
        article.publish(factories.publisher(), article.version, end - timedelta(microseconds=1))

    assert not article.editions.exists()


def test_story_under_embargo_may_be_scheduled_for_its_end():
    end = factories.tomorrow()
    article = factories.approved(embargo_until=end)

    edition = article.publish(factories.publisher(), article.version, end)

    assert edition.live_from == end


def test_embargo_holds_an_update_back_and_leaves_the_story_live():
    live = factories.published()
    article = factories.ready(live.article, embargo_until=factories.tomorrow(), headline="New")

    with pytest.raises(Refused, match="under embargo until"):
        article.publish(factories.publisher(), article.version)

    assert article.live_edition() == live


def test_embargo_of_the_past_is_over():
    article = factories.approved(embargo_until=timezone.now() - timedelta(seconds=1))

    edition = article.publish(factories.publisher(), article.version)

    assert article.live_edition() == edition


def test_end_of_an_embargo_is_said_in_the_time_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Beirut"
    end = timezone.now().replace(year=timezone.now().year + 1, month=7, day=1, hour=10, minute=0)
    article = factories.approved(embargo_until=end)

    with pytest.raises(Refused, match=r"until 1 July \d{4}, 13:00 EEST"):
        article.publish(factories.publisher(), article.version)

    assert not article.editions.exists()

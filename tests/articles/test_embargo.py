"""An embargo is a promise: set by a publisher, kept by every schedule, lifted with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Event
from articles.workflow import Refused
from tests import desk, factories

pytestmark = pytest.mark.django_db


def test_an_embargo_is_an_event_and_voids_no_approval():
    article, until = factories.approved(), factories.tomorrow()

    article.set_embargo(factories.publisher(), until)

    article.refresh_from_db()
    assert (article.embargo_until, article.stage, article.version) == (until, "approved", 1)
    assert Event.objects.filter(verb="set_embargo", article=article).count() == 1


def test_an_embargo_past_an_edition_that_waits_is_refused():
    edition = factories.scheduled()

    with pytest.raises(Refused, match="call it off first"):
        edition.article.set_embargo(factories.publisher(), edition.live_from + timedelta(seconds=1))

    edition.article.refresh_from_db()
    assert edition.article.embargo_until is None


def test_an_embargo_is_not_shortened():
    article = factories.approved(embargo_until=factories.tomorrow())

    with pytest.raises(Refused, match="lift it"):
        article.set_embargo(factories.publisher(), timezone.now() + timedelta(hours=1))


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_embargo_is_lifted_with_a_reason_alone(reason):
    article = factories.approved(embargo_until=factories.tomorrow())

    with pytest.raises(Refused, match="Say why"):
        article.lift_embargo(factories.publisher(), reason)

    article.refresh_from_db()
    assert article.embargo_until is not None


def test_a_story_whose_embargo_was_lifted_can_be_published():
    article = factories.approved(embargo_until=factories.tomorrow())
    article.lift_embargo(factories.publisher(), "The other side has published.")

    edition = article.publish(factories.publisher(), 1)

    assert edition.is_live(timezone.now())


def test_nobody_sets_or_lifts_the_embargo_of_their_own_story():
    by = factories.user("Reporter", "Publisher")
    article = factories.draft(by)

    with pytest.raises(Refused, match="your own story"):
        article.set_embargo(by, factories.tomorrow())


def test_a_live_story_gets_no_embargo():
    edition = factories.published()

    with pytest.raises(Refused, match="is live"):
        edition.article.set_embargo(factories.publisher(), factories.tomorrow())


def test_a_publisher_sets_an_embargo_in_the_time_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Beirut"
    article, later = factories.draft(), timezone.localtime() + timedelta(days=3)

    page = desk.press(factories.publisher(), article, "embargo", until=f"{later:%Y-%m-%dT%H:%M}")

    article.refresh_from_db()
    assert desk.messages(page) == ["Under embargo: no schedule can break it."]
    assert article.embargo_until == later.replace(second=0, microsecond=0)

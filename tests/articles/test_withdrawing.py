from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Event
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def test_withdrawn_story_is_live_no_longer():
    edition = factories.published()

    edition.article.withdraw(factories.publisher(), "privacy", "A name was in it.")

    edition.refresh_from_db()
    assert edition.live_from < edition.live_until <= timezone.now()
    assert edition.article.live_edition() is None


def test_withdrawal_records_its_class_for_readers_and_its_reason_for_the_desk():
    edition = factories.published()

    edition.article.withdraw(factories.publisher(), "privacy", "A name was in it.")

    event = Event.objects.get(verb="withdraw")
    assert (event.data, event.reason, event.edition) == (
        {"class": "privacy"},
        "A name was in it.",
        edition,
    )


def test_withdrawal_calls_off_what_waits():
    article = factories.ready(factories.published().article)
    waiting = article.publish(factories.publisher(), article.version, factories.tomorrow())

    article.withdraw(factories.publisher(), "legal", "An injunction.")

    waiting.refresh_from_db()
    assert waiting.was_cancelled
    assert not article.editions.live(factories.tomorrow() + timedelta(days=1)).exists()


@pytest.mark.parametrize(
    ("reason_class", "reason"), [("", "Why."), ("mood", "Why."), ("legal", " ")]
)
def test_withdrawal_without_a_class_and_a_reason_is_refused(reason_class, reason):
    edition = factories.published()

    with pytest.raises(Refused):
        edition.article.withdraw(factories.publisher(), reason_class, reason)

    assert edition.article.live_edition() == edition


def test_withdrawn_story_may_be_published_again_at_its_address():
    article = factories.withdrawn(slug="talks")
    old = article.editions.get()

    again = factories.updated(article, headline="Now it is ready")

    assert Article.objects.get().live_edition() == again
    assert (again.path, again.number) == (old.path, 2)


def test_version_that_was_withdrawn_is_not_taken_for_published():
    article = factories.withdrawn()

    with pytest.raises(Refused, match="withdrawn"):
        article.publish(factories.publisher(), article.version)

    assert article.live_edition() is None

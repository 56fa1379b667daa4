"""Closing one old edition of the public record."""

import pytest

from articles.models import Edition
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> Edition:
    """The first edition of a story that has a second one."""
    first = factories.published()
    factories.updated(first.article, headline="Otherwise")
    first.refresh_from_db()
    return first


def test_withholding_is_an_event_and_leaves_the_edition_as_it_is(old):
    before = (old.digest, old.live_until)

    old.withhold(factories.publisher(), "A court's order.")

    event = old.article.events.first()
    assert (event.verb, event.edition, event.reason) == ("withhold", old, "A court's order.")
    old.refresh_from_db()
    assert (old.digest, old.live_until) == before


def test_edition_is_withheld_once(old):
    old.withhold(factories.publisher(), "A court's order.")

    with pytest.raises(Refused, match="withheld"):
        old.withhold(factories.publisher(), "Again.")

    assert old.article.events.filter(verb="withhold").count() == 1


def test_live_edition_is_not_withheld(old):
    with pytest.raises(Refused, match="Edition 2 is live"):
        old.article.live_edition().withhold(factories.publisher(), "A court's order.")


@pytest.mark.parametrize("make", [factories.scheduled, factories.cancelled])
def test_edition_that_was_never_live_is_not_withheld(make):
    with pytest.raises(Refused, match="never live"):
        make().withhold(factories.publisher(), "A court's order.")


def test_last_edition_of_a_withdrawn_story_may_be_withheld():
    edition = factories.withdrawn().editions.get()

    edition.withhold(factories.publisher(), "A court's order.")

    with pytest.raises(Refused, match="withheld"):
        edition.article.reinstate(factories.publisher(), "The order fell.")


def test_reason_is_asked_for(old):
    with pytest.raises(Refused, match="Say why"):
        old.withhold(factories.publisher(), " ")


@pytest.mark.parametrize("role", ["Reporter", "Copy editor", "Editor", "Admin"])
def test_only_a_publisher_withholds(old, role):
    someone = factories.user(role, sections=[old.section])

    with pytest.raises(Refused, match="You may not"):
        old.withhold(someone, "A court's order.")

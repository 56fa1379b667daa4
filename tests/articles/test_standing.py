"""What the strip above a story and the line beside Save say of what readers get, and when."""

from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine

from articles.models import Event
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

AT = "Tuesday 24 November 2026, 17:00 UTC"


@pytest.fixture
def scheduled():
    """Schedule the first edition of a story for the next day at five."""
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        yield factories.scheduled(live_from=datetime(2026, 11, 24, 17, tzinfo=UTC)).article


def said(article, role=UserRole.PUBLISHER):
    user = factories.user(role, sections=[article.section])
    return unescape(desk.open_story(user, article).content.decode())


@pytest.mark.parametrize("role", [UserRole.EDITOR, UserRole.PUBLISHER])
def test_what_goes_out_without_the_last_save_is_said_with_its_time_and_the_way(scheduled, role):
    before = said(scheduled, role)

    factories.edit(scheduled, headline="Another")

    after = said(scheduled, role)
    assert f"Edition 1 goes out on {AT}, without what was saved since." in after
    assert "a publisher calls it off" in after
    assert "without what was saved since" not in before


def test_calling_it_off_ends_what_was_said(scheduled):
    factories.edit(scheduled, headline="Another")

    page = desk.press(factories.user(UserRole.PUBLISHER), scheduled, "cancel")

    assert Event.objects.filter(article=scheduled, verb="cancel").exists()
    assert "goes out on" not in page.content.decode()


@pytest.mark.parametrize("live", [False, True])
def test_who_saves_a_scheduled_story_is_told_that_it_goes_out_all_the_same(live):
    with time_machine.travel(datetime(2026, 11, 23, 17, tzinfo=UTC), tick=False):
        if live:
            edition = factories.tomorrows(factories.ready(factories.published().article))
        else:
            edition = factories.scheduled()

        page = said(edition.article)

    number = 2 if live else 1
    assert f"Edition {number} goes out on {AT}, all the same, without what you save now." in page
    assert "Readers keep" not in page


@pytest.mark.parametrize(
    ("make", "kept"),
    [
        (lambda: factories.published().article, "Readers keep what they have until it"),
        (factories.withdrawn, "Readers keep the notice until it"),
    ],
    ids=["live", "withdrawn"],
)
def test_who_saves_a_published_story_is_told_what_readers_keep(make, kept):
    assert f"Saving begins a new draft. {kept} is published." in said(make())

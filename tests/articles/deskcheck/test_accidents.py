from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Kind
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = (
    "<p>The harbour board met on Monday in the old rope works and heard for three hours what the "
    "dredging of the fairway would cost, who would pay for it and why nobody had asked before.</p>"
)


@pytest.fixture(autouse=True)
def accidents(only):
    only("accidents")


def test_an_obituary_of_the_living_is_an_error(broken):
    story = factories.draft(kind=Kind.OBITUARY, about_people=[factories.person()])

    assert broken(story) == [("alive", "error")]


def test_an_obituary_of_the_dead_is_right(broken):
    late = factories.person(died_on=timezone.localdate() - timedelta(days=1))

    story = factories.draft(kind=Kind.OBITUARY, about_people=[late, factories.person()])

    assert broken(story) == []


def test_a_death_to_come_is_none(broken):
    entry = factories.person(died_on=date(timezone.localdate().year + 1, 1, 1))

    story = factories.draft(kind=Kind.OBITUARY, about_people=[entry])

    assert broken(story) == [("alive", "error")]


def test_an_obituary_says_of_whom(broken):
    story = factories.draft(kind=Kind.OBITUARY)

    assert broken(story) == [("nobody", "warning")]


def test_a_headline_is_not_used_twice_within_a_month(broken):
    factories.published(headline="The board meets: who pays?")

    story = factories.draft(headline="The Board Meets – Who pays")

    assert broken(story) == [("headline", "error")]


def test_another_edition_of_the_story_has_its_headline(broken):
    story = factories.published().article

    assert broken(factories.edit(story)) == []


@pytest.mark.parametrize("end", ["withdrawn", "retracted", "cancelled"])
def test_a_headline_that_readers_no_longer_see_is_free(broken, end):
    getattr(factories, end)(headline="The board meets")

    story = factories.draft(headline="The board meets")

    assert broken(story) == []


def test_a_headline_that_waits_is_told_to_nobody(broken):
    factories.scheduled(headline="The board meets")
    story = factories.draft(headline="The board meets")

    assert broken(story) == []


def test_a_headline_that_waited_is_taken_from_its_moment_on():
    factories.scheduled(headline="The board meets")
    story = factories.draft(headline="The board meets")

    found = story.findings(factories.publisher(), at=factories.tomorrow() + timedelta(hours=1))

    assert [finding.rule for finding in found] == ["headline"]


def test_a_text_that_stands_in_a_similar_story_is_found(broken):
    tags = [factories.tag()]
    factories.published(tags=tags, body=TEXT)

    story = factories.draft(tags=tags, body=TEXT + "<p>So it was.</p>")

    assert broken(story) == [("text", "error")]


def test_a_text_of_its_own_on_the_same_matter_is_fine(broken):
    tags = [factories.tag()]
    factories.published(tags=tags, body=TEXT)

    story = factories.draft(
        tags=tags,
        body="<p>The harbour board met on Monday. What the dredging costs was no longer the "
        "question on Tuesday, when the mayor, her deputy and two ministers came to see it.</p>",
    )

    assert broken(story) == []

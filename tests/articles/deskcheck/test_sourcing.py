import pytest

from articles.deskcheck.sourcing import OFTEN, RECENT
from articles.models import Kind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sourcing(only):
    only("sourcing")


def quoting(*speakers, **values):
    quotes = [factories.quote(speaker=speaker) for speaker in speakers]
    return {"body": factories.quoting(*quotes), **values}


def test_two_voices_are_enough(broken):
    story = factories.draft(
        kind=Kind.ANALYSIS, **quoting(factories.person(), factories.organization())
    )

    assert broken(story) == []


def test_one_voice_heard_twice_is_one_source(broken):
    speaker = factories.person()

    story = factories.draft(kind=Kind.ANALYSIS, **quoting(speaker, speaker))

    assert broken(story) == [("single", "warning")]


def test_an_analysis_without_a_voice_is_named(broken):
    story = factories.draft(kind=Kind.ANALYSIS)

    assert broken(story) == [("single", "warning")]


def test_news_may_rest_on_one_source(broken):
    story = factories.draft(kind=Kind.NEWS, **quoting(factories.person()))

    assert broken(story) == []


def test_two_unnamed_sources_of_different_descriptions_are_two(broken):
    quotes = [factories.quote(described_as=who) for who in ("a diplomat", "a minister")]

    story = factories.draft(kind=Kind.ANALYSIS, body=factories.quoting(*quotes))

    assert broken(story) == []


def test_whom_the_section_always_asks_is_named(broken):
    speaker = factories.person()
    for _ in range(OFTEN + 1):
        factories.published(**quoting(speaker))

    story = factories.draft(**quoting(speaker))

    assert broken(story) == [("often", "info")]


def test_who_is_often_quoted_elsewhere_is_not_named(broken):
    speaker, elsewhere = factories.person(), factories.section()
    for _ in range(OFTEN + 1):
        factories.published(**quoting(speaker, section=elsewhere))

    story = factories.draft(section=factories.section(), **quoting(speaker))

    assert broken(story) == []


def test_the_last_stories_are_asked_for_in_bounded_queries(broken, django_assert_max_num_queries):
    speaker = factories.person()
    story = factories.draft(**quoting(speaker, factories.person()))
    for _ in range(RECENT // 4):
        factories.published(section=story.section, **quoting(speaker))
    broken(story)

    with django_assert_max_num_queries(25):
        found = broken(story)

    assert found == []

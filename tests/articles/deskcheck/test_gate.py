"""What the desk check found has to be answered before anything is published."""

import pytest

from articles.deskcheck.gate import Blocked
from articles.models import Event
from articles.workflow import Refused
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db

LEFT = "The mayor said TK on Friday."


@pytest.fixture(autouse=True)
def levels(settings):
    settings.DESK_CHECK_LEVELS = {"*": "off", "placeholders": "error"}
    return settings.DESK_CHECK_LEVELS


@pytest.fixture
def story():
    return factories.approved(bottom_line=LEFT)


@pytest.fixture
def publisher():
    return factories.publisher()


def found(story, by):
    return story.findings(by)[0].key


def test_an_error_stops_publication(story, publisher):
    with pytest.raises(Blocked, match="“TK” was left in the bottom line") as refused:
        story.publish(publisher, story.version)

    assert [finding.rule for finding in refused.value.findings] == ["mark"]
    assert story.live_edition() is None


def test_an_overruled_error_lets_the_story_go(story, publisher):
    story.overrule(publisher, story.version, found(story, publisher), "It is the name of a firm.")

    edition = story.publish(publisher, story.version)

    event = story.events.get(verb=Event.Verb.OVERRULE)
    assert edition.is_live(edition.live_from)
    assert (event.version, event.reason) == (edition.version, "It is the name of a firm.")
    assert event.data["check"] == "placeholders.mark"


def test_an_error_is_not_acknowledged_away(story, publisher):
    with pytest.raises(Refused, match="mend it, or overrule it"):
        story.acknowledge(publisher, story.version, found(story, publisher), "It is fine.")


def test_a_warning_is_acknowledged(story, publisher, levels):
    levels["placeholders"] = "warning"
    story.acknowledge(publisher, story.version, found(story, publisher), "It is fine.")

    edition = story.publish(publisher, story.version)

    assert story.live_edition() == edition


def test_an_acknowledged_warning_that_became_an_error_stops_publication(story, publisher, levels):
    levels["placeholders"] = "warning"
    story.acknowledge(publisher, story.version, found(story, publisher), "It is fine.")
    levels["placeholders"] = "error"

    with pytest.raises(Blocked):
        story.publish(publisher, story.version)


def test_an_answer_counts_for_its_version_alone(story, publisher):
    story.overrule(publisher, story.version, found(story, publisher), "It is the name of a firm.")
    again = factories.ready(story)

    with pytest.raises(Blocked):
        again.publish(publisher, again.version)


@pytest.mark.parametrize("level", ["info", "off"])
def test_what_the_newsroom_does_not_mind_stops_nothing(story, publisher, levels, level):
    levels["placeholders"] = level

    edition = story.publish(publisher, story.version)

    assert story.live_edition() == edition


def test_the_level_of_one_rule_is_set_by_its_name(story, publisher, levels):
    levels["placeholders.mark"] = "info"

    edition = story.publish(publisher, story.version)

    assert story.live_edition() == edition


def test_a_schedule_is_stopped_too(story, publisher):
    with pytest.raises(Blocked):
        story.publish(publisher, story.version, live_from=factories.tomorrow())

    assert story.waiting_edition() is None


def test_breaking_news_is_stopped_too(publisher):
    story = factories.draft(bottom_line=LEFT)

    with pytest.raises(Blocked):
        story.publish_breaking(publisher, story.version, "It cannot wait.")

    assert story.live_edition() is None


@pytest.mark.parametrize("verb", ["acknowledge", "overrule"])
@pytest.mark.parametrize("role", [role for role in UserRole if role != UserRole.PUBLISHER])
def test_only_a_publisher_answers(story, publisher, verb, role):
    user = factories.user(role, sections=[story.section])

    with pytest.raises(Refused, match="You may not"):
        getattr(story, verb)(user, story.version, found(story, publisher), "It is fine.")


def test_an_answer_has_a_reason(story, publisher):
    with pytest.raises(Refused, match="Say why"):
        story.overrule(publisher, story.version, found(story, publisher), "  ")


def test_a_finding_that_is_not_there_is_not_answered(story, publisher):
    with pytest.raises(Refused, match="no longer finds this"):
        story.overrule(publisher, story.version, "0123456789abcdef", "It is fine.")


def test_the_answer_of_a_stale_screen_is_refused(story, publisher):
    key = found(story, publisher)
    factories.edit(story)

    with pytest.raises(Refused, match="saved again meanwhile"):
        story.overrule(publisher, story.version - 1, key, "It is fine.")


def test_the_same_answer_twice_is_one_event(story, publisher):
    key = found(story, publisher)

    for _ in range(2):
        story.overrule(publisher, story.version, key, "It is the name of a firm.")

    assert story.events.filter(verb=Event.Verb.OVERRULE).count() == 1

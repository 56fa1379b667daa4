"""Breaking, retracting, rolling back, publishing again and withholding, pressed at the desk."""

import pytest

from articles.models import Article, Event
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    """A live story in its second edition."""
    first = factories.published(headline="First")
    return factories.updated(first.article, headline="Second").article


def press(article: Article, verb: str, **fields):
    article.refresh_from_db()
    return desk.press(factories.publisher(), article, verb, **fields)


def test_story_is_retracted_and_published_again(story):
    press(story, "retract", notice="It was made up.", strike="on")
    retracted = story.live_edition()
    press(story, "reinstate", note="It was true.")

    assert (retracted.retracted, retracted.is_struck) == (True, True)
    assert (story.live_edition().number, story.live_edition().retracted) == (4, False)


def test_story_is_rolled_back_to_an_edition_of_the_list(story):
    page = press(story, "rollback", number="1", note="The second was wrong.")

    assert story.live_edition().headline == "First"
    assert "Rolled back" in desk.messages(page)[0]


def test_old_edition_is_withheld(story):
    press(story, "withhold", number="1", reason="A court's order.")

    event = Event.objects.get(verb="withhold")
    assert (event.edition.number, event.reason) == (1, "A court's order.")


@pytest.mark.parametrize("verb", ["rollback", "withhold"])
@pytest.mark.parametrize("number", ["", "2", "3", "x", "-1", "1" * 30, "\x00"])
def test_edition_that_is_not_over_is_refused_and_what_was_typed_stays(story, verb, number):
    page = press(story, verb, number=number, note="Typed.", reason="Typed.")

    assert page.status_code == 422
    assert "Typed." in page.content.decode()
    assert story.live_edition().number == 2


def test_edition_that_is_withheld_is_no_longer_offered(story):
    press(story, "withhold", number="1", reason="A court's order.")

    page = press(story, "rollback", number="1", note="The second was wrong.")

    assert page.status_code == 422


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("retract", {"notice": " "}),
        ("rollback", {"number": "1"}),
        ("withhold", {"number": "1"}),
        ("breaking", {}),
    ],
)
def test_words_that_are_asked_for_are_asked_for(story, verb, fields):
    factories.edit(story)
    before = Event.objects.count()

    page = press(story, verb, **fields)

    assert page.status_code == 422
    assert desk.errors(page)
    assert Event.objects.count() == before


def test_draft_is_published_as_breaking_and_reviewed_by_another():
    article, by = factories.draft(), factories.user("Publisher")

    desk.press(by, article, "breaking", reason="It has just happened.")
    live = article.live_edition()
    article.refresh_from_db()
    own = desk.press(by, article, "review")
    press(article, "review")

    assert live is not None
    assert "You may not" in desk.messages(own)[0]
    article.refresh_from_db()
    assert article.breaking is None


def test_roll_back_goes_on_after_calling_off_what_waits(story):
    factories.ready(story, headline="Third")
    factories.tomorrows(story)

    refused = press(story, "rollback", number="1", note="The second was wrong.")
    press(story, "rollback", number="1", note="The second was wrong.", call_off="3")

    assert "Call off edition 3 and go on" in refused.content.decode()
    assert story.live_edition().headline == "First"
    assert story.waiting_edition() is None


def test_a_retracted_story_is_offered_to_be_published_again_and_no_roll_back(story):
    press(story, "retract", notice="It was made up.")

    page = press(story, "rollback", number="1", note="It was right.")

    offered = desk.open_story(factories.user("Publisher"), story).content.decode()
    assert "with “Publish again” readers get it as it was" in page.content.decode()
    assert story.live_edition().retracted
    assert "/do/reinstate/" in offered
    assert "/do/rollback/" not in offered


@pytest.mark.parametrize("verb", ["retract", "rollback", "withhold", "reinstate", "breaking"])
@pytest.mark.parametrize("role", ["Reporter", "Copy editor", "Editor"])
def test_who_may_not_is_neither_offered_nor_obeyed(story, verb, role):
    factories.edit(story)
    story.assignee = someone = factories.user(role, sections=[story.section])
    story.save()
    fields = {"number": "1", "note": "n", "notice": "n", "reason": "r"}

    offered = desk.open_story(someone, story).content.decode()
    desk.press(someone, story, verb, **fields)

    assert f"/do/{verb}/" not in offered
    assert story.live_edition().number == 2
    assert not Event.objects.filter(by=someone).exists()

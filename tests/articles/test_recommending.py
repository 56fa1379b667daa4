"""What editors choose beside a story: pins, bans and their order; at once, and by whom."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import recommending, related
from articles.models import Event
from articles.workflow import Refused
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Return a story and two others, the first of which shares something with it."""
    tag = factories.tag()
    alike, unlike = factories.published(tags=[tag]), factories.published()
    return factories.published(tags=[tag]), alike, unlike


def beside(edition) -> list[int]:
    return [similar.edition.pk for similar in related.to(edition)]


def test_pinned_story_comes_first_and_says_who_chose_it(three):
    story, alike, unlike = three

    recommending.pin(story.article, unlike.article, factories.publisher())

    assert beside(story) == [unlike.pk, alike.pk]
    assert related.to(story)[0].reason == "Chosen by the editors"


def test_banned_story_is_not_shown(three):
    story, alike, _ = three

    recommending.ban(story.article, alike.article, factories.publisher())

    assert beside(story) == []
    assert beside(alike) == [story.pk]


def test_what_was_chosen_can_be_taken_back(three):
    story, alike, _ = three
    recommending.ban(story.article, alike.article, factories.publisher())

    recommending.release(story.article, alike.article, factories.publisher())

    assert beside(story) == [alike.pk]


def test_pins_stand_in_the_order_that_editors_gave_them(three):
    story, alike, unlike = three
    for other in (alike, unlike):
        recommending.pin(story.article, other.article, factories.publisher())

    recommending.raise_pin(story.article, unlike.article, factories.publisher())

    assert beside(story) == [unlike.pk, alike.pk]


def test_pinned_story_that_readers_lose_is_shown_no_more(three):
    story, alike, unlike = three
    recommending.pin(story.article, unlike.article, factories.publisher())

    unlike.article.withdraw(factories.publisher(), "error", "So.")

    assert beside(story) == [alike.pk]


def test_each_choice_is_one_event_however_often_it_is_made(three):
    story, alike, _ = three

    for _ in range(3):
        recommending.pin(story.article, alike.article, factories.publisher())

    event = Event.objects.get(verb=Event.Verb.PIN)
    assert (event.article_id, event.subject_id) == (story.article_id, alike.article_id)


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.EDITOR])
@pytest.mark.parametrize("verb", ["pin", "ban", "release", "raise_pin"])
def test_who_does_not_edit_the_section_chooses_nothing(three, role, verb):
    story, alike, _ = three
    stranger = factories.user(role)

    with pytest.raises(Refused):
        getattr(recommending, verb)(story.article, alike.article, stranger)

    assert not story.article.related_choices.exists()


def test_editor_of_the_section_chooses(three):
    story, alike, _ = three
    editor = factories.user(UserRole.EDITOR, sections=[story.section])

    choice = recommending.pin(story.article, alike.article, editor)

    assert choice.by == editor


def test_story_does_not_stand_beside_itself(three):
    story, *_ = three

    with pytest.raises(Refused, match="beside itself"):
        recommending.pin(story.article, story.article, factories.publisher())


def test_story_that_readers_do_not_have_is_not_pinned(three):
    story, *_ = three
    waiting = factories.scheduled()

    with pytest.raises(Refused, match="no such story"):
        recommending.pin(story.article, waiting.article, factories.publisher())


@pytest.mark.parametrize("verb", ["pin", "ban", "release", "raise_pin"])
@pytest.mark.parametrize("make", [factories.draft, factories.withdrawn])
def test_hidden_story_is_refused_as_if_it_did_not_exist(three, verb, make):
    story, *_ = three
    editor = factories.user(UserRole.EDITOR, sections=[story.section])
    hidden = make(section=factories.section())

    with pytest.raises(Refused, match="no such story"):
        getattr(recommending, verb)(story.article, hidden, editor)

    assert not story.article.related_choices.exists()


def test_story_that_was_banned_and_withdrawn_can_be_released(three):
    story, *_ = three
    editor = factories.user(UserRole.EDITOR, sections=[story.section])
    other = factories.published(section=factories.section()).article
    recommending.ban(story.article, other, editor)
    other.withdraw(factories.publisher(), "error", "So.")

    recommending.release(story.article, other, editor)

    assert not story.article.related_choices.exists()


# The desk's page


def page_of(client, edition) -> str:
    return reverse("admin:articles_article_similar", args=[edition.article_id])


def test_page_shows_what_readers_get(client, three):
    story, alike, _ = three
    client.force_login(factories.publisher())

    response = client.get(page_of(client, story))

    (_, shown), _ = response.context["lists"]
    assert [entry.edition for entry in shown] == [
        entry.edition for entry in related.to(story, at=timezone.now())
    ]
    assert alike.headline in response.text


def test_story_is_pinned_by_its_address(client, three):
    story, _, unlike = three
    client.force_login(factories.publisher())

    form = {"verb": "pin", "address": f"https://example.org{unlike.path}?utm=1#top"}
    response = client.post(page_of(client, story), form)

    assert response.status_code == 302
    assert beside(story)[0] == unlike.pk


@pytest.mark.parametrize("address", ["", "nowhere", "/no/such/", "\x00", "x" * 500])
def test_address_of_no_story_is_said_and_kept(client, three, address):
    story, *_ = three
    client.force_login(factories.publisher())

    response = client.post(page_of(client, story), {"verb": "pin", "address": address})

    assert response.status_code == 422
    assert "no such story" in response.text
    assert response.context["address"] == address


@pytest.mark.parametrize("verb", ["pin", "ban", "release", "raise"])
@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.EDITOR])
def test_answer_tells_of_no_hidden_story(client, role, verb):
    shelf = factories.section()
    reader = factories.user(role, sections=[shelf])
    story = factories.published(reader, section=shelf)
    hidden = factories.draft(section=factories.section())
    client.force_login(reader)

    found, absent = (
        client.post(page_of(client, story), {"verb": verb, "other": pk})
        for pk in (hidden.pk, 999_999_999)
    )

    assert found.status_code == absent.status_code == 422
    assert found.context["refusal"] == absent.context["refusal"]


def test_unknown_button_is_a_bad_request(client, three):
    client.force_login(factories.publisher())

    response = client.post(page_of(client, three[0]), {"verb": "erase"})

    assert response.status_code == 400


def test_reporter_of_another_story_finds_no_page(client, three):
    client.force_login(factories.user(UserRole.REPORTER))

    response = client.get(page_of(client, three[0]))

    assert response.status_code == 404

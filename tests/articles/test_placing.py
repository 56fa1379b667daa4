"""Placing stories on fronts: who may, what gives way, what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import fronts
from articles.models import OPEN, Event, Placement
from articles.standing import Standing
from articles.workflow import Refused
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def windows(*placements: Placement) -> list[tuple]:
    """Return from when until when each stands, as the database has it."""
    found = {p.pk: (p.live_from, p.live_until) for p in Placement.objects.all()}
    return [found[placement.pk] for placement in placements]


def on_home(at=None) -> dict[int, int]:
    """Return which story stands in which slot of the home page."""
    live = Placement.objects.on(None).live(at or timezone.now())
    return dict(live.values_list("slot", "article_id"))


# Who may


@pytest.mark.parametrize("own", [True, False], ids=["own section", "another section"])
@pytest.mark.parametrize(
    ("role", "anywhere", "home_and_own"),
    [
        (UserRole.REPORTER, False, False),
        (UserRole.COPY_EDITOR, False, False),
        (UserRole.EDITOR, False, True),
        (UserRole.PUBLISHER, True, True),
        (UserRole.ADMIN, False, False),
    ],
)
def test_editors_arrange_their_fronts_and_publishers_all(role, anywhere, home_and_own, own):
    edition = factories.published()
    someone = factories.user(role, sections=[edition.section] if own else [])

    outcomes = {}
    for front in (None, edition.section):
        try:
            outcomes[front] = bool(fronts.place(edition.article, someone, front, 1))
        except Refused:
            outcomes[front] = False

    expected = {None: home_and_own, edition.section: anywhere or (home_and_own and own)}
    assert outcomes == expected
    assert Placement.objects.count() == sum(expected.values())


def test_superuser_without_a_role_arranges_nothing():
    edition = factories.published()
    someone = factories.user(is_superuser=True)

    with pytest.raises(Refused, match="You may not arrange this front"):
        fronts.place(edition.article, someone, None, 1)


def test_who_may_not_arrange_a_front_takes_nothing_off_it():
    edition = factories.published()
    placement = factories.placed(edition.article, front=edition.section)

    with pytest.raises(Refused, match="You may not arrange this front"):
        fronts.displace(placement, factories.user(UserRole.EDITOR))

    assert windows(placement) == [(placement.live_from, OPEN)]


# What is placed


@pytest.mark.parametrize(
    "make",
    [
        factories.draft,
        factories.approved,
        lambda: factories.cancelled().article,
        lambda: factories.retracted().article,
        factories.withdrawn,
    ],
    ids=["draft", "approved", "called off", "retracted", "withdrawn"],
)
def test_story_that_readers_do_not_get_is_not_placed(make):
    article = make()

    with pytest.raises(Refused, match="Readers do not get this story"):
        factories.placed(article)

    assert not Placement.objects.exists()


def test_story_that_waits_may_be_placed():
    waiting = factories.scheduled()

    factories.placed(waiting.article)

    assert on_home() == {1: waiting.article_id}


def test_editor_places_what_is_listed_in_any_section():
    edition = factories.published()
    own = factories.section()

    fronts.place(edition.article, factories.user(UserRole.EDITOR, sections=[own]), own, 1)

    assert Placement.objects.get().front == own


def test_editor_does_not_learn_of_what_waits_in_another_section():
    waiting = factories.scheduled()
    someone = factories.user(UserRole.EDITOR, sections=[factories.section()])

    with pytest.raises(Refused, match="There is no such story"):
        fronts.place(waiting.article, someone, None, 1)


# Bad input


@pytest.mark.parametrize("slot", [-1, 0, 11, 10**9])
def test_unknown_slot_is_refused(slot):
    edition = factories.published()

    with pytest.raises(Refused, match="There is no such slot: a front has 10"):
        factories.placed(edition.article, slot)


def test_moment_that_has_passed_is_refused():
    edition = factories.published()

    with pytest.raises(Refused, match="This moment has passed"):
        factories.placed(edition.article, live_from=timezone.now() - HOUR)


@pytest.mark.parametrize("length", [timedelta(0), -HOUR])
def test_window_that_does_not_end_after_its_beginning_is_refused(length):
    edition = factories.published()
    begin = factories.tomorrow()

    with pytest.raises(Refused, match="It would end before it begins"):
        factories.placed(edition.article, live_from=begin, live_until=begin + length)


def test_end_that_has_passed_is_refused():
    edition = factories.published()

    with pytest.raises(Refused, match="It would end before it begins"):
        factories.placed(edition.article, live_until=timezone.now() - HOUR)


# What gives way


def test_story_in_the_slot_gives_way():
    first, second = factories.published().article, factories.published().article
    before = factories.placed(first)

    after = factories.placed(second)

    assert windows(before, after) == [
        (before.live_from, after.live_from),
        (after.live_from, OPEN),
    ]


def test_story_gives_way_when_the_prepared_one_begins():
    first, second = factories.published().article, factories.published().article
    before = factories.placed(first)

    after = factories.placed(second, live_from=factories.tomorrow())

    assert windows(before) == [(before.live_from, after.live_from)]
    assert on_home() == {1: first.pk}
    assert on_home(after.live_from) == {1: second.pk}


def test_new_placement_ends_where_the_next_prepared_one_begins():
    first, second = factories.published().article, factories.published().article
    prepared = factories.placed(second, live_from=factories.tomorrow())

    new = factories.placed(first)

    assert windows(new, prepared) == [
        (new.live_from, prepared.live_from),
        (prepared.live_from, OPEN),
    ]


def test_prepared_one_is_replaced_by_another_for_the_same_moment():
    first, second = factories.published().article, factories.published().article
    begin = factories.tomorrow()
    replaced = factories.placed(first, live_from=begin)

    new = factories.placed(second, live_from=begin)

    assert windows(replaced, new) == [(begin, begin), (begin, OPEN)]


def test_story_placed_elsewhere_on_the_front_moves():
    article = factories.published().article
    before = factories.placed(article, slot=1)

    after = factories.placed(article, slot=4)

    assert on_home() == {4: article.pk}
    assert windows(before) == [(before.live_from, after.live_from)]


def test_story_stands_on_two_fronts_at_a_time():
    edition = factories.published()

    factories.placed(edition.article)
    factories.placed(edition.article, front=edition.section)

    assert Placement.objects.live(timezone.now()).count() == 2


def test_same_again_makes_no_second_placement():
    article = factories.published().article
    first = factories.placed(article)

    second = factories.placed(article)

    assert second == first
    assert Event.objects.filter(verb="place").count() == 1


def test_other_end_makes_a_new_placement():
    article = factories.published().article
    first = factories.placed(article)

    second = factories.placed(article, live_until=factories.tomorrow())

    assert windows(first, second) == [
        (first.live_from, second.live_from),
        (second.live_from, second.planned_until),
    ]


# Taking off


def test_story_taken_off_leaves_its_slot_now():
    placement = factories.placed(factories.published().article)

    fronts.displace(placement, factories.publisher())

    assert on_home() == {}
    assert placement.live_from < placement.live_until <= timezone.now()


def test_called_off_placement_never_stands():
    placement = factories.placed(factories.published().article, live_from=factories.tomorrow())

    fronts.displace(placement, factories.publisher())

    assert placement.was_cancelled
    assert on_home(placement.live_from) == {}


@pytest.mark.parametrize("hours", [None, 48])
def test_called_off_placement_gives_back_the_time_it_took(hours):
    first, second = factories.published().article, factories.published().article
    end = {"live_until": timezone.now() + hours * HOUR} if hours else {}
    before = factories.placed(first, **end)
    after = factories.placed(second, live_from=factories.tomorrow())

    fronts.displace(after, factories.publisher())

    assert windows(before) == [(before.live_from, before.planned_until)]


def test_time_is_given_back_no_further_than_the_next_one_begins():
    stories = [factories.published().article for _ in range(3)]
    last = factories.placed(stories[2], live_from=factories.tomorrow() + 5 * HOUR)
    before = factories.placed(stories[0])
    between = factories.placed(stories[1], live_from=factories.tomorrow())

    fronts.displace(between, factories.publisher())

    assert windows(before) == [(before.live_from, last.live_from)]


def test_time_is_not_given_back_to_one_that_was_to_end_then():
    first, second = factories.published().article, factories.published().article
    begin = factories.tomorrow()
    before = factories.placed(first, live_until=begin)
    after = factories.placed(second, live_from=begin)

    fronts.displace(after, factories.publisher())

    assert windows(before) == [(before.live_from, begin)]


def test_story_whose_move_is_called_off_stays_where_it_stands():
    article = factories.published().article
    before = factories.placed(article, slot=1)
    move = factories.placed(article, slot=2, live_from=factories.tomorrow())

    fronts.displace(move, factories.publisher())

    assert windows(before) == [(before.live_from, OPEN)]


@pytest.mark.parametrize("begin", [None, timedelta(days=1)], ids=["begun", "prepared"])
def test_what_is_over_is_not_taken_off_again(begin):
    times = {"live_from": timezone.now() + begin} if begin else {}
    placement = factories.placed(factories.published().article, **times)
    fronts.displace(placement, factories.publisher())

    with pytest.raises(Refused, match="It does not stand there any more"):
        fronts.displace(placement, factories.publisher())

    assert Event.objects.filter(verb="displace").count() == 1


# The record


def test_each_verb_leaves_one_event_without_the_headline():
    edition = factories.published(headline="Secret until then")
    placement = factories.placed(edition.article, slot=2, front=edition.section)
    fronts.displace(placement, factories.publisher())

    events = Event.objects.filter(subject_kind="placement").order_by("pk")

    facts = {"front": edition.section_id, "slot": 2}
    assert [(e.verb, e.subject_id, e.article_id, e.data, e.reason) for e in events] == [
        ("place", placement.pk, edition.article_id, facts, ""),
        ("displace", placement.pk, edition.article_id, facts, ""),
    ]


def test_placing_a_story_does_not_hide_that_its_draft_came_back():
    article = factories.edit(factories.published().article)
    article.submit(factories.publisher(), article.version)
    article.return_to_writer(factories.publisher(), article.version, "Call them again.")

    factories.placed(article)

    assert Standing.of(article).returned.reason == "Call them again."

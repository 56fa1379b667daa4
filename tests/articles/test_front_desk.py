"""The desk's pages of the fronts: who sees them, what they name, and what their forms do."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import moments
from articles.models import OPEN, Edition, Placement
from people.user_roles import UserRole
from tests import desk, factories
from tests.articles.test_reader_lists import headlines
from tests.test_reader_requests import archive

pytestmark = pytest.mark.django_db

HOME = "/desk/fronts/home/"


def typed(moment) -> str:
    """Return a moment the way a browser sends it."""
    return moments.typed(moment, timezone.get_current_timezone())


def in_hours(hours: int):
    return timezone.now().replace(second=0, microsecond=0) + timedelta(hours=hours)


def post(user, url: str = HOME, **fields):
    return desk.client(user).post(url, fields, follow=True)


def text(page) -> str:
    return " ".join(page.content.decode().split())


def slot_of(page, number: int) -> str:
    """Return the HTML of one slot."""
    return re.search(rf'id="slot-{number}".*?(?=id="slot-|id="prepared-title")', text(page))[0]


# Who may


@pytest.mark.parametrize(
    ("role", "home", "own", "other"),
    [
        (UserRole.REPORTER, 403, 403, 403),
        (UserRole.COPY_EDITOR, 403, 403, 403),
        (UserRole.EDITOR, 200, 200, 403),
        (UserRole.PUBLISHER, 200, 200, 200),
        (UserRole.ADMIN, 403, 403, 403),
    ],
)
def test_front_is_shown_to_who_may_arrange_it(role, home, own, other):
    world, local = factories.section("World"), factories.section("Local")
    browser = desk.client(factories.user(role, sections=[world]))
    pages = [HOME, "/desk/fronts/section/world/", "/desk/fronts/section/local/"]

    answers = [browser.get(page).status_code for page in pages]

    assert answers == [home, own, other]
    assert local.placements.count() == 0


def test_list_of_fronts_names_those_that_one_may_arrange():
    world, _local = factories.section("World"), factories.section("Local")
    editor = factories.user(UserRole.EDITOR, sections=[world])

    page = desk.client(editor).get("/desk/fronts/")

    assert [front["name"] for front in page.context["fronts"]] == ["Home page", "World"]


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.ADMIN])
def test_who_arranges_nothing_finds_no_fronts_in_the_menu(role):
    browser = desk.client(factories.user(role))

    front, listed = browser.get("/desk/"), browser.get("/desk/fronts/")

    assert "/desk/fronts/" not in front.content.decode()
    assert listed.status_code == 403


def test_forged_form_of_who_may_not_places_nothing():
    edition = factories.published()
    reporter = factories.user(UserRole.REPORTER)

    answer = post(reporter, article=edition.article_id, slot=1)

    assert answer.status_code == 403
    assert not Placement.objects.exists()


def test_who_may_not_takes_nothing_off():
    edition = factories.published()
    placement = factories.placed(edition.article, front=edition.section)

    answer = post(
        factories.user(UserRole.EDITOR), f"/desk/fronts/placement/{placement.pk}/displace/"
    )

    assert answer.status_code == 404
    assert Placement.objects.get().live_until == OPEN


def test_looking_at_a_front_changes_nothing():
    placement = factories.placed(factories.published().article)

    answer = desk.client(factories.publisher()).get(
        f"/desk/fronts/placement/{placement.pk}/displace/"
    )

    assert answer.status_code == 405


# Placing without a mouse or a script


def test_form_of_a_story_places_it():
    old = factories.published(headline="Old")
    factories.published(headline="New")

    page = post(factories.publisher(), article=old.article_id, slot=1)

    assert headlines("/") == ["Old", "New"]
    assert desk.messages(page) == ["Placed: Lead of the home page."]
    assert page.redirect_chain[-1][0] == f"{HOME}#slot-1"


def test_story_is_placed_from_a_moment_until_another():
    edition = factories.published()
    begin, end = in_hours(5), in_hours(9)

    post(
        factories.publisher(),
        article=edition.article_id,
        slot=4,
        live_from=typed(begin),
        live_until=typed(end),
    )

    placement = Placement.objects.get()
    assert (placement.live_from, placement.live_until) == (begin, end)


def test_story_is_taken_off():
    placement = factories.placed(factories.published().article)

    page = post(factories.publisher(), f"/desk/fronts/placement/{placement.pk}/displace/")

    assert desk.messages(page) == ["Taken off: Lead of the home page."]
    assert not Placement.objects.live(timezone.now()).exists()


def test_prepared_placement_is_called_off():
    placement = factories.placed(factories.published().article, live_from=factories.tomorrow())

    page = post(factories.publisher(), f"/desk/fronts/placement/{placement.pk}/displace/")

    assert desk.messages(page) == ["Called off: Lead of the home page."]
    assert Placement.objects.get().was_cancelled


def test_second_click_on_take_off_says_that_it_is_gone():
    placement = factories.placed(factories.published().article)
    url = f"/desk/fronts/placement/{placement.pk}/displace/"
    post(factories.publisher(), url)

    page = post(factories.publisher(), url)

    assert desk.messages(page) == ["It does not stand there any more."]


# Bad input


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"slot": "11"}, "11 is not one of the available choices"),
        ({"slot": ""}, "This field is required"),
        ({"live_from": "2020-01-01T10:00"}, "This moment has passed"),
        ({"live_from": "9000-01-01T10:00"}, "Choose a moment within the next 5 years"),
        ({"live_from": "tomorrow"}, "Say when: a date and a time that there is"),
        ({"live_until": "2020-01-01T10:00"}, "It would end before it begins"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(fields, said):
    edition = factories.published(headline="Talks go on")
    sent = {"slot": "3", "live_until": typed(in_hours(30))} | fields

    page = post(factories.publisher(), article=edition.article_id, **sent)

    form = page.context["refused"]["form"]
    assert said in text(page)
    assert "Not placed yet: Talks go on" in text(page)
    assert {name: str(form[name].value()) for name in sent} == sent
    assert not Placement.objects.exists()


@pytest.mark.parametrize("article", ["0", "-1", "x", "", "999999", str(2**70)])
def test_story_that_does_not_exist_is_refused(article):
    page = post(factories.publisher(), article=article, slot=1)

    assert page.status_code == 200
    assert "Not placed yet" in text(page)


def test_draft_is_refused():
    article = factories.draft()

    page = post(factories.publisher(), article=article.pk, slot=1)

    assert "Readers do not get this story" in text(page)
    assert not Placement.objects.exists()


@pytest.mark.parametrize("make", [factories.scheduled, lambda **v: factories.draft(**v)])
def test_refusal_does_not_tell_an_editor_of_what_another_desk_prepares(make):
    made = make(headline="Secret until then")
    editor = factories.user(UserRole.EDITOR)

    page = post(editor, article=getattr(made, "article_id", made.pk), slot=1)

    assert "There is no such story" in text(page)
    assert "Secret until then" not in text(page)


@pytest.mark.parametrize("at", ["2020-01-01T10:00", "nonsense", "9999-99-99T99:99"])
def test_moment_that_cannot_be_prepared_is_said_and_the_front_shown_as_it_stands(at):
    factories.published(headline="Here")

    page = desk.client(factories.publisher()).get(HOME, {"at": at})

    assert page.status_code == 200
    assert page.context["moment"].errors
    assert "As it stands" in text(page)
    assert f'value="{at}"' in text(page)


# What the page shows


def test_slots_show_what_readers_get():
    old = factories.published(headline="Old")
    for name in ("B", "C"):
        factories.published(headline=name)
    factories.placed(old.article, live_until=factories.tomorrow())

    page = desk.client(factories.publisher()).get(HOME)

    shown = [slot.story.headline for slot in page.context["slots"] if slot.story]
    assert shown == headlines("/") == ["Old", "C", "B"]
    assert "placed until" in slot_of(page, 1)
    assert "by time" in slot_of(page, 2)


def test_story_in_a_slot_is_offered_to_stand_there_and_as_long():
    placed = factories.published().article
    factories.published(headline="By time")
    end = in_hours(24)
    factories.placed(placed, slot=2, live_until=end)

    page = desk.client(factories.publisher()).get(HOME)

    forms = [slot.story.form for slot in page.context["slots"] if slot.story]
    assert [form["slot"].value() for form in forms] == [1, 2]
    assert [form["live_until"].value() for form in forms] == [None, end]


def test_front_is_shown_as_it_will_be():
    old = factories.published(headline="Old")
    factories.published(headline="New")
    begin = in_hours(24)
    factories.placed(old.article, live_from=begin)
    browser = desk.client(factories.publisher())

    now, then = browser.get(HOME), browser.get(HOME, {"at": typed(begin)})

    assert now.context["slots"][0].story.headline == "New"
    assert then.context["slots"][0].story.headline == "Old"
    assert "Call off" in slot_of(then, 1)


def test_what_is_prepared_begins_at_the_moment_looked_at():
    edition = factories.published()
    at = in_hours(24)

    page = desk.client(factories.publisher()).get(HOME, {"at": typed(at)})

    (story,) = page.context["stories"]
    assert story.form["live_from"].value() == at
    assert story.headline == edition.headline


def test_after_placing_the_moment_and_the_search_are_still_on_the_screen():
    edition = factories.published(headline="Talks")
    query = f"?at={typed(in_hours(24))}&q=talk"

    page = post(
        factories.publisher(),
        HOME + query,
        article=edition.article_id,
        slot=2,
        live_from=typed(in_hours(24)),
    )

    assert page.context["at"] == in_hours(24)
    assert page.context["words"] == "talk"


def test_prepared_placements_are_listed_the_next_first():
    for name, hours in (("Later", 30), ("Sooner", 20)):
        factories.placed(factories.published(headline=name).article, live_from=in_hours(hours))
    factories.placed(factories.published(headline="Now").article, slot=2)

    page = desk.client(factories.publisher()).get(HOME)

    assert [item.story.headline for item in page.context["prepared"]] == ["Sooner", "Later"]


def test_placed_story_that_is_not_out_says_so_beside_the_one_that_stands_in():
    factories.published(headline="Stands in")
    factories.placed(factories.scheduled(headline="Not yet").article)

    page = desk.client(factories.publisher()).get(HOME)

    assert "Not out now: Not yet" in slot_of(page, 1)
    assert "Stands in" in slot_of(page, 1)


@pytest.mark.parametrize("hours", [None, 72])
def test_editor_does_not_read_the_headline_of_what_waits_on_another_desk(hours):
    waiting = factories.scheduled(headline="Secret until then")
    factories.placed(waiting.article)
    factories.placed(factories.scheduled(headline="Another secret").article, live_from=in_hours(30))
    editor = factories.user(UserRole.EDITOR)
    at = {"at": typed(in_hours(hours))} if hours else {}

    page = desk.client(editor).get(HOME, at)

    assert "ecret" not in text(page)
    assert "A story that is not out, of another desk" in text(page)


def test_editor_does_not_read_the_next_headline_of_a_live_story_of_another_desk():
    article = factories.published(headline="Known").article
    factories.ready(article, headline="Secret until then")
    at = factories.tomorrow()
    article.publish(factories.publisher(), article.version, at, change="minor")

    page = desk.client(factories.user(UserRole.EDITOR)).get(HOME, {"at": typed(in_hours(48))})

    assert "Secret until then" not in text(page)
    assert "Known" in slot_of(page, 1)


@pytest.mark.parametrize("words", ["blue", "BLUE line", "%", "_", "\x00blue"])
def test_search_finds_stories_by_their_headline(words):
    factories.published(headline="On the Blue Line")
    factories.published(headline="Elsewhere")

    page = desk.client(factories.publisher()).get(HOME, {"q": words})

    expected = ["On the Blue Line"] if "blue" in words.lower() else []
    assert [story.headline for story in page.context["stories"]] == expected


def test_search_reads_no_more_than_the_newest_headlines(monkeypatch):
    monkeypatch.setattr("articles.layout.SEARCHED", 10)
    archive(12, section=factories.section().pk)

    page = desk.client(factories.publisher()).get(HOME, {"q": "story"})

    assert len(page.context["stories"]) == 10


# What it costs


def queries_of(user, url: str) -> int:
    browser = desk.client(user)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", [HOME, "/desk/fronts/section/world/"])
def test_front_at_the_desk_takes_as_many_queries_for_many_stories_as_for_few(url):
    shelf, user = factories.section("World"), factories.publisher()
    archive(3, section=shelf.pk)
    for slot, edition in enumerate(Edition.objects.all()[:3], start=1):
        factories.placed(edition.article, slot, live_from=in_hours(20))
        factories.placed(edition.article, slot)
        factories.placed(edition.article, slot, front=shelf, live_from=in_hours(20))
        factories.placed(edition.article, slot, front=shelf)
    for_few = queries_of(user, url)

    archive(40, section=shelf.pk)
    for slot, edition in enumerate(Edition.objects.order_by("-pk")[:7], start=4):
        factories.placed(edition.article, slot, live_from=in_hours(20))
        factories.placed(edition.article, slot, front=shelf)

    assert queries_of(user, url) == for_few <= 20

"""The page of one verb: what was typed is kept, and an edition in the way can be called off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Event
from articles.verbs import BY_NAME, VERBS
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return factories.publisher()


def verb_url(article, verb):
    return desk.url("articles_article_verb", article.pk, verb)


def open_verb(user, article, verb):
    return desk.client(user).get(verb_url(article, verb), follow=True)


def events(article):
    return [event.verb for event in article.events.order_by("pk")]


def with_an_update_in_the_way():
    """Return a live story whose update waits for tomorrow, and whose next version is approved."""
    edition = factories.published()
    article = factories.ready(edition.article, headline="Tomorrow’s")
    article.publish(factories.publisher(), article.version, factories.tomorrow(), change="minor")
    return factories.ready(article, headline="Today’s")


# What was typed


@pytest.mark.parametrize(
    ("make", "verb", "typed", "said"),
    [
        (
            lambda: factories.ready(factories.published().article),
            "schedule",
            {"live_from": "soon", "change": "correction", "note": "It was <Tuesday>."},
            "Say when",
        ),
        (
            lambda: factories.published().article,
            "withdraw",
            {"reason_class": "", "reason": "A court & more."},
            "Say to which class",
        ),
        (factories.submitted, "return", {"reason": " "}, "Say what the writer should do."),
        (factories.submitted, "return", {"reason": "x" * 1001}, "at most 1000 characters"),
        (factories.submitted, "return", {"reason": "So\x00 what"}, "Null characters"),
        (factories.draft, "embargo", {"until": "2026-02-30T10:00"}, "Say when"),
        (factories.draft, "embargo", {"until": "2001-01-01T10:00"}, "has passed"),
        (
            lambda: factories.approved(embargo_until=factories.tomorrow()),
            "lift",
            {"reason": ""},
            "Say why the embargo no longer holds.",
        ),
        (
            lambda: factories.scheduled().article,
            "reschedule",
            {"live_from": "2001-01-01T10:00"},
            "has passed",
        ),
    ],
)
def test_what_was_typed_is_kept_when_a_verb_is_refused(publisher, make, verb, typed, said):
    article = make()
    before = events(article)

    page = desk.press(publisher, article, verb, **typed)

    form = page.context["form"]
    kept = {name: getattr(form[name].value(), "text", form[name].value()) for name in typed}
    assert page.status_code == 422
    assert said in desk.errors(page)[0]
    assert kept == typed
    assert events(article) == before


def test_what_is_wrong_stands_beside_its_field(publisher):
    article = factories.published().article

    page = desk.press(publisher, article, "withdraw", reason="A court.").content.decode()

    beside = page.split('for="withdraw-reason_class"')[1].split("</select>")[0]
    assert "Say to which class the reason belongs." in beside
    assert 'value="A court."' in page


def test_a_refusal_of_the_verb_itself_keeps_what_was_typed_too(publisher):
    article = factories.approved(embargo_until=factories.tomorrow())
    soon = timezone.localtime() + timedelta(hours=1)

    page = desk.press(publisher, article, "schedule", live_from=f"{soon:%Y-%m-%dT%H:%M}")

    assert page.status_code == 422
    assert "under embargo until" in desk.errors(page)[0]
    assert f'value="{soon:%Y-%m-%dT%H:%M}"' in page.content.decode()


def test_who_saw_an_older_version_is_shown_the_one_that_now_stands(publisher):
    article = factories.submitted(summary="Old.")
    seen = article.version
    factories.edit(article, summary="The new one.")

    page = desk.press(publisher, article, "return", version=seen, reason="Too long.")

    html = page.content.decode()
    assert page.status_code == 422
    assert "saved again meanwhile" in desk.errors(page)[0]
    assert "The new one." in html
    assert ">Too long.</textarea>" in html.replace("\n", "")
    assert f'name="version" value="{article.version}"' in html


def test_a_page_of_a_refused_verb_can_be_sent_again(publisher):
    article = factories.submitted()
    refused = desk.press(publisher, article, "return", reason="")

    page = desk.press(publisher, article, "return", reason="Too long.")

    assert (refused.status_code, page.status_code) == (422, 200)
    assert desk.messages(page)[0].startswith("Returned: ")


def test_a_verb_that_asks_nothing_is_refused_in_a_line_above_the_story(publisher):
    article = factories.draft()

    page = desk.press(publisher, article, "approve")

    assert page.redirect_chain == [(desk.story_url(article), 302)]
    assert desk.messages(page) == ["You cannot approve this story: it is draft."]


# Moments


def test_a_story_goes_live_at_the_reading_that_was_chosen(publisher, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    article, second = factories.approved(), second_half_past_two()
    typed = {"live_from": f"{second:%Y-%m-%d}T02:30"}

    refused = desk.press(publisher, article, "schedule", **typed)
    typed |= {"live_from_reading": second.isoformat()}
    done = desk.press(publisher, article, "schedule", **typed)

    assert "comes twice" in desk.errors(refused)[0]
    assert refused.content.decode().count('name="live_from_reading"') == 2
    assert article.waiting_edition().live_from == second
    assert "02:30 CET (UTC+1)</span>" in done.content.decode()


def second_half_past_two():
    """Return a moment of the next year's day on which Europe sets its clocks back."""
    day = datetime(timezone.localdate().year + 1, 10, 31, 1, 30, tzinfo=UTC)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def test_a_reading_of_another_time_schedules_nothing(publisher):
    article, later = factories.approved(), timezone.localtime() + timedelta(days=2)

    page = desk.press(
        publisher,
        article,
        "schedule",
        live_from=f"{later:%Y-%m-%dT%H:%M}",
        live_from_reading=f"{later:%Y-%m-%dT%H:%M}:59+00:00",
    )

    assert "no reading of this time" in desk.errors(page)[0]
    assert article.waiting_edition() is None


# Looking at a verb


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_looking_at_a_verb_does_nothing(publisher, verb):
    stories = [
        factories.draft(),
        factories.submitted(),
        factories.approved(),
        factories.scheduled().article,
        factories.published().article,
        factories.updated(factories.published().article).article,
        factories.withdrawn(),
        _breaking(),
        _with_a_proposal(),
        factories.approved(embargo_until=factories.tomorrow()),
    ]
    before = [(article.stage, events(article)) for article in Article.objects.order_by("pk")]

    pages = [open_verb(publisher, article, verb) for article in stories]

    after = [(article.stage, events(article)) for article in Article.objects.order_by("pk")]
    assert {page.status_code for page in pages} == {200}
    assert any(page.context.get("verb") == BY_NAME[verb] for page in pages)
    assert after == before


def _with_a_proposal():
    edition, by = factories.published(), factories.reporter()
    edition.article.corrections.create(
        corrects=edition, wrong="It was Monday.", right="It was Tuesday.", proposed_by=by
    )
    return edition.article


def _breaking():
    article, by = factories.draft(), factories.user("Publisher")
    article.publish_breaking(by, article.version, "It has just happened.")
    return article


def test_the_page_of_a_verb_shows_the_text_on_which_it_acts(publisher):
    article = factories.submitted(summary="It rose, and then it fell.")

    page = open_verb(publisher, article, "approve").content.decode()

    assert "It rose, and then it fell." in page
    assert f'name="version" value="{article.version}"' in page


def test_a_verb_that_is_not_offered_leads_to_the_story():
    article = factories.approved()

    page = open_verb(factories.reporter(), article, "publish")

    assert page.redirect_chain == [(desk.story_url(article), 302)]
    assert desk.messages(page) == ["“Publish” is not open to you as the story stands."]


@pytest.mark.parametrize("verb", ["shred", "submit"])
def test_there_is_no_page_of_a_verb_or_story_that_is_not_there(verb):
    article = factories.draft() if verb == "shred" else factories.submitted()
    user = factories.publisher() if verb == "shred" else factories.user(UserRole.EDITOR)

    page = open_verb(user, article, verb)

    assert page.status_code == 404


def test_who_logs_in_again_finds_the_verb_to_do(publisher, client):
    article = factories.submitted()
    away = client.post(verb_url(article, "approve"), {"version": article.version})
    client.force_login(publisher)

    page = client.get(away.url, follow=True)

    assert page.status_code == 200
    assert "Approve</button>" in page.content.decode()


# Calling off what is in the way


def test_who_is_stopped_by_a_waiting_edition_may_call_it_off_and_go_on(publisher):
    article = with_an_update_in_the_way()
    waiting = article.waiting_edition()

    refused = desk.press(publisher, article, "publish", change="minor", note="A comma.")
    page = desk.press(
        publisher, article, "publish", change="minor", note="A comma.", call_off=waiting.number
    )

    offered = (
        f'name="call_off" value="{waiting.number}">Call off edition {waiting.number} and go on'
    )
    live = article.live_edition()
    assert refused.status_code == 422
    assert offered in refused.content.decode()
    assert desk.messages(page) == ["Published: readers get it now."]
    assert (live.headline, live.change, live.change_text) == ("Today’s", "minor", "A comma.")
    assert article.waiting_edition() is None
    assert events(article)[-2:] == [Event.Verb.CANCEL, Event.Verb.PUBLISH]


def test_nothing_is_called_off_when_the_second_step_is_refused(publisher):
    article = with_an_update_in_the_way()
    waiting = article.waiting_edition()
    Article.objects.filter(pk=article.pk).update(embargo_until=timezone.now() + timedelta(days=2))

    page = desk.press(publisher, article, "publish", change="minor", call_off=waiting.number)

    assert page.status_code == 422
    assert "under embargo until" in desk.errors(page)[0]
    assert page.context["form"]["change"].value() == "minor"
    assert article.waiting_edition() == waiting
    assert events(article)[-1] == Event.Verb.APPROVE


def test_nothing_is_called_off_when_what_was_typed_is_wrong(publisher):
    article = with_an_update_in_the_way()
    waiting = article.waiting_edition()

    page = desk.press(
        publisher, article, "schedule", live_from="soon", change="minor", call_off=waiting.number
    )

    assert page.status_code == 422
    assert "and go on</button>" in page.content.decode()
    assert article.waiting_edition() == waiting


@pytest.mark.parametrize("number", ["1", "0", "99", "x", "9" * 30])
def test_an_edition_that_was_not_on_the_screen_is_not_called_off(publisher, number):
    article = with_an_update_in_the_way()
    waiting = article.waiting_edition()

    page = desk.press(publisher, article, "publish", change="minor", call_off=number)

    assert page.status_code == 422
    assert f"Edition {waiting.number} waits now" in desk.errors(page)[0]
    assert article.waiting_edition() == waiting


def test_there_is_nothing_to_call_off_once_the_edition_is_live_or_gone(publisher):
    article = with_an_update_in_the_way()
    number = article.waiting_edition().number
    article.cancel(publisher)

    page = desk.press(publisher, article, "publish", change="minor", call_off=number)

    assert page.status_code == 422
    assert desk.errors(page) == ["Nothing is waiting to be published."]
    assert "and go on</button>" not in page.content.decode()


def test_a_verb_that_asks_nothing_is_offered_again_with_the_edition_out_of_the_way(publisher):
    """A first edition that waits asks for no sort of change: its next version neither."""
    article = factories.ready(factories.scheduled().article, headline="Today’s")

    refused = desk.press(publisher, article, "publish")
    page = desk.press(publisher, article, "publish", call_off="1")

    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Call off edition 1 and go on</button>" in html
    assert ">Publish</button>" not in html
    assert desk.messages(page) == ["Published: readers get it now."]
    assert article.live_edition().headline == "Today’s"


def test_who_may_not_call_off_is_only_told_what_is_in_the_way():
    editor = factories.user(UserRole.EDITOR, sections=[factories.section("City")])
    article = factories.scheduled().article

    page = desk.press(editor, article, "return", reason="Too long.")

    assert page.status_code == 422
    assert "waits to be published: call it off first" in desk.errors(page)[0]
    assert "and go on</button>" not in page.content.decode()
    assert ">Too long.</textarea>" in page.content.decode().replace("\n", "")


# Changing the time


def test_the_time_of_a_waiting_edition_is_changed(publisher):
    edition = factories.scheduled()
    later = timezone.localtime() + timedelta(days=9)

    page = desk.press(publisher, edition.article, "reschedule", live_from=f"{later:%Y-%m-%dT%H:%M}")

    waiting = edition.article.waiting_edition()
    assert desk.messages(page)[0].startswith("Scheduled: it goes live by itself on ")
    assert waiting.live_from == later.replace(second=0, microsecond=0)


def test_who_changes_the_time_is_shown_the_present_one(publisher, settings):
    settings.TIME_ZONE = "Asia/Beirut"
    moment = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
    edition = factories.scheduled(live_from=moment + timedelta(days=3))

    page = desk.open_story(publisher, edition.article).content.decode()

    local = timezone.localtime(edition.live_from)
    assert f'value="{local:%Y-%m-%dT%H:%M}"' in page
    assert f"Now: {local:%A} {local.day} {local:%B %Y}, {local:%H:%M}" in page


def test_a_waiting_version_that_was_saved_over_is_not_offered_another_time(publisher):
    article = factories.scheduled().article
    factories.edit(article)

    page = desk.open_story(publisher, article).content.decode()

    assert "/do/reschedule/" not in page
    assert "/do/cancel/" in page


def test_an_update_of_a_live_story_is_published_later_and_the_old_edition_stays_until_then(
    publisher,
):
    edition = factories.published(headline="The harbour sleeps")
    article = factories.ready(edition.article, headline="The harbour wakes")
    later = timezone.localtime() + timedelta(days=2)

    page = desk.press(
        publisher,
        article,
        "schedule",
        live_from=f"{later:%Y-%m-%dT%H:%M}",
        change="update",
        note="It woke.",
    )

    waiting = article.waiting_edition()
    html = page.content.decode()
    assert "Live</span>" in html
    assert "Scheduled</span>" in html
    assert article.live_edition() == edition
    assert article.live_edition(waiting.live_from) == waiting
    assert (waiting.change, waiting.change_text) == ("update", "It woke.")
    read = desk.client(publisher).get(edition.path).content.decode()
    assert "The harbour sleeps" in read
    assert "The harbour wakes" not in read

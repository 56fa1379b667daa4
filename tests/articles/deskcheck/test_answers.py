"""Findings beside the story, a publisher's answers to them, and no way round the gate."""

import pytest

from articles.deskcheck.gate import Blocked
from articles.models import Event
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

LEFT = "TK and ??? and TODO"


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


def keys(story):
    return [finding.key for finding in story.findings(factories.publisher())]


def answer(user, story, kind="overrule", **fields):
    """Send the form of the panel beside a story."""
    fields = {"version": story.version, "answer": kind, "finding": keys(story)} | fields
    url = desk.url("articles_article_answers", story.pk)
    return desk.client(user).post(url, fields, follow=True)


def shown(page):
    return " ".join(page.content.decode().split())


# The panel


def test_findings_of_the_saved_version_stand_beside_the_story(story, publisher):
    page = shown(desk.open_story(publisher, story))

    assert "3 errors." in page
    assert "“TK” was left in the bottom line." in page
    assert 'data-part="bottom_line" data-number="0" data-start="0" data-end="2"' in page
    assert "Overrule…" in page


def test_a_story_without_findings_says_so_in_a_sentence(publisher):
    page = shown(desk.open_story(publisher, factories.draft()))

    assert '<p class="check-summary" role="status">Nothing found.</p>' in page


def test_who_may_only_read_the_story_sees_the_findings(story):
    page = shown(desk.open_story(factories.reporter(), story))

    assert "“TK” was left in the bottom line." in page
    assert "#id_bottom_line" not in page
    assert "Overrule…" not in page


@pytest.mark.parametrize(
    ("level", "offered"), [("error", "Overrule…"), ("warning", "Acknowledge…"), ("info", "")]
)
def test_each_level_is_named_and_offers_its_answer(story, publisher, levels, level, offered):
    levels["placeholders"] = level

    page = shown(desk.open_story(publisher, story))

    assert {"error": "Errors", "warning": "Warnings", "info": "Good to know"}[level] in page
    assert [label for label in ("Overrule…", "Acknowledge…") if label in page] == [
        label for label in [offered] if label
    ]


def test_what_is_printed_in_a_finding_cannot_become_markup(publisher):
    story = factories.draft(summary='<script>"TK"</script>')

    page = desk.open_story(publisher, story).content.decode()

    assert "<script>&quot;" not in page
    assert '<script>"TK"' not in page


# Answering


def test_several_findings_are_answered_with_one_reason_each_by_an_event(story, publisher):
    page = answer(publisher, story, reason_overrule="They are names.")

    events = story.events.filter(verb=Event.Verb.OVERRULE)
    assert {event.data["finding"] for event in events} == set(keys(story))
    assert {(event.by, event.reason) for event in events} == {(publisher, "They are names.")}
    assert "3 errors; 3 answered." in shown(page)
    assert f"{publisher} overruled an error:</strong> They are names." in shown(page)
    assert story.publish(publisher, story.version).number == 1


def test_warnings_are_acknowledged(story, publisher, levels):
    levels["placeholders"] = "warning"

    answer(publisher, story, "acknowledge", reason_acknowledge="They are names.")

    assert story.events.filter(verb=Event.Verb.ACKNOWLEDGE).count() == 3


REFUSED = {
    "no reason": ({"reason_overrule": " "}, "Say why this may be published as it stands."),
    "nothing chosen": ({"finding": [], "reason_overrule": "Names."}, "Choose what you answer."),
    "an older screen": ({"version": 0, "reason_overrule": "Names."}, "saved again meanwhile"),
    "an unknown finding": (
        {"finding": ["0" * 16], "reason_overrule": "Names."},
        "no longer finds this",
    ),
    "errors acknowledged": (
        {"answer": "acknowledge", "reason_acknowledge": "Names."},
        "mend it, or overrule it",
    ),
}


@pytest.mark.parametrize(("fields", "told"), REFUSED.values(), ids=REFUSED)
def test_a_refused_answer_says_why_and_leaves_no_event(story, publisher, fields, told):
    page = answer(publisher, story, **fields)

    answered = story.events.filter(verb__in=(Event.Verb.OVERRULE, Event.Verb.ACKNOWLEDGE))
    assert page.status_code == 422
    assert told in shown(page)
    assert not answered.exists()


def test_what_was_chosen_and_typed_for_a_refused_answer_is_kept(story, publisher):
    first = keys(story)[0]

    page = answer(publisher, story, finding=[first, "0" * 16], reason_overrule="A <name>.")

    assert f'value="{first}" id="finding-{first}" form="check-form"' in shown(page)
    assert shown(page).count(" checked>") == 1
    assert ">A &lt;name&gt;.</textarea>" in shown(page)


def test_one_finding_that_is_gone_leaves_all_unanswered(story, publisher):
    answer(publisher, story, finding=[*keys(story), "0" * 16], reason_overrule="Names.")

    assert not story.events.filter(verb=Event.Verb.OVERRULE).exists()


def test_a_null_character_in_a_reason_is_dropped(story, publisher):
    answer(publisher, story, reason_overrule="Na\x00mes.")

    assert set(story.events.filter(verb=Event.Verb.OVERRULE).values_list("reason")) == {("Names.",)}


@pytest.mark.parametrize("fields", [{"answer": "publish"}, {"version": "x"}, {"answer": ""}])
def test_a_forged_button_is_no_button(story, publisher, fields):
    page = answer(publisher, story, reason_overrule="Names.", **fields)

    assert page.status_code == 400


def test_only_a_publisher_answers(story):
    editor = factories.user(UserRole.EDITOR, sections=[story.section])

    page = answer(editor, story, reason_overrule="Names.")

    assert "You may not overrule the desk check." in shown(page)
    assert not story.events.filter(verb=Event.Verb.OVERRULE).exists()


def test_the_history_tells_what_was_answered_by_whom_and_why(story, publisher):
    answer(publisher, story, finding=keys(story)[:1], reason_overrule="It is a name.")

    page = shown(desk.client(publisher).get(desk.url("articles_article_history", story.pk)))

    assert "overruled an error, version 1" in page
    assert "It is a name. <span" in page
    assert "(“TK” was left in the bottom line.)" in page


# The gate


def test_a_button_that_is_blocked_shows_the_findings_and_leads_to_their_places(story, publisher):
    page = desk.press(publisher, story, "publish")

    assert page.status_code == 422
    assert f'href="{desk.story_url(story)}#id_bottom_line"' in shown(page)
    assert "The desk check stands in the way." in shown(page)
    assert shown(page).count('type="checkbox" name="finding"') == 3
    assert story.live_edition() is None


def test_what_was_typed_stays_while_findings_are_answered(publisher):
    story = factories.ready(factories.published().article, bottom_line="TK")
    typed = {"change": "update", "note": "More is <known>."}
    blocked = desk.press(publisher, story, "publish", **typed)

    filled = desk.fields(blocked, "verb-form")
    sent = filled | {"finding": keys(story), "reason_overrule": "A name.", "answer": "overrule"}
    page = answer(publisher, story, **sent)
    filled = desk.fields(page, "verb-form")
    done = desk.press(publisher, story, filled.pop("verb"), **filled)

    assert "More is &lt;known&gt;." in shown(blocked)
    assert "1 error; 1 answered." in shown(page)
    assert desk.messages(done) == ["Published: readers get it now."]
    assert story.live_edition().change_text == "More is <known>."


def test_a_refused_answer_keeps_what_was_typed_for_the_verb(publisher):
    story = factories.ready(factories.published().article, bottom_line="TK")

    page = answer(
        publisher, story, verb="publish", change="update", note="More.", reason_overrule=" "
    )

    assert page.status_code == 422
    assert "Say why this may be published as it stands." in shown(page)
    assert 'value="More."' in shown(page)


BUTTONS = {
    "publish": {},
    "schedule": {"live_from": f"{factories.tomorrow():%Y-%m-%dT%H:%M}"},
    "breaking": {"reason": "It cannot wait."},
}


@pytest.mark.parametrize(("verb", "typed"), BUTTONS.items(), ids=BUTTONS)
def test_no_button_leads_round_the_gate(story, publisher, verb, typed):
    page = desk.press(publisher, story, verb, **typed)

    assert "The desk check stands in the way." in shown(page)
    assert not story.editions.exists()


def test_no_call_of_a_verb_leads_round_the_gate(story, publisher):
    verbs = [
        lambda: story.publish(publisher, story.version),
        lambda: story.publish(publisher, story.version, live_from=factories.tomorrow()),
        lambda: story.publish_breaking(publisher, story.version, "It cannot wait."),
    ]

    for verb in verbs:
        with pytest.raises(Blocked):
            verb()

    assert not story.editions.exists()


def test_a_list_of_stories_offers_no_action_that_publishes(story, publisher):
    browser = desk.client(publisher)

    page = browser.get(desk.url("articles_article_changelist"))

    assert 'name="action"' not in page.content.decode()


def test_another_time_is_another_reading(levels, publisher):
    levels["placeholders"] = "off"
    waiting = factories.scheduled(bottom_line="TK")
    levels["placeholders"] = "error"

    with pytest.raises(Blocked):
        waiting.article.reschedule(publisher, factories.tomorrow())

    assert waiting.article.waiting_edition() == waiting

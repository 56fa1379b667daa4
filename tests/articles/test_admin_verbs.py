"""The buttons above a story: who is offered which, and what pressing one does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

VERBS = [
    "submit",
    "approve",
    "publish",
    "schedule",
    "return",
    "reschedule",
    "cancel",
    "withdraw",
    "embargo",
    "lift",
]


@pytest.fixture
def editor():
    return factories.user(UserRole.EDITOR, sections=[factories.section("City")])


def offered(user, article):
    """Return the verbs whose buttons stand on the page of a story."""
    page = desk.open_story(user, article)
    html = page.content.decode() if page.status_code == 200 else ""
    return [verb for verb in VERBS if f"/do/{verb}/" in html]


def in_state(state):
    stories = {
        "draft": factories.draft,
        "in review": factories.submitted,
        "approved": factories.approved,
        "live": lambda: factories.published().article,
        "scheduled": lambda: factories.scheduled().article,
        "withdrawn": factories.withdrawn,
        "embargoed": lambda: factories.approved(embargo_until=factories.tomorrow()),
    }
    return stories[state]()


OFFERED = """
            | reporter | editor         | publisher
draft       | submit   | submit         | submit embargo
in review   |          | approve return | approve return embargo
approved    |          | return         | publish schedule return embargo
embargoed   |          | return         | publish schedule return lift
live        |          |                | withdraw
scheduled   |          |                | reschedule cancel
withdrawn   |          |                | embargo
"""


def _cells():
    head, *rows = (line.split("|") for line in OFFERED.strip("\n").splitlines())
    for state, *cells in rows:
        for role, verbs in zip(head[1:], cells, strict=True):
            yield pytest.param(
                state.strip(), role.strip(), verbs.split(), id=f"{role.strip()}: {state.strip()}"
            )


@pytest.mark.parametrize(("state", "role", "verbs"), list(_cells()))
def test_only_the_buttons_that_may_be_pressed_now_are_there(editor, state, role, verbs):
    article = in_state(state)
    users = {
        "reporter": factories.reporter(),
        "editor": editor,
        "publisher": factories.user(UserRole.PUBLISHER),
    }

    found = offered(users[role], article)

    assert found == verbs


@pytest.mark.parametrize("state", ["draft", "in review", "approved", "live"])
def test_a_copy_editor_is_offered_no_button(state):
    article = in_state(state)

    found = offered(factories.user(UserRole.COPY_EDITOR), article)

    assert found == []


@pytest.mark.parametrize(
    ("stage", "missing"), [("in review", {"approve"}), ("approved", {"publish", "schedule"})]
)
def test_whose_story_it_is_is_told_why_somebody_else_has_to(stage, missing):
    publisher = factories.user(UserRole.PUBLISHER)
    make = factories.submitted if stage == "in review" else factories.approved
    article = make(publisher)

    page = desk.open_story(publisher, article).content.decode()

    assert not {verb for verb in missing if f"/do/{verb}/" in page}
    assert "This is your own story: somebody else approves and publishes it." in page


@pytest.mark.parametrize(
    ("state", "verb"), [("draft", "submit"), ("in review", "approve"), ("approved", "publish")]
)
def test_the_next_step_is_the_one_primary_button(state, verb):
    article = in_state(state)

    page = desk.open_story(factories.user(UserRole.PUBLISHER), article)

    primary = [button.verb.name for button in page.context["buttons"] if button.primary]
    assert primary == [verb]


# Pressing


def test_submitting_tells_the_writer_where_the_story_is_now():
    reporter, article = factories.reporter(), factories.draft()

    page = desk.press(reporter, article, "submit")

    article.refresh_from_db()
    assert article.stage == "in_review"
    assert desk.messages(page) == [
        f"Submitted: the story is in review with the editors of {article.section}. "
        "You can read it here."
    ]
    assert f"Next: an editor of {article.section} reads and approves it" in page.content.decode()


def test_an_editor_approves(editor):
    article = factories.submitted()

    page = desk.press(editor, article, "approve")

    article.refresh_from_db()
    assert (article.stage, article.approved_by) == ("approved", editor)
    assert "Next: a publisher publishes it." in page.content.decode()


def test_a_publisher_publishes():
    article = factories.approved()

    page = desk.press(factories.publisher(), article, "publish")

    assert desk.messages(page) == ["Published: readers get it now."]
    assert article.live_edition().path in page.content.decode()


def test_a_story_is_published_later():
    article, later = factories.approved(), timezone.localtime() + timedelta(days=2)

    page = desk.press(
        factories.publisher(), article, "schedule", live_from=f"{later:%Y-%m-%dT%H:%M}"
    )

    assert desk.messages(page)[0].startswith("Scheduled: it goes live by itself on ")
    assert article.live_edition() is None
    assert article.waiting_edition().live_from == later.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("live_from", "said"),
    [
        ("", "Say when"),
        ("soon", "Say when"),
        ("2035-02-30T10:00", "Say when"),
        ("2035-01-01T10:00\x00", "Say when"),
        ("2001-01-01T10:00", "has passed"),
        ("9999-12-31T23:59", "Choose a year"),
        ("0001-01-01T00:00", "Choose a year"),
        ("2199-01-01T00:00", "within the next 5 years"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(live_from, said):
    article = factories.approved()

    page = desk.press(factories.publisher(), article, "schedule", live_from=live_from)

    assert page.status_code == 422
    assert said in desk.errors(page)[0]
    assert page.context["form"]["live_from"].value().text == live_from
    assert not Edition.objects.exists()


def test_a_waiting_story_is_called_off():
    edition = factories.scheduled()

    page = desk.press(factories.publisher(), edition.article, "cancel")

    assert desk.messages(page) == ["Called off: it will not be published."]
    assert edition.article.waiting_edition() is None


def test_a_returned_story_shows_its_writer_what_to_do(editor):
    article = factories.submitted()

    desk.press(editor, article, "return", reason="Who says so?")

    page = desk.open_story(factories.reporter(), article).content.decode()
    assert f"Returned by {editor}" in page
    assert "Who says so?" in page
    assert "/do/submit/" in page


def test_what_to_do_goes_away_when_it_is_done(editor):
    article = factories.submitted()
    desk.press(editor, article, "return", reason="Who says so?")

    desk.press(factories.reporter(), article, "submit")

    assert "Who says so?" not in desk.open_story(editor, article).content.decode()


def test_a_publisher_sets_an_embargo_in_the_time_of_the_site():
    article, until = factories.draft(), timezone.localtime() + timedelta(days=2)

    page = desk.press(factories.publisher(), article, "embargo", until=f"{until:%Y-%m-%dT%H:%M}")

    article.refresh_from_db()
    assert article.embargo_until == until.replace(second=0, microsecond=0)
    assert f"Embargo until {until:%A %-d %B %Y, %H:%M}" in page.content.decode()


def test_a_story_under_embargo_is_not_published_before_and_says_why():
    article = in_state("embargoed")

    page = desk.press(factories.publisher(), article, "publish")

    assert desk.messages(page)[0].startswith("The story is under embargo until ")
    assert article.live_edition() is None


@pytest.mark.parametrize(("reason", "lifted"), [("", False), ("They spoke early.", True)])
def test_an_embargo_is_lifted_with_a_reason(reason, lifted):
    article = in_state("embargoed")

    desk.press(factories.publisher(), article, "lift", reason=reason)

    article.refresh_from_db()
    assert (article.embargo_until is None) == lifted


def test_an_update_says_what_sort_of_change_it_is():
    article = factories.ready(factories.published().article, summary="New.")

    desk.press(factories.publisher(), article, "publish", change="update", note="It is Tuesday.")

    edition = article.live_edition()
    assert (edition.change, edition.change_text) == ("update", "It is Tuesday.")


def test_a_first_publication_is_asked_for_no_sort_of_change():
    first, again = factories.approved(), factories.ready(factories.published().article)

    asked = [
        'name="change"' in desk.open_story(factories.publisher(), article).content.decode()
        for article in (first, again)
    ]

    assert asked == [False, True]


def test_a_sort_of_change_that_is_none_is_refused():
    article = factories.ready(factories.published().article)

    page = desk.press(factories.publisher(), article, "publish", change="retraction")

    assert desk.errors(page) == ["Say what sort of change it is."]


def test_a_withdrawn_story_is_gone_for_readers_and_says_so_at_the_desk():
    edition = factories.published()

    page = desk.press(
        factories.publisher(), edition.article, "withdraw", reason_class="legal", reason="A court."
    )

    assert desk.messages(page) == ["Withdrawn: readers get a notice instead."]
    assert "Withdrawn</span>" in page.content.decode()
    assert desk.client(factories.reporter()).get(edition.path).status_code == 410


@pytest.mark.parametrize(
    "fields", [{}, {"reason_class": "legal"}, {"reason_class": "mood", "reason": "A court."}]
)
def test_a_withdrawal_without_its_reasons_is_refused(fields):
    edition = factories.published()

    page = desk.press(factories.publisher(), edition.article, "withdraw", **fields)

    assert desk.errors(page)[0].startswith("Say ")
    assert edition.article.live_edition() == edition


# Refusals


FORGED = [
    ("draft", "submit", UserRole.COPY_EDITOR),
    ("in review", "approve", UserRole.REPORTER),
    ("in review", "approve", UserRole.COPY_EDITOR),
    ("in review", "return", UserRole.COPY_EDITOR),
    ("approved", "publish", UserRole.EDITOR),
    ("approved", "schedule", UserRole.EDITOR),
    ("approved", "publish", UserRole.REPORTER),
    ("scheduled", "cancel", UserRole.EDITOR),
    ("approved", "embargo", UserRole.EDITOR),
    ("embargoed", "lift", UserRole.EDITOR),
    ("embargoed", "lift", UserRole.REPORTER),
    ("live", "withdraw", UserRole.EDITOR),
    ("live", "withdraw", UserRole.REPORTER),
]


@pytest.mark.parametrize(("state", "verb", "role"), FORGED)
def test_a_verb_forged_by_another_role_moves_nothing(state, verb, role):
    article = in_state(state)
    before = (article.stage, article.embargo_until, article.events.count())
    forger = factories.user(role, sections=[article.section])
    if role == UserRole.REPORTER:
        article.bylines.create(person=factories.person(user=forger))
    later = timezone.localtime() + timedelta(days=2)
    fields = {
        "reason_class": "legal",
        "reason": "Forged.",
        "live_from": f"{later:%Y-%m-%dT%H:%M}",
        "until": f"{later:%Y-%m-%dT%H:%M}",
        "call_off": "1",
    }

    page = desk.press(forger, article, verb, **fields)

    article.refresh_from_db()
    assert (article.stage, article.embargo_until, article.events.count()) == before
    assert page.status_code == 404 or desk.messages(page)[0].startswith("You may not")


def test_who_may_read_the_story_is_told_what_they_may_not(editor):
    article = factories.approved()

    page = desk.press(editor, article, "publish")

    assert desk.messages(page) == ["You may not publish this story."]
    assert "error" in page.content.decode().split('class="messages"')[1].split("</ul>")[0]


def test_a_story_that_one_may_not_read_is_not_there_for_a_verb():
    article = factories.submitted(section=factories.section("Culture"))
    elsewhere = factories.user(UserRole.EDITOR, sections=[factories.section("City")])

    page = desk.press(elsewhere, article, "approve")

    article.refresh_from_db()
    assert page.status_code == 404
    assert article.stage == "in_review"


@pytest.mark.parametrize("role", [UserRole.ADMIN, None])
def test_who_has_no_part_in_stories_finds_none_to_do_a_verb_with(role):
    article = factories.draft()
    user = factories.user(*filter(None, [role]))

    page = desk.press(user, article, "submit")

    assert page.status_code == 404


def test_a_version_that_was_saved_over_is_not_approved(editor):
    article = factories.submitted()
    seen = article.version
    factories.edit(article)

    page = desk.press(editor, article, "approve", version=seen)

    article.refresh_from_db()
    assert article.stage == "in_review"
    assert "saved again meanwhile" in desk.messages(page)[0]


def test_a_second_press_of_publish_makes_no_second_edition():
    article = factories.approved()
    desk.press(factories.publisher(), article, "publish")

    desk.press(factories.publisher(), article, "publish")

    assert article.editions.count() == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "²", "1; drop"])
def test_a_version_that_is_no_number_is_a_bad_request(version):
    article = factories.draft()

    page = desk.press(factories.reporter(), article, "submit", version=version)

    assert page.status_code == 400


def test_a_version_beyond_all_numbers_is_refused():
    article = factories.draft()

    page = desk.press(factories.reporter(), article, "submit", version="9" * 5_000)

    assert page.status_code == 400


def test_a_verb_that_there_is_not_is_a_bad_request():
    article = factories.draft()

    page = desk.press(factories.reporter(), article, "shred")

    assert page.status_code == 400


def test_a_verb_without_the_token_is_refused():
    article = factories.draft()
    browser = desk.client(factories.reporter(), enforce_csrf_checks=True)

    page = browser.post(desk.url("articles_article_verb", article.pk, "submit"), {"version": 1})

    article.refresh_from_db()
    assert page.status_code == 403
    assert article.stage == "draft"


def test_a_verb_of_nobody_leads_to_the_page_to_log_in(client):
    article = factories.draft()

    page = client.post(desk.url("articles_article_verb", article.pk, "submit"), {"version": 1})

    article.refresh_from_db()
    assert page.status_code == 302
    assert page.url.startswith(desk.url("login"))
    assert article.stage == "draft"

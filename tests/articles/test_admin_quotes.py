"""Quotes at the desk: what the pages show and do, and to whom a quote is not there at all."""

import re

import pytest
from django.contrib.admin.models import LogEntry

from articles import ledger
from people.models import Quote
from people.seen import marked
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return factories.reporter()


@pytest.fixture
def publisher():
    return factories.publisher()


def act(user, action, *quotes):
    return desk.client(user).post(
        desk.url("people_quote_changelist"),
        {
            "action": action,
            "_selected_action": [quote.pk for quote in quotes],
            "seen_state": [marked(quote) for quote in quotes],
        },
        follow=True,
    )


def press(user, action, quote):
    """Press a button on a quote's page, as it stands there."""
    url = desk.url("people_quote_do", quote.pk, action)
    return desk.client(user).post(url, {"seen_state": marked(quote)}, follow=True)


def change(by, quote, **typed):
    """Open a quote, type, and save."""
    url, browser = desk.url("people_quote_change", quote.pk), desk.client(by)
    return browser.post(url, desk.fields(browser.get(url), "quote_form") | typed, follow=True)


# Verbs


@pytest.mark.parametrize("forged", ["verified_by", "taken_by", "anonymity_approved_by"])
def test_nobody_signs_a_quote_in_anothers_name(forged, reporter, publisher):
    other, quote = factories.user(UserRole.EDITOR), factories.quote(taken_by=reporter)

    change(publisher, quote, **{forged: other.pk, "words": "Perhaps."})

    quote.refresh_from_db()
    assert quote.words == "Perhaps."
    assert getattr(quote, forged) != other


@pytest.mark.parametrize(
    ("action", "signed"), [("verify", "verified_by"), ("approve_source", "anonymity_approved_by")]
)
def test_quotes_are_affirmed_from_the_list_and_from_their_page(action, signed, reporter, publisher):
    one, other = (factories.unnamed(taken_by=reporter) for _ in range(2))

    act(publisher, action, one)
    press(publisher, action, other)

    assert set(Quote.objects.values_list(signed, flat=True)) == {publisher.pk}


def test_refusal_is_told(publisher):
    quote = factories.quote(taken_by=publisher)

    page = act(publisher, "verify", quote)

    assert "Somebody other than the one who took it down" in desk.messages(page)[0]


@pytest.mark.parametrize(
    ("field", "left"), [("words", False), ("venue", False), ("evidence_note", True)]
)
def test_other_print_makes_a_verification_void(field, left, reporter, publisher):
    quote = factories.quote(taken_by=reporter)
    ledger.verify(quote, publisher)

    page = change(publisher, quote, **{field: "Perhaps."})

    quote.refresh_from_db()
    assert (quote.verified_by == publisher) == left
    told = [text for text in desk.messages(page) if "verifies this quote again" in text]
    assert bool(told) != left


def test_unused_quotes_are_found_and_deleted_and_others_stay(publisher):
    unused, used = factories.quote("Nobody prints this."), factories.quote("In print.")
    factories.draft(body=factories.quoting(used))

    listed = desk.client(publisher).get(desk.url("people_quote_changelist"), {"use": "none"})
    page = act(publisher, "discard", unused, used)

    assert list(listed.context["cl"].result_list) == [unused]
    assert sorted(desk.messages(page))[0].startswith("Deleted: “a diplomat: Nobody prints this.”")
    assert "A story uses this quote, or did: it stays." in sorted(desk.messages(page))[1]
    assert list(Quote.objects.all()) == [used]


@pytest.mark.parametrize("name", ["delete", "get_urls", "x"])
def test_button_that_there_is_not_does_nothing(name, publisher):
    quote = factories.quote()

    answer = desk.client(publisher).post(desk.url("people_quote_do", quote.pk, name))

    assert answer.status_code == 404


def test_quote_recorded_from_a_story_is_refused_a_role_of_another_day(reporter):
    aoun = factories.person("Michel Aoun")
    president = factories.role(aoun, "President", started_on="2016-10-31", ended_on="2022-10-30")
    url, browser = desk.url("people_quote_add") + "?words=Yes.&_popup=1", desk.client(reporter)
    typed = {"speaker_person": aoun.pk, "role": president.pk, "said_on": "2025-12-05"}

    page = browser.post(url, desk.fields(browser.get(url), "quote_form") | typed)

    assert "This role was not held on that day: President, 2016-10-31" in page.content.decode()
    assert desk.fields(page, "quote_form")["words"] == "Yes."
    assert not Quote.objects.exists()


def test_saved_quote_stands_in_one_pair_of_marks(publisher):
    page = change(publisher, factories.quote("Yes."), words="Perhaps.")

    assert "“a diplomat: Perhaps.”" in re.sub("<[^>]*>", "", desk.messages(page)[-1])


# A quote's page


def test_page_lists_the_stories_that_use_it(publisher):
    said = factories.quote()
    live = factories.published(headline="Live one", body=factories.quoting(said))
    draft = factories.draft(headline="Draft one", body=factories.quoting(said))

    page = desk.client(publisher).get(desk.url("people_quote_change", said.pk)).content.decode()

    assert f'<a href="{live.path}#quote-{said.pk}">Live one</a>' in page
    assert f'<a href="{desk.story_url(draft)}">Draft one</a>' in page


def test_page_says_why_the_identity_is_not_stored_and_what_that_does_not_protect_from(publisher):
    page = desk.client(publisher).get(desk.url("people_quote_add")).content.decode()

    assert "is not stored anywhere in this system, so that no database, backup" in page
    assert "This does not protect against" in page


def test_only_who_can_answer_for_a_source_can_be_named_as_knowing_it(publisher, reporter):
    quote = factories.unnamed(known_to=None)

    page = change(publisher, quote, known_to=reporter.pk)

    quote.refresh_from_db()
    assert page.status_code == 200
    assert quote.known_to is None


def test_who_only_looks_a_quote_up_does_not_read_the_desks_notes_on_it(reporter):
    said = factories.unnamed(
        evidence_note="On tape 7", anonymity_note="Met twice", taken_by=factories.publisher()
    )
    factories.published(body=factories.quoting(said))

    page = desk.client(reporter).get(desk.url("people_quote_change", said.pk)).content.decode()

    assert said.words in page
    assert "On tape 7" not in page
    assert "Met twice" not in page


# Hidden means nonexistent


@pytest.fixture
def hidden():
    said = factories.quote("Nobody may know.", factories.person("Ruta"))
    factories.draft(body=factories.quoting(said))
    return said


@pytest.mark.parametrize(
    "page", ["people_quote_change", "people_quote_history", "people_quote_delete"]
)
def test_hidden_quote_has_no_page(page, hidden, reporter):
    browser = desk.client(factories.user(UserRole.REPORTER))

    answers = [browser.get(desk.url(page, pk)).status_code for pk in (hidden.pk, 999_999)]

    assert answers == [404, 404]


def test_hidden_quote_stands_in_no_list_and_no_search(hidden):
    browser = desk.client(factories.user(UserRole.REPORTER))
    search = desk.url("articles_quotes")
    asked = [
        (desk.url("people_quote_changelist"), {}),
        (desk.url("people_quote_changelist"), {"q": "nobody"}),
        (search, {"q": "nobody"}),
        (search, {"q": "ruta"}),
        (search, {"ids": str(hidden.pk)}),
    ]

    answers = [browser.get(*question).content.decode() for question in asked]

    assert not any("Nobody may know" in answer for answer in answers)


@pytest.mark.parametrize("verb", ["verify", "approve_source", "discard"])
def test_hidden_quote_has_no_buttons(verb, hidden):
    editor = factories.user(UserRole.EDITOR)

    pressed = desk.client(editor).post(desk.url("people_quote_do", hidden.pk, verb))
    act(editor, verb, hidden)

    hidden.refresh_from_db()
    assert pressed.status_code == 404
    assert hidden.verified_by is None


@pytest.mark.parametrize("body", [factories.quoting, None])
def test_nobody_opens_a_hidden_quote_by_naming_it_in_a_story(body, hidden, reporter):
    story = factories.draft(reporter)
    html = body(hidden) if body else f'<p><q data-quote="{hidden.pk}">Nobody</q></p>'
    hidden_from = factories.user(UserRole.REPORTER)
    own = factories.draft(hidden_from)

    page = desk.save(hidden_from, own, body=html)

    assert "names a record that is not in the register" in page.content.decode()
    assert not ledger.visible_to(hidden_from).exists()
    assert story.version == 1


def test_quote_that_stands_in_the_story_already_stays(reporter):
    said = factories.quote()
    story = factories.draft(reporter, body=factories.quoting(said))

    desk.save(reporter, story, headline="Another headline")

    story.refresh_from_db()
    assert (story.version, story.headline) == (2, "Another headline")


def test_log_of_the_desk_keeps_names_of_fields_alone(publisher):
    quote = factories.quote(evidence_note="On tape 7")

    change(publisher, quote, evidence_note="On tape 8")

    entry = LogEntry.objects.get()
    assert "tape" not in f"{entry.object_repr} {entry.change_message}"

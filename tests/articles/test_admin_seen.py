"""Quotes and corrections: what one signs or saves is what was on the screen, or it is refused."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from articles import ledger
from articles.models import Correction, Event
from articles.workflow import Refused
from people.models import Quote
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote():
    return factories.quote("We open.", factories.person(), venue="The pier")


@pytest.fixture
def note():
    edition = factories.published()
    by = factories.reporter()
    return Correction.objects.create(
        article=edition.article, corrects=edition, proposed_by=by, wrong="Monday.", right="Tuesday."
    )


def text(side):
    """Return what stands in the paragraphs of one side."""
    return "".join(run.text for runs in side for run in runs)


class Tab:
    """A record open in somebody's browser, with what stands in its form."""

    def __init__(self, user, record):
        kind = record._meta.model_name
        name = f"{record._meta.app_label}_{kind}_change"
        self.url, self.form = desk.url(name, record.pk), f"{kind}_form"
        self.browser = desk.client(user)
        self.opened = self.browser.get(self.url)
        self.fields = desk.fields(self.opened, self.form)

    def save(self, **typed):
        return self.browser.post(self.url, self.fields | typed)

    def press(self, action):
        """Press one of the buttons beside the form."""
        return self.browser.post(action, desk.fields(self.opened, action), follow=True)


def tabs(record):
    """Open a record in the tabs of two publishers."""
    return [
        Tab(user, record) for user in (factories.publisher(), factories.user(UserRole.PUBLISHER))
    ]


# Saves


def test_the_second_save_of_a_quote_is_refused_and_the_first_stands(quote):
    one, other = tabs(quote)
    one.save(words="We close.")

    page = other.save(venue="The harbour", words="We never open.")

    quote.refresh_from_db()
    assert (quote.words, quote.venue) == ("We close.", "The pier")
    assert f"{factories.publisher()} changed this while you were writing" in page.content.decode()


def test_both_texts_are_shown_and_what_was_typed_stays(quote):
    tab = Tab(factories.publisher(), quote)
    Quote.objects.filter(pk=quote.pk).update(words="We close.")

    page = tab.save(venue="The harbour", is_vital="on")

    shown = {d.label: (text(d.theirs), text(d.yours)) for d in page.context["stale"].differences}
    assert shown == {
        "Words": ("We close.", "We open."),
        "Venue": ("The pier", "The harbour"),
        "Information, not opinion, and vital to the story": ("No", "Yes"),
    }
    kept = desk.fields(page, "quote_form")
    assert (kept["words"], kept["venue"]) == ("We open.", "The harbour")
    assert "Somebody changed this" in page.content.decode()
    assert "data-unsaved" in page.content.decode()


def test_the_refused_form_is_refused_once_more_until_the_button_that_says_so(quote):
    tab = Tab(factories.publisher(), quote)
    Quote.objects.filter(pk=quote.pk).update(words="We close.")
    tab.fields = desk.fields(tab.save(venue="The harbour"), "quote_form")

    again = tab.save()
    over = again.context["stale"].state
    tab.save(save_over=over)

    quote.refresh_from_db()
    assert again.status_code == 200
    assert f'name="save_over" value="{over}"' in again.content.decode()
    assert (quote.words, quote.venue) == ("We open.", "The harbour")


def test_words_put_back_by_a_save_over_make_a_verification_void(quote):
    tab = Tab(factories.publisher(), quote)
    Quote.objects.filter(pk=quote.pk).update(words="We close.")
    ledger.verify(Quote.objects.get(), factories.publisher())
    refused = tab.save(venue="The harbour")

    tab.save(save_over=refused.context["stale"].state)

    quote.refresh_from_db()
    assert (quote.words, quote.verified_by) == ("We open.", None)


def test_a_form_without_what_it_saw_is_refused(quote):
    Tab(factories.publisher(), quote).save(seen="", words="We close.")

    quote.refresh_from_db()
    assert quote.words == "We open."


def test_who_was_verified_meanwhile_is_no_other_quote(quote):
    tab = Tab(factories.publisher(), quote)
    ledger.verify(quote, factories.publisher())

    tab.save(evidence_note="On the second tape.")

    quote.refresh_from_db()
    assert quote.evidence_note == "On the second tape."
    assert quote.verified_by == factories.publisher()


def test_the_second_save_of_a_correction_is_refused_and_shown(note):
    one, other = tabs(note)
    one.save(right="Wednesday.")

    page = other.save(right="Thursday.")

    note.refresh_from_db()
    assert note.right == "Wednesday."
    assert "changed this while you were writing" in page.content.decode()
    assert desk.fields(page, "correction_form")["right"] == "Thursday."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["quote", "note"])
def test_of_two_saves_at_the_same_moment_one_is_refused(kind, request):
    record = request.getfixturevalue(kind)
    field = {"quote": "words", "note": "right"}[kind]
    ready = Barrier(2)

    def save(tab, text):
        ready.wait()
        try:
            return tab.save(**{field: text})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        pages = list(threads.map(save, tabs(record), ["The first.", "The second."]))

    assert sorted(page.status_code for page in pages) == [200, 302]


# Verbs


@pytest.mark.parametrize("verb", [ledger.verify, ledger.discard])
def test_a_verb_with_other_words_than_those_seen_is_refused(verb, quote):
    Quote.objects.filter(pk=quote.pk).update(words="We close.")

    with pytest.raises(Refused, match="changed while you were reading it"):
        verb(quote, factories.publisher())

    assert Quote.objects.get().verified_by is None
    assert not Event.objects.exists()


def test_that_a_source_goes_unnamed_is_approved_for_the_terms_on_the_screen():
    source = factories.unnamed()
    Quote.objects.filter(pk=source.pk).update(described_as="a minister")

    with pytest.raises(Refused, match="changed while you were reading it"):
        ledger.approve_source(source, factories.publisher())


def test_the_button_of_a_page_verifies_what_the_page_shows(quote):
    publisher = factories.publisher()
    action = desk.url("people_quote_do", quote.pk, "verify")
    stale = Tab(publisher, quote)
    Quote.objects.filter(pk=quote.pk).update(words="We close.")

    refused = stale.press(action)
    left = Quote.objects.get().verified_by
    Tab(publisher, quote).press(action)

    assert "changed while you were reading it" in desk.messages(refused)[0]
    assert left is None
    assert Quote.objects.get().verified_by == publisher


def test_a_list_verifies_what_it_was_read_with(quote):
    browser, url = desk.client(factories.publisher()), desk.url("people_quote_changelist")
    sent = desk.fields(browser.get(url), "changelist-form") | {"action": "verify"}
    Quote.objects.filter(pk=quote.pk).update(words="We close.")

    page = browser.post(url, sent | {"_selected_action": quote.pk}, follow=True)

    assert "changed while you were reading it" in desk.messages(page)[0]
    assert Quote.objects.get().verified_by is None


def test_what_was_on_no_screen_is_not_verified(quote):
    url = desk.url("people_quote_do", quote.pk, "verify")

    desk.client(factories.publisher()).post(url)

    assert Quote.objects.get().verified_by is None


def test_the_form_above_a_story_approves_the_note_as_it_stood_there(note):
    publisher = factories.publisher()
    action = desk.url("articles_article_verb", note.article_id, "correct")
    page = desk.open_story(publisher, note.article)
    sent = desk.fields(page, action)
    Correction.objects.filter(pk=note.pk).update(right="Thursday.")

    refused = desk.client(publisher).post(action, sent, follow=True)

    note.refresh_from_db()
    assert note.approved_by is None
    assert "“Monday.” was wrong, “Thursday.” is right" in refused.content.decode()


def test_the_note_is_shown_whole_above_the_story_where_it_is_approved(note):
    Correction.objects.update(wrong="It was Monday. " * 20, right="It was Tuesday. " * 20)

    page = desk.open_story(factories.publisher(), note.article).content.decode()

    assert ("It was Monday. " * 20).strip() in page
    assert ("It was Tuesday. " * 20).strip() in page


def test_no_private_word_can_be_guessed_from_what_a_screen_sends(quote, settings):
    before = quote.state
    settings.SECRET_KEY = "another"

    assert quote.state != before


@pytest.mark.django_db(transaction=True)
def test_a_post_that_saves_nothing_needs_no_lock(quote):
    page = desk.client(factories.publisher()).post(desk.url("people_quote_history", quote.pk))

    assert page.status_code == 200

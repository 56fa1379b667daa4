"""Editions, events and corrections at the desk."""

import pytest

from articles.models import Correction, Edition, Event
from people.seen import marked
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

NOTE = {
    "kind": "correction",
    "severity": "serious",
    "wrong": "It was Monday.",
    "right": "It was Tuesday.",
}


# The past is read


@pytest.mark.parametrize("role", [UserRole.EDITOR, UserRole.PUBLISHER])
@pytest.mark.parametrize("verb", ["change", "delete"])
def test_an_edition_can_be_looked_at_and_not_touched(role, verb):
    edition = factories.published(headline="Harbour tides")
    browser = desk.client(factories.user(role))

    page = browser.post(
        desk.url(f"articles_edition_{verb}", edition.pk), {"headline": "Forged", "post": "yes"}
    )

    assert page.status_code == 403
    assert Edition.objects.get().headline == "Harbour tides"


@pytest.mark.parametrize("role", [UserRole.PUBLISHER, UserRole.ADMIN])
@pytest.mark.parametrize("verb", ["change", "delete"])
def test_an_event_can_be_looked_at_and_not_touched(role, verb):
    factories.submitted()
    event = Event.objects.get()
    browser = desk.client(factories.user(role))

    page = browser.post(
        desk.url(f"articles_event_{verb}", event.pk), {"reason": "Forged", "post": "yes"}
    )

    assert page.status_code == 403
    assert Event.objects.get().reason == ""


@pytest.mark.parametrize("name", ["articles_edition", "articles_event"])
def test_nobody_adds_to_the_record_by_hand(name):
    browser = desk.client(factories.publisher())

    page = browser.post(desk.url(f"{name}_add"), {})

    assert page.status_code == 403


def test_an_edition_is_shown_without_a_field_to_type_in():
    edition = factories.published()
    browser = desk.client(factories.publisher())

    page = browser.get(desk.url("articles_edition_change", edition.pk)).content.decode()

    form = page.split('id="edition_form"')[1].split("</form>")[0]
    assert edition.digest in form
    assert 'type="submit"' not in form
    assert "History" not in page


def test_an_open_end_is_not_printed_as_a_year():
    factories.published()

    page = desk.client(factories.publisher()).get(desk.url("articles_edition_changelist"))

    assert "9999" not in page.content.decode()


def test_an_edition_that_was_called_off_says_so():
    factories.cancelled()

    page = desk.client(factories.publisher()).get(desk.url("articles_edition_changelist"))

    assert "called off" in page.content.decode()


def test_an_edition_that_waits_is_hidden_from_who_may_not_read_its_story():
    here, elsewhere = factories.section("City"), factories.section("Culture")
    factories.scheduled(section=here, headline="Secret tides")
    editors = [factories.user(UserRole.EDITOR, sections=[s]) for s in (here, elsewhere)]

    pages = [desk.client(e).get(desk.url("articles_edition_changelist")) for e in editors]

    assert ["Secret tides" in page.content.decode() for page in pages] == [True, False]


def test_an_edition_that_was_called_off_is_hidden_from_who_may_not_read_its_story():
    factories.cancelled(section=factories.section("City"), headline="Secret tides")
    elsewhere = factories.user(UserRole.EDITOR, sections=[factories.section("Culture")])

    page = desk.client(elsewhere).get(desk.url("articles_edition_changelist"))

    assert "Secret tides" not in page.content.decode()


def test_what_readers_got_of_another_desk_is_open_to_every_editor():
    edition = factories.published(section=factories.section("City"))
    elsewhere = factories.user(UserRole.EDITOR, sections=[factories.section("Culture")])

    page = desk.client(elsewhere).get(desk.url("articles_edition_changelist"))

    assert edition.headline in page.content.decode()


# Corrections


def propose(user, article, **typed):
    browser = desk.client(user)
    return browser.post(
        desk.url("articles_correction_add"), NOTE | {"article": article.pk} | typed, follow=True
    )


def approve(user, correction):
    return desk.client(user).post(
        desk.url("articles_correction_changelist"),
        {
            "action": "approve",
            "_selected_action": correction.pk,
            "seen_state": marked(correction),
        },
        follow=True,
    )


def test_a_reporter_proposes_a_correction_of_what_is_live():
    edition = factories.published()

    propose(factories.reporter(), edition.article)

    note = Correction.objects.get()
    assert (note.corrects, note.proposed_by) == (edition, factories.reporter())
    assert note.approved_by is None


def test_the_link_above_a_story_fills_in_the_story():
    edition = factories.published()
    browser = desk.client(factories.reporter())

    page = browser.get(desk.url("articles_correction_add"), {"article": edition.article_id})

    assert desk.fields(page, "correction_form")["article"] == str(edition.article_id)


def test_what_is_not_live_cannot_be_corrected():
    article = factories.draft()

    page = propose(factories.reporter(), article)

    assert "Only a story that is live can be corrected." in page.content.decode()
    assert desk.fields(page, "correction_form")["wrong"] == NOTE["wrong"]


def test_a_publisher_approves_a_correction():
    edition = factories.published()
    propose(factories.reporter(), edition.article)

    page = approve(factories.publisher(), Correction.objects.get())

    assert Correction.objects.get().approved_by == factories.publisher()
    assert desk.messages(page) == ["Approved: Correction: It was Monday."]


def test_nobody_approves_a_correction_of_the_own_story():
    publisher = factories.user(UserRole.PUBLISHER)
    edition = factories.published(publisher)
    propose(publisher, edition.article)

    page = approve(publisher, Correction.objects.get())

    assert "This is your own story" in desk.messages(page)[0]
    assert Correction.objects.get().approved_by is None


def test_an_editor_approves_no_correction():
    edition = factories.published()
    propose(factories.reporter(), edition.article)
    editor = factories.user(UserRole.EDITOR, sections=[edition.section])

    approve(editor, Correction.objects.get())

    assert Correction.objects.get().approved_by is None


@pytest.mark.parametrize("forged", ["approved_by", "proposed_by"])
def test_who_proposed_and_who_approved_cannot_be_forged(forged):
    edition = factories.published()
    other = factories.publisher()

    propose(factories.reporter(), edition.article, **{forged: other.pk})

    assert getattr(Correction.objects.get(), forged) != other


def test_a_correction_that_was_approved_stands_as_it_is():
    edition = factories.published()
    note = factories.correction(edition)
    browser = desk.client(factories.publisher())

    page = browser.post(
        desk.url("articles_correction_change", note.pk), NOTE | {"right": "It was Friday."}
    )

    note.refresh_from_db()
    assert page.status_code == 403
    assert note.right == "It was Tuesday."


def test_a_correction_of_a_story_that_one_may_not_read_is_not_there():
    edition = factories.published(section=factories.section("City"))
    note = factories.correction(edition, wrong="Secret Monday.")
    elsewhere = factories.user(UserRole.EDITOR, sections=[factories.section("Culture")])
    browser = desk.client(elsewhere)

    listed = browser.get(desk.url("articles_correction_changelist"))
    page = browser.get(desk.url("articles_correction_change", note.pk))

    assert "Secret Monday." not in listed.content.decode()
    assert page.status_code == 404

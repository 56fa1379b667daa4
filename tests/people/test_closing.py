"""An account that is closed: out at once, and everything that it did stays."""

import pytest

from articles.models import Article, Edition, Event
from people.models import User
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


def close(user, **typed):
    """Let an admin take away "May log in" in the form of the account."""
    browser = desk.client(factories.user(UserRole.ADMIN))
    address = desk.url("people_user_change", user.pk)
    form = desk.fields(browser.get(address), "user_form")
    form.pop("is_active", None)
    browser.post(address, form | typed)


def open_again(user):
    close(user, is_active="on")


@pytest.mark.parametrize(
    "page", ["index", "articles_article_changelist", "articles_article_add", "password_change"]
)
def test_a_closed_account_is_out_with_the_next_click_in_every_browser(page):
    user = factories.user(UserRole.PUBLISHER)
    browsers = [desk.client(user), desk.client(user)]

    close(user)

    answers = [browser.get(desk.url(page)) for browser in browsers]
    assert {answer.url.partition("?")[0] for answer in answers} == {desk.url("login")}


def test_a_closed_account_does_nothing_more_with_a_page_that_was_open():
    story, publisher = factories.approved(), factories.user(UserRole.PUBLISHER)
    browser = desk.client(publisher)
    close(publisher)

    browser.post(desk.url("articles_article_verb", story.pk, "publish"), {"version": story.version})

    assert not Edition.objects.exists()


def test_a_closed_account_does_not_come_in():
    user = factories.user(UserRole.REPORTER, password="low-water-9")
    close(user)

    page = desk.Client().post(
        desk.url("login"), {"username": user.username, "password": "low-water-9"}
    )

    assert page.status_code == 200
    assert "correct username and password" in page.content.decode()


def test_an_account_that_is_opened_again_keeps_its_password_and_roles():
    user = factories.user(UserRole.REPORTER, password="low-water-9")
    close(user)

    open_again(user)

    page = desk.Client().post(
        desk.url("login"), {"username": user.username, "password": "low-water-9"}
    )
    assert page.url == desk.url("index")
    assert User.objects.get(pk=user.pk).roles == {UserRole.REPORTER}


def test_the_work_of_a_closed_account_stays():
    writer = factories.user(UserRole.REPORTER, first_name="Ines", last_name="Halloran")
    person = factories.person("Ines Halloran", user=writer)
    edition = factories.published(writer, bylines=[person])
    story = edition.article
    events = list(Event.objects.order_by("pk").values())

    close(writer)

    story.refresh_from_db()
    assert story.created_by == writer
    assert story.bylines.get().person.user == writer
    assert list(Event.objects.order_by("pk").values()) == events
    assert "Ines Halloran" in desk.Client().get(edition.path).content.decode()
    history = desk.client(factories.publisher()).get(desk.url("articles_article_history", story.pk))
    assert "Ines Halloran" in history.content.decode()


def test_what_a_closed_account_approved_is_approved():
    approver = factories.user(UserRole.PUBLISHER)
    story = factories.submitted()
    story.approve(approver, story.version)

    close(approver)

    story.refresh_from_db()
    assert (story.stage, story.approved_by) == (Article.Stage.APPROVED, approver)
    assert story.publish(factories.publisher(), story.version).approved_by == approver


def test_a_story_says_that_its_writer_to_be_is_closed_until_another_is_chosen():
    writer = factories.user(UserRole.REPORTER, first_name="Ines", last_name="Halloran")
    story = factories.draft(assignee=writer)
    close(writer)

    page = desk.open_story(factories.publisher(), story)
    desk.save(factories.publisher(), story, summary="Typed since.")

    story.refresh_from_db()
    assert "The account of Ines Halloran is closed: choose another." in page.content.decode()
    assert (story.assignee, story.summary) == (writer, "Typed since.")

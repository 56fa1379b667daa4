"""The front of the desk: stories by stage, each column bounded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import board
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


def front(user):
    return desk.client(user).get(desk.url("index"))


def columns(page):
    return {
        column.key: [card.headline for card in column.cards] for column in page.context["stages"]
    }


def test_each_story_stands_in_the_column_of_its_stage():
    made = {
        "draft": factories.draft(),
        "in_review": factories.submitted(),
        "approved": factories.approved(),
        "scheduled": factories.scheduled().article,
        "live": factories.published().article,
    }

    page = front(factories.publisher())

    assert columns(page) == {stage: [article.headline] for stage, article in made.items()}


def test_a_live_story_with_a_newer_draft_stands_in_both_columns():
    article = factories.edit(factories.published().article)

    page = front(factories.publisher())

    assert columns(page)["draft"] == columns(page)["live"] == [article.headline]


def test_a_withdrawn_story_stands_in_no_column():
    factories.withdrawn()

    page = front(factories.publisher())

    assert set(map(tuple, columns(page).values())) == {()}


def test_a_reporter_sees_own_stories_and_what_is_live():
    reporter = factories.user(UserRole.REPORTER)
    own = factories.draft(reporter)
    factories.draft()
    factories.scheduled()
    live = factories.published()

    page = front(reporter)

    shown = columns(page)
    assert (shown["draft"], shown["scheduled"]) == ([own.headline], [])
    assert shown["live"] == [live.headline]


def test_a_live_story_leads_to_the_desk_for_who_may_read_it_there_and_else_to_the_site():
    edition = factories.published()

    own, others = front(factories.reporter()), front(factories.user(UserRole.REPORTER))

    assert desk.story_url(edition.article) in own.content.decode()
    assert desk.story_url(edition.article) not in others.content.decode()
    assert f'href="{edition.path}"' in others.content.decode()


def test_a_copy_editor_sees_what_waits_for_review_and_what_is_live():
    page = front(factories.user(UserRole.COPY_EDITOR))

    assert list(columns(page)) == ["in_review", "live"]


@pytest.mark.parametrize("role", [UserRole.ADMIN, None])
def test_who_has_no_part_in_stories_sees_none(role):
    factories.published(headline="Harbour tides")

    page = front(factories.user(*filter(None, [role])))

    assert page.context["stages"] == []
    assert "Harbour tides" not in page.content.decode()


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (UserRole.REPORTER, True),
        (UserRole.EDITOR, True),
        (UserRole.PUBLISHER, True),
        (UserRole.COPY_EDITOR, False),
        (UserRole.ADMIN, False),
    ],
)
def test_a_new_story_is_offered_to_who_may_write_one(role, offered):
    page = front(factories.user(role))

    button = f'<a class="button primary" href="{desk.url("articles_article_add")}">New story</a>'
    assert (button in page.content.decode()) == offered


def test_an_empty_column_says_what_to_do_next():
    page = front(factories.reporter())

    assert "No drafts: begin one with “New story”." in page.content.decode()


def test_an_embargoed_story_of_another_desk_is_not_on_the_board():
    factories.scheduled(headline="Secret tides", live_from=factories.tomorrow() + timedelta(days=1))
    elsewhere = factories.user(UserRole.EDITOR, sections=[factories.section("Culture")])

    page = front(elsewhere)

    assert "Secret tides" not in page.content.decode()


def test_a_full_column_shows_the_newest_and_says_that_there_are_more():
    made = [factories.draft() for _ in range(board.SHOWN + 1)]

    page = front(factories.publisher())

    draft = page.context["stages"][0]
    assert [card.headline for card in draft.cards] == [a.headline for a in reversed(made[1:])]
    assert draft.more
    assert f"{desk.url('articles_article_changelist')}?stage=draft" in page.content.decode()


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.EDITOR, UserRole.PUBLISHER])
def test_the_board_asks_the_same_bounded_questions_however_much_there_is(role):
    user = factories.user(role)
    browser = desk.client(user)

    def asked():
        for make in (factories.draft, factories.submitted, factories.published):
            article = make(user) if make is not factories.published else make(user).article
            user.edited_sections.add(article.section)
        with CaptureQueriesContext(connection) as queries:
            browser.get(desk.url("index"))
        return [query["sql"] for query in queries]

    first, second = asked(), asked()

    assert len(first) == len(second)
    rows = [sql for sql in second if 'FROM "articles_' in sql and "section" not in sql[:40]]
    assert [sql for sql in rows if "LIMIT" not in sql and " IN (" not in sql] == []


# Breaking news


def published_alone():
    article, by = factories.draft(headline="It came down"), factories.user("Publisher")
    article.publish_breaking(by, article.version, "It has just happened.")
    return article


@pytest.mark.parametrize("role", [UserRole.PUBLISHER, UserRole.EDITOR])
def test_what_one_person_published_stands_on_top_until_somebody_has_reviewed_it(role):
    article = published_alone()
    somebody = factories.user(role, sections=[article.section])

    before = front(somebody).content.decode()
    article.review_breaking(factories.publisher())
    after = front(somebody).content.decode()

    assert before.index("It came down") < before.index('class="board"')
    assert "It has just happened." in before
    assert "to be reviewed" not in after


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.ADMIN])
def test_breaking_news_of_others_is_not_shown_to_who_may_not_read_it(role):
    published_alone()

    page = front(factories.user(role)).content.decode()

    assert "to be reviewed" not in page

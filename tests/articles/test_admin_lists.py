"""The lists of the desk: what they show, and what they cost when there is much."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from people.paginator import BoundedPaginator
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

LIST = "articles_article_changelist"


def stories(number, **fields):
    """Make many drafts at once, of which nothing but their rows is asked."""
    section, writer, now = factories.section(), factories.reporter(), timezone.now()
    return Article.objects.bulk_create(
        Article(
            headline=f"Story {i}",
            section=section,
            created_by=writer,
            saved_at=now - timedelta(minutes=i),
            version=1,
            **fields,
        )
        for i in range(number)
    )


def listed(user, name=LIST, **query):
    return desk.client(user).get(desk.url(name), query)


def headlines(page):
    return [article.headline for article in page.context["cl"].result_list]


def queries_of(user, name=LIST, **query):
    browser = desk.client(user)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = browser.get(desk.url(name), query)
    assert page.status_code == 200
    return [query["sql"] for query in queries]


# What is listed


def test_a_reporter_is_listed_own_and_assigned_stories():
    reporter = factories.reporter()
    own, assigned = factories.draft(), factories.draft(factories.publisher(), assignee=reporter)
    factories.draft(factories.publisher())

    page = listed(reporter)

    assert sorted(headlines(page)) == sorted([own.headline, assigned.headline])


def test_a_copy_editor_is_listed_what_is_in_review():
    factories.draft()
    article = factories.submitted()

    page = listed(factories.user(UserRole.COPY_EDITOR))

    assert headlines(page) == [article.headline]


def test_an_editor_is_listed_the_stories_of_the_own_desk():
    city, culture = factories.section("City"), factories.section("Culture")
    article = factories.draft(section=city)
    factories.draft(section=culture)

    page = listed(factories.user(UserRole.EDITOR, sections=[city]))

    assert headlines(page) == [article.headline]


def test_a_story_of_two_by_lines_is_listed_once():
    reporter = factories.reporter()
    person = factories.person(user=reporter)
    article = factories.draft(reporter, bylines=[person, factories.organization()])

    page = listed(reporter)

    assert headlines(page) == [article.headline]


@pytest.mark.parametrize(
    ("make", "marks"),
    [
        (factories.draft, [("draft", "Draft")]),
        (factories.submitted, [("in_review", "In review")]),
        (factories.approved, [("approved", "Approved")]),
        (factories.withdrawn, [("withdrawn", "Withdrawn")]),
        (lambda: factories.published().article, [("live", "Live")]),
        (
            lambda: factories.edit(factories.published().article),
            [("live", "Live"), ("draft", "Draft")],
        ),
    ],
)
def test_the_list_says_where_a_story_stands(make, marks):
    make()

    page = listed(factories.publisher())

    assert page.context["cl"].result_list[0].marks == marks


def test_the_list_says_when_a_story_goes_live():
    edition = factories.scheduled()

    page = listed(factories.publisher())

    at = timezone.localtime(edition.live_from)
    assert page.context["cl"].result_list[0].marks == [("scheduled", f"{at:%-d %b, %H:%M}")]


@pytest.mark.parametrize(
    ("stage", "found"),
    [("draft", 1), ("in_review", 1), ("approved", 1), ("published", 2), ("nonsense", 5)],
)
def test_the_list_is_narrowed_to_a_stage(stage, found):
    factories.draft()
    factories.submitted()
    factories.approved()
    factories.published()
    factories.scheduled()

    page = listed(factories.publisher(), stage=stage)

    assert len(headlines(page)) == found


def test_stories_are_found_by_words_of_the_headline():
    factories.draft(headline="Harbour tides")
    factories.draft(headline="The tram at midnight")

    page = listed(factories.publisher(), q="tides harbour")

    assert headlines(page) == ["Harbour tides"]


def test_nothing_found_says_what_to_do():
    page = listed(factories.publisher(), q="<tides>")

    assert "Nothing found for “&lt;tides&gt;”: try another word." in page.content.decode()


def test_a_list_narrowed_to_nothing_offers_the_whole():
    page = listed(factories.publisher(), stage="draft")

    assert "Nothing here under these filters" in page.content.decode()


def test_a_list_offers_no_way_to_delete_stories():
    article = factories.draft()
    browser = desk.client(factories.publisher())

    page = browser.post(
        desk.url(LIST), {"action": "delete_selected", "_selected_action": article.pk, "post": "yes"}
    )

    assert Article.objects.filter(pk=article.pk).exists()
    assert 'name="action"' not in browser.get(desk.url(LIST)).content.decode()
    assert page.status_code in (200, 302)


@pytest.mark.parametrize("role", list(UserRole))
def test_no_role_deletes_a_story(role):
    article = factories.submitted()
    browser = desk.client(factories.user(role, sections=[article.section]))

    browser.post(desk.url("articles_article_delete", article.pk), {"post": "yes"})

    assert Article.objects.filter(pk=article.pk).exists()


# What it costs


def test_a_long_list_is_counted_no_further_than_a_thousand():
    stories(BoundedPaginator.BOUND + 30)

    page = listed(factories.publisher())

    assert page.context["cl"].result_count == BoundedPaginator.BOUND
    assert "1000+ in all" in page.content.decode()


COUNT = re.compile(r"SELECT COUNT\(", re.IGNORECASE)
BOUNDED = re.compile(r"LIMIT 1000\)", re.IGNORECASE)


@pytest.mark.parametrize(
    "name",
    [LIST, "articles_edition_changelist", "articles_event_changelist"],
)
def test_no_list_of_the_archive_counts_without_a_bound(name):
    factories.published()

    counted = [sql for sql in queries_of(factories.publisher(), name) if COUNT.match(sql)]

    assert len(counted) == 1
    assert BOUNDED.search(counted[0])


def test_a_list_of_2000_stories_reads_no_more_than_a_page_of_them():
    stories(2_000)

    asked = queries_of(factories.publisher())

    rows = [sql for sql in asked if 'FROM "articles_article"' in sql]
    assert len(rows) == 2
    assert all("LIMIT" in sql for sql in rows)


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.EDITOR, UserRole.PUBLISHER])
def test_a_list_asks_the_same_number_of_questions_however_many_stories_it_shows(role):
    few = stories(3)
    user = factories.reporter() if role == UserRole.REPORTER else factories.user(role)
    user.edited_sections.add(few[0].section)
    before = len(queries_of(user))
    stories(60)
    user.edited_sections.add(*{story.section for story in Article.objects.all()})

    after = len(queries_of(user))

    assert after == before


def test_a_list_of_live_stories_asks_once_for_where_they_stand():
    factories.published()
    before = len(queries_of(factories.publisher()))
    for _ in range(4):
        factories.published()

    after = len(queries_of(factories.publisher()))

    assert after == before


def test_a_search_looks_through_the_stories_saved_last_alone(monkeypatch):
    monkeypatch.setattr("articles.admin.article.SEARCHED", 10)
    stories(30)

    page = listed(factories.publisher(), q="Story")

    assert len(headlines(page)) == 10


def test_the_page_of_a_story_asks_the_same_number_of_questions_however_much_it_holds():
    browser = desk.client(factories.reporter())

    def asked(number):
        article = factories.draft(
            bylines=[factories.person()],
            tags=[factories.tag() for _ in range(number)],
            about_people=[factories.person() for _ in range(number)],
            about_organizations=[factories.organization() for _ in range(number)],
        )
        with CaptureQueriesContext(connection) as queries:
            browser.get(desk.story_url(article))
        return len(queries)

    asked(1)  # what is remembered from then on is not counted
    few, many = asked(1), asked(9)

    assert few == many

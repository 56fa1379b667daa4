"""What each version of a story changed, for who may read it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import erasing
from articles.models import Article
from articles.views.as_of import address
from people.user_roles import UserRole
from tests import desk, factories
from tests.articles.markup import words_marked

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    """A story with three versions."""
    article = factories.draft(body="<p>The bridge opened in 1978.</p>")
    factories.edit(article, body="<p>The bridge opened in 1987.</p>")
    return factories.edit(article, headline="The bridge holds")


def diff_url(article: Article, first: int, second: int) -> str:
    return desk.url("articles_article_versions_diff", article.pk, first, second)


def got(user, url: str):
    return desk.client(user).get(url)


def test_versions_are_compared_word_by_word(story):
    page = words_marked(got(factories.publisher(), diff_url(story, 1, 2)))

    assert "opened in <del>1978</del><ins>1987</ins>." in page
    assert "From version 1 to version 2" in page


def test_versions_are_compared_both_ways(story):
    page = words_marked(got(factories.publisher(), diff_url(story, 2, 1)))

    assert "opened in <del>1987</del><ins>1978</ins>." in page


def test_versions_far_apart_are_compared(story):
    page = words_marked(got(factories.publisher(), diff_url(story, 1, 3)))

    assert "<ins>The bridge holds</ins>" in page
    assert "<del>1978</del>" in page


@pytest.mark.parametrize("pair", [(1, 4), (0, 1), (10**30, 1)])
def test_version_that_is_not_there_is_not_found(story, pair):
    assert got(factories.publisher(), diff_url(story, *pair)).status_code == 404


def test_form_of_the_history_leads_to_what_changed(story):
    browser = desk.client(factories.publisher())
    page = browser.get(desk.url("articles_article_history", story.pk)).content.decode()

    url = desk.url("articles_article_versions", story.pk)
    response = browser.get(url, {"from": "1", "to": "3"})

    assert f'action="{url}"' in page
    assert (response.status_code, response["Location"]) == (302, diff_url(story, 1, 3))


@pytest.mark.parametrize(
    "asked", [{}, {"from": "1"}, {"from": "x", "to": "2"}, {"from": "٣", "to": "1"}]
)
def test_form_sent_by_hand_without_versions_is_not_found(story, asked):
    response = desk.client(factories.publisher()).get(
        desk.url("articles_article_versions", story.pk), asked
    )

    assert response.status_code == 404


def test_what_publishing_would_change_is_shown_before_it_is_done():
    edition = factories.published(body="<p>It opens on Monday.</p>")
    factories.edit(edition.article, body="<p>It opens on Tuesday.</p>")
    url = desk.url("articles_article_changes", edition.article.pk)
    history = desk.url("articles_article_history", edition.article.pk)

    page = words_marked(got(factories.publisher(), url))

    assert "opens on <del>Monday</del><ins>Tuesday</ins>." in page
    assert f'href="{url}"' in got(factories.publisher(), history).content.decode()


def test_what_is_published_already_would_change_nothing():
    edition = factories.published()

    page = got(factories.publisher(), desk.url("articles_article_changes", edition.article.pk))

    assert "Nothing that is read differs" in page.content.decode()


def test_story_that_is_not_live_has_nothing_to_change(story):
    history = got(factories.publisher(), desk.url("articles_article_history", story.pk))

    assert (
        got(factories.publisher(), desk.url("articles_article_changes", story.pk)).status_code
        == 404
    )
    assert "would change" not in history.content.decode()


def test_who_may_not_read_the_story_finds_none_of_it(story):
    story = factories.published(by=story.created_by).article
    stranger = factories.user(UserRole.REPORTER)

    for url in (
        diff_url(story, 1, 1),
        desk.url("articles_article_changes", story.pk),
        f"{desk.url('articles_article_versions', story.pk)}?from=1&to=1",
    ):
        assert got(stranger, url).status_code == 404
        assert got(factories.publisher(), url).status_code in (200, 302)


def test_comparing_takes_as_many_queries_however_much_a_version_names(story):
    people = [factories.person() for _ in range(30)]
    quotes = [factories.quote("Yes.", person) for person in people]
    rich = factories.draft(body=factories.quoting(*quotes), about_people=people)
    factories.edit(rich, tags=[factories.tag() for _ in range(20)], image=factories.image())
    poor = factories.draft(
        body=factories.quoting(quotes[0]), about_people=people[:1], tags=[factories.tag()]
    )
    factories.edit(poor, image=factories.image())
    browser = desk.client(factories.publisher())

    counts = []
    for article in (poor, rich):
        with CaptureQueriesContext(connection) as queries:
            browser.get(diff_url(article, 1, 2))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_history_leads_to_the_pages_as_they_stood():
    edition = factories.published()
    factories.tomorrows(factories.ready(edition.article))

    page = got(factories.publisher(), desk.url("articles_article_history", edition.article.pk))

    seen = re.findall(r'href="(/desk/as-of/[^"]+)"', page.content.decode())
    assert seen == [address(edition.path, edition.live_from)]


def test_story_with_unpublished_changes_leads_to_what_they_are():
    article = factories.published().article
    url = f'href="{desk.url("articles_article_changes", article.pk)}"'
    before = desk.open_story(factories.publisher(), article).content.decode()

    factories.edit(article)

    assert url not in before
    assert url in desk.open_story(factories.publisher(), article).content.decode()


def test_version_that_was_erased_is_not_brought_back():
    article = factories.withdrawn(headline="The name of somebody")
    factories.edit(article, headline="Another headline")
    erasing.erase(article.editions.get(), factories.publisher(), "A court ordered it.")

    assert got(factories.publisher(), diff_url(article, 1, 2)).status_code == 404

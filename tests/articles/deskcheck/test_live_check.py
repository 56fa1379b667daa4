"""The desk check of what stands on a writer's screen: nothing is saved, and nothing is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Tag, Version
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

NEW = desk.url("articles_article_add")


@pytest.fixture(autouse=True)
def levels(settings):
    settings.DESK_CHECK_LEVELS = {"*": "off", "placeholders": "error"}
    return settings.DESK_CHECK_LEVELS


def check_url(article=None):
    if article is None:
        return desk.url("articles_article_check_new")
    return desk.url("articles_article_check", article.pk)


def check(user, article=None, **typed):
    """Open a story, or a new one, type, and let the desk check read along."""
    browser = desk.client(user)
    opened = browser.get(desk.story_url(article) if article else NEW)
    return browser.post(check_url(article), desk.fields(opened) | typed)


def test_what_is_typed_is_read_before_it_is_saved():
    story = factories.draft()

    answer = check(factories.reporter(), story, body="<p></p><p>🕊 He said TK.</p>")

    (finding,) = answer.json()["findings"]
    assert finding["where"] == {"part": "body", "number": 0, "start": 10, "end": 12, "text": "TK"}
    assert (finding["level"], finding["answered"]) == ("error", None)
    assert answer.json()["summary"] == "1 error."
    assert "“TK” was left in the text." in answer.json()["html"]


def test_nothing_is_saved():
    story = factories.draft(headline="As it was")

    check(factories.reporter(), story, headline="TK", tags=["Brand new"])

    story.refresh_from_db()
    assert (story.headline, story.version) == ("As it was", 1)
    assert Version.objects.count() == 1
    assert not Tag.objects.exists()


def test_a_new_story_is_read_too():
    shelf = factories.section("World")

    answer = check(factories.reporter(), headline="Talks TK", section=shelf.pk, body="<p>a</p>")

    assert [f["where"]["part"] for f in answer.json()["findings"]] == ["headline"]
    assert not Article.objects.exists()


def test_all_checks_read_a_new_story(levels):
    levels.clear()
    shelf, tag = factories.section("World"), factories.tag("Talks")
    said, writer = factories.quote("Yes."), factories.person()
    typed = {
        "headline": "Talks",
        "section": shelf.pk,
        "kind": "analysis",
        "body": f'<p>He said <q data-quote="{said.pk}">yes</q>.</p>',
        "tags": [tag.name.upper(), "Lebanon", "Israel"],
        "bylines-TOTAL_FORMS": "1",
        "bylines-0-person": writer.pk,
    }

    answer = check(factories.reporter(), **typed)

    found = {f"{finding['check']}.{finding['rule']}" for finding in answer.json()["findings"]}
    assert "sourcing.single" in found
    assert "completeness.summary" in found
    assert not {"completeness.tags", "completeness.bylines"} & found


def test_what_somebody_else_saved_meanwhile_does_not_stop_it():
    story = factories.draft()
    browser = desk.client(factories.reporter())
    filled = desk.fields(browser.get(desk.story_url(story)))
    factories.edit(story)

    answer = browser.post(check_url(story), filled | {"summary": "TK"})

    assert [f["where"]["part"] for f in answer.json()["findings"]] == ["summary"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"headline": ""}, "Headline: This field is required."),
        ({"headline": "x" * 201}, "Headline: Ensure this value has at most 200"),
        ({"body": "<p>" + "long " * 40_001}, "This text is too long: 200,0"),
        ({"body": "<div>" * 30 + "deep"}, "nested too deep"),
        ({"section": "x"}, "Section: This section is no longer there"),
        ({"about_people": ["x"]}, "Somebody chosen here is no longer in the register"),
        ({"documents": "no address"}, "Documents cited:"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_field(typed, told):
    story = factories.draft()

    answer = check(factories.reporter(), story, **typed)

    assert told in answer.json()["error"]
    assert "findings" not in answer.json()


@pytest.mark.parametrize("person", ["x", "-1", "9" * 19, "99", "٣"])
def test_a_forged_byline_is_none(person):
    story = factories.draft()
    typed = {"bylines-0-person": person, "bylines-0-role": "king", "bylines-TOTAL_FORMS": "1"}

    answer = check(factories.reporter(), story, **typed)

    assert answer.json()["findings"] == []


# Who may


def test_a_hidden_story_is_as_absent_as_one_that_does_not_exist():
    story = factories.draft(factories.publisher())
    browser = desk.client(factories.reporter())

    answers = [browser.post(url) for url in (check_url(story), check_url(story).replace("1", "2"))]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_who_may_read_but_not_edit_is_refused():
    story = factories.submitted()

    answer = desk.client(factories.reporter()).post(check_url(story))

    assert answer.status_code == 403
    assert answer.json()["error"] == "You may not edit this story as it stands."


def test_who_writes_no_stories_has_none_read():
    user = factories.user(UserRole.COPY_EDITOR)

    answer = desk.client(user).post(check_url())

    assert answer.status_code == 403


def test_a_form_of_another_site_is_refused():
    story = factories.draft()
    browser = desk.client(factories.reporter(), enforce_csrf_checks=True)

    answer = browser.post(check_url(story), {"headline": "TK"})

    assert answer.status_code == 403


def test_an_address_that_is_only_opened_checks_nothing():
    story = factories.draft()

    answer = desk.client(factories.reporter()).get(check_url(story))

    assert answer.status_code == 405


# Answers, and what it costs


def test_an_answer_counts_while_the_screen_shows_the_version_it_was_given_to():
    story, publisher = factories.approved(bottom_line="TK"), factories.publisher()
    (found,) = story.findings(publisher)
    story.overrule(publisher, story.version, found.key, "It is a name.")

    same = check(publisher, story)
    changed = check(publisher, story, summary="More.")

    assert same.json()["findings"][0]["answered"]["reason"] == "It is a name."
    assert same.json()["summary"] == "1 error; 1 answered."
    assert changed.json()["findings"][0]["answered"] is None


def test_a_long_story_takes_as_many_queries_as_a_short_one():
    story, browser = factories.draft(), desk.client(factories.reporter())
    filled = desk.fields(browser.get(desk.story_url(story)))
    people = [factories.person() for _ in range(4)]
    said = [factories.quote(f"{n}.", person) for n, person in enumerate(people)]
    long = {
        "body": factories.quoting(*said),
        "about_people": [person.pk for person in people],
        "tags": [factories.tag().name for _ in range(4)],
        "bylines-TOTAL_FORMS": "4",
    } | {f"bylines-{n}-person": person.pk for n, person in enumerate(people)}
    short = {
        "body": factories.quoting(said[0]),
        "about_people": [people[0].pk],
        "tags": [long["tags"][0]],
        "bylines-TOTAL_FORMS": "1",
        "bylines-0-person": people[0].pk,
    }
    counts = []

    for typed in (short, short, long):
        with CaptureQueriesContext(connection) as queries:
            browser.post(check_url(story), filled | typed)
        counts.append(len(queries))

    assert counts[1] == counts[2]

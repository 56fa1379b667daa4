"""Who sees which page of the desk, and under which headers."""

import pytest
from django.test import Client

from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

# The pages of lists: l look, n new; nothing: not for this role.
TABLE = """
                     | Reporter | Copy editor | Editor | Publisher | Admin | no role
articles_article     | ln       | l           | ln     | ln        |       |
articles_correction  | ln       | ln          | ln     | ln        |       |
articles_image       | ln       | ln          | ln     | ln        |       |
people_person        | ln       | ln          | ln     | ln        |       |
people_organization  | ln       | ln          | ln     | ln        |       |
people_quote         | ln       | ln          | ln     | ln        |       |
articles_section     | l        | l           | l      | l         | ln    |
articles_tag         | ln       | ln          | ln     | ln        |       |
articles_edition     |          |             | l      | l         |       |
articles_event       |          |             |        | l         | l     |
people_user          |          |             |        |           | ln    |
"""


def _cells():
    head, *rows = (line.split("|") for line in TABLE.strip("\n").splitlines())
    roles = [cell.strip() for cell in head[1:]]
    for part, *cells in rows:
        for role, letters in zip(roles, cells, strict=True):
            yield pytest.param(role, part.strip(), letters.strip(), id=f"{role}: {part.strip()}")


CELLS = list(_cells())


def _holder(role):
    return factories.user(*([UserRole(role)] if role in UserRole else []))


@pytest.mark.parametrize(("role", "part", "letters"), CELLS)
def test_a_list_is_shown_to_the_roles_it_is_for(role, part, letters):
    browser = desk.client(_holder(role))

    page = browser.get(desk.url(f"{part}_changelist"))

    assert page.status_code == (200 if "l" in letters else 403)


@pytest.mark.parametrize(("role", "part", "letters"), CELLS)
def test_a_new_record_is_begun_by_the_roles_that_may(role, part, letters):
    browser = desk.client(_holder(role))

    page = browser.get(desk.url(f"{part}_add"))

    assert page.status_code == (200 if "n" in letters else 403)


@pytest.mark.parametrize(("role", "part", "letters"), CELLS)
def test_the_menu_names_what_the_role_may_look_at_and_nothing_else(role, part, letters):
    browser = desk.client(_holder(role))

    page = browser.get(desk.url("index")).content.decode()

    assert (f'href="{desk.url(f"{part}_changelist")}"' in page) == ("l" in letters)
    assert (f'href="{desk.url(f"{part}_add")}"' in page) == ("n" in letters)


def test_who_is_not_logged_in_gets_the_page_to_log_in():
    browser = Client()

    page = browser.get(desk.url("articles_article_changelist"), follow=True)

    assert page.redirect_chain[0][0].startswith(desk.url("login"))
    assert page.status_code == 200
    assert "parts of the desk" not in page.content.decode().lower()


def test_one_logs_in_with_a_password():
    factories.user(UserRole.REPORTER, username="ines", password="a good one")
    browser = Client()

    page = browser.post(
        desk.url("login"), {"username": "ines", "password": "a good one"}, follow=True
    )

    assert page.redirect_chain[-1][0] == desk.url("index")


def test_a_wrong_password_says_so_and_keeps_the_name():
    factories.user(UserRole.REPORTER, username="ines", password="a good one")
    browser = Client()

    page = browser.post(desk.url("login"), {"username": "ines", "password": "a bad one"})

    assert "Please enter the correct username and password" in page.content.decode()
    assert desk.fields(page, "login-form")["username"] == "ines"


def test_an_account_that_was_closed_does_not_come_in():
    user = factories.user(UserRole.PUBLISHER)
    browser = desk.client(user)
    user.is_active = False
    user.save()

    page = browser.get(desk.url("index"))

    assert page.status_code == 302


def test_an_account_without_a_role_is_told_whom_to_ask():
    browser = desk.client(factories.user())

    page = browser.get(desk.url("index"))

    assert "ask an admin" in page.content.decode()


def test_a_superuser_runs_accounts_and_reads_no_stories():
    user = factories.user()
    user.is_superuser = True
    user.save()
    story = factories.draft(headline="Harbour tides")

    page = desk.open_story(user, story)

    assert page.status_code == 403
    assert "Harbour tides" not in page.content.decode()


def test_a_page_that_is_not_for_the_role_says_so_in_words():
    browser = desk.client(factories.user(UserRole.ADMIN))

    page = browser.get(desk.url("articles_article_changelist"))

    assert "not for your account" in page.content.decode()


def test_the_lists_of_an_app_are_on_the_front():
    browser = desk.client(factories.reporter())

    page = browser.get("/desk/articles/")

    assert page.status_code == 302
    assert page.url == desk.url("index")


@pytest.mark.parametrize("page", ["index", "articles_article_changelist", "articles_article_add"])
def test_a_page_of_the_desk_is_kept_by_no_cache(page):
    browser = desk.client(factories.publisher())

    response = browser.get(desk.url(page))

    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    "page", ["index", "articles_article_changelist", "articles_article_add", "password_change"]
)
def test_a_page_of_the_desk_runs_our_scripts_alone(page):
    browser = desk.client(factories.publisher())

    policy = browser.get(desk.url(page))["Content-Security-Policy"]

    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'self'" in scripts
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_inline_import_maps_carry_the_nonce_of_the_page():
    browser = desk.client(factories.publisher())

    response = browser.get(desk.url("articles_article_add"))

    nonce = response["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'nonce="{nonce}"' in response.content.decode()


def test_the_page_to_log_in_has_the_policy_of_the_desk():
    browser = Client()

    response = browser.get(desk.url("login"))

    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("page", ["index", "articles_article_changelist", "articles_article_add"])
def test_a_page_of_the_desk_has_no_inline_style_or_script(page):
    browser = desk.client(factories.publisher())

    html = browser.get(desk.url(page)).content.decode()

    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html


def test_a_form_without_the_token_changes_nothing_and_says_what_to_do():
    story = factories.draft()
    browser = desk.client(factories.reporter(), enforce_csrf_checks=True)

    page = browser.post(
        desk.url("articles_article_verb", story.pk, "submit"), {"version": story.version}
    )

    story.refresh_from_db()
    assert page.status_code == 403
    assert "Go back: what you typed is still there" in page.content.decode()
    assert story.stage == "draft"


def test_one_changes_the_own_password():
    user = factories.user(UserRole.REPORTER, password="low-water-9")
    new = {"new_password1": "high-water-9", "new_password2": "high-water-9"}

    page = desk.client(user).post(
        desk.url("password_change"), {"old_password": "low-water-9"} | new, follow=True
    )

    user.refresh_from_db()
    assert user.check_password("high-water-9")
    assert "Password changed" in page.content.decode()


def test_a_password_that_is_too_easy_is_refused_beside_its_field():
    user = factories.user(UserRole.REPORTER, password="low-water-9")
    easy = {"new_password1": "12345678", "new_password2": "12345678"}

    page = desk.client(user).post(
        desk.url("password_change"), {"old_password": "low-water-9"} | easy
    )

    user.refresh_from_db()
    assert user.check_password("low-water-9")
    assert "too common" in page.content.decode()


def test_the_history_of_a_record_says_who_changed_what():
    editor = factories.user(UserRole.EDITOR, first_name="Marguerite", last_name="Osei")
    tag = factories.tag("Tides")
    browser = desk.client(editor)
    filled = desk.fields(browser.get(desk.url("articles_tag_change", tag.pk)), "tag_form")
    browser.post(desk.url("articles_tag_change", tag.pk), filled | {"description": "Twice a day."})

    page = browser.get(desk.url("articles_tag_history", tag.pk)).content.decode()

    assert "Marguerite Osei" in page
    assert "Changed Description." in page

"""The way into the desk in a real browser: invited, a password chosen, forgotten, replaced."""

import re

import pytest

from people import letters
from people.models import User
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, SECOND = "low-water-9", "high-water-9"
SIZE = {"width": 1280, "height": 800}


@pytest.fixture
def last_letter(settings, tmp_path):
    """Have mail written into a folder; return the text of the newest letter in it."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    options = {"file_path": str(tmp_path / "mail")}
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}

    def last_letter():
        letters.clerk.submit(int).result(timeout=20)
        newest = max((tmp_path / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
        return newest.read_text()

    return last_letter


def link(letter):
    return re.search(r"https?://\S+", letter)[0]


def log_in(page, username, password):
    page.goto("/desk/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def choose(page, address, password):
    page.goto(address)
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_label("New password confirmation").fill(password)
    page.get_by_role("button", name="Save the password").click()
    page.get_by_role("heading", name="Password set").wait_for()
    page.get_by_role("link", name="Log in").click()


def invite(page):
    page.get_by_role("link", name="New account").first.click()
    page.get_by_label("Username").fill("ines")
    page.get_by_label("First name").fill("Ines")
    page.get_by_label("Email").fill("ines@news.example")
    page.get_by_label("Reporter: ").check()
    page.get_by_label("Set it here").check()
    page.get_by_label("Password", exact=True).wait_for()
    page.get_by_label("Invite by e-mail").check()
    page.get_by_label("Password", exact=True).wait_for(state="hidden")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("An invitation is on its way to ines@news.example.").wait_for()


def test_somebody_new_is_invited_forgets_the_password_and_gets_another(open_page, last_letter):
    factories.user(UserRole.ADMIN, username="priya", password=FIRST)
    admin, new = open_page(viewport=SIZE), open_page(viewport=SIZE)
    log_in(admin, "priya", FIRST)

    invite(admin)
    invitation = link(last_letter())
    choose(new, invitation, FIRST)
    log_in(new, "ines", FIRST)
    new.get_by_role("heading", name="The desk").wait_for()
    new.get_by_role("button", name="Log out").click()
    new.get_by_role("link", name="Log in again").click()
    new.get_by_role("link", name="Forgotten password?").click()
    new.get_by_label("Email").fill("ines@news.example")
    new.get_by_role("button", name="Send the link").click()
    new.get_by_role("heading", name="Look into your mail").wait_for()
    forgotten = link(last_letter())
    choose(new, forgotten, SECOND)
    log_in(new, "ines", SECOND)
    new.get_by_role("heading", name="The desk").wait_for()

    for used in (invitation, forgotten):
        new.goto(used)
        new.get_by_role("heading", name="This link does not work any more").wait_for()
    assert User.objects.get(username="ines").roles == {UserRole.REPORTER}


@pytest.mark.expects_errors("429")
def test_who_tries_too_often_is_told_when_to_come_back(page):
    factories.user(UserRole.REPORTER, username="ines", password=FIRST)

    for _ in range(10):
        log_in(page, "ines", SECOND)

    page.get_by_role("heading", name="Too many tries").wait_for()
    assert "quarter of an hour" in page.locator("main").inner_text()

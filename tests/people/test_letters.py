"""Invitations and new passwords by e-mail: who gets a link, and what it is good for."""

import re
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from people import letters
from people.models import User
from people.user_roles import UserRole
from tests import desk, factories

# Letters are written after the transaction, and links in a thread of their own.
pytestmark = pytest.mark.django_db(transaction=True)

NEW = "high-water-9"
ADDRESS = "ines@news.example"


class ServerThatIsDown(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.fixture
def server_that_is_down(settings):
    backend = f"{__name__}.{ServerThatIsDown.__name__}"
    settings.MAILERS = {"default": {"BACKEND": backend}}


def account(**fields):
    facts = {"username": "ines", "email": ADDRESS, "password": "low-water-9"} | fields
    return factories.user(UserRole.REPORTER, **facts)


def invite(**typed):
    """Let an admin make an account without a password, and return the page that follows."""
    filled = {"username": "ines", "email": ADDRESS, "usable_password": "false"} | typed
    browser = desk.client(factories.user(UserRole.ADMIN))
    return browser.post(desk.url("people_user_add"), filled, follow=True)


def invite_again(user, role=UserRole.ADMIN):
    chosen = {"action": "invite", "_selected_action": user.pk}
    browser = desk.client(factories.user(role))
    return browser.post(desk.url("people_user_changelist"), chosen, follow=True)


def forget(email=ADDRESS, **headers):
    """Ask for a link, wait until the letters are written, and return the answer."""
    answer = Client(**headers).post(desk.url("password_reset"), {"email": email})
    letters.clerk.submit(int).result(timeout=20)
    return answer


def link(letter=-1):
    return re.search(r"https?://\S+", mail.outbox[letter].body)[0]


def open_link(url):
    browser = Client()
    return browser, browser.get(url.removeprefix(django_settings.SITE_URL), follow=True)


def choose(url, password=NEW):
    browser, page = open_link(url)
    fields = {"new_password1": password, "new_password2": password}
    return browser, browser.post(page.request["PATH_INFO"], fields, follow=True)


def log_in(password=NEW, username="ines"):
    return Client().post(desk.url("login"), {"username": username, "password": password})


# Invitations


def test_an_invited_account_chooses_its_password_and_comes_in():
    invite(first_name="Ines")

    _, page = choose(link())

    assert "Your password is set" in page.content.decode()
    assert log_in().status_code == HTTPStatus.FOUND


def test_the_invitation_names_the_site_the_account_and_the_time_that_is_left(settings):
    settings.SITE_NAME = "The Harbour & Sons"

    page = invite(first_name="Ines")

    letter = mail.outbox[0]
    assert letter.to == [ADDRESS]
    assert letter.subject == "Your account at the desk of The Harbour & Sons"
    assert "Hello Ines," in letter.body
    assert "user name: ines" in letter.body
    assert "60 minutes" in letter.body
    assert f"An invitation is on its way to {ADDRESS}." in desk.messages(page)


def test_a_link_stands_whole_on_its_line_in_mail_that_is_printed():
    invite(first_name="Žofie")

    assert link() in mail.outbox[0].message().as_bytes().decode().splitlines()


@pytest.mark.parametrize("password", ["", "!", "None", NEW])
def test_an_invited_account_does_not_come_in_before_it_has_a_password(password):
    invite(password1=NEW, password2=NEW)

    assert log_in(password).status_code == HTTPStatus.OK
    assert not User.objects.get(username="ines").has_usable_password()


def test_an_account_is_not_invited_without_an_address():
    page = invite(email="", first_name="Typed")

    assert page.context["adminform"].form.errors.keys() == {"email"}
    assert 'value="Typed"' in page.content.decode()
    assert not User.objects.filter(username="ines").exists()


def test_an_account_with_a_first_password_gets_no_letter():
    invite(usable_password="true", password1=NEW, password2=NEW)

    assert mail.outbox == []
    assert log_in().status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("typed", [{}, {"password1": NEW}, {"password2": NEW}])
def test_a_first_password_is_typed_twice(typed):
    invite(usable_password="true", **typed)

    assert not User.objects.filter(username="ines").exists()


@pytest.mark.usefixtures("server_that_is_down")
def test_an_invitation_that_no_server_takes_leaves_the_account_and_says_so():
    page = invite()

    assert User.objects.filter(username="ines").exists()
    assert "No invitation was sent" in " ".join(desk.messages(page))
    assert not LogEntry.objects.filter(change_message__contains="Invited").exists()


def test_an_invitation_is_sent_again():
    invite()

    page = invite_again(User.objects.get(username="ines"))
    choose(link())

    assert len(mail.outbox) == 2
    assert f"An invitation is on its way to {ADDRESS}." in desk.messages(page)
    assert log_in().status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "has a password already"),
        ({"password": None, "is_active": False}, "is closed"),
        ({"password": None, "email": ""}, "has no e-mail address"),
        ({"password": None, "is_superuser": True}, "is a superuser"),
    ],
)
def test_no_invitation_goes_to_an_account_that_needs_none(fields, reason):
    user = account(**fields)

    page = invite_again(user)

    assert mail.outbox == []
    assert reason in " ".join(desk.messages(page))


@pytest.mark.parametrize("role", [role for role in UserRole if role != UserRole.ADMIN])
def test_who_is_no_admin_invites_nobody(role):
    page = invite_again(account(password=None), role)

    assert page.status_code == HTTPStatus.FORBIDDEN
    assert mail.outbox == []


def test_the_history_of_an_account_keeps_who_invited_it_and_to_which_roles():
    invite(groups=[factories.Group.objects.get(name=UserRole.EDITOR).pk])

    said = " ".join(entry.get_change_message() for entry in LogEntry.objects.all())

    assert "Roles to: Editor" in said
    assert "Invited by e-mail." in said
    assert link().rsplit("/", 2)[1] not in said


# Forgotten passwords


def test_a_forgotten_password_is_replaced():
    account()

    forget()
    choose(link())

    assert log_in().status_code == HTTPStatus.FOUND
    assert log_in("low-water-9").status_code == HTTPStatus.OK


@pytest.mark.parametrize("typed", [ADDRESS.upper(), f" {ADDRESS} "])
def test_the_letter_goes_to_the_address_of_the_account_however_it_was_typed(typed):
    account()

    forget(typed)

    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]


def test_an_address_that_only_looks_alike_gets_no_letter():
    account(email="mike@example.org")

    forget("MIKE@example.org")
    forget("mıke@example.org")

    assert [letter.to for letter in mail.outbox] == [["mike@example.org"]]


@pytest.mark.parametrize("fields", [{"email": "else@news.example"}, {"is_active": False}])
def test_no_letter_goes_where_there_is_no_open_account(fields):
    account(**fields)

    forget()

    assert mail.outbox == []


def test_the_answer_is_the_same_whether_or_not_there_is_an_account():
    account()

    known, unknown = forget(), forget("nobody@news.example")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.content == unknown.content
    assert known.headers.keys() == unknown.headers.keys()
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("server_that_is_down")
def test_the_answer_is_the_same_when_no_server_takes_the_letter(caplog):
    account()

    answer = forget()

    assert answer.url == desk.url("password_reset_done")
    assert "was not sent" in caplog.text


def test_what_is_no_address_is_an_error_beside_the_field():
    page = Client().post(desk.url("password_reset"), {"email": "ines at news"})

    assert page.status_code == HTTPStatus.OK
    assert 'value="ines at news"' in page.content.decode()
    assert "email" in page.context["form"].errors


def test_an_account_gets_one_link_a_minute():
    account()

    for _ in range(3):
        forget()

    assert len(mail.outbox) == 1


def test_an_invited_account_that_came_too_late_gets_a_link_by_itself():
    invite()

    forget()
    choose(link())

    assert log_in().status_code == HTTPStatus.FOUND


def test_each_account_with_the_address_gets_its_own_link():
    account()
    account(username="ines-too")

    forget()

    assert [letter.body.count("user name: ines-too") for letter in mail.outbox] == [0, 1]


def test_the_link_leads_to_our_site_whatever_host_was_asked(settings):
    settings.ALLOWED_HOSTS = ["*"]
    account()

    forget(HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")

    assert link().startswith(f"{settings.SITE_URL}/desk/password_reset/")
    assert "evil" not in mail.outbox[0].message().as_string()


# Links


def test_a_link_works_once():
    account()
    forget()
    choose(link())

    _, page = open_link(link())

    assert "does not work any more" in page.content.decode()


def test_a_used_link_changes_nothing_even_in_the_browser_that_used_it():
    user = account()
    forget()
    browser, _ = choose(link())

    again = {"new_password1": "third-water-9", "new_password2": "third-water-9"}
    page = browser.post(_address_of_form(user), again)

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "does not work any more" in page.content.decode()


def _address_of_form(user):
    uid = letters.urlsafe_base64_encode(str(user.pk).encode())
    return desk.url("password_reset_confirm", uid, "set-password")


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_a_link_works_for_an_hour(minutes, works):
    account()
    forget()

    with time_machine.travel(datetime.now() + timedelta(minutes=minutes)):  # noqa: DTZ005
        _, page = open_link(link())

    assert ("does not work any more" not in page.content.decode()) == works


def test_a_link_dies_when_the_account_is_closed():
    user = account()
    forget()
    User.objects.filter(pk=user.pk).update(is_active=False)

    _, page = choose(link())

    user.refresh_from_db()
    assert user.check_password("low-water-9")
    assert "does not work any more" in page.content.decode()


def test_a_link_dies_when_the_account_gets_another_address():
    user = account()
    forget()
    User.objects.filter(pk=user.pk).update(email="other@news.example")

    _, page = open_link(link())

    assert "does not work any more" in page.content.decode()


def test_a_link_is_no_key_to_another_account():
    other = account(username="other", email="other@news.example")
    account()
    forget()
    token = link().rstrip("/").rsplit("/", 1)[1]

    forged = _address_of_form(other).replace("set-password", token)
    _, page = choose(django_settings.SITE_URL + forged)

    other.refresh_from_db()
    assert other.check_password("low-water-9")
    assert "does not work any more" in page.content.decode()


@pytest.mark.parametrize("forged", ["MQ/x-y", "%00/x-y", "!!/set-password", "OTk5/a-b"])
def test_a_link_that_was_made_up_is_refused_in_words(forged):
    page = Client().get(f"/desk/password_reset/{forged}/")

    assert page.status_code == HTTPStatus.OK
    assert "does not work any more" in page.content.decode()


def test_a_link_logs_nobody_in():
    account()
    forget()

    browser, _ = choose(link())

    assert browser.get(desk.url("index")).status_code == HTTPStatus.FOUND
    assert "_auth_user_id" not in browser.session


def test_a_new_password_ends_the_sessions_of_the_account():
    user = account()
    browser = desk.client(user)
    forget()

    choose(link())

    assert browser.get(desk.url("index")).status_code == HTTPStatus.FOUND


def test_a_password_that_is_too_easy_is_refused_at_a_link_which_works_on():
    account()
    forget()

    _, refused = choose(link(), "12345678")
    choose(link())

    assert "too common" in refused.content.decode()
    assert log_in().status_code == HTTPStatus.FOUND


def test_the_page_of_a_link_has_its_token_neither_in_its_address_nor_in_itself():
    account()
    forget()
    token = link().rstrip("/").rsplit("/", 1)[1]

    _, page = open_link(link())

    assert token not in page.request["PATH_INFO"]
    assert token not in page.content.decode()


@pytest.mark.parametrize("step", ["form", "sent", "link", "choose", "refused", "chosen"])
def test_each_page_on_the_way_is_one_of_the_desk(step):
    user = account()
    forget()
    path = link().removeprefix(django_settings.SITE_URL)
    browser = Client()
    if step == "choose":
        browser.get(path)
    address = {
        "form": desk.url("password_reset"),
        "sent": desk.url("password_reset_done"),
        "link": path,
        "choose": _address_of_form(user),
        "refused": _address_of_form(user),
        "chosen": desk.url("password_reset_complete"),
    }[step]

    page = browser.get(address)

    assert page.status_code == (HTTPStatus.FOUND if step == "link" else HTTPStatus.OK)
    assert {"no-store", "private"} <= set(page["Cache-Control"].split(", "))
    assert page["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "<style" not in page.content.decode()


def test_the_page_to_log_in_leads_to_a_new_password():
    page = Client().get(desk.url("login")).content.decode()

    assert f'href="{desk.url("password_reset")}"' in page


def test_a_form_without_the_token_against_forgery_sends_nothing():
    account()

    answer = Client(enforce_csrf_checks=True).post(desk.url("password_reset"), {"email": ADDRESS})
    letters.clerk.submit(int).result(timeout=20)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert mail.outbox == []


def test_a_form_without_the_token_against_forgery_sets_no_password():
    user = account()
    forget()
    browser = Client(enforce_csrf_checks=True)
    browser.get(link().removeprefix(django_settings.SITE_URL))

    answer = browser.post(_address_of_form(user), {"new_password1": NEW, "new_password2": NEW})

    user.refresh_from_db()
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert user.check_password("low-water-9")

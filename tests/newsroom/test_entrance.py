"""How often one may try to log in, and what is kept of it."""

import logging
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client, RequestFactory
from django.utils import timezone

from newsroom.entrance import client_address
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

PASSWORD = "low-water-9"
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def ines():
    return factories.user(UserRole.REPORTER, username="ines", password=PASSWORD)


def try_to_log_in(username="ines", password="a wrong one", address=HERE, **headers):
    fields = {"username": username, "password": password}
    return Client(REMOTE_ADDR=address, **headers).post(desk.url("login"), fields)


def try_often(username="ines", times=10, **options):
    return [try_to_log_in(username, **options).status_code for _ in range(times)]


def test_the_tenth_wrong_try_is_the_last():
    answers = try_often()

    assert answers == [HTTPStatus.OK] * 9 + [HTTPStatus.TOO_MANY_REQUESTS]
    assert try_to_log_in(password=PASSWORD).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_the_tenth_try_comes_in_with_the_right_password():
    try_often(times=9)

    assert try_to_log_in(password=PASSWORD).status_code == HTTPStatus.FOUND


def test_one_comes_in_from_another_address_meanwhile():
    try_often()

    assert try_to_log_in(password=PASSWORD, address=ELSEWHERE).status_code == HTTPStatus.FOUND


def test_others_come_in_from_the_same_address():
    factories.user(UserRole.REPORTER, username="ruta", password=PASSWORD)
    try_often()

    assert try_to_log_in("ruta", PASSWORD).status_code == HTTPStatus.FOUND


def test_one_comes_in_a_quarter_of_an_hour_later_however_often_one_tried_meanwhile():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        try_often()
        clock.shift(timedelta(minutes=14))
        try_often()
        clock.shift(timedelta(minutes=1, seconds=1))

        assert try_to_log_in(password=PASSWORD).status_code == HTTPStatus.FOUND


def test_who_came_in_has_ten_tries_again():
    try_often(times=9)
    try_to_log_in(password=PASSWORD)

    assert try_often(times=9) == [HTTPStatus.OK] * 9


def test_another_browser_is_no_way_around():
    for number in range(10):
        try_to_log_in(HTTP_USER_AGENT=f"Browser {number}")

    assert try_to_log_in(password=PASSWORD).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_the_answer_does_not_tell_whether_there_is_such_an_account(ines):
    factories.user(UserRole.REPORTER, username="closed", password=PASSWORD, is_active=False)
    names = ["ines", "nobody", "closed"]

    with time_machine.travel(timezone.now(), tick=False):
        for name in names:
            try_often(name)
        answers = [try_to_log_in(name) for name in names]

    assert {answer.status_code for answer in answers} == {HTTPStatus.TOO_MANY_REQUESTS}
    assert len({_without_nonce(answer) for answer in answers}) == 1


def _without_nonce(answer):
    policy = answer["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    headers = sorted(answer.headers.items())
    page = answer.content.decode()
    return str(headers).replace(nonce or "-", ""), page.replace(nonce or "-", "")


def test_the_answer_is_a_page_of_the_desk():
    try_often()

    page = try_to_log_in()

    assert "Try again in a quarter of an hour" in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]
    assert page["Retry-After"] == "900"


def test_a_script_gets_no_name_back_and_no_other_site_may_read_it():
    try_often()

    answer = try_to_log_in(HTTP_X_REQUESTED_WITH="XMLHttpRequest")

    assert "ines" not in answer.content.decode()
    assert "Access-Control-Allow-Origin" not in answer


def test_what_was_typed_stands_in_no_table_and_no_log(caplog):
    caplog.set_level(logging.DEBUG, logger="axes")

    try_often("typed-as-a-name", times=11, password="typed-as-a-password")

    kept = [*AccessAttempt.objects.values().iterator(), caplog.text]
    assert len(kept) == 2
    assert "typed-as-a" not in str(kept)


def test_an_old_try_is_deleted_when_anybody_next_comes_to_the_door():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        try_often("nobody")
        clock.shift(timedelta(minutes=16))
        try_to_log_in(password=PASSWORD, address=ELSEWHERE)

    assert not AccessAttempt.objects.exists()


def test_no_diary_is_kept_of_who_came_when():
    browser = Client()
    browser.post(desk.url("login"), {"username": "ines", "password": PASSWORD})
    browser.post(desk.url("logout"))

    assert not AccessLog.objects.exists()


def test_tries_have_no_page_at_the_desk_and_no_role_a_right_to_them():
    assert not any(model._meta.app_label == "axes" for model in admin.site._registry)
    assert not Permission.objects.filter(
        group__isnull=False, content_type__app_label="axes"
    ).exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.7", HERE),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", HERE),
        (1, "", HERE),
        (1, "unknown", HERE),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_the_address_is_the_one_that_the_outermost_of_our_proxies_saw(
    settings, proxies, forwarded, address
):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == address


@pytest.mark.parametrize("address", ["", "unix:", "127.0.0.1:50000"])
def test_a_server_that_knows_no_address_locks_nobody_in_an_error(address):
    assert try_often(address=address)[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_a_forged_entry_is_no_way_around_the_proxy(settings):
    settings.PROXIES = 1
    for number in range(10):
        try_to_log_in(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.7")

    answer = try_to_log_in(HTTP_X_FORWARDED_FOR="203.0.113.99, 198.51.100.7")

    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_sends_a_form_signed_out_is_told_at_the_login_that_it_was_not_saved(client, method):
    page = getattr(client, method)("/desk/articles/article/add/", follow=True)

    told = "what you sent was not saved" in page.content.decode()
    assert told == (method == "post")

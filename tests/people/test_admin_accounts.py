"""Accounts at the desk: who gives roles, and that nobody takes what is not given."""

import pytest
from django.contrib.auth.models import Group, Permission

from people.models import User
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

FORGED = {
    "is_superuser": "on",
    "is_staff": "on",
    "user_permissions": [1, 2, 3],
    "last_login": "2001-01-01T00:00",
    "password": "md5$x$y",
}


@pytest.fixture
def admin():
    return factories.user(UserRole.ADMIN)


def roles(*names):
    return [Group.objects.get(name=name).pk for name in names]


def change(admin, user, **typed):
    browser = desk.client(admin)
    filled = {"username": user.username, "is_active": "on", "groups": []} | typed
    return browser.post(desk.url("people_user_change", user.pk), filled, follow=True)


def add(admin, **typed):
    filled = {"username": "ines", "password1": "low-water-9", "password2": "low-water-9"}
    return desk.client(admin).post(desk.url("people_user_add"), filled | typed, follow=True)


def test_an_admin_makes_an_account_with_roles(admin):
    add(admin, first_name="Ines", groups=roles(UserRole.REPORTER, UserRole.EDITOR))

    user = User.objects.get(username="ines")
    assert user.roles == {UserRole.REPORTER, UserRole.EDITOR}
    assert user.is_staff
    assert user.check_password("low-water-9")


def test_a_new_account_can_log_in_at_once(admin, client):
    add(admin, groups=roles(UserRole.REPORTER))

    page = client.post(
        desk.url("login"), {"username": "ines", "password": "low-water-9"}, follow=True
    )

    assert page.redirect_chain[-1][0] == desk.url("index")


@pytest.mark.parametrize("field", FORGED)
def test_a_forged_field_of_a_new_account_is_not_taken(admin, field):
    add(admin, **{field: FORGED[field]})

    user = User.objects.get(username="ines")
    assert not user.is_superuser
    assert not user.user_permissions.exists()
    assert user.last_login is None
    assert user.check_password("low-water-9")


@pytest.mark.parametrize("field", FORGED)
def test_a_forged_field_of_an_account_is_not_taken(admin, field):
    user = factories.user(UserRole.REPORTER, password="low-water-9")

    change(admin, user, groups=roles(UserRole.REPORTER), **{field: FORGED[field]})

    user = User.objects.get(pk=user.pk)
    assert not user.is_superuser
    assert not user.user_permissions.exists()
    assert user.last_login is None
    assert user.check_password("low-water-9")


def test_an_admin_gives_and_takes_roles(admin):
    user = factories.user(UserRole.REPORTER)

    change(admin, user, groups=roles(UserRole.EDITOR))

    assert User.objects.get(pk=user.pk).roles == {UserRole.EDITOR}


def test_an_admin_does_not_change_the_own_roles(admin):
    page = change(admin, admin, groups=roles(*UserRole), first_name="Priya")

    changed = User.objects.get(pk=admin.pk)
    assert changed.roles == {UserRole.ADMIN}
    assert changed.first_name == "Priya"
    assert page.status_code == 200


def test_an_admin_does_not_close_the_own_account(admin):
    change(admin, admin, is_active="")

    assert User.objects.get(pk=admin.pk).is_active


def test_an_admin_closes_an_account(admin):
    user = factories.user(UserRole.REPORTER)

    change(admin, user, is_active="")

    user = User.objects.get(pk=user.pk)
    assert not user.is_active
    assert user.roles == frozenset()


@pytest.fixture
def superuser():
    return User.objects.create_superuser("root", password="low-water-9")


def test_an_admin_touches_no_superusers_account(admin, superuser):
    page = change(admin, superuser, first_name="Forged")

    superuser.refresh_from_db()
    assert page.status_code == 403
    assert superuser.first_name == ""


def test_an_admin_sets_no_superusers_password(admin, superuser):
    page = desk.client(admin).post(
        desk.url("auth_user_password_change", superuser.pk),
        {"password1": "high-water-9", "password2": "high-water-9", "usable_password": "true"},
    )

    superuser.refresh_from_db()
    assert page.status_code == 403
    assert superuser.check_password("low-water-9")


def test_an_admin_sets_a_new_password_for_somebody_who_forgot_it(admin):
    user = factories.user(UserRole.REPORTER, password="low-water-9")

    desk.client(admin).post(
        desk.url("auth_user_password_change", user.pk),
        {"password1": "high-water-9", "password2": "high-water-9", "usable_password": "true"},
    )

    user.refresh_from_db()
    assert user.check_password("high-water-9")


def test_no_form_makes_a_superuser_even_for_a_superuser(superuser):
    user = factories.user(UserRole.REPORTER)

    change(superuser, user, groups=roles(UserRole.REPORTER), is_superuser="on")

    assert not User.objects.get(pk=user.pk).is_superuser


@pytest.mark.parametrize(
    "role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.EDITOR, UserRole.PUBLISHER]
)
def test_who_is_no_admin_changes_no_account_the_own_included(role):
    user = factories.user(role)

    page = change(user, user, groups=roles(*UserRole), is_superuser="on")

    user = User.objects.get(pk=user.pk)
    assert page.status_code == 403
    assert user.roles == {role}


@pytest.mark.parametrize("user_is_self", [True, False])
def test_nobody_deletes_an_account(admin, user_is_self):
    user = admin if user_is_self else factories.user(UserRole.REPORTER)

    page = desk.client(admin).post(desk.url("people_user_delete", user.pk), {"post": "yes"})

    assert page.status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_accounts_are_not_deleted_from_their_list(admin):
    user = factories.user(UserRole.REPORTER)

    desk.client(admin).post(
        desk.url("people_user_changelist"),
        {"action": "delete_selected", "_selected_action": user.pk, "post": "yes"},
    )

    assert User.objects.filter(pk=user.pk).exists()


def test_the_page_of_an_account_shows_nothing_of_its_password(admin):
    user = factories.user(UserRole.REPORTER, password="low-water-9")

    page = desk.client(admin).get(desk.url("people_user_change", user.pk)).content.decode()

    assert "Set a new password" in page
    assert user.password[:12] not in page
    assert "md5" not in page


def test_the_form_says_what_each_role_may_do(admin):
    user = factories.user(UserRole.REPORTER)

    page = desk.client(admin).get(desk.url("people_user_change", user.pk)).content.decode()

    assert all(f"{role}: " in page for role in UserRole)


def test_the_groups_behind_the_roles_have_no_page(admin):
    page = desk.client(admin).get("/desk/auth/group/")

    assert page.status_code == 404


def test_no_role_holds_a_right_over_rights():
    held = Permission.objects.filter(group__name__in=list(UserRole))

    assert not held.filter(codename__regex="_(group|permission|session|logentry)$").exists()


def test_the_list_of_accounts_asks_the_same_number_of_questions_however_many(
    admin, django_assert_max_num_queries
):
    for _ in range(20):
        factories.user(UserRole.REPORTER, UserRole.EDITOR)
    browser = desk.client(admin)

    with django_assert_max_num_queries(11):
        page = browser.get(desk.url("people_user_changelist"))

    assert "Editor, Reporter" in page.content.decode()

"""Every form of the desk, forged by every role: nobody gets a right that was not given."""

from itertools import combinations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory

from articles.models import Byline, Section
from articles.workflow import Action, may
from people.models import Role, User
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

ROLES = [*UserRole, None]
NEW = "high-water-9"


@pytest.fixture
def accounts():
    """Return a superuser, an editor without a desk, and a group that is no role but may all."""
    mighty = Group.objects.create(name="Mighty")
    mighty.permissions.set(Permission.objects.all())
    factories.section("Harbour")
    superuser = User.objects.create_superuser("root", password="low-water-9")
    editor = factories.user(UserRole.EDITOR, username="editor", password="low-water-9")
    return {"superuser": superuser, "another": editor}


def holder(role):
    return factories.user(*([role] if role else []), username="forger", password="low-water-9")


def rights():
    """Return what each account is and may, by its name."""
    return {
        user.username: (
            user.is_superuser,
            user.is_staff,
            user.is_active,
            user.password,
            user.email,
            sorted(user.groups.values_list("name", flat=True)),
            sorted(user.user_permissions.values_list("pk", flat=True)),
            sorted(user.edited_sections.values_list("name", flat=True)),
        )
        for user in User.objects.all()
    }


def everything():
    """Return what a forger would like the form of an account to take."""
    return {
        "username": "forged",
        "email": "forger@news.example",
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "on",
        "groups": list(Group.objects.values_list("pk", flat=True)),
        "user_permissions": list(Permission.objects.values_list("pk", flat=True)[:20]),
        "edited_sections": list(Section.objects.values_list("pk", flat=True)),
        "password": "md5$x$y",
        "password1": NEW,
        "password2": NEW,
        "usable_password": "true",
    }


def _list_form(user):
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": user.pk, "_save": "Save"}
    return rows | {f"form-0-{name}": value for name, value in everything().items()}


def _section_form(user):
    return {"name": "Harbour", "slug": "harbour", "position": 1, "editors": [user.pk]}


# Where it is posted, and what: {pk} is the account that is aimed at.
FORGED = {
    "account": ("/desk/people/user/{pk}/change/", lambda user: everything()),
    "account in a pop-up": (
        "/desk/people/user/{pk}/change/?_popup=1&_to_field=id",
        lambda user: everything() | {"_popup": "1", "_to_field": "id"},
    ),
    "account saved as a new one": (
        "/desk/people/user/{pk}/change/",
        lambda user: everything() | {"_saveasnew": "1"},
    ),
    "new account with the id of an old one": (
        "/desk/people/user/add/?id={pk}",
        lambda user: everything() | {"id": user.pk, "pk": user.pk, "username": user.username},
    ),
    "list of accounts": ("/desk/people/user/", _list_form),
    "deletion": ("/desk/people/user/{pk}/delete/", lambda user: {"post": "yes"}),
    "deletion from the list": (
        "/desk/people/user/",
        lambda user: {"action": "delete_selected", "_selected_action": user.pk, "post": "yes"},
    ),
    "history": ("/desk/people/user/{pk}/history/", lambda user: everything()),
    "group": ("/desk/auth/group/1/change/", lambda user: everything() | {"name": "Mighty"}),
    "permission": ("/desk/auth/permission/add/", lambda user: everything()),
    "own password": (
        "/desk/password_change/",
        lambda user: everything() | {"old_password": "", "new_password1": NEW},
    ),
    "front": ("/desk/", lambda user: everything()),
    "log-in": ("/desk/login/", lambda user: everything()),
}


def aim(accounts, forger, target):
    return {"self": forger, **accounts}[target]


def post(forger, path, form, target):
    return desk.client(forger).post(path.format(pk=target.pk), form(target))


@pytest.mark.parametrize("role", [role for role in ROLES if role != UserRole.ADMIN])
@pytest.mark.parametrize("target", ["self", "another", "superuser"])
@pytest.mark.parametrize("form", FORGED)
def test_who_is_no_admin_changes_no_right_by_any_form(accounts, role, target, form):
    forger = holder(role)
    before = rights()

    answer = post(forger, *FORGED[form], aim(accounts, forger, target))

    assert rights() == before
    assert answer.status_code < 500


@pytest.mark.parametrize("target", ["self", "another", "superuser"])
@pytest.mark.parametrize("form", FORGED)
def test_an_admin_gives_no_right_above_a_role_by_any_form(accounts, target, form):
    forger = holder(UserRole.ADMIN)
    before = rights()

    answer = post(forger, *FORGED[form], aim(accounts, forger, target))

    after = rights()
    assert answer.status_code < 500
    assert after["root"] == before["root"]
    assert User.objects.get(pk=forger.pk).roles == {UserRole.ADMIN}
    assert User.objects.get(pk=forger.pk).is_active
    assert list(User.objects.filter(is_superuser=True)) == [accounts["superuser"]]
    assert not User.objects.filter(user_permissions__isnull=False).exists()
    assert not User.objects.filter(groups__name="Mighty").exists()
    assert not Section.objects.filter(editors__isnull=False).exists()
    assert before.keys() - after.keys() <= {"editor", "forger"}  # names may change, no more
    assert User.objects.count() >= len(before)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_sets_the_password_of_who_is_above(accounts, role):
    forger = holder(role)
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}

    answer = desk.client(forger).post(
        desk.url("auth_user_password_change", accounts["superuser"].pk), form
    )

    assert answer.status_code == 403
    assert User.objects.get(username="root").check_password("low-water-9")


@pytest.mark.parametrize("role", [role for role in ROLES if role != UserRole.ADMIN])
@pytest.mark.parametrize("target", ["self", "another"])
def test_who_is_no_admin_sets_no_password_without_the_old_one(accounts, role, target):
    forger = holder(role)
    user = aim(accounts, forger, target)
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}

    answer = desk.client(forger).post(desk.url("auth_user_password_change", user.pk), form)

    assert answer.status_code == 403
    assert User.objects.get(pk=user.pk).check_password("low-water-9")


@pytest.mark.parametrize("role", [role for role in ROLES if role != UserRole.ADMIN])
def test_who_is_no_admin_makes_nobody_the_editor_of_a_section(role):
    section, forger = factories.section("Harbour"), holder(role)

    answer = desk.client(forger).post(
        desk.url("articles_section_change", section.pk), _section_form(forger)
    )

    assert answer.status_code == 403
    assert not section.editors.exists()


@pytest.mark.parametrize("role", [role for role in ROLES if role != UserRole.ADMIN])
@pytest.mark.parametrize(
    "field", ["people.user.groups", "articles.section.editors", "people.person.user"]
)
def test_who_is_no_admin_finds_no_account_by_completion(accounts, role, field):
    names = dict(zip(("app_label", "model_name", "field_name"), field.split("."), strict=True))

    answer = desk.client(holder(role)).get(desk.url("autocomplete"), names | {"term": "o"})

    assert answer.status_code == 403


# A question that a list could be asked, an answer that is true, and one that is not.
ORACLES = [
    ("people_user", "password__startswith", "md5", "wrong"),
    ("people_user", "groups__permissions__codename", "view_quote", "wrong"),
    ("people_user", "created_articles__headline__startswith", "Known", "Wrong"),
    ("people_user", "person__private_note__startswith", "Known", "Wrong"),
    ("articles_event", "article__headline__startswith", "Known", "Wrong"),
    ("articles_event", "article__slug__startswith", "known", "wrong"),
    ("articles_event", "reason__startswith", "Known", "Wrong"),
    ("articles_event", "by__password__startswith", "md5", "wrong"),
    ("articles_section", "articles__headline__startswith", "Known", "Wrong"),
    ("articles_section", "editions__headline__startswith", "Known", "Wrong"),
    ("articles_section", "editors__password__startswith", "md5", "wrong"),
]


@pytest.mark.parametrize(("part", "question", "true", "false"), ORACLES)
def test_the_lists_of_an_admin_answer_no_question_about_what_is_hidden(part, question, true, false):
    section = factories.section("Harbour")
    section.editors.add(factories.user(UserRole.EDITOR, password="low-water-9"))
    factories.person(user=factories.reporter(), private_note="Known note")
    factories.scheduled(headline="Known", slug="known", section=section)
    story = factories.submitted(headline="Known too", slug="known-too", section=section)
    story.return_to_writer(factories.publisher(), story.version, "Known reason")
    browser = desk.client(holder(UserRole.ADMIN))

    right, wrong = (
        browser.get(desk.url(f"{part}_changelist"), {question: guess}, follow=True)
        for guess in (true, false)
    )

    assert right.status_code == wrong.status_code
    assert right.content.count(b"<tr") == wrong.content.count(b"<tr")


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_list_is_asked_about_no_column_that_it_has_no_filter_for(model):
    page = admin.site.get_model_admin(model)
    request = RequestFactory().get("/")
    request.user = holder(UserRole.PUBLISHER)
    plain = {name for name in page.get_list_filter(request) if isinstance(name, str)}

    # The filters of stages and of roles are classes of our own.
    columns = {field.name for field in model._meta.get_fields()} - plain - {"stage", "groups"}

    assert not [name for name in columns if page.lookup_allowed(name, "a", request)]
    assert not [name for name in columns if page.lookup_allowed(f"{name}__gte", "a", request)]


# Rows of another record


@pytest.mark.parametrize("role", [role for role in UserRole if role != UserRole.ADMIN])
@pytest.mark.parametrize("extra", [{}, {"roles-0-DELETE": "on"}, {"roles-0-person": "{own}"}])
def test_a_role_of_another_person_is_not_reached_through_a_form(role, extra):
    forger = holder(role)
    own, other = factories.person(added_by=forger), factories.person()
    foreign = factories.role(other, "Harbour master")
    browser = desk.client(forger)
    address = desk.url("people_person_change", own.pk)
    row = {"id": foreign.pk, "person": other.pk, "title": "Forged"}
    forged = {f"roles-0-{name}": value for name, value in row.items()}
    forged |= {name: value.format(own=own.pk) for name, value in extra.items()}
    counts = {"roles-TOTAL_FORMS": 1, "roles-INITIAL_FORMS": 1}

    answer = browser.post(
        address, desk.fields(browser.get(address), "person_form") | forged | counts
    )

    assert answer.status_code < 500
    assert Role.objects.filter(pk=foreign.pk, person=other, title="Harbour master").exists()


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.EDITOR, UserRole.PUBLISHER])
@pytest.mark.parametrize("extra", [{}, {"bylines-0-DELETE": "on"}, {"bylines-0-article": "{own}"}])
def test_a_byline_of_another_story_is_not_reached_through_a_form(role, extra):
    section = factories.section("Harbour")
    forger = factories.user(role, sections=[section])
    own = factories.draft(forger, section=section)
    other = factories.draft(section=factories.section("Town"), bylines=[factories.person()])
    foreign = other.bylines.get()
    row = {"id": foreign.pk, "article": other.pk, "person": factories.person().pk, "position": 7}
    forged = {f"bylines-0-{name}": value for name, value in row.items()}
    forged |= {name: value.format(own=own.pk) for name, value in extra.items()}
    counts = {"bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 1}

    answer = desk.save(forger, own, **forged, **counts)

    assert answer.status_code < 500
    kept = Byline.objects.filter(pk=foreign.pk, article=other, person=foreign.person)
    assert kept.filter(position=foreign.position).exists()


@pytest.mark.parametrize("role", [role for role in ROLES if role != UserRole.ADMIN])
def test_the_order_of_sections_is_not_changed_by_a_forged_row(role):
    section = factories.section("Harbour", position=3)
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "Save"}
    forged = rows | {"form-0-id": section.pk, "form-0-position": 9}

    desk.client(holder(role)).post(desk.url("articles_section_changelist"), forged)

    section.refresh_from_db()
    assert section.position == 3


# Roles add up


@pytest.mark.parametrize(("one", "other"), list(combinations(UserRole, 2)))
def test_two_roles_allow_what_either_allows_and_no_more(one, other):
    section = factories.section("Harbour")
    holders = [
        factories.user(*roles, sections=[section]) for roles in ((one,), (other,), (one, other))
    ]
    stories = [
        factories.draft(section=section),
        factories.submitted(section=section),
        factories.draft(section=factories.section("Town")),
        factories.published(section=section).article,
    ]

    # Which is done to fronts, and to quotes.
    others = {Action.PLACE, Action.VERIFY, Action.APPROVE_SOURCE, Action.DISCARD}
    of_stories = set(Action) - others

    permissions = [user.get_all_permissions() for user in holders]
    allowed = [
        {
            (action, story.pk)
            for action in of_stories
            for story in stories
            if may(user, action, story)
        }
        for user in holders
    ]

    assert permissions[2] == permissions[0] | permissions[1]
    assert allowed[2] == allowed[0] | allowed[1]

"""The register at the desk: who edits which entry, and how a quote is verified."""

import pytest

from people.models import Organization, Person, Quote
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

EDIT_ANY = [UserRole.COPY_EDITOR, UserRole.EDITOR, UserRole.PUBLISHER]
NO_ROLES = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}


@pytest.fixture
def reporter():
    return factories.reporter()


def change(by, entry, **typed):
    """Open an entry, type, and save."""
    name = entry._meta.model_name
    url = desk.url(f"people_{name}_change", entry.pk)
    browser = desk.client(by)
    page = browser.get(url)
    has_form = page.status_code == 200 and "_save" in page.content.decode()
    filled = desk.fields(page, f"{name}_form") if has_form else {}
    return browser.post(url, filled | typed)


def add(by, kind, question="", **typed):
    """Open the form of a new entry, type, and save."""
    url, browser = desk.url(f"people_{kind}_add") + question, desk.client(by)
    return browser.post(url, desk.fields(browser.get(url), f"{kind}_form") | typed)


# Names that the register has already


@pytest.mark.parametrize("question", ["", "?_popup=1"], ids=["page", "from a story"])
@pytest.mark.parametrize(
    ("kind", "make", "typed"),
    [
        ("person", factories.person, {"name": "Orla Finnegan"}),
        ("person", factories.person, {"name": "orla  finnégan"}),
        ("person", factories.person, {"name": "O. F.", "aliases": "Someone\nOrla Finnegan"}),
        ("organization", factories.organization, {"name": "Orla Finnegan"}),
        ("organization", factories.organization, {"name": "O. F.", "short_name": "Orla Finnegan"}),
    ],
)
def test_a_name_that_is_there_already_is_asked_for_once(kind, make, typed, question, reporter):
    known = make("Orla Finnegan")

    asked = add(reporter, kind, question, slug="another", **typed)

    html = asked.content.decode()
    assert f'href="{desk.url(f"people_{kind}_change", known.pk)}"' in html
    assert type(known).objects.count() == 1
    again = desk.fields(asked, f"{kind}_form") | {"is_another": "on"}
    desk.client(reporter).post(desk.url(f"people_{kind}_add") + question, again)
    assert type(known).objects.get(slug="another").name == " ".join(typed["name"].split())


def test_an_alias_of_somebody_is_asked_for_too(reporter):
    factories.person("Orla Finnegan", aliases="Orla Byrne")

    page = add(reporter, "person", name="Orla Byrne", slug="orla-byrne")

    assert "The register has this name already" in page.content.decode()
    assert Person.objects.count() == 1


def test_a_name_that_was_there_before_is_not_asked_for_again(reporter):
    factories.person("Orla Finnegan")
    person = Person.objects.create(name="Orla Finnegan", slug="other", added_by=reporter)

    change(reporter, person, description="Another one.")

    person.refresh_from_db()
    assert person.description == "Another one."


def test_another_name_that_is_there_already_is_asked_for(reporter):
    factories.person("Orla Finnegan")
    person = factories.person("Orla", added_by=reporter)

    page = change(reporter, person, name="Orla Finnegan")

    assert "This is another one of that name" in page.content.decode()
    person.refresh_from_db()
    assert person.name == "Orla"


def test_who_may_not_change_an_entry_is_asked_nothing(reporter):
    person = factories.person("Orla Finnegan")

    page = desk.client(reporter).get(desk.url("people_person_change", person.pk))

    assert "another one of that name" not in page.content.decode()


# Own entries and others


def test_a_reporter_adds_a_person_and_is_named_as_who_did(reporter):
    desk.client(reporter).post(
        desk.url("people_person_add"),
        {
            "name": "Ruta Kalnmeier",
            "slug": "ruta-kalnmeier",
            "standing": Person.Standing.PUBLIC_FIGURE,
        }
        | NO_ROLES,
    )

    assert Person.objects.get().added_by == reporter


def test_a_reporter_edits_what_the_reporter_added(reporter):
    person = factories.person("Ruta", added_by=reporter)

    change(reporter, person, name="Ruta Kalnmeier")

    person.refresh_from_db()
    assert person.name == "Ruta Kalnmeier"


@pytest.mark.parametrize("by_somebody", [True, False])
@pytest.mark.parametrize("make", [factories.person, factories.organization])
def test_a_reporter_edits_nothing_that_others_added(reporter, make, by_somebody):
    other = factories.user(UserRole.REPORTER) if by_somebody else None
    entry = make("As it was", added_by=other)

    page = change(
        reporter,
        entry,
        name="Forged",
        slug="forged",
        standing=Person.Standing.PUBLIC_FIGURE,
        kind="other",
    )

    entry.refresh_from_db()
    assert page.status_code == 403
    assert entry.name == "As it was"


def test_a_reporter_still_reads_what_others_added(reporter):
    person = factories.person("Ruta Kalnmeier", added_by=factories.user(UserRole.REPORTER))

    page = desk.client(reporter).get(desk.url("people_person_change", person.pk))

    assert page.status_code == 200
    assert "Ruta Kalnmeier" in page.content.decode()


@pytest.mark.parametrize("role", EDIT_ANY)
def test_an_editor_of_any_sort_edits_every_entry(role):
    person = factories.person("Ruta", added_by=factories.reporter())

    change(factories.user(role), person, name="Ruta Kalnmeier")

    person.refresh_from_db()
    assert person.name == "Ruta Kalnmeier"


def test_who_edits_does_not_become_who_added(reporter):
    person = factories.person("Ruta", added_by=reporter)

    change(factories.user(UserRole.EDITOR), person, name="Ruta Kalnmeier")

    person.refresh_from_db()
    assert person.added_by == reporter


@pytest.mark.parametrize("role", list(UserRole))
@pytest.mark.parametrize(
    "make", [factories.person, factories.organization, lambda: factories.quote()]
)
def test_nobody_deletes_an_entry(role, make):
    entry = make()
    name = entry._meta.model_name

    desk.client(factories.user(role)).post(
        desk.url(f"people_{name}_delete", entry.pk), {"post": "yes"}
    )

    assert type(entry).objects.filter(pk=entry.pk).exists()


def test_an_admin_reads_nothing_of_the_register():
    person = factories.person(private_note="Calls at night")

    page = desk.client(factories.user(UserRole.ADMIN)).get(
        desk.url("people_person_change", person.pk)
    )

    assert page.status_code == 403


# People and their accounts


def test_a_reporter_ties_no_account_to_a_person(reporter):
    person = factories.person(added_by=reporter)

    page = change(reporter, person, user=factories.publisher().pk, name="Ruta")

    person.refresh_from_db()
    assert person.user is None
    assert person.name == "Ruta"
    assert page.status_code == 302


def test_a_writer_does_not_untie_the_own_account(reporter):
    person = factories.person(added_by=reporter, user=reporter)

    change(reporter, person, user="", name="Ruta")

    person.refresh_from_db()
    assert person.user == reporter


def test_an_editor_ties_an_account_to_a_person(reporter):
    person = factories.person()

    change(factories.user(UserRole.EDITOR), person, user=reporter.pk)

    person.refresh_from_db()
    assert person.user == reporter


@pytest.mark.parametrize("role", [UserRole.EDITOR, UserRole.PUBLISHER])
@pytest.mark.parametrize("given", ["", "another"])
def test_who_approves_does_not_untie_the_own_account(role, given):
    user = factories.user(role)
    person = factories.person(user=user)

    change(user, person, user=given and factories.user(UserRole.REPORTER).pk, name="Ruta")

    person.refresh_from_db()
    assert (person.user, person.name) == (user, "Ruta")


def test_nobody_makes_another_persons_stories_the_own():
    user = factories.user(UserRole.EDITOR, UserRole.REPORTER)
    person = factories.person()
    story = factories.draft(bylines=[person])

    page = change(user, person, user=user.pk)

    person.refresh_from_db()
    assert "user" in page.context["adminform"].form.errors
    assert person.user is None
    assert desk.open_story(user, story).status_code == 404


def test_two_people_do_not_share_an_account(reporter):
    factories.person(user=reporter)
    person = factories.person()

    page = change(factories.user(UserRole.EDITOR), person, user=reporter.pk)

    assert "already exists" in page.content.decode()


# Roles of a person


def role_row(**typed):
    row = {"title": "Minister", "organization": "", "started_on": "", "ended_on": ""} | typed
    return {f"roles-0-{name}": value for name, value in row.items()} | {"roles-TOTAL_FORMS": 1}


def test_a_role_is_added_with_its_person():
    person = factories.person()

    change(factories.user(UserRole.EDITOR), person, **role_row(started_on="2024-02"))

    assert person.roles.get().started_on == "2024-02"


@pytest.mark.parametrize(
    "row",
    [
        {"started_on": "yesterday"},
        {"started_on": "2024-13"},
        {"started_on": "2024", "ended_on": "2023"},
        {"ended_on": "2023", "ended": "on"},
    ],
)
def test_days_of_a_role_that_cannot_be_are_refused_and_kept(row):
    person = factories.person()

    page = change(factories.user(UserRole.EDITOR), person, **role_row(**row))

    assert not person.roles.exists()
    kept = desk.fields(page, "person_form")
    assert kept["roles-0-title"] == "Minister"
    assert {name: kept[f"roles-0-{name}"] for name in row} == row


# Quotes


def test_a_quote_is_taken_down_by_who_adds_it(reporter):
    ruta = factories.person()

    desk.client(reporter).post(
        desk.url("people_quote_add"),
        {"words": "The water decides", "speaker_person": ruta.pk, "terms": "on_record"},
    )

    assert Quote.objects.get().taken_by == reporter


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Name the speaker, or say how the source is described."),
        ({"described_as": "a diplomat"}, "Readers are told why a source is not named."),
        ({"said_on": "yesterday", "described_as": "a diplomat"}, "2025-12"),
    ],
)
def test_a_quote_that_cannot_be_is_refused_and_kept(reporter, typed, said):
    page = desk.client(reporter).post(
        desk.url("people_quote_add"), {"words": "The water decides", "terms": "on_record"} | typed
    )

    assert said in page.content.decode()
    assert desk.fields(page, "quote_form")["words"] == "The water decides"
    assert not Quote.objects.exists()


# Lists


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("people_person_changelist", lambda: factories.role(factories.person(), "Minister")),
        (
            "people_organization_changelist",
            lambda: factories.organization(parent=factories.organization()),
        ),
        ("people_quote_changelist", lambda: factories.quote(speaker=factories.person())),
    ],
)
def test_a_list_of_the_register_asks_the_same_number_of_questions(
    name, make, django_assert_max_num_queries
):
    for _ in range(12):
        make()
    browser = desk.client(factories.publisher())

    with django_assert_max_num_queries(10):
        page = browser.get(desk.url(name))

    assert page.context["cl"].result_count >= 12


def test_a_person_is_found_by_an_alias(reporter):
    factories.person("Ruta Kalnmeier", aliases="Рута Калнмейер")
    factories.person("Emeka Stroud")

    page = desk.client(reporter).get(desk.url("people_person_changelist"), {"q": "Калнмейер"})

    assert [person.name for person in page.context["cl"].result_list] == ["Ruta Kalnmeier"]


def test_an_organization_is_added_by_a_reporter(reporter):
    desk.client(reporter).post(
        desk.url("people_organization_add"),
        {"name": "Harbour Authority", "slug": "harbour-authority", "kind": "government"},
    )

    assert Organization.objects.get().added_by == reporter

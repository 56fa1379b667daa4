"""`manage.py import_register`: all of a file or nothing, and nothing twice."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Organization, Person, Role
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = "name,aliases,title,organization,started_on,ended_on\n"
TWO_ROLES = (
    "Joseph Aoun,General Aoun|جوزيف عون,Commander,Lebanese Armed Forces,2017-03-08,2025-01-09\n"
    "Joseph Aoun,,President,Lebanon,2025-01-09,\n"
)


@pytest.fixture
def load(tmp_path):
    """Import a file with these rows and return what the command says."""

    def imported(text, *options):
        file = tmp_path / "register.csv"
        file.write_text(HEADER + text, encoding="utf-8", newline="")
        said = StringIO()
        call_command("import_register", str(file), *options, stdout=said)
        return said.getvalue()

    return imported


def register():
    """All that the register holds, by name."""
    return (
        sorted(Person.objects.values_list("name", "aliases", "standing")),
        sorted(Organization.objects.values_list("name", "aliases")),
        sorted(
            Role.objects.values_list(
                "person__name", "title", "organization__name", "started_on", "ended_on", "ended"
            ),
            key=str,
        ),
    )


# What is added


def test_people_organizations_and_roles_are_added(load):
    said = load(TWO_ROLES)

    assert "Added: 1 person, 2 organizations, 2 roles" in said
    assert register() == (
        [("Joseph Aoun", "General Aoun\nجوزيف عون", "public_figure")],
        [("Lebanese Armed Forces", ""), ("Lebanon", "")],
        [
            ("Joseph Aoun", "Commander", "Lebanese Armed Forces", "2017-03-08", "2025-01-09", 0),
            ("Joseph Aoun", "President", "Lebanon", "2025-01-09", "", 0),
        ],
    )


def test_row_without_a_title_only_adds_the_person(load):
    said = load("Ruta Kalnmeier,,,Port Selwyn,2025,\n")

    assert "line 2: no title, so the rest of the row is left out." in said
    assert register() == ([("Ruta Kalnmeier", "", "public_figure")], [], [])


def test_unknown_days_are_kept_as_such(load):
    load("Riad Tabbarah,,Ambassador of Lebanon,,?,?\n")

    role = Role.objects.get()
    assert (role.started_on, role.ended_on, role.ended) == ("", "", True)


@pytest.mark.parametrize(
    "second",
    [
        "Aoun,,President of Lebanon,,2025,",
        "Aoun,,President,Lebanon,2025,",
        "Aoun,,President of Lebanon,Lebanon,2025,",
        "Aoun,,President of the Lebanon,,2025,",
    ],
)
def test_organization_may_stand_in_the_title_or_beside_it(load, second):
    said = load(f"Aoun,,President of Lebanon,,2025,\n{second}\n")

    assert "line 3: repeats Aoun, President of Lebanon (2025 to today)." in said
    assert Role.objects.count() == 1


def test_roles_of_other_days_are_other_roles(load):
    load("Aoun,,President,Lebanon,2016,2022\nAoun,,President,Lebanon,2025,\n")

    assert Role.objects.count() == 2


def test_people_whose_names_are_tied_by_an_alias_are_told(load):
    said = load("Joseph Aoun,The General,,,,\nMichel Aoun,The General,,,,\n")

    assert "line 2: “Joseph Aoun” and “Michel Aoun” share a name: one person." in said
    assert Person.objects.get().aliases == "The General\nMichel Aoun"


def test_every_entry_has_an_address_of_its_own(load):
    factories.person("Ruta Berg")
    Person.objects.update(name="Somebody else")

    load(f"Ruta Berg,,,,,\nRuta-Berg,,,,,\n!!!,,,,,\nجوزيف عون,,,,,\n{'x y' * 66},,,,,\n")

    slugs = set(Person.objects.values_list("slug", flat=True))
    assert {"ruta-berg", "ruta-berg-2", "ruta-berg-3", "person", "جوزيف-عون"} < slugs
    assert len(slugs) == 6


# What is there already


def test_second_run_adds_nothing_and_says_so(load):
    load(TWO_ROLES)
    before = register()

    said = load(TWO_ROLES)

    assert "Nothing to add: the register has it all." in said
    assert register() == before


def test_known_person_is_found_by_an_alias_and_gets_the_new_names(load):
    aoun = factories.person("Joseph Aoun", aliases="General Aoun", standing="staff")

    load("general aoun,J. Aoun,President,Lebanon,2025,\n")

    aoun.refresh_from_db()
    assert (aoun.aliases, aoun.standing) == ("General Aoun\nJ. Aoun", "staff")
    assert aoun.roles.get().title == "President"


@pytest.mark.parametrize("name", ["Interim Force", "unifil", "FINUL"])
def test_known_organization_is_found_by_each_of_its_names(load, name):
    force = factories.organization("Interim Force", short_name="UNIFIL", aliases="FINUL")

    load(f"Ruta,,Speaker,{name},2025,\n")

    assert Role.objects.get().organization == force


def test_role_that_the_file_says_is_over_ends_in_the_register(load):
    load("Aoun,,President,Lebanon,2016,\n")

    said = load("Aoun,,President of Lebanon,,2016,2022-10-30\n")

    assert "1 end of a role" in said
    assert Role.objects.get().ended_on == "2022-10-30"


def test_names_of_what_was_merged_are_not_looked_at(load):
    aoun = factories.person("Joseph Aoun", aliases="General Aoun")
    factories.person("General Aoun", merged_into=aoun)

    load("General Aoun,,President,Lebanon,2025,\n")

    assert Role.objects.get().person == aoun


# All or nothing


def test_dry_run_says_what_would_be_added_and_writes_nothing(load):
    said = load(TWO_ROLES, "--dry-run")

    assert "person: Joseph Aoun" in said
    assert "organization: Lebanon" in said
    assert "role: Joseph Aoun, President, Lebanon (2025-01-09 to today)" in said
    assert "Would add: 1 person, 2 organizations, 2 roles" in said
    assert register() == ([], [], [])


def test_one_bad_row_keeps_all_others_out(load):
    with pytest.raises(CommandError) as refusal:
        load(f"{TWO_ROLES}Naim Qassem,,Leader,,2024,1991\n")

    assert "Nothing was added.\nline 4: it ends (1991) before it starts" in str(refusal.value)
    assert register() == ([], [], [])


@pytest.mark.parametrize("row", ["Joseph Aoun,,,,,", "Somebody,Joseph Aoun,,,,"])
def test_name_that_two_people_of_the_register_share_is_refused(load, row):
    factories.person("Joseph Aoun")
    factories.person("J. Aoun", aliases="Joseph Aoun")

    with pytest.raises(CommandError) as refusal:
        load(f"Ruta,,,,,\n{row}\n")

    assert "line 3: several people of the register answer to" in str(refusal.value)
    assert Person.objects.count() == 2


def test_row_that_ties_two_people_of_the_register_is_refused(load):
    factories.person("Joseph Aoun")
    factories.person("General Aoun")

    with pytest.raises(CommandError, match="line 2: several people of the register"):
        load("Joseph Aoun,General Aoun,,,,\n")


def test_organization_that_two_of_the_register_are_called_is_refused(load):
    factories.organization("National Security Council", short_name="NSC")
    factories.organization("NSC")

    with pytest.raises(CommandError) as refusal:
        load("Ruta,,Director,NSC,2025,\nNaim,,Director,NSC,2025,\n")

    assert str(refusal.value).count("several organizations of the register are called “NSC”") == 2


def test_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be read"):
        call_command("import_register", "nowhere.csv")


# Many


def test_queries_do_not_grow_with_the_rows(load):
    def rows(kind, number):
        each = range(number)
        return "".join(f"{kind} {n},Alias {kind} {n},Head,Office {kind} {n},2025,\n" for n in each)

    with CaptureQueriesContext(connection) as few:
        load(rows("one", 3))
    with CaptureQueriesContext(connection) as many:
        load(rows("two", 300))

    assert len(many) == len(few)
    assert Role.objects.count() == 303

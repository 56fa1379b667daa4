"""The names by which entries are found in a text: folded, and always in step with the entries."""

import pytest
from django.core.management import call_command

from people import naming
from people.folding import folded, skeleton
from people.models import KnownName, Organization, Person
from people.user_roles import UserRole
from tests import desk, factories


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Naïm Qassem", "NAIM QASSEM"),
        ("U.N. Security Council", "UN Security Council"),
        ("Ban Ki-moon", "Ban Ki moon"),
        ("Gideon Sa’ar", "Gideon Sa'ar"),
        ("Gideon Sa'ar", "Gideon Saar"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("J.D. Vance", "JD Vance"),
    ],
)
def test_case_accents_points_and_hyphens_do_not_tell_names_apart(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Simon Karam", "Simon Karem"),
        ("Uri Resnick", "Uri Resnik"),
        ("Naim Qassem", "Naim Kasem"),
        ("Riad Tabbarah", "Riad Tabarra"),
        ("Nabih Berri", "Nabih Berry"),
    ],
)
def test_near_misses_share_a_skeleton(one, other):
    assert skeleton(folded(one)) == skeleton(folded(other)) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joseph Aoun", "Michel Aoun"),
        ("Simon Karam", "Simon Baram"),
        ("Ines Halloran", "Bram Halloran"),
    ],
)
def test_other_names_have_other_skeletons(one, other):
    assert skeleton(folded(one)) != skeleton(folded(other))


def test_one_word_has_no_skeleton():
    assert skeleton("karam") == ""


def known(entry):
    return set(entry.known_names.values_list("folded", flat=True))


@pytest.mark.django_db
def test_an_entry_is_found_by_its_name_and_its_aliases():
    person = factories.person("Naim Qassem", aliases="Naïm Kassem\nنعيم قاسم")
    organization = factories.organization("United Nations", short_name="U.N.")

    assert known(person) == {"naim qassem", "naim kassem", "نعيم قاسم"}
    assert known(organization) == {"united nations", "un"}


@pytest.mark.django_db
def test_a_person_who_is_renamed_at_the_desk_is_found_by_the_new_name_alone():
    person = factories.person("Naim Kassem")
    browser = desk.client(factories.user(UserRole.EDITOR))
    url = desk.url("people_person_change", person.pk)
    typed = desk.fields(browser.get(url), "person_form")

    browser.post(url, typed | {"name": "Naim Qassem"})

    assert known(person) == {"naim qassem"}


@pytest.mark.django_db
def test_an_organization_that_is_added_at_the_desk_is_found():
    desk.client(factories.reporter()).post(
        desk.url("people_organization_add"),
        {"name": "Hezbollah", "slug": "hezbollah", "kind": Organization.Kind.PARTY},
    )

    assert known(Organization.objects.get()) == {"hezbollah"}


@pytest.mark.django_db
def test_who_is_imported_is_found(tmp_path):
    file = tmp_path / "register.csv"
    file.write_text(
        "name,aliases,title,organization,started_on,ended_on\n"
        "Naim Qassem,Naim Kassem,Secretary-General,Hezbollah,2024-10-29,\n"
    )

    call_command("import_register", file)

    assert known(Person.objects.get()) == {"naim qassem", "naim kassem"}
    assert known(Organization.objects.get()) == {"hezbollah"}


@pytest.mark.django_db
def test_the_names_of_a_merged_entry_lead_to_the_one_that_is_left():
    kept, merged = factories.person("Naim Qassem"), factories.person("Naim Kassem")
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)
    merged.refresh_from_db()

    naming.renew(people=[kept, merged])

    assert known(kept) == {"naim qassem", "naim kassem"}
    assert known(merged) == set()


@pytest.mark.django_db
def test_all_names_are_written_anew(capsys):
    person = factories.person("Naim Qassem")
    organization = factories.organization("Hezbollah")
    KnownName.objects.all().delete()

    call_command("rebuild_names")

    assert known(person) == {"naim qassem"}
    assert known(organization) == {"hezbollah"}
    assert "2 names" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_name_too_long_for_any_text_is_left_out():
    person = factories.person("Naim Qassem", aliases="x " * 150)

    assert known(person) == {"naim qassem"}

"""Two entries of the register that are one: what moves, what stays as it was printed."""

import pytest
from django.utils import timezone

from articles import register
from articles.models import EditionKey, Event, Quotation
from articles.workflow import Refused
from people.models import KnownName, Organization, Person, Quote, Role
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.user(UserRole.EDITOR)


@pytest.fixture
def aoun():
    return factories.person("Joseph Aoun")


@pytest.fixture
def general():
    return factories.person("General Aoun")


def merged(loser, into):
    return register.merge(loser, into, factories.user(UserRole.EDITOR))


# What comes together


def test_names_of_the_one_become_aliases_of_the_other(aoun):
    aoun.aliases = "J. Aoun"
    aoun.save()
    general = factories.person("General Aoun", aliases="joseph aoun\nجوزيف عون\nJ. AOUN")

    merged(general, aoun)

    aoun.refresh_from_db()
    assert aoun.known_as == ["J. Aoun", "General Aoun", "جوزيف عون"]


def test_desk_check_finds_the_entry_that_stands_by_the_names_of_both(aoun, general):
    merged(general, aoun)

    known = KnownName.objects.values_list("folded", "person")
    assert set(known) == {("joseph aoun", aoun.pk), ("general aoun", aoun.pk)}


def test_short_name_of_an_organization_becomes_an_alias():
    force = factories.organization("Interim Force", short_name="UNIFIL")
    other = factories.organization("Force intérimaire", short_name="FINUL", aliases="unifil")

    merged(other, force)

    force.refresh_from_db()
    assert force.known_as == ["Force intérimaire", "FINUL"]


def test_private_notes_are_kept_together_and_in_one_place(aoun):
    Person.objects.update(private_note="Calls at night.")
    other = factories.person("General Aoun", private_note="Ask his office first.")

    merged(other, aoun)

    notes = dict(Person.objects.values_list("name", "private_note"))
    assert notes == {
        "Joseph Aoun": "Calls at night.\n\nAsk his office first.",
        "General Aoun": "",
    }


def test_what_only_one_of_them_has_is_not_lost(aoun):
    other = factories.person(
        "General Aoun",
        description="A general.",
        wikidata_id="Q1",
        links="https://example.org/",
        died_on="2025-01-01",
        photo="a.jpg",
        photo_alt="A man",
        photo_credit="AP",
    )

    merged(other, aoun)

    aoun.refresh_from_db()
    assert (aoun.description, aoun.wikidata_id, aoun.links) == (
        "A general.",
        "Q1",
        "https://example.org/",
    )
    assert (str(aoun.died_on), aoun.photo.name, aoun.photo_credit) == ("2025-01-01", "a.jpg", "AP")


def test_roles_move_and_the_same_role_stands_once(aoun, general):
    first = factories.role(aoun, "President", started_on="2025")
    second = factories.role(general, "president", started_on="2025", evidence_url="https://e.org/")
    factories.role(general, "Commander", started_on="2017", ended_on="2025")
    said = factories.quote(speaker=general, role=second)

    merged(general, aoun)

    said.refresh_from_db()
    first.refresh_from_db()
    assert {role.title for role in aoun.roles.all()} == {"President", "Commander"}
    assert (said.speaker_person, said.role) == (aoun, first)
    assert first.evidence_url == "https://e.org/"


def test_roles_at_an_organization_move_with_it():
    force, other = factories.organization("UNIFIL"), factories.organization("FINUL")
    speaker = factories.person()
    factories.role(speaker, "Speaker", organization=force, started_on="2025")
    factories.role(speaker, "Speaker", organization=other, started_on="2025")
    factories.role(factories.person(), "Head", organization=other)
    said = factories.quote(speaker=other)

    merged(other, force)

    said.refresh_from_db()
    assert said.speaker == force
    assert sorted(Role.objects.values_list("title", "organization")) == [
        ("Head", force.pk),
        ("Speaker", force.pk),
    ]


@pytest.mark.parametrize("chain", [0, 1, 2])
def test_no_organization_comes_to_stand_under_itself(chain):
    loser = factories.organization("Loser", parent=factories.organization("Top"))
    between = parent = loser
    for _ in range(chain):
        between = parent = factories.organization(parent=parent)
    into = factories.organization("Winner", parent=between)
    child = factories.organization("Child", parent=loser)

    merged(loser, into)

    parents = dict(Organization.objects.values_list("pk", "parent"))
    assert parents[child.pk] == into.pk
    for pk in parents:
        seen = set()
        while pk:
            assert pk not in seen
            seen.add(pk)
            pk = parents[pk]


def test_entries_merged_before_lead_to_the_last_one(aoun, general):
    first = factories.person("J. Aoun")
    merged(first, general)

    merged(general, aoun)

    assert set(Person.objects.values_list("name", "merged_into__name")) == {
        ("Joseph Aoun", None),
        ("General Aoun", "Joseph Aoun"),
        ("J. Aoun", "Joseph Aoun"),
    }


# Who, and what is refused


def test_merge_leaves_one_event(aoun, general, editor):
    register.merge(general, aoun, editor)

    event = Event.objects.get()
    assert (event.verb, event.by, event.subject_kind) == ("merge", editor, "person")
    assert (event.subject_id, event.data) == (general.pk, {"into": aoun.pk})
    assert event.at <= timezone.now()


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.ADMIN, None])
def test_who_does_not_edit_the_register_merges_nothing(role, aoun, general):
    by = factories.user(*([role] if role else []))

    with pytest.raises(Refused, match="You may not merge entries"):
        register.merge(general, aoun, by)

    assert not Event.objects.exists()


def refusal(loser, into, by):
    with pytest.raises(Refused) as refused:
        register.merge(loser, into, by)
    assert not Event.objects.exists()
    return str(refused.value)


def test_entry_is_not_merged_into_itself(aoun, editor):
    said = refusal(aoun, Person.objects.get(), editor)

    assert said == "An entry cannot be merged into itself."


def test_merged_entries_are_merged_no_further(aoun, general, editor):
    other = factories.person("J. Aoun", merged_into=aoun)

    assert "has been merged already, into “Joseph Aoun”" in refusal(other, general, editor)
    assert "has been merged already, into “Joseph Aoun”" in refusal(general, other, editor)


def test_person_and_organization_are_not_merged(aoun, editor):
    said = refusal(aoun, factories.organization(), editor)

    assert said == "A person and an organization cannot be merged."


def test_entry_of_an_account_is_kept(aoun, editor):
    writer = factories.person("Ann Writer", user=factories.reporter())

    said = refusal(writer, aoun, editor)

    assert "is tied to an account: merge the other entry into this one instead" in said


def test_nobody_merges_what_others_signed_into_the_own_entry(aoun, editor):
    own = factories.person("Ed Itor", user=editor)

    said = refusal(aoun, own, editor)

    assert "tied to your own account" in said


def test_public_figure_does_not_vanish_in_a_private_individual(aoun, editor):
    private = factories.person("J. Aoun", standing=Person.Standing.PRIVATE)

    said = refusal(aoun, private, editor)

    assert "“J. Aoun” is a private individual without a page" in said
    assert merged(private, aoun) == aoun


def test_quotes_keep_their_verification(aoun, general):
    said = factories.quote(speaker=general, verified_by=factories.publisher())

    merged(general, aoun)

    assert Quote.objects.get(pk=said.pk).verified_by == factories.publisher()


def test_words_said_lead_to_the_entry_that_stands(aoun, general):
    factories.published(body=factories.quoting(factories.quote("So it is.", general)))

    merged(general, aoun)

    [row] = Quotation.objects.all()
    assert row.speaker == EditionKey.of(EditionKey.Kind.PERSON, aoun.pk)

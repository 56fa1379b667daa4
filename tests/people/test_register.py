import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.dates import Answer, PartialDate
from people.models import Organization, Person, Role
from tests import factories

pytestmark = pytest.mark.django_db

DAY = PartialDate.parse("2025-12-06")


# Roles on a day


@pytest.mark.parametrize(
    ("span", "answer"),
    [
        ({"started_on": "2025-01-09"}, Answer.YES),
        ({"started_on": "2016-10-31", "ended_on": "2022-10-30"}, Answer.NO),
        ({"started_on": "2026"}, Answer.NO),
        ({"started_on": "2025-12"}, Answer.PERHAPS),
        ({"started_on": "2020", "ended": True}, Answer.PERHAPS),
        ({}, Answer.PERHAPS),
    ],
)
def test_role_says_whether_it_was_held_on_a_day(span, answer):
    held = factories.role(factories.person(), "President of Lebanon", **span)

    said = held.held_on(DAY)

    assert said == answer


@pytest.mark.parametrize(
    ("title", "of", "label"),
    [
        ("Naval officer", {}, "Naval officer"),
        ("Director", {"name": "Levant Institute"}, "Director, Levant Institute"),
        ("Spokesperson", {"name": "Interim Force", "short_name": "UNIFIL"}, "Spokesperson, UNIFIL"),
        ("UNIFIL spokesperson", {"name": "Interim Force", "short_name": "UNIFIL"}, None),
        ("President of Lebanon", {"name": "Lebanon"}, None),
        ("Prime Minister of ISRAEL", {"name": "State of Israel", "aliases": "Israel\n"}, None),
    ],
)
def test_label_names_the_organization_unless_the_title_does(title, of, label):
    at = factories.organization(**of) if of else None
    held = factories.role(factories.person(), title, organization=at)

    printed = held.label

    assert printed == (label or title)


# What somebody is called on a day


def described(*roles, day=DAY):
    """Return what somebody with these roles is called on a day."""
    holder = factories.person()
    for title, span in roles:
        factories.role(holder, title, **span)
    return holder.described_on(day)


def test_somebody_without_roles_has_no_title():
    title = described()

    assert title == ""


def test_role_held_that_day_comes_before_one_perhaps_held():
    title = described(
        ("Adviser", {"started_on": "2025-12"}), ("Minister", {"started_on": "2024-02-01"})
    )

    assert title == "Minister"


def test_of_two_roles_held_that_day_the_later_is_printed():
    title = described(
        ("Party leader", {"started_on": "2010"}), ("Speaker", {"started_on": "2023-06"})
    )

    assert title == "Speaker"


def test_role_of_unknown_start_is_printed_while_nothing_says_it_is_over():
    title = described(("Analyst", {}))

    assert title == "Analyst"


def test_somebody_whose_roles_are_over_is_a_former():
    title = described(
        ("Mayor", {"started_on": "1998", "ended_on": "2004"}),
        ("President of Lebanon", {"started_on": "2016-10-31", "ended_on": "2022-10-30"}),
    )

    assert title == "Former President of Lebanon"


def test_role_known_to_be_over_is_never_printed_as_if_it_lasted():
    title = described(("Ambassador", {"started_on": "2015", "ended": True}))

    assert title == "Former Ambassador"


@pytest.mark.parametrize("end", [{"ended": True}, {"ended_on": "2019"}, {}])
def test_nobody_is_a_former_before_the_role_began(end):
    before = PartialDate.parse("2012-05")

    title = described(("Ambassador", {"started_on": "2015"} | end), day=before)

    assert title == ""


def test_role_that_is_still_to_come_gives_no_title():
    title = described(("President", {"started_on": "2026-03"}))

    assert title == ""


# What nobody can store


@pytest.mark.parametrize(
    "span",
    [
        {"started_on": "06.12.2025"},
        {"ended_on": "2025-13"},
        {"ended_on": "soon"},
        {"started_on": "2025", "ended_on": "2024"},
        {"started_on": "2025-12-06", "ended_on": "2025-12-05"},
        {"started_on": "2025", "ended_on": "2024-12-31"},
        {"started_on": "2020", "ended_on": "2022", "ended": True},
    ],
)
def test_database_refuses_impossible_spans(span):
    holder = factories.person()

    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(person=holder, title="Mayor", **span)


@pytest.mark.parametrize(
    "span",
    [
        {"started_on": "2025-12-06", "ended_on": "2025"},
        {"started_on": "2025-12-06", "ended_on": "2025-12"},
        {"started_on": "2025", "ended_on": "2025-03"},
        {"started_on": "2025-12-06", "ended_on": "2025-12-06"},
    ],
)
def test_span_may_end_in_the_year_month_or_day_it_began(span):
    held = factories.role(factories.person(), "Mayor", **span)

    held.full_clean()

    assert Role.objects.get() == held


@pytest.mark.parametrize(
    "span",
    [
        {"started_on": "2025-02-30"},
        {"started_on": "2025", "ended_on": "2024"},
        {"started_on": "2020", "ended_on": "2022", "ended": True},
    ],
)
def test_form_says_what_is_wrong_with_a_span(span):
    held = Role(person=factories.person(), title="Mayor", **span)

    with pytest.raises(ValidationError) as refusal:
        held.full_clean()

    assert refusal.value.message_dict.keys() & span.keys()


@pytest.mark.parametrize("model", [Person, Organization])
def test_nobody_is_merged_into_themselves(model):
    entry = model.objects.create(name="Aoun", slug="aoun")

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(merged_into=entry)


def test_organization_is_not_its_own_parent():
    entry = factories.organization()

    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.update(parent=entry)


def test_standing_is_one_of_three():
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.person(standing="hidden")


# Entries


def test_private_individual_has_no_slug_for_readers():
    someone = factories.person("Amal", standing=Person.Standing.PRIVATE)

    slug = someone.public_slug

    assert slug == ""


@pytest.mark.parametrize(
    ("name", "sort_name"),
    [
        ("Joseph Aoun", "Aoun, Joseph"),
        ("Pelé", "Pelé"),
        ("  Anna\tMaria  Lind ", "Lind, Anna Maria"),
    ],
)
def test_cleaning_gives_a_person_one_spaced_name_and_a_sort_name(name, sort_name):
    someone = Person(name=name, slug="someone")

    someone.full_clean()

    assert (someone.name, someone.sort_name) == (" ".join(name.split()), sort_name)


@pytest.mark.parametrize(
    "links", ["javascript:alert(1)", "https://a.example\ndata:text/html,x", "//evil.example"]
)
def test_links_that_are_no_web_addresses_are_refused(links):
    someone = Person(name="Joseph Aoun", slug="joseph-aoun", links=links)

    with pytest.raises(ValidationError) as refusal:
        someone.full_clean()

    assert list(refusal.value.message_dict) == ["links"]


def test_aliases_are_read_one_a_line_without_blanks():
    someone = factories.person(aliases=" جوزيف عون \n\nGeneral Aoun\n")

    known = someone.known_as

    assert known == ["جوزيف عون", "General Aoun"]

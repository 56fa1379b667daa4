"""The country of an organization: a code of the standard, and the name that people use."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people import countries
from people.models import Organization
from people.user_roles import UserRole
from tests import desk, factories


@pytest.mark.parametrize(
    ("code", "name"),
    [("LB", "Lebanon"), ("IR", "Iran"), ("CI", "Côte d'Ivoire"), ("XX", "XX"), ("", "")],
)
def test_a_country_has_the_name_in_common_use(code, name):
    found = countries.name_of(code)

    assert found == name


def test_countries_are_offered_by_name():
    names = [name for _, name in countries.choices()]

    assert names == sorted(names)
    assert "Lebanon" in names


@pytest.mark.parametrize("code", ["ZZ", "lb", "LBN", "Lebanon"])
def test_what_is_no_code_of_the_standard_is_refused(code):
    body = Organization(name="Council", slug="council", country=code)

    with pytest.raises(ValidationError) as refusal:
        body.clean_fields()

    assert list(refusal.value.message_dict) == ["country"]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["lb", "L", "1B"])
def test_the_database_keeps_nothing_but_two_capital_letters(code):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.organization(country=code)


def choose(council, code, **typed):
    """Open an organization at the desk, choose its country, and save."""
    browser = desk.client(factories.user(UserRole.EDITOR))
    url = desk.url("people_organization_change", council.pk)
    filled = desk.fields(browser.get(url), "organization_form")
    return browser.post(url, filled | {"country": code} | typed)


@pytest.mark.django_db
def test_a_country_is_chosen_at_the_desk():
    council = factories.organization("Council")

    choose(council, "LB")

    council.refresh_from_db()
    assert council.get_country_display() == "Lebanon"


@pytest.mark.django_db
def test_a_country_that_there_is_not_is_refused_beside_its_field():
    council = factories.organization("Council")

    page = choose(council, "ZZ", description="Kept.")

    assert "country" in page.context["adminform"].form.errors
    assert "Kept." in page.content.decode()

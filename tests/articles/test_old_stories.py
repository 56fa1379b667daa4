"""Today's job, name or organization of somebody changes no story that was published before."""

import re

import pytest
from django.test import Client

from articles import register
from articles.models import Edition
from people.models import Organization, Person, Quote
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def aoun() -> Person:
    speaker = factories.person("Joseph Aoun")
    army = factories.organization("Lebanese Armed Forces", short_name="LAF")
    factories.role(speaker, "Commander", organization=army, started_on="2017-03-08")
    return speaker


@pytest.fixture
def story(aoun) -> Edition:
    said = factories.quote("We are committed.", aoun, said_on="2024-06-01", venue="to visitors")
    writer = factories.person("Ann Writer")
    factories.role(writer, "Correspondent", started_on="2020")
    return factories.published(
        body=factories.quoting(said),
        about_people=[aoun],
        about_organizations=list(Organization.objects.all()),
        bylines=[writer],
    )


def another_job(aoun):
    aoun.roles.update(title="Private citizen", ended_on="2020", organization=None)
    factories.role(aoun, "President of Lebanon", started_on="2010")


def another_name(aoun):
    browser, url = desk.client(factories.publisher()), desk.url("people_person_change", aoun.pk)
    filled = desk.fields(browser.get(url), "person_form")
    browser.post(url, filled | {"name": "General Aoun", "aliases": "The President"})
    assert Person.objects.get(pk=aoun.pk).name == "General Aoun"


def other_organization(aoun):
    Organization.objects.update(name="Army", short_name="A", aliases="Forces")


def other_writer(aoun):
    Person.objects.filter(name="Ann Writer").update(name="Anna Author")


def other_record(aoun):
    Quote.objects.update(words="We are not.", venue="", said_on="1999", described_as="a man")


def merged_entry(aoun):
    into = factories.person("Somebody else")
    register.merge(aoun, into, factories.user(UserRole.EDITOR))


@pytest.mark.parametrize(
    "change",
    [another_job, another_name, other_organization, other_writer, other_record, merged_entry],
)
def test_article_page_and_edition_stay_byte_for_byte(change, aoun, story):
    before = Client().get(story.path).content
    kept = Edition.objects.values().get()

    change(aoun)

    assert Client().get(story.path).content == before
    assert Edition.objects.values().get() == kept
    assert Edition.objects.get().computed_digest() == story.digest


@pytest.mark.parametrize(
    "change", [another_job, another_name, other_organization, other_record, merged_entry]
)
def test_old_quotes_on_a_persons_page_stay_as_they_were_printed(change, aoun, story):
    before = quotations(aoun)

    change(aoun)

    assert "We are committed." in before
    assert "Commander, LAF" in before
    assert quotations(Person.objects.get(pk=aoun.pk)) == before


def quotations(person: Person) -> str:
    """What a person's page shows of what was said."""
    page = Client().get(person.get_absolute_url(), follow=True).content.decode()
    return "".join(re.findall(r"(?s)<figure.*?</figure>", page))


def test_next_edition_prints_the_job_of_the_day_on_which_the_words_were_said(aoun, story):
    aoun.roles.update(ended_on="2025-01-09")
    factories.role(aoun, "President of Lebanon", started_on="2025-01-09")

    again = factories.updated(story.article, headline="Again")

    assert again.content["quotations"][0]["described_as"] == "Commander, LAF"

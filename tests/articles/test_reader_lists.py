"""Fronts, topics, people and organizations: what they list, and when they exist at all."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import Section
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


def headlines(page: str) -> list[str]:
    """Return the headlines of the stories a page lists, in their order."""
    html = Client().get(page).content.decode()
    return re.findall(r'class="story-headline"[^>]*><a [^>]*>([^<]+)<', html)


# Fronts


def test_home_lists_stories_of_all_sections_the_newest_first():
    for name in ("First", "Second", "Third"):
        factories.published(headline=name, section=factories.section())

    listed = headlines("/")

    assert listed == ["Third", "Second", "First"]


def test_section_lists_its_own_stories():
    world, local = factories.section("World"), factories.section("Local")
    factories.published(headline="Here", section=world)
    factories.published(headline="There", section=local)

    listed = headlines("/world/")

    assert listed == ["Here"]


def test_story_that_moved_to_another_section_is_listed_there_alone():
    world, local = factories.section("World"), factories.section("Local")
    edition = factories.published(headline="Story", section=world)

    factories.updated(edition.article, section=local)

    assert (headlines("/world/"), headlines("/local/")) == ([], ["Story"])


def test_update_does_not_lift_a_story_above_newer_ones():
    first = factories.published(headline="First")
    factories.published(headline="Second")

    factories.updated(first.article, headline="First, updated")

    assert headlines("/") == ["Second", "First, updated"]


@pytest.mark.parametrize("make", [factories.withdrawn, factories.retracted, factories.scheduled])
def test_what_is_not_listed_stands_on_no_front(make):
    shelf, tag = factories.section("World"), factories.tag("Talks")
    factories.published(headline="Listed", section=shelf, tags=[tag])

    make(headline="Not listed", section=shelf, tags=[tag])

    assert [headlines(page) for page in ("/", "/world/", "/topics/talks/")] == [["Listed"]] * 3


def test_section_without_stories_says_so(client):
    factories.section("World")

    response = client.get("/world/")

    assert response.status_code == 200
    assert "Nothing has been published here yet." in response.content.decode()


# Topics


def test_topic_lists_stories_under_its_tag_in_any_script():
    tag = factories.tag("بيروت")
    factories.published(headline="In Beirut", tags=[tag])
    factories.published(headline="Elsewhere", tags=[factories.tag()])

    listed = headlines(tag.get_absolute_url())

    assert listed == ["In Beirut"]


@pytest.mark.parametrize("make", [factories.tag, factories.person, factories.organization])
def test_entry_that_no_live_edition_names_has_no_page(client, make):
    entry = make()

    response = client.get(entry.get_absolute_url())

    assert response.status_code == 404


# People and organizations


def test_person_page_lists_stories_by_them_about_them_and_quoting_them():
    aoun = factories.person("Joseph Aoun")
    factories.published(headline="By", bylines=[aoun])
    factories.published(headline="About", about_people=[aoun])
    factories.published(headline="Quoted", body=factories.quoting(factories.quote("Yes.", aoun)))
    factories.published(headline="All", bylines=[aoun], about_people=[aoun])

    listed = headlines("/people/joseph-aoun/")

    assert listed == ["All", "Quoted", "About", "By"]


def test_person_page_has_words_as_printed_with_role_and_story(client):
    aoun = factories.person("Joseph Aoun")
    factories.role(aoun, "President of Lebanon", started_on="2025-01-09")
    said = factories.quote("Negotiation it is.", aoun, said_on="2025-12-05", venue="Baabda")
    edition = factories.published(body=factories.quoting(said))
    type(said).objects.update(words="Something else.")

    page = client.get("/people/joseph-aoun/").content.decode()

    assert "“Negotiation it is.”" in page
    assert "as President of Lebanon" in page
    assert f'href="{edition.path}#quote-{said.pk}"' in page


def test_person_page_has_roles_with_their_dates(client):
    aoun = factories.person("Joseph Aoun")
    factories.role(aoun, "Army commander", started_on="2017-03-08", ended_on="2025-01")
    factories.published(about_people=[aoun])

    page = " ".join(client.get("/people/joseph-aoun/").content.decode().split())

    assert "Army commander" in page
    assert "8 March 2017" in page
    assert "January 2025" in page


def test_person_page_goes_with_the_last_edition_that_names_them(client):
    someone = factories.person()
    article = factories.published(about_people=[someone]).article
    factories.updated(article, about_people=[])

    response = client.get(someone.get_absolute_url())

    assert response.status_code == 404


def test_person_who_became_a_private_individual_has_no_page(client):
    someone = factories.person()
    factories.published(about_people=[someone])
    Person.objects.update(standing=Person.Standing.PRIVATE)

    response = client.get(someone.get_absolute_url())

    assert response.status_code == 404


def test_organization_page_names_its_people_and_what_it_said(client):
    force = factories.organization("Interim Force")
    officer = factories.person("Ann Officer")
    factories.role(officer, "Spokesperson", organization=force, started_on="2024")
    said = factories.quote("The line holds.", force)
    factories.published(body=factories.quoting(said), about_people=[officer])

    page = client.get("/organizations/interim-force/").content.decode()

    assert 'href="/people/ann-officer/"' in page
    assert "“The line holds.”" in page


def test_organization_page_names_nobody_whom_no_story_names(client):
    force = factories.organization("Interim Force")
    factories.role(factories.person("Not Yet"), "Commander", organization=force)
    factories.published(about_organizations=[force])

    page = client.get("/organizations/interim-force/").content.decode()

    assert "Not Yet" not in page


def test_organization_page_names_no_private_individual(client):
    force = factories.organization("Interim Force")
    someone = factories.person("Amal", standing=Person.Standing.PRIVATE)
    factories.role(someone, "Cook", organization=force)
    factories.published(about_organizations=[force], about_people=[someone])

    page = client.get("/organizations/interim-force/").content.decode()

    assert "Amal" not in page


# Pictures


def test_picture_is_served_as_what_it_is_and_for_good(client):
    picture = factories.image()

    response = client.get(picture.get_absolute_url())

    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")


def test_picture_whose_file_is_gone_is_not_found(client):
    picture = factories.image()
    picture.file.storage.delete(picture.file.name)

    response = client.get(picture.get_absolute_url())

    assert response.status_code == 404


def test_file_that_is_no_picture_of_the_library_is_not_found(client):
    picture = factories.image()
    name = picture.file.name
    picture.delete()

    response = client.get(f"/media/{name}")

    assert response.status_code == 404


# The addresses of sections


@pytest.mark.parametrize("slug", ["media", "static", "desk"])
def test_section_may_not_take_the_address_of_another_page(slug):
    shelf = Section(name="Shelf", slug=slug)

    with pytest.raises(ValidationError) as refusal:
        shelf.full_clean()

    assert list(refusal.value.message_dict) == ["slug"]


def test_section_may_take_any_other_address():
    shelf = Section(name="World", slug="world")

    shelf.full_clean()

    assert shelf.get_absolute_url() == "/world/"

"""The desk's page for merging two entries: choose, see what happens, confirm."""

import pytest
from django.utils.text import slugify

from articles import register
from people import naming
from people.models import Organization, Person
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return desk.client(factories.user(UserRole.EDITOR))


def page(browser, entry, **asked):
    response = browser.get(desk.url(f"merge_{register.kind_of(entry)}", entry.pk), asked)
    return response, response.content.decode()


def test_entries_of_a_similar_name_are_offered(browser):
    aoun, other = factories.person("Joseph Aoun"), factories.person("Josef Aoun")
    factories.person("Naim Qassem")

    answer, html = page(browser, aoun)

    assert answer.context["found"] == [(other, "Josef Aoun")]
    assert f'href="?into={other.pk}"' in html


def test_entries_are_found_by_words_of_their_names(browser):
    aoun = factories.person("Joseph Aoun")
    sought = factories.person("Michel X", aliases="General Aoun")
    factories.person("J. Aoun", merged_into=sought)
    factories.person("General Y")

    answer, _ = page(browser, aoun, q="general aoun")

    assert answer.context["found"] == [(sought, "Michel X")]


def test_page_says_what_will_happen_and_nothing_happens_yet(browser):
    loser, into = factories.organization("FINUL"), factories.organization("UNIFIL")
    factories.published(about_organizations=[loser])
    factories.role(factories.person(), "Head", organization=loser)

    answer, html = page(browser, loser, into=into.pk)

    assert answer.context["extent"] == [
        "1 story",
        "1 edition that readers get or will get",
        "1 role",
    ]
    assert "What was published keeps the name that it printed." in html
    assert not Organization.objects.exclude(merged_into=None).exists()


def test_much_is_counted_no_further_than_people_read(browser, monkeypatch):
    monkeypatch.setattr(register, "BOUND", 2)
    loser, into = factories.person(), factories.person()
    for _ in range(3):
        factories.draft(about_people=[loser], bylines=[loser])

    answer, _ = page(browser, loser, into=into.pk)

    assert answer.context["extent"] == ["99+ stories"]


def test_confirmed_merge_is_done_and_leads_to_the_entry_that_stays(browser):
    loser, into = factories.person("General Aoun"), factories.person("Joseph Aoun")

    answer = browser.post(desk.url("merge_person", loser.pk), {"into": into.pk}, follow=True)

    assert answer.redirect_chain == [(desk.url("people_person_change", into.pk), 302)]
    assert desk.messages(answer) == ["Merged: “General Aoun” is “Joseph Aoun” from now on."]
    assert Person.objects.get(pk=loser.pk).merged_into == into


def test_refused_merge_says_why_before_and_after_it_is_confirmed(browser):
    loser = factories.person("Ann Writer", user=factories.reporter())
    into = factories.person()

    _, html = page(browser, loser, into=into.pk)
    answer = browser.post(desk.url("merge_person", loser.pk), {"into": into.pk})

    assert "is tied to an account" in html
    assert '<button type="submit" class="primary">' not in html
    assert "is tied to an account" in desk.messages(answer)[0]


@pytest.mark.parametrize("into", ["", "x", "-1", "999999999", "1" * 30, "\x00"])
def test_forged_choice_is_no_choice(browser, into):
    loser = factories.person()

    asked, _ = page(browser, loser, into=into)
    sent = browser.post(desk.url("merge_person", loser.pk), {"into": into})

    assert (asked.status_code, sent.status_code) == (200, 200)
    assert not Person.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.COPY_EDITOR, UserRole.ADMIN])
def test_page_is_closed_to_who_may_not_merge(role):
    loser, into = factories.person(), factories.person()
    browser = desk.client(factories.user(role))

    answers = [
        browser.get(desk.url("merge_person", loser.pk)),
        browser.post(desk.url("merge_person", loser.pk), {"into": into.pk}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Person.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize(("role", "shown"), [(UserRole.EDITOR, True), (UserRole.REPORTER, False)])
def test_entry_leads_to_its_merge_whom_it_is_for(role, shown):
    account = factories.user(role)
    entry = factories.person(added_by=account)

    html = desk.client(account).get(desk.url("people_person_change", entry.pk)).content.decode()

    assert (desk.url("merge_person", entry.pk) in html) == shown


# Two of one name


def test_two_of_a_name_are_told_apart_before_they_become_one(browser):
    mayor, other = factories.person("Orla Finnegan"), namesake("Orla Finnegan")
    factories.role(mayor, "Mayor of Port Selwyn", started_on="2020")

    _, offered = page(browser, other)
    _, asked = page(browser, other, into=mayor.pk)

    assert ">Orla Finnegan (Mayor of Port Selwyn)</a>" in offered
    assert (
        "“Orla Finnegan (orla-finnegan-2)” becomes “Orla Finnegan (Mayor of Port Selwyn)”" in asked
    )


def test_two_of_a_name_are_told_apart_where_one_is_chosen(browser):
    factories.person("Orla Finnegan")
    namesake("Orla Finnegan")
    completion = {"app_label": "people", "model_name": "quote", "field_name": "speaker_person"}

    offered = browser.get(desk.url("autocomplete"), completion | {"term": "Orla"}).json()

    names = {found["text"] for found in offered["results"]}
    assert names == {"Orla Finnegan", "Orla Finnegan (orla-finnegan-2)"}


def namesake(name):
    """Add a second person of a name."""
    other = Person.objects.create(name=name, slug=f"{slugify(name)}-2")
    naming.renew([other])
    return other


# What was merged, at the desk


def test_merged_entry_stands_in_no_list_and_is_offered_nowhere(browser):
    into = factories.person("Joseph Aoun")
    factories.person("General Aoun", merged_into=into)
    completion = {"app_label": "people", "model_name": "quote", "field_name": "speaker_person"}

    listed = browser.get(desk.url("people_person_changelist")).content.decode()
    offered = browser.get(desk.url("autocomplete"), completion | {"term": "Aoun"}).json()

    assert "General Aoun" not in listed
    assert [found["text"] for found in offered["results"]] == ["Joseph Aoun"]


def test_merged_entry_changes_no_more_and_leads_to_the_other(browser):
    into = factories.person("Joseph Aoun")
    entry = factories.person("General Aoun", merged_into=into)

    answer = browser.get(desk.url("people_person_change", entry.pk))

    assert desk.url("people_person_change", into.pk) in answer.content.decode()
    assert "_save" not in answer.content.decode()
    assert browser.post(desk.url("people_person_change", entry.pk), {}).status_code == 403


def test_story_opened_before_a_merge_is_told_to_choose_again():
    publisher = factories.publisher()
    into, loser = factories.person("Joseph Aoun"), factories.person("General Aoun")
    story = factories.draft(about_people=[loser])
    register.merge(loser, into, publisher)

    answer = desk.save(publisher, story, about_people=[loser.pk])

    assert "no longer in the register" in str(answer.context["adminform"].form.errors)

"""Stories of entries that were merged: what follows the merge, what stays as it was printed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import keys, rebuilding, register
from articles.models import Byline, Edition, EditionKey, KeyCount
from articles.subject_keys import keys_of
from people.models import Person
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db

# The keys of people among all keys of an edition.
PEOPLE = (
    EditionKey.of(EditionKey.Kind.PERSON, 0),
    EditionKey.of(EditionKey.Kind.PERSON + 1, 0) - 1,
)


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


def derived():
    """The keys of editions and their counts, but for counts of nothing."""
    return (
        sorted(EditionKey.objects.counted().values_list("edition", "key", "weight")),
        sorted(KeyCount.objects.filter(count__gt=0).values_list("key", "count")),
    )


# Stories


def test_working_copies_name_the_other_entry_once(aoun, general):
    both = factories.draft(about_people=[aoun, general], bylines=[general, aoun])
    one = factories.draft(about_people=[general], bylines=[general])
    Byline.objects.create(article=both, role="reporting", person=general)

    merged(general, aoun)

    assert [list(a.about_people.all()) for a in (both, one)] == [[aoun], [aoun]]
    assert [b.person for b in Byline.objects.order_by("article", "role")] == [aoun] * 3
    assert {b.role for b in both.bylines.all()} == {"writing", "reporting"}


def test_agency_of_a_story_is_the_other_one():
    agency, other = factories.organization("AP"), factories.organization("Associated Press")
    story = factories.draft(about_organizations=[other], bylines=[other])

    merged(other, agency)

    assert story.bylines.get().organization == agency
    assert list(story.about_organizations.all()) == [agency]


def test_version_saved_before_is_published_under_the_name_that_stands(aoun, general):
    story = factories.approved(about_people=[aoun, general], bylines=[general])

    merged(general, aoun)

    edition = story.publish(factories.publisher(), story.version)
    assert [entry["name"] for entry in edition.content["about"]] == ["Joseph Aoun"]
    assert [byline["name"] for byline in edition.content["bylines"]] == ["Joseph Aoun"]


def test_edition_that_is_given_again_brings_no_merged_entry_back(aoun, general):
    first = factories.published(about_people=[aoun, general], bylines=[general])
    factories.updated(first.article, about_people=[])
    merged(general, aoun)

    first.article.roll_back(factories.publisher(), 1, "It was right.")

    assert list(first.article.about_people.all()) == [aoun]
    assert [byline.person for byline in first.article.bylines.all()] == [aoun]


# What readers get


def test_page_that_was_printed_stays_as_it_was(aoun, general):
    story = factories.published(
        about_people=[general], body=factories.quoting(factories.quote(speaker=general))
    )
    before = Client().get(story.path).content

    merged(general, aoun)

    assert Client().get(story.path).content == before
    assert Edition.objects.get().content == story.content


def test_stories_and_quotes_of_both_stand_on_one_page(aoun, general):
    said = factories.quote("Negotiation it is.", general)
    story = factories.published(headline="The general speaks", body=factories.quoting(said))

    merged(general, aoun)

    page = Client().get(aoun.get_absolute_url()).content.decode()
    assert story.headline in page
    assert "Negotiation it is." in page


def test_old_address_leads_to_the_new_one_while_that_has_a_page(aoun, general):
    story = factories.published(about_people=[general]).article
    merged(general, aoun)

    moved = Client().get(general.get_absolute_url())
    story.withdraw(factories.publisher(), "error", "Wrong.")
    gone = Client().get(general.get_absolute_url())

    assert (moved.status_code, moved.headers["Location"]) == (301, aoun.get_absolute_url())
    assert gone.status_code == 404


def test_old_address_does_not_lead_to_who_has_become_private(aoun, general):
    factories.published(about_people=[general])
    merged(general, aoun)

    Person.objects.filter(pk=aoun.pk).update(standing=Person.Standing.PRIVATE)

    assert Client().get(general.get_absolute_url()).status_code == 404


def test_old_address_of_an_organization_leads_to_the_new_one():
    force, other = factories.organization("UNIFIL"), factories.organization("FINUL")
    factories.published(about_organizations=[other])

    merged(other, force)

    answer = Client().get(other.get_absolute_url())
    assert (answer.status_code, answer.headers["Location"]) == (301, force.get_absolute_url())


def test_waiting_edition_is_found_under_the_entry_that_stands(aoun, general):
    waiting = factories.scheduled(about_people=[general])

    merged(general, aoun)

    people = waiting.keys.filter(key__range=PEOPLE).values_list("key", flat=True)
    assert list(people) == [EditionKey.of(EditionKey.Kind.PERSON, aoun.pk)]


# Derived rows


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_keys_and_counts_are_those_that_a_rebuilding_makes(aoun, general, batch, monkeypatch):
    monkeypatch.setattr(register, "BATCH", batch)
    third = factories.person()
    for about in ([aoun], [general], [aoun, general], [aoun, general, third], [third]):
        factories.published(about_people=about, bylines=about)
    two = factories.published(about_people=[general])
    factories.ready(two.article, about_people=[aoun])
    factories.tomorrows(two.article)

    merged(general, aoun)

    moved = derived()
    for _ in (*rebuilding.make_keys(), *rebuilding.count_keys()):
        pass
    assert moved == derived()
    assert not {key for _, key, _ in moved[0]} & set(keys_of(general))


def test_story_published_again_is_found_under_the_entry_that_stands(aoun, general):
    first = factories.published(about_people=[general])
    merged(general, aoun)

    factories.updated(first.article, about_people=[aoun], headline="Again")

    people = EditionKey.objects.filter(key__range=PEOPLE).values_list("key", flat=True)
    assert set(people) == {EditionKey.of(EditionKey.Kind.PERSON, aoun.pk)}
    assert keys.merged_keys([first]) == dict(zip(keys_of(general), keys_of(aoun), strict=True))


def test_questions_grow_with_batches_and_not_with_stories(editor):
    assert editor.roles  # asked once for each account

    def asked(stories):
        loser, into = factories.person(), factories.person()
        for _ in range(stories):
            factories.published(about_people=[loser], bylines=[loser])
        with CaptureQueriesContext(connection) as queries:
            register.merge(loser, into, editor)
        return len(queries)

    assert asked(2) == asked(6)

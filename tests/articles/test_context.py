"""What stands beside a topic or a person: what recent stories have in common with it."""

import pytest
from django.utils import timezone

from articles import context
from articles.models import EditionKey
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db
Kind = EditionKey.Kind


def topics_beside(tag) -> list:
    return context.topics_beside(EditionKey.of(Kind.TAG, tag.pk), timezone.now())


def quoted_beside(person) -> list:
    return context.quoted_beside(EditionKey.of(Kind.PERSON, person.pk), timezone.now())


def test_topics_that_often_stand_together_are_related_the_rarer_first():
    war, border, lebanon, once = (factories.tag() for _ in range(4))
    for _ in range(3):
        factories.published(tags=[lebanon])
    for _ in range(2):
        factories.published(tags=[war, border, lebanon])
    factories.published(tags=[war, once])

    beside = topics_beside(war)

    assert beside == [border, lebanon]


def test_topic_of_stories_that_readers_do_not_have_is_not_related():
    war, secret = factories.tag(), factories.tag()
    for make in (factories.scheduled, factories.withdrawn, factories.retracted, factories.draft):
        make(tags=[war, secret])
        make(tags=[war, secret])

    beside = topics_beside(war)

    assert beside == []


def test_people_quoted_in_the_same_stories_stand_beside_a_person():
    aoun, salam, berri = (factories.person() for _ in range(3))
    for others in ([salam], [salam, berri]):
        said = [factories.quote("Yes.", speaker) for speaker in (aoun, *others)]
        factories.published(body=factories.quoting(*said))

    beside = quoted_beside(aoun)

    assert beside == [salam]


def test_private_individual_stands_beside_nobody():
    aoun, someone = factories.person(), factories.person(standing=Person.Standing.PRIVATE)
    for _ in range(2):
        said = [factories.quote("Yes.", speaker) for speaker in (aoun, someone)]
        factories.published(body=factories.quoting(*said))

    beside = quoted_beside(aoun)

    assert beside == []


def test_pages_name_what_stands_beside(client):
    war, border = factories.tag("War"), factories.tag("Border")
    aoun, salam = factories.person(), factories.person("Nawaf Salam")
    for _ in range(2):
        said = [factories.quote("Yes.", speaker) for speaker in (aoun, salam)]
        factories.published(tags=[war, border], body=factories.quoting(*said))

    topic, person = (client.get(entry.get_absolute_url()) for entry in (war, aoun))

    assert f'href="{border.get_absolute_url()}"' in topic.text
    assert f'href="{salam.get_absolute_url()}"' in person.text

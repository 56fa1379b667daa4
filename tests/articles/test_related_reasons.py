"""Why an article is called similar, for which editions, and at what price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing, related
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


def test_reason_names_what_is_shared_the_rarest_first():
    rare, often = factories.tag("UNIFIL"), factories.tag("Lebanon")
    aoun = factories.person("Joseph Aoun")
    for _ in range(3):
        factories.published(tags=[often])
    factories.published(tags=[often], about_people=[aoun])
    factories.published(tags=[rare, often], about_people=[aoun])
    story = factories.published(tags=[rare, often], about_people=[aoun])

    similar = related.to(story)

    assert similar[0].reason == "Both on UNIFIL, Joseph Aoun, Lebanon"


def test_reason_names_three_at_most():
    tags = [factories.tag(name) for name in ("Aa", "Bb", "Cc", "Dd")]
    factories.published(tags=tags)
    story = factories.published(tags=tags)

    (similar,) = related.to(story)

    assert similar.reason == "Both on Aa, Bb, Cc"


def test_reason_is_in_the_words_of_the_story_that_is_read():
    tag = factories.tag("War")
    factories.published(tags=[tag])
    story = factories.published(tags=[tag])
    type(tag).objects.update(name="Conflict")

    (similar,) = related.to(story)

    assert similar.reason == "Both on War"


def test_reason_names_a_shared_writer_as_such():
    writer = factories.person("Ann Writer")
    factories.published(bylines=[writer])
    story = factories.published(bylines=[writer])

    (similar,) = related.to(story)

    assert similar.reason == "Both by Ann Writer"


def test_agency_does_not_lend_its_name_to_the_writer_with_its_number():
    writer = factories.person("Ann Writer")
    agency = factories.organization("Agency", pk=writer.pk)
    factories.published(bylines=[writer])
    story = factories.published(bylines=[writer, agency])

    (similar,) = related.to(story)

    assert similar.reason == "Both by Ann Writer"


def test_private_individual_makes_nothing_similar():
    someone = factories.person(standing=Person.Standing.PRIVATE)
    factories.published(about_people=[someone])
    story = factories.published(about_people=[someone])

    similar = related.to(story)

    assert similar == []


def test_person_quoted_in_one_story_and_subject_of_another_is_shared():
    aoun = factories.person("Joseph Aoun")
    factories.published(body=factories.quoting(factories.quote("Yes.", aoun)))
    story = factories.published(about_people=[aoun])

    (similar,) = related.to(story)

    assert similar.reason == "Both on Joseph Aoun"


def test_edition_that_was_never_saved_has_similar_articles_too():
    tag = factories.tag("War")
    other = factories.published(tags=[tag])
    article = factories.draft(tags=[tag])

    preview = publishing.preview(article, factories.reporter(), timezone.now())

    assert [similar.edition for similar in related.to(preview)] == [other]


@pytest.mark.parametrize("number", [2, 40])
def test_similar_articles_take_eight_queries_at_most(number):
    tags = [factories.tag() for _ in range(number)]
    for _ in range(8):
        factories.published(tags=tags)
    story = factories.published(tags=tags)

    with CaptureQueriesContext(connection) as queries:
        similar = related.to(story)

    assert len(similar) == 6
    assert len(queries) <= 8


def test_reason_leaves_out_the_writer_where_a_topic_is_shared():
    writer = factories.person("Ann Writer")
    war = factories.tag("War")
    both = [factories.published(tags=[war], bylines=[writer]) for _ in range(2)]

    similar = related.to(both[0])[0]

    assert similar.reason == "Both on War"


def test_reason_names_a_shared_word_as_it_is_printed():
    factories.published(body="<p>Mangroves, mangroves along coasts and coasts.</p>")
    story = factories.published(body="<p>Mangrove restoration begins on coasts.</p>")

    (similar,) = related.to(story)

    assert similar.reason == "Both on Mangrove, coasts"


def test_name_that_another_has_in_it_is_not_named_again():
    line, whole = factories.tag("Blue"), factories.tag("Blue Line")
    factories.published(tags=[line, whole])
    factories.published(tags=[line])

    story = factories.published(tags=[line, whole])

    assert related.to(story)[0].reason == "Both on Blue Line"


def test_words_are_named_only_where_nothing_else_is_shared():
    line, body = factories.tag("Blue Line"), "<p>Mangroves, mangroves, coast, coast.</p>"
    tagged = factories.published(tags=[line], body=body)
    factories.published(body=body + "<p>Delta, delta, delta.</p>")

    story = factories.published(tags=[line], body=body + "<p>Berets, berets, berets.</p>")

    reasons = {similar.edition.pk: similar.reason for similar in related.to(story)}
    assert reasons.pop(tagged.pk) == "Both on Blue Line"
    assert list(reasons.values()) == ["Both on Mangroves, coast"]


def test_parts_of_the_score_add_up_to_it():
    tag, aoun, writer = factories.tag(), factories.person(), factories.person()
    shared = {"tags": [tag], "about_people": [aoun], "bylines": [writer]}
    for _ in range(8):
        factories.published()
    factories.published(**shared, body="<p>Mangroves, mangroves grow.</p>")
    story = factories.published(**shared, body="<p>Mangroves drown.</p>")

    (similar,) = related.to(story)

    assert all(part > 0 for part in similar.parts.values())
    assert sum(similar.parts.values()) == pytest.approx(similar.score)

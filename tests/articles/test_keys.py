"""The derived rows by which lists and similar articles find editions."""

from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import keys
from articles.models import OPEN, Edition, EditionKey, KeyCount
from articles.workflow import Refused
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db

Kind = EditionKey.Kind


def key(kind: Kind, record) -> int:
    return EditionKey.of(kind, record.pk)


def keys_of_kind(edition: Edition, kind: Kind) -> set[int]:
    return {found for found in keys.keys_of(edition) if found >> 32 == kind}


# What an edition is about


def test_edition_has_a_key_of_everything_that_it_names():
    speaker, subject, writer = (factories.person() for _ in range(3))
    force, tag, picture = factories.organization(), factories.tag(), factories.image()
    said = factories.quote("Yes.", speaker)
    story = {
        "body": factories.quoting(said),
        "tags": [tag],
        "about_people": [subject],
        "about_organizations": [force],
        "bylines": [writer],
        "image": picture,
    }
    note = factories.correction(factories.published(**story))

    edition = factories.updated(note.article)

    assert set(keys.keys_of(edition)) == {
        key(Kind.TAG, tag),
        key(Kind.PERSON, speaker),
        key(Kind.PERSON, subject),
        key(Kind.ORGANIZATION, force),
        key(Kind.BYLINE, writer),
        key(Kind.QUOTE, said),
        key(Kind.IMAGE, picture),
        key(Kind.CORRECTION, note),
        EditionKey.of(Kind.HEADLINE, keys.headline_id(edition.headline)),
    }


def test_organization_that_is_quoted_has_a_key():
    force = factories.organization()

    edition = factories.published(body=factories.quoting(factories.quote("No.", force)))

    assert keys_of_kind(edition, Kind.ORGANIZATION) == {key(Kind.ORGANIZATION, force)}


def test_private_individual_has_no_key():
    someone = factories.person(standing=Person.Standing.PRIVATE)

    edition = factories.published(
        body=factories.quoting(factories.quote("We stayed.", someone)),
        about_people=[someone],
        bylines=[someone],
    )

    assert keys_of_kind(edition, Kind.PERSON) | keys_of_kind(edition, Kind.BYLINE) == set()


def test_agency_is_no_writer():
    edition = factories.published(bylines=[factories.organization()])

    assert keys_of_kind(edition, Kind.BYLINE) == set()


def test_person_who_is_quoted_and_written_about_counts_once():
    speaker = factories.person()

    edition = factories.published(
        body=factories.quoting(factories.quote("Yes.", speaker)), about_people=[speaker]
    )

    assert keys.keys_of(edition)[key(Kind.PERSON, speaker)] == 1.0


@pytest.mark.parametrize(("number", "weight"), [(1, 1.0), (2, 2**-0.25), (16, 0.5)])
def test_key_counts_for_less_among_many_of_its_kind(number, weight):
    edition = factories.published(
        tags=[factories.tag() for _ in range(number)], about_people=[factories.person()]
    )

    tags = {keys.keys_of(edition)[found] for found in keys_of_kind(edition, Kind.TAG)}

    assert tags == {weight}


def test_keys_of_records_of_different_kinds_never_meet():
    found = {EditionKey.of(kind, pk) for kind in Kind for pk in (1, 2, 2**32 - 1)}

    assert len(found) == 3 * len(Kind)


# Where its rows stand


def windows() -> list[tuple]:
    rows = EditionKey.objects.order_by("live_from")
    return list(rows.values_list("edition", "live_from", "live_until").distinct())


def test_rows_have_the_window_of_their_edition():
    edition = factories.published(tags=[factories.tag()])

    assert windows() == [(edition.pk, edition.live_from, OPEN)]


def test_update_replaces_the_rows_of_the_edition_before():
    old, new = factories.tag(), factories.tag()
    first = factories.published(tags=[old])

    second = factories.updated(first.article, tags=[new])

    assert windows() == [(second.pk, second.live_from, OPEN)]


def test_live_and_waiting_edition_both_have_rows_each_in_its_window():
    live = factories.published(tags=[factories.tag()])
    article = factories.ready(live.article)

    waiting = article.publish(factories.publisher(), article.version, factories.tomorrow())

    assert windows() == [
        (live.pk, live.live_from, waiting.live_from),
        (waiting.pk, waiting.live_from, OPEN),
    ]


def test_cancelling_gives_the_live_edition_its_window_back():
    live = factories.published(tags=[factories.tag()])
    article = factories.ready(live.article)
    article.publish(factories.publisher(), article.version, factories.tomorrow())

    article.cancel(factories.publisher())

    assert windows() == [(live.pk, live.live_from, OPEN)]


def test_withdrawn_story_has_no_rows_and_counts_nowhere():
    factories.withdrawn(tags=[factories.tag()])

    assert windows() == []
    assert {row.count for row in KeyCount.objects.all()} == {0}


def test_retracted_edition_has_no_rows():
    edition = factories.retracted(tags=[factories.tag()])

    keys.refresh(edition.article_id, timezone.now())

    assert windows() == []


# Counts


def counted() -> dict[int, int]:
    return dict(KeyCount.objects.exclude(count=0).values_list("key", "count"))


def recounted() -> dict[int, int]:
    """Count from the editions themselves on how many articles each key stands."""
    now = timezone.now()
    lasting = Edition.objects.standing().filter(live_until__gt=now, retracted=False)
    on = {(e.article_id, found) for e in lasting for found in keys.keys_of(e)}
    every = {(article, KeyCount.EVERY_ARTICLE) for article, _ in on}
    return dict(Counter(found for _, found in on | every))


STEPS = {
    "publish": lambda article, tags: factories.updated(article, tags=tags),
    "schedule": lambda article, tags: factories.ready(article, tags=tags).publish(
        factories.publisher(), article.version, factories.tomorrow()
    ),
    "cancel": lambda article, tags: article.cancel(factories.publisher()),
    "withdraw": lambda article, tags: article.withdraw(factories.publisher(), "error", "So."),
}
some_steps = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 2), st.sets(st.integers(0, 3))),
    min_size=1,
    max_size=8,
)


@given(steps=some_steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counts_are_right_after_whatever_the_desk_does(steps):
    with transaction.atomic():
        tags = [factories.tag() for _ in range(4)]
        stories = [factories.draft(headline=name) for name in ("Alpha", "Beta", "Gamma")]

        for verb, story, chosen in steps:
            attempt(verb, stories[story], [tags[number] for number in sorted(chosen)])

        assert counted() == recounted()
        transaction.set_rollback(True)


def attempt(verb, article, tags) -> None:
    """Do what the desk may do now; what it refuses changes nothing."""
    try:
        with transaction.atomic():
            STEPS[verb](article, tags)
    except Refused:
        article.refresh_from_db()

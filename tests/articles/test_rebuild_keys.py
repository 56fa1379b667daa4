"""Keys made anew from the editions are those that publishing made."""

from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection

from articles import rebuilding
from articles.models import Article, EditionKey, KeyCount
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """Let a handful of stories take several transactions."""
    monkeypatch.setattr(rebuilding, "ARTICLES", 2)
    monkeypatch.setattr(rebuilding, "KEYS", 3)


@pytest.fixture
def archive() -> list[Article]:
    """Stories that are live, updated, waiting, called off and withdrawn; they share names."""
    tag, speaker, writer = factories.tag(), factories.person(), factories.person()
    quote = factories.quote("Maybe.", speaker)
    named = {"tags": [tag, factories.tag()], "about_people": [speaker], "bylines": [writer]}
    live = factories.published(**named).article
    updated = factories.published(**named, body=factories.quoting(quote)).article
    factories.updated(updated, tags=[tag])
    waiting = factories.scheduled(**named).article
    both = factories.published(**named).article
    factories.ready(both, tags=[factories.tag()])
    both.publish(factories.publisher(), both.version, live_from=factories.tomorrow())
    stories = [live, updated, waiting, both, factories.cancelled().article, factories.withdrawn()]
    rebuild()  # terms are chosen by what is known of words, which was less when the first came
    return stories


def key_rows() -> list[tuple]:
    names = [field.attname for field in EditionKey._meta.concrete_fields]
    return sorted(EditionKey.objects.values_list(*names))


def counted_rows() -> list[tuple]:
    """The rows without terms, which a later choice may find others than an earlier one."""
    return sorted(EditionKey.objects.counted().values_list("edition", "key", "weight"))


def counts() -> dict[int, int]:
    """The counts, without those of keys that no longer stand anywhere."""
    return dict(KeyCount.objects.exclude(count=0).values_list("key", "count"))


def rebuild() -> None:
    call_command("rebuild_keys", verbosity=0)


def test_keys_that_are_right_stay_as_they_are(archive):
    before = key_rows(), counts()

    rebuild()

    assert (key_rows(), counts()) == before
    assert counts()[KeyCount.EVERY_ARTICLE] == 4


def test_lost_keys_and_counts_are_made_again(archive):
    before = key_rows(), counts()
    EditionKey.objects.all().delete()
    KeyCount.objects.all().delete()

    rebuild()

    assert (key_rows(), counts()) == before


def test_keys_that_should_not_be_there_go(archive):
    before = key_rows(), counts()
    withdrawn = archive[-1].editions.get()
    stray = EditionKey.of(EditionKey.Kind.TAG, 999_999)
    window = {"first_published_at": withdrawn.first_published_at, "live_from": withdrawn.live_from}
    EditionKey.objects.create(edition=withdrawn, key=stray, **window)
    KeyCount.objects.create(key=stray, count=1)

    rebuild()

    assert (key_rows(), counts()) == before


def test_wrong_weights_and_windows_are_set_right(archive):
    before = key_rows()
    EditionKey.objects.update(weight=9, live_until=factories.tomorrow())

    rebuild()

    assert key_rows() == before


def test_wrong_counts_are_set_right(archive):
    before = counts()
    KeyCount.objects.update(count=77)

    rebuild()

    assert counts() == before


def test_story_that_is_live_and_waits_counts_once_for_a_key_of_both(archive):
    edition = archive[3].live_edition()
    [byline] = edition.content["bylines"]
    KeyCount.objects.update(count=77)

    rebuild()

    key = EditionKey.of(EditionKey.Kind.BYLINE, byline["id"])
    assert EditionKey.objects.filter(key=key).count() == 5
    assert counts()[key] == 4


def test_run_that_was_cut_short_goes_on_after_the_last_article_it_has_shown(archive):
    before = key_rows(), counts()
    EditionKey.objects.all().delete()
    batches = rebuilding.make_keys()
    ids = next(batches)
    batches.close()

    call_command("rebuild_keys", after=ids[-1], verbosity=0)

    assert ids == [archive[0].pk, archive[1].pk]
    assert (key_rows(), counts()) == before


def test_story_published_while_keys_are_made_has_its_keys_and_counts(archive):
    batches = rebuilding.make_keys()
    next(batches)
    tag = factories.tag()

    edition = factories.published(tags=[tag])
    for _ in batches:
        pass
    for _ in rebuilding.count_keys():
        pass

    key = EditionKey.of(EditionKey.Kind.TAG, tag.pk)
    assert edition.keys.filter(key=key).exists()
    assert counts()[key] == 1


def test_story_published_while_keys_are_counted_is_counted_once(archive):
    tag = archive[0].tags.first()
    key = EditionKey.of(EditionKey.Kind.TAG, tag.pk)
    before = counts()
    counted = rebuilding.count_keys()
    next(counted)

    factories.published(tags=[tag])
    for _ in counted:
        pass

    assert counts()[key] == before[key] + 1
    assert counts()[KeyCount.EVERY_ARTICLE] == before[KeyCount.EVERY_ARTICLE] + 1


@pytest.mark.django_db(transaction=True)
def test_newsroom_that_publishes_all_the_while_ends_with_the_right_keys_and_counts():
    tag = factories.tag()
    stories = [factories.approved(tags=[tag]) for _ in range(12)]

    def publish_all():
        for story in stories:
            story.publish(factories.publisher(), story.version)
        connection.close()

    newsroom = Thread(target=publish_all)
    newsroom.start()
    while newsroom.is_alive():
        rebuild()
    newsroom.join()

    found = counted_rows(), counts()
    rebuild()
    assert (counted_rows(), counts()) == found
    assert counts()[EditionKey.of(EditionKey.Kind.TAG, tag.pk)] == 12

"""Many at once: whatever two requests do in the same moment, readers get one edition."""

from collections.abc import Callable
from itertools import pairwise
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from articles.models import Article, Edition, EditionKey, Event, KeyCount
from articles.workflow import Refused
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 20


def all_at_once(actions: list[Callable[[], Any]]) -> list[Any]:
    """Do all of these in the same moment; return their answers, an exception being one."""
    start, answers = Barrier(len(actions)), []

    def act(action):
        start.wait()
        try:
            answers.append(action())
        except Exception as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [Thread(target=act, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def fresh(article: Article) -> tuple[Article, User]:
    """Return story and publisher as another request reads them."""
    return Article.objects.get(pk=article.pk), factories.publisher()


def test_parallel_clicks_on_publish_make_one_edition_and_one_event():
    article = factories.approved()
    requests = [fresh(article) for _ in range(CLICKS)]

    editions = all_at_once([lambda a=a, by=by: a.publish(by, 1) for a, by in requests])

    assert editions == [Edition.objects.get()] * CLICKS
    assert Event.objects.filter(verb="publish").count() == 1


def test_of_parallel_publications_at_different_times_the_first_stands():
    article = factories.approved()
    times = [None, factories.tomorrow()] * (CLICKS // 2)
    requests = [(*fresh(article), at) for at in times]

    editions = all_at_once(
        [lambda a=a, by=by, at=at: a.publish(by, 1, at) for a, by, at in requests]
    )

    assert editions == [Edition.objects.get()] * CLICKS


def test_of_parallel_approvals_one_counts_and_the_others_are_refused():
    article = factories.submitted()
    requests = [fresh(article) for _ in range(CLICKS)]

    answers = all_at_once([lambda a=a, by=by: a.approve(by, 1) for a, by in requests])

    assert answers.count(None) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == CLICKS - 1
    assert Event.objects.filter(verb="approve").count() == 1


def test_save_and_publication_in_the_same_moment_never_publish_what_nobody_approved():
    article = factories.approved(headline="Approved")
    publishing, by = fresh(article)
    saving, writer = fresh(article)

    def save():
        Article.objects.filter(pk=saving.pk).update(headline="Unseen")
        saving.record_version(writer)

    all_at_once([save, lambda: publishing.publish(by, 1)])

    assert set(Edition.objects.values_list("headline", flat=True)) <= {"Approved"}


def test_stories_that_share_tags_are_published_in_parallel_and_counted_right():
    tags = [factories.tag() for _ in range(6)]
    stories = [factories.approved(tags=tags[n % 3 :]) for n in range(8)]
    requests = [fresh(article) for article in stories]

    answers = all_at_once([lambda a=a, by=by: a.publish(by, 1) for a, by in requests])

    assert {type(answer) for answer in answers} == {Edition}
    counted = {row.key: row.count for row in KeyCount.objects.all()}
    keys = set(EditionKey.objects.values_list("key", flat=True))
    expected = {key: EditionKey.objects.filter(key=key).count() for key in keys}
    assert counted == expected | {KeyCount.EVERY_ARTICLE: len(stories)}


def test_withdrawal_and_update_in_the_same_moment_leave_one_line_of_windows():
    article = factories.ready(factories.published().article)
    (withdrawing, by), (updating, other) = fresh(article), fresh(article)

    all_at_once(
        [
            lambda: withdrawing.withdraw(by, "error", "Not ready."),
            lambda: updating.publish(other, 2),
        ]
    )

    windows = list(Edition.objects.order_by("live_from").values_list("live_from", "live_until"))
    assert all(end <= start for (_, end), (start, _) in pairwise(windows))

"""Many at once: whatever two requests do in the same moment, readers get one edition."""

from itertools import pairwise

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from articles import fronts
from articles.models import OPEN, Article, Edition, EditionKey, Event, KeyCount, Placement
from articles.workflow import Refused
from tests import desk, factories
from tests.faults import soundness
from tests.faults.together import all_at_once, fresh

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 20


@pytest.mark.parametrize("stories", [20] * 3)
def test_of_each_of_many_stories_parallel_clicks_make_one_edition(stories):
    articles = [factories.approved() for _ in range(stories)]

    for article in articles:
        requests = [fresh(article) for _ in range(CLICKS)]
        answers = all_at_once([lambda a=a, by=by: a.publish(by, 1) for a, by in requests])
        assert answers == [article.editions.get()] * CLICKS

    assert published_once(articles)


@pytest.mark.parametrize("stories", [10] * 4)
def test_of_each_of_many_stories_parallel_presses_at_the_desk_make_one_edition(stories):
    articles = [factories.approved() for _ in range(stories)]
    browsers = [desk.client(factories.publisher()) for _ in range(CLICKS)]

    for article in articles:
        url = desk.url("articles_article_verb", article.pk, "publish")
        pages = all_at_once([lambda b=b, u=url: b.post(u, {"version": 1}) for b in browsers])
        assert {page.status_code for page in pages} == {302}
        told = [[m.level_tag for m in get_messages(page.wsgi_request)] for page in pages]
        assert [set(levels) for levels in told] == [{"success"}] * CLICKS

    assert published_once(articles)


def published_once(articles: list[Article]) -> bool:
    """Has each one edition, one event and one entry on the front, and is all the rest in order?"""
    front = Client().get("/").content.decode()
    paths = [article.editions.get().path for article in articles]
    events = Event.objects.filter(verb="publish").values_list("article", flat=True)
    return (
        [front.count(f'href="{path}"') for path in paths] == [1] * len(articles)
        and sorted(events) == [article.pk for article in articles]
        and soundness.wrong() == []
    )


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
    keys = set(EditionKey.objects.counted().values_list("key", flat=True))
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


@pytest.mark.parametrize("own_front", [True, False], ids=["section", "home"])
def test_of_stories_placed_in_one_slot_in_parallel_one_stands_there_at_a_time(own_front):
    editions = [factories.published() for _ in range(8)]
    front = editions[0].section if own_front else None
    requests = [fresh(edition.article) for edition in editions]

    answers = all_at_once([lambda a=a, by=by: fronts.place(a, by, front, 1) for a, by in requests])

    assert {type(answer) for answer in answers} == {Placement}
    windows = list(Placement.objects.order_by("live_from").values_list("live_from", "live_until"))
    assert len(windows) == Event.objects.filter(verb="place").count() == len(editions)
    assert all(end == start for (_, end), (start, _) in pairwise(windows))
    assert windows[-1][1] == OPEN


def test_parallel_clicks_on_place_make_one_placement_and_one_event():
    article = factories.published().article
    requests = [fresh(article) for _ in range(CLICKS)]

    answers = all_at_once([lambda a=a, by=by: fronts.place(a, by, None, 1) for a, by in requests])

    assert answers == [Placement.objects.get()] * CLICKS
    assert Event.objects.filter(verb="place").count() == 1


def test_story_placed_in_all_slots_in_parallel_stands_in_one():
    article = factories.published().article
    requests = [(*fresh(article), slot) for slot in Placement.SLOTS]

    answers = all_at_once(
        [lambda a=a, by=by, slot=slot: fronts.place(a, by, None, slot) for a, by, slot in requests]
    )

    assert {type(answer) for answer in answers} == {Placement}
    assert Placement.objects.filter(live_until=OPEN).count() == 1

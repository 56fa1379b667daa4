"""Fronts that editors arranged, as readers get them."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles import fronts
from articles.models import Article, Edition
from articles.views import reader
from articles.views.reader import STORIES_A_PAGE
from tests import factories
from tests.articles.test_reader_lists import headlines
from tests.test_reader_requests import archive, queries_of

pytestmark = pytest.mark.django_db

INSTANT = timedelta(microseconds=1)
LINK = re.compile(r'class="story-headline"[^>]*><a [^>]*>([^<]+)<')


def home_at(at: datetime) -> list[str]:
    return LINK.findall(reader.home_page(at).render().content.decode())


def stories(*names: str) -> list[Article]:
    """Publish stories of these names, the first one the oldest."""
    return [factories.published(headline=name).article for name in names]


def test_placed_stories_stand_in_their_slots_among_the_newest():
    articles = stories("A", "B", "C", "D", "E", "F")

    factories.placed(articles[0], slot=1)
    factories.placed(articles[1], slot=4)

    assert headlines("/") == ["A", "F", "E", "B", "D", "C"]


def test_lead_is_what_an_editor_placed_there(client):
    old, _new = stories("Old", "New")

    factories.placed(old)

    opening = client.get("/").content.decode().split('class="opening"')[1]
    assert LINK.findall(opening)[0] == "Old"


def test_section_has_an_arrangement_of_its_own():
    shelf = factories.section("World")
    old = factories.published(headline="Old", section=shelf).article
    factories.published(headline="New", section=shelf)

    factories.placed(old, front=shelf)

    assert (headlines("/"), headlines("/world/")) == (["New", "Old"], ["Old", "New"])


def test_slot_beyond_the_last_story_leaves_no_gap():
    old, *_ = stories("Old", "New")

    factories.placed(old, slot=10)

    assert headlines("/") == ["New", "Old"]


def test_front_of_placed_stories_alone_is_shown():
    shelf = factories.section("World")
    elsewhere = factories.published(headline="Elsewhere", section=factories.section()).article

    factories.placed(elsewhere, slot=5, front=shelf)

    assert headlines("/world/") == ["Elsewhere"]


# What is not listed leaves its slot


def test_scheduled_story_appears_in_its_slot_exactly_at_its_moment():
    stories("Now")
    waiting = factories.scheduled(headline="Later")
    factories.placed(waiting.article)

    before, then = home_at(waiting.live_from - INSTANT), home_at(waiting.live_from)

    assert (before, then) == (["Now"], ["Later", "Now"])


def test_prepared_front_appears_exactly_at_its_moment():
    old, _new = stories("Old", "New")
    begin = factories.tomorrow()
    factories.placed(old, live_from=begin)

    before, then = home_at(begin - INSTANT), home_at(begin)

    assert (before, then) == (["New", "Old"], ["Old", "New"])


def test_story_leaves_its_slot_when_its_time_is_over():
    old, _new = stories("Old", "New")
    end = factories.tomorrow()
    factories.placed(old, live_until=end)

    before, then = home_at(end - INSTANT), home_at(end)

    assert (before, then) == (["Old", "New"], ["New", "Old"])


def test_withdrawn_story_leaves_its_slot_at_once():
    old, _new = stories("Old", "New")
    factories.placed(old)

    old.withdraw(factories.publisher(), "error", "Wrong.")

    assert headlines("/") == ["New"]


def test_retracted_story_leaves_its_slot_at_once():
    old, _new = stories("Old", "New")
    factories.placed(old)

    old.retract(factories.publisher(), "It was made up.")

    assert headlines("/") == ["New"]


def test_front_shows_the_edition_that_is_live():
    old, _new = stories("Old", "New")
    factories.placed(old)

    factories.updated(old, headline="Old, updated")

    assert headlines("/") == ["Old, updated", "New"]


# The past


def test_front_of_a_past_moment_is_what_was_shown_then():
    articles, shown = stories("A", "B", "C"), []
    placement = factories.placed(articles[0])
    steps = [
        lambda: factories.placed(articles[1], slot=1),
        lambda: factories.placed(articles[0], slot=2, live_until=factories.tomorrow()),
        lambda: fronts.displace(placement.article.placements.last(), factories.publisher()),
        lambda: articles[1].withdraw(factories.publisher(), "error", "Wrong."),
        lambda: factories.placed(articles[2], slot=2, live_from=factories.tomorrow()),
    ]
    for step in steps:
        shown.append((at := timezone.now(), home_at(at)))
        step()

    again = [(at, home_at(at)) for at, _ in shown]

    assert again == shown
    assert len({tuple(listed) for _, listed in shown}) == 4


# Older pages


@pytest.mark.parametrize("pinned", [(), (1,), (1, 2, 3), tuple(range(1, 11))])
@pytest.mark.parametrize("number", [5, 29, 30, 31, 40, 65])
def test_pages_of_an_arranged_front_lose_no_story(client, pinned, number):
    archive(number, section=factories.section("World").pk)
    oldest = Edition.objects.order_by("first_published_at")
    placed = list(oldest[: len(pinned)])
    for slot, edition in zip(pinned, placed, strict=False):
        factories.placed(edition.article, slot)
    pages, url = [], "/"

    while url:
        html = client.get(url).content.decode()
        pages.append(re.findall(r'class="story-headline"[^>]*><a href="([^"]+)"', html))
        older = re.search(r'href="(\?before=[^"]+)"', html)
        url = older and f"/{older[1]}"

    first, *others = pages
    plain = [path for page in others for path in page]
    again = {edition.path for edition in placed}
    assert len(first) == min(number, STORIES_A_PAGE)
    assert set(first) | set(plain) == set(oldest.values_list("path", flat=True))
    assert len(first) == len(set(first))
    assert len(plain) == len(set(plain))
    assert set(first) & set(plain) <= again


def test_older_pages_are_plain_lists_by_time(client):
    archive(40, section=factories.section("World").pk)
    oldest = Edition.objects.order_by("first_published_at").first()
    factories.placed(oldest.article)
    first = client.get("/").content.decode()

    second = client.get("/" + re.search(r'href="(\?before=[^"]+)"', first)[1]).content.decode()

    listed = re.findall(r'class="story-headline"[^>]*><a href="([^"]+)"', second)
    newest = Edition.objects.order_by("-first_published_at").values_list("path", flat=True)
    assert listed == list(newest[29:40])


# What it costs


@pytest.mark.parametrize("page", ["/", "/world/"])
def test_arranged_front_takes_two_queries_more_at_most(page):
    shelf = factories.section("World")
    archive(40, section=shelf.pk)
    plain = queries_of(page)
    for slot, edition in enumerate(Edition.objects.all()[:10], start=1):
        factories.placed(edition.article, slot)
        factories.placed(edition.article, slot, front=shelf)

    arranged = queries_of(page)

    assert arranged <= 8
    assert arranged - plain <= 1  # that nothing is placed has to be asked too

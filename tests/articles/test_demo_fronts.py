"""What the demo's editors placed: stories that exist, in slots that exist, once each."""

import tomllib
from collections import Counter

import pytest

from articles.demo import FOLDER, loader
from articles.models import Edition, Placement, Section
from tests.articles.demo_data import STORIES
from tests.articles.test_reader_lists import headlines

PLACEMENTS = tomllib.loads((FOLDER / "fronts.toml").read_text())["placement"]


def test_every_placement_of_the_demo_names_what_there_is():
    slugs = {story["slug"] for story in STORIES.values()}

    placed = {entry["story"] for entry in PLACEMENTS}

    assert placed <= slugs
    assert {entry["slot"] for entry in PLACEMENTS} <= set(Placement.SLOTS)


def test_no_slot_of_the_demo_is_filled_twice():
    slots = Counter((entry["front"], entry["slot"]) for entry in PLACEMENTS)

    assert set(slots.values()) == {1}


@pytest.mark.django_db
def test_demo_shows_fronts_that_editors_arranged():
    loader.load()

    home, section = headlines("/"), headlines("/conflict/")

    lead = "Face to face in Naqoura, Lebanon and Israel want different things"
    newest = Edition.objects.order_by("-first_published_at").first()
    assert newest.headline != lead
    assert home[0] == section[0] == lead
    assert len(set(home)) == len(home)
    assert Placement.objects.exclude(front=None).values("front").distinct().count() == 1
    assert Section.objects.get(slug="conflict").placements.count() == 2


@pytest.mark.django_db
def test_demo_has_a_story_prepared_for_the_moment_it_goes_live():
    loader.load()

    prepared = Placement.objects.order_by("live_from").last()

    waiting = prepared.article.waiting_edition()
    assert prepared.live_from == waiting.live_from

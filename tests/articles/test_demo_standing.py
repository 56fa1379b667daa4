"""What the demo shows besides stories that stand: links, and stories taken back."""

import re

import pytest
from django.utils import timezone

from articles.demo import loader
from articles.models import Article, Edition, Event
from tests.articles.demo_data import EDITIONS, PUBLISHED, STORIES

LINK = re.compile('href="([^"]+)"')
pytestmark = pytest.mark.django_db


def test_stories_refer_to_other_stories_that_readers_can_have():
    links = [(name, href) for name, values in EDITIONS for href in LINK.findall(values["body"])]

    named = {(name, href.removeprefix("story:")) for name, href in links}

    assert len(named) >= 8
    assert {slug for _, slug in named} <= PUBLISHED
    assert not any("withdrawn" in STORIES[slug] for _, slug in named)
    assert not [name for name, slug in named if name == slug]


def test_a_story_refers_only_to_what_was_published_before_it():
    now = timezone.now()
    published = {
        name: loader.Demo(now).moment_of(STORIES[name]["edition"][0]) for name in PUBLISHED
    }

    later = [
        (name, slug)
        for name in PUBLISHED
        for slug in re.findall('href="story:([^"]+)"', STORIES[name]["body"])
        if published[slug] >= published[name]
    ]

    assert later == []


def test_links_between_stories_lead_to_them(client):
    loader.load()

    bodies = Edition.objects.filter(body__contains="<a href=").values_list("body", flat=True)
    answers = {href: client.get(href).status_code for body in bodies for href in LINK.findall(body)}

    assert answers
    assert set(answers.values()) == {200}


def test_demo_has_a_retracted_story_under_its_notice(client):
    loader.load()

    (retracted,) = Edition.objects.live(timezone.now()).filter(retracted=True)
    page = client.get(retracted.path).content.decode()

    assert retracted.article == Article.objects.get(slug="ferry-fares-double")
    assert retracted.change_text.startswith("We retract this report.")
    assert "We retract this report." in page
    assert Event.objects.filter(verb=Event.Verb.RETRACT).count() == 1


def test_demo_has_a_withdrawn_story_of_which_readers_hear_the_kind_of_reason_alone(client):
    loader.load()

    withdrawn = Article.objects.get(slug="the-porter-who-won")
    answer = client.get(withdrawn.editions.get().path)

    assert answer.status_code == 410
    assert "privacy" in answer.content.decode().lower()
    assert "telephoned" not in answer.content.decode()


def test_demo_has_one_story_under_embargo_and_one_that_came_back():
    loader.load()

    (embargoed,) = Article.objects.filter(embargo_until__gt=timezone.now())
    (returned,) = Event.objects.filter(verb=Event.Verb.RETURN)

    assert embargoed.stage == Article.Stage.APPROVED
    assert not embargoed.editions.exists()
    assert returned.reason.startswith("Who decided this?")
    assert returned.article.stage == Article.Stage.DRAFT

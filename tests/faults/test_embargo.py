"""A story that is to come is nowhere before its moment, and everywhere at it.

A canary, a word that stands in every text, name and picture of a story, is looked for on readers'
pages with the reader's clock set around the moment T from which the story is live. 1,000 moments
are tried, drawn with a fixed seed: in the five years to come (the desk publishes for no time
further off), in the ten years past (what an archive loads), within a second of a change of the
clocks in several zones, and at odd microseconds. Three shapes take turns: a story scheduled, a
story under embargo scheduled for the embargo's end, an update of a live story.

- For each of the 1,000: the window at the level of queries (live, listed, keys) a microsecond
  before T and at T; the home page, the article's, and in turn that of the story's own topic,
  person and organization, a second before T and at T; the article's a second after T, too. The
  addresses that begin at T answer before it, letter for letter, as one that never was.
- For 54 others, 18 of each shape: every route of the URL resolver, with what `tests/surfaces.py`
  knows to ask of it, in a newsroom with stories that share section, tag and people with the canary.

What is not asked: the file of the story's picture, which has the address of its content's hash,
answers whoever knows that from the moment it is in the library.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, EditionKey, Section
from tests import factories, surfaces

pytestmark = pytest.mark.django_db

CANARY = "Quetzalcoatl"
SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)
MOMENTS = 1_000
BATCHES = 8
ON_EVERY_SURFACE = 54
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe")


# Moments


def moments(chance: random.Random, number: int) -> Iterator[datetime]:
    """Yield moments of all kinds, most of them to come, for the desk makes nothing else."""
    now = timezone.now()
    kinds = [ahead, ahead, ahead, at_change_of_clocks, past]
    for place in range(number):
        yield kinds[place % len(kinds)](chance, now)


def ahead(chance: random.Random, now: datetime) -> datetime:
    """A moment from a minute to almost five years off, often a whole second or minute."""
    moment = now + timedelta(seconds=60) + timedelta(days=5 * 364) * chance.random() ** 3
    return chance.choice([moment, moment.replace(microsecond=0), moment.replace(second=0)])


def past(chance: random.Random, now: datetime) -> datetime:
    return now - timedelta(days=1) - timedelta(days=3_650) * chance.random()


def at_change_of_clocks(chance: random.Random, now: datetime) -> datetime:
    """A moment within a second of one at which the clocks of some zone are changed."""
    offsets = (-SECOND, -MICROSECOND, timedelta(), MICROSECOND, SECOND)
    return chance.choice(changes_of_clocks(now.date())) + chance.choice(offsets)


@cache
def changes_of_clocks(today: date) -> list[datetime]:
    """Return when clocks are changed in the years to come, in any of the zones."""
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(days=1)
    hours = [midnight + timedelta(hours=n) / 2 for n in range(2 * 24 * 365 * 4)]
    return [
        hour
        for zone in map(ZoneInfo, ZONES)
        for before, hour in pairwise(hours)
        if before.astimezone(zone).utcoffset() != hour.astimezone(zone).utcoffset()
    ]


def test_moments_are_of_all_kinds():
    found = list(moments(random.Random(0), MOMENTS))

    now = timezone.now()
    assert sum(moment > now for moment in found) == MOMENTS * 4 // 5
    assert len(set(found)) > MOMENTS * 0.85
    assert sum(moment.microsecond % 1000 != 0 for moment in found) > MOMENTS / 3


# Canaries


class Canary(NamedTuple):
    """A story ready to be published, and the addresses that begin with it."""

    article: Article
    shape: str
    own: list[str]

    def release(self, moment: datetime) -> Edition:
        """Publish it for a moment to come, or load it as of one that has passed."""
        by = factories.publisher()
        if moment <= timezone.now():
            return self._load(moment)
        if self.shape == "embargo":
            self.article.set_embargo(by, moment)
        note = "More is known." if self.shape == "update" else ""
        return self.article.publish(by, self.article.version, moment, note=note)

    def _load(self, moment: datetime) -> Edition:
        by = factories.publisher()
        values = self.article.versions.first().values | {"slug": "from-the-archive"}
        people = {"published_by": by, "approved_by": by}
        uid = "01900000-0000-7000-8000-000000000001"
        publishing.load(
            [{"uid": uid, "values": values, "live_from": moment} | people], by, "import"
        )
        return Edition.objects.get(article__uid=uid)

    def addresses(self, edition: Edition) -> list[str]:
        """Return the addresses that answer from the edition's moment on, and not before."""
        begun = ["", "editions/", "editions/1/"]
        beside = ["editions/2/", "editions/1/diff/2/"] if edition.number > 1 else begun
        return [*(edition.path + rest for rest in beside), *self.own]

    def is_in(self, text: str, edition: Edition) -> bool:
        """Does anything of the story stand there, or of a new story the address or the uid?"""
        new = [] if edition.number > 1 else [edition.path, str(edition.article.uid)]
        return any(secret.lower() in text.lower() for secret in (CANARY, *new))


def canary(shape: str, **shared: Any) -> Canary:
    """Write a story in which everything has the canary's name, and take it to its approval."""
    someone = factories.person(f"{CANARY} person", description=f"{CANARY} described")
    group = factories.organization(f"{CANARY} organization")
    factories.role(someone, f"{CANARY} title", organization=group, started_on="2010")
    tag = factories.tag(f"{CANARY} tag")
    shared = {"tags": [], "about_people": [], "about_organizations": []} | shared
    values = {
        "headline": f"{CANARY} headline",
        "summary": f"{CANARY} summary",
        "kicker": f"{CANARY} kicker",
        "bottom_line": f"{CANARY} bottom line",
        "dateline": f"{CANARY} dateline",
        "methods": f"{CANARY} methods",
        "documents": [{"title": f"{CANARY} paper", "url": f"https://{CANARY.lower()}.example/"}],
        "seo_title": f"{CANARY} title",
        "seo_description": f"{CANARY} description",
        "body": f"<h2>{CANARY} subhead</h2>"
        + factories.quoting(factories.quote(f"{CANARY} words", someone), factories.quote()),
        "image": factories.image(alt=f"{CANARY} alt", caption=f"{CANARY} caption"),
        "image_alt": f"{CANARY} alternative text",
        "image_caption": f"{CANARY} caption here",
    } | {
        "tags": [tag, *shared["tags"]],
        "about_people": [someone, *shared["about_people"]],
        "about_organizations": [group, *shared["about_organizations"]],
    }
    if shape == "update":
        article = factories.published(section=shared["section"], slug="harbour").article
        factories.ready(article, **values)
    else:
        article = factories.approved(
            section=shared["section"], slug=f"{CANARY.lower()}-slug", bylines=[someone], **values
        )
    return Canary(article, shape, [entry.get_absolute_url() for entry in (tag, someone, group)])


SHAPES = ("scheduled", "embargo", "update")


# Readers


def answer(url: str) -> tuple[int, dict[str, str], bytes]:
    """Return all that a reader gets at the moment that the reader's clock shows."""
    response = Client().get(url)
    streaming = getattr(response, "streaming_content", None)
    content = response.content if streaming is None else b"".join(streaming)
    return response.status_code, dict(response.headers), content


def written(url: str) -> str:
    """Return headers and content of what a reader gets here, as text."""
    _, headers, content = answer(url)
    return f"{headers} {content.decode(errors='replace')}"


def shows(url: str) -> bool:
    """Is anything of the canary in what a reader gets here?"""
    return CANARY in written(url)


def all_are_nothing(urls: list[str]) -> bool:
    """Does each of these addresses answer as one where nothing has ever been?"""
    nothing = answer("/city/2020/01/02/nothing/")
    return nothing[0] == 404 and all(answer(url) == nothing for url in urls)


@contextmanager
def reader_at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


NOT_YET = (0, 0, 0)


def windows(edition: Edition, at: datetime) -> tuple[int, int, int]:
    """Return how many rows of the edition are live and listed, and how many keys are live."""
    editions = Edition.objects.filter(pk=edition.pk)
    keys = EditionKey.objects.filter(edition=edition)
    return editions.live(at).count(), editions.listed(at).count(), keys.live(at).count()


@contextmanager
def released(bird: Canary, moment: datetime) -> Iterator[Edition]:
    """Publish the canary for a moment; afterwards it has not been."""
    with transaction.atomic():
        yield bird.release(moment)
        transaction.set_rollback(True)


# Tests


@pytest.fixture
def shelf() -> Section:
    """A section with one story in it, before whatever a test loads."""
    shelf = factories.section("City")
    factories.published(section=shelf)
    return shelf


@pytest.mark.parametrize("batch", range(BATCHES))
def test_canary_is_absent_before_its_moment_and_present_at_it(settings, shelf, batch):
    chance = random.Random(batch)
    bird = canary(SHAPES[batch % len(SHAPES)], section=shelf)

    for place, moment in enumerate(moments(chance, MOMENTS // BATCHES)):
        settings.TIME_ZONE = settings.SITE_ZONE = chance.choice(ZONES)
        with released(bird, moment) as edition:
            own = bird.own[place % len(bird.own)]
            assert windows(edition, moment - MICROSECOND) == NOT_YET
            assert windows(edition, moment) == (1, 1, edition.keys.count())
            with reader_at(moment - SECOND):
                assert [url for url in ("/", edition.path) if shows(url)] == []
                assert all_are_nothing([bird.addresses(edition)[0], own])
            with reader_at(moment):
                assert [url for url in ("/", edition.path, own) if not shows(url)] == []
            with reader_at(moment + SECOND):
                assert shows(edition.path)


@pytest.mark.parametrize("batch", range(6))
def test_canary_is_absent_from_every_surface_before_its_moment(settings, batch):
    chance = random.Random(batch)
    made = surfaces.newsroom()
    subjects = {"tags": made.tag, "about_people": made.person}
    subjects |= {"about_organizations": made.organization}
    shared = {name: [subject] for name, subject in subjects.items()}
    bird = canary(SHAPES[batch % len(SHAPES)], section=made.section, **shared)
    lists = ["/", *(s.get_absolute_url() for s in (made.section, *subjects.values()))]

    for moment in moments(chance, ON_EVERY_SURFACE // 6):
        settings.TIME_ZONE = settings.SITE_ZONE = chance.choice(ZONES)
        with released(bird, moment) as edition:
            with reader_at(moment - SECOND):
                texts = {url: written(url) for url in surfaces.all_urls(made)}
                assert [url for url, text in texts.items() if bird.is_in(text, edition)] == []
                assert all_are_nothing(bird.addresses(edition))
            with reader_at(moment):
                assert [url for url in [*lists, edition.path, *bird.own] if not shows(url)] == []

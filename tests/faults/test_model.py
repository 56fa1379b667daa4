"""Random lives of two stories, compared step by step with a model of a page of code.

Hypothesis draws sequences of the verbs and of the time between them. The model knows what each
verb does, or that it is refused; after every step the site has to be what the model says: who is
live, in which windows, on which page. What was over at any earlier step must never change, and a
page as of then must be the page that was shown then.

The clock of Python alone is moved, and only forward: that of the database goes on, behind it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles import chain, keys
from articles.models import OPEN, Article, Correction, Edition, EditionKey, Event
from articles.views import reader
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = st.sampled_from(["Dawn", "Noon", "Dusk"])
STORIES = st.sampled_from([0, 1])
PLACES = st.integers(0, 5)  # in the list of a story's editions, from the last one on
LATER = st.sampled_from([None, None, None, timedelta(minutes=5), timedelta(days=2)])
WHILE = st.sampled_from([timedelta(seconds=1), timedelta(minutes=7), timedelta(days=3)])


@dataclass
class Copy:
    """What the model knows of an edition."""

    number: int
    version: int
    headline: str
    live_from: datetime
    live_until: datetime = OPEN
    retracted: bool = False
    withheld: bool = False
    notes: frozenset[int] = frozenset()

    def is_live(self, at: datetime) -> bool:
        return self.live_from <= at < self.live_until

    @property
    def was_cancelled(self) -> bool:
        return self.live_until == self.live_from


@dataclass
class Story:
    """What the model knows of a story: its working copy, and every edition."""

    headline: str
    version: int = 1
    stage: str = "draft"
    saved: dict[int, str] = field(default_factory=dict)  # the headline of each version
    notes: frozenset[int] = frozenset()  # approved
    editions: list[Copy] = field(default_factory=list)

    def live(self, at: datetime) -> Copy | None:
        return next((e for e in self.editions if e.is_live(at)), None)

    def waiting(self, at: datetime) -> Copy | None:
        return next((e for e in self.editions if e.live_from > at and not e.was_cancelled), None)

    def last(self, at: datetime) -> Copy | None:
        lived = [e for e in self.editions if e.live_from <= at and not e.was_cancelled]
        return max(lived, key=lambda e: e.live_from, default=None)

    def published(self) -> Copy | None:
        """The edition of the version that now stands."""
        standing = (e for e in self.editions if not e.was_cancelled)
        return next((e for e in standing if e.version == self.version), None)

    def save(self, headline: str) -> None:
        self.headline, self.version = headline, self.version + 1
        self.saved[self.version] = headline
        self.stage = "draft" if self.stage == "approved" else self.stage

    def issue(self, at: datetime, **facts) -> None:
        """Add an edition, live from `at` on, after the one that is live now."""
        for edition in self.editions:
            if not edition.was_cancelled and edition.live_until > at:
                edition.live_until = at
        facts = {"version": self.version, "headline": self.headline} | facts
        self.editions.append(Copy(len(self.editions) + 1, live_from=at, **facts))

    def reissue(self, old: Copy, at: datetime, **facts) -> None:
        """Add an edition that repeats an old one; what was being written is saved after it."""
        pending = None if self.published() else self.headline
        self.save(self.saved[old.version])
        self.stage = "approved"
        self.issue(at, headline=old.headline, **facts)
        if pending is not None:
            self.save(pending)


class Newsroom(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = timezone.now() + timedelta(hours=1)
        self.clock = time_machine.travel(self.now, tick=False)
        self.traveller = self.clock.start()
        self.by, self.client = factories.publisher(), Client()
        self.articles = [factories.draft(headline="Dawn", slug=f"s{n}") for n in range(2)]
        self.stories = [Story("Dawn", saved={1: "Dawn"}) for _ in self.articles]
        self.approve(0)
        self.publish(0, None)
        self.seen: dict[int, tuple] = {}
        self.shown: list[tuple[datetime, dict[str, bytes]]] = []

    def teardown(self) -> None:
        if not hasattr(self, "transaction"):
            return
        try:
            self._look_back()
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def _look_back(self) -> None:
        """What was shown at any step is what the site says now of that moment."""
        for at, pages in self.shown:
            assert self._pages(at) == pages

    # What may happen

    @rule(time=WHILE)
    def wait(self, time: timedelta) -> None:
        self._pass(time)

    @rule(which=STORIES, headline=WORDS)
    def save(self, which: int, headline: str) -> None:
        story, article = self._story(which)
        if headline != story.headline:
            story.save(headline)
        factories.edit(article, headline=headline)

    @rule(which=STORIES, headline=WORDS)
    def rewrite(self, which: int, headline: str) -> None:
        self.save(which, headline)
        self.approve(which)

    def approve(self, which: int) -> None:
        story, article = self._story(which)
        if story.stage == "draft":
            article.submit(self.by, article.version)
            article.approve(self.by, article.version)
            story.stage = "approved"

    @rule(which=STORIES, later=LATER)
    def publish(self, which: int, later: timedelta | None) -> None:
        story, article = self._story(which)
        live_from, last = self.now + (later or timedelta()), story.last(self.now)
        published = story.published()
        if published and published.live_until > self.now:
            allowed = True  # the same edition again
        else:
            allowed = not published and story.stage == "approved" and not story.waiting(self.now)
            if allowed:
                retracted = bool(last and last.retracted)
                story.issue(live_from, retracted=retracted, notes=story.notes)
        self._try(
            allowed,
            lambda: article.publish(
                self.by, article.version, later and live_from, note="More is known."
            ),
        )

    @rule(which=STORIES, headline=WORDS, later=LATER)
    def update(self, which: int, headline: str, later: timedelta | None) -> None:
        """Three steps in one, so that a life has many editions."""
        self.rewrite(which, headline)
        self.publish(which, later)

    @rule(which=STORIES)
    def cancel(self, which: int) -> None:
        story, article = self._story(which)
        if waiting := story.waiting(self.now):
            for edition in story.editions:
                if edition.is_live(self.now) and edition.live_until == waiting.live_from:
                    edition.live_until = OPEN
            waiting.live_until = waiting.live_from
        self._try(waiting is not None, lambda: article.cancel(self.by))

    @rule(which=STORIES)
    def correct(self, which: int) -> None:
        story, article = self._story(which)
        live = story.live(self.now)
        if live is None:
            return
        note = Correction.objects.create(
            article=article,
            corrects=article.editions.get(number=live.number),
            wrong="It was Monday.",
            right="It was Tuesday.",
            proposed_by=factories.reporter(),
        )
        note.approve(self.by)
        story.notes |= {note.pk}
        story.save(story.headline)
        self.approve(which)

    @rule(which=STORIES)
    def retract(self, which: int) -> None:
        story, article = self._story(which)
        live = story.live(self.now)
        allowed = bool(live and not live.retracted and not story.waiting(self.now))
        before = set(article.corrections.values_list("pk", flat=True))
        self._try(allowed, lambda: article.retract(self.by, "It was made up."))
        if allowed:
            (note,) = set(article.corrections.values_list("pk", flat=True)) - before
            story.notes |= {note}
            story.reissue(live, self.now, retracted=True, notes=live.notes | {note})

    @rule(which=STORIES)
    def withdraw(self, which: int) -> None:
        story, article = self._story(which)
        live = story.live(self.now)
        if live:
            if waiting := story.waiting(self.now):
                waiting.live_until = waiting.live_from
            live.live_until = self.now
        self._try(live is not None, lambda: article.withdraw(self.by, "legal", "An order."))

    @rule(which=STORIES)
    def reinstate(self, which: int) -> None:
        story, article = self._story(which)
        last, taken = story.last(self.now), story.live(self.now) is None
        allowed = bool(last and (taken or last.retracted))
        allowed = allowed and not last.withheld and not story.waiting(self.now)
        if allowed:
            story.reissue(last, self.now, notes=last.notes)
        self._try(allowed, lambda: article.reinstate(self.by, "It was true."))

    @rule(which=STORIES, place=PLACES)
    def roll_back(self, which: int, place: int) -> None:
        story, article = self._story(which)
        number = max(0, len(story.editions) - place)
        live, old = story.live(self.now), self._lived(story, number)
        allowed = bool(live and old and old is not live and not old.withheld)
        allowed = allowed and not live.retracted and not story.waiting(self.now)
        if allowed:
            story.reissue(old, self.now, notes=live.notes)
        self._try(allowed, lambda: article.roll_back(self.by, number, "It was better."))

    @rule(which=STORIES, place=PLACES)
    def withhold(self, which: int, place: int) -> None:
        story, article = self._story(which)
        number = max(0, len(story.editions) - place)
        edition = article.editions.filter(number=number).first()
        if edition is None:
            return
        old = self._lived(story, number)
        allowed = bool(old and not old.withheld and not old.is_live(self.now))
        if allowed:
            old.withheld = True
        self._try(allowed, lambda: edition.withhold(self.by, "An order."))

    # What always holds

    @invariant()
    def the_site_is_what_the_model_says(self) -> None:
        if not hasattr(self, "stories"):
            return
        home = self.client.get("/").content.decode()
        for article, story in zip(self.articles, self.stories, strict=True):
            editions = list(article.editions.order_by("number"))
            assert [self._known(edition) for edition in editions] == story.editions
            assert sum(edition.is_live(self.now) for edition in editions) <= 1
            self._check_addresses(editions, story, home)
            self._check_keys(article, editions)
            article.refresh_from_db()
            assert (article.headline, article.version) == (story.headline, story.version)
            assert (article.stage, article.is_published) == (
                story.stage,
                story.published() is not None,
            )
        assert list(chain.faults(chain.stored())) == []

    @invariant()
    def nothing_that_is_over_changes(self) -> None:
        if not hasattr(self, "stories"):
            return
        for edition in Edition.objects.filter(article__in=self.articles):
            over = edition.live_until <= self.now
            known = (edition.digest, edition.computed_digest(), edition.live_from, over)
            if over:
                known += (edition.live_until,)
            before = self.seen.get(edition.pk, known)
            assert known[:3] == before[:3]
            assert not before[3] or known == before
            self.seen[edition.pk] = known

    @invariant()
    def every_step_takes_time_and_is_remembered(self) -> None:
        if hasattr(self, "stories"):
            self.shown.append((self.now, self._pages(self.now)))
            self._pass(timedelta(milliseconds=3))

    # How

    def _story(self, which: int) -> tuple[Story, Article]:
        self.articles[which].refresh_from_db()
        return self.stories[which], self.articles[which]

    def _lived(self, story: Story, number: int) -> Copy | None:
        found = [e for e in story.editions if e.number == number and not e.was_cancelled]
        return next((e for e in found if e.live_from <= self.now), None)

    def _pass(self, time: timedelta) -> None:
        self.now += time
        self.traveller.move_to(self.now, tick=False)

    def _try(self, allowed: bool, verb) -> None:
        events = Event.objects.count()
        if allowed:
            verb()
        else:
            with pytest.raises(Refused):
                verb()
            assert Event.objects.count() == events

    def _known(self, edition: Edition) -> Copy:
        closed = Event.objects.filter(article=edition.article_id, edition=edition, verb="withhold")
        return Copy(
            edition.number,
            edition.version,
            edition.headline,
            edition.live_from,
            edition.live_until,
            edition.retracted,
            closed.exists(),
            frozenset(note["id"] for note in edition.content["corrections"]),
        )

    def _check_addresses(self, editions: list[Edition], story: Story, home: str) -> None:
        """Compare what readers get under the addresses of a story, and whether it is listed."""
        live, last = story.live(self.now), story.last(self.now)
        if not editions:
            return
        path = editions[-1].path
        page = self.client.get(path)
        assert page.status_code == (200 if live else 410 if last else 404)
        assert (path in home) == bool(live and not live.retracted)
        if live:
            assert f">{live.headline}</h1>" in page.content.decode()
            assert b"We have retracted this story" in page.content or not live.retracted
        for edition in story.editions:
            status = self.client.get(f"{path}editions/{edition.number}/").status_code
            assert status == self._status_in_record(edition, live, last)

    def _status_in_record(self, edition: Copy, live: Copy | None, last: Copy | None) -> int:
        if not live:
            return 410 if last else 404
        if edition.was_cancelled or edition.live_from > self.now:
            return 404
        return 302 if edition is live else 410 if edition.withheld else 200

    def _check_keys(self, article: Article, editions: list[Edition]) -> None:
        lasting = [e for e in editions if e.live_until > self.now and not e.was_cancelled]
        expected = {(e.pk, key) for e in lasting if not e.retracted for key in keys.keys_of(e)}
        rows = EditionKey.objects.counted()  # terms the archive decides on
        rows = rows.filter(edition__article=article, live_until__gt=self.now)
        assert set(rows.values_list("edition_id", "key")) == expected

    def _pages(self, at: datetime) -> dict[str, bytes]:
        """Return the pages of that moment, without similar articles."""
        lived = Edition.objects.lived(at).filter(article__in=self.articles)
        pages = {"/": reader.home_page(at)}
        for path in sorted(set(lived.order_by().values_list("path", flat=True))):
            pages[path] = reader.article_page(path, at, similar=[])
        return {path: page.render().content for path, page in pages.items()}


def test_site_is_what_a_simple_model_says_whatever_is_done():
    examples = 40 if connection.vendor == "sqlite" else 15
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

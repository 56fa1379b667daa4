"""Where a story stands: for the strip above it, and for the lists of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from articles import moments
from articles.models import Article, Correction, Edition, Event
from articles.workflow import Action, may
from people.models import User

NOTES = 10  # of a story that are shown above it


class Mark(NamedTuple):
    """A word for where a story stands, and the key of the sign before it."""

    key: str
    words: str


@dataclass(frozen=True)
class Standing:
    """Where a story stands: its stage, what readers get or are about to get, what is next."""

    article: Article
    live: Edition | None
    waiting: Edition | None
    withdrawn: Edition | None = None
    last_event: Event | None = None
    proposed: tuple[Correction, ...] = ()  # the last ones that nobody has approved
    to_print: tuple[Correction, ...] = ()  # approved, and in no edition yet

    @classmethod
    def of(cls, article: Article, at: datetime | None = None) -> Standing:
        at = at or timezone.now()
        live, waiting = article.live_edition(at), article.waiting_edition(at)
        withdrawn = None if live else _last_lived(article, at)
        notes = _not_printed(article, waiting or live or withdrawn)
        return cls(
            article,
            live,
            waiting,
            withdrawn=withdrawn,
            # On which front it is placed says nothing of where it stands.
            last_event=article.events.exclude(subject_kind="placement")
            .select_related("by")
            .first(),
            proposed=tuple(note for note in notes if note.approved_by_id is None),
            to_print=tuple(note for note in notes if note.approved_by_id is not None),
        )

    @property
    def was_replaced(self) -> bool:
        """Did readers ever get another edition than the last one?"""
        last = self.live or self.withdrawn
        return last is not None and last.number > 1

    def past_editions(self, limit: int) -> list[Edition]:
        """Return the last editions that are over and open to readers, the newest first."""
        now = timezone.now()
        closed = self.article.events.withholding(now).values("edition")
        lived = self.article.editions.cards().lived(now).exclude(pk__in=closed)
        return list(lived.filter(live_until__lte=now)[:limit])

    @property
    def returned(self) -> Event | None:
        """The event by which the draft came back from review, while nothing else happened."""
        event = self.last_event
        if event is None or self.article.stage != Article.Stage.DRAFT:
            return None
        return event if event.verb == Event.Verb.RETURN else None

    @property
    def next_step(self) -> str:
        """Who acts next, in a sentence; empty where nobody has to."""
        article = self.article
        if article.is_published:
            return ""
        if article.stage == Article.Stage.IN_REVIEW:
            return f"Next: an editor of {article.section} reads and approves it, or returns it."
        if article.stage == Article.Stage.APPROVED:
            return f"Approved by {article.approved_by}. Next: a publisher publishes it."
        return "Next: its writer finishes it and submits it for review."

    @property
    def saving_costs(self) -> str:
        """What the next save takes away from this version; empty where it costs nothing."""
        if self.article.is_published:
            return f"Saving begins a new draft. {self._until_published}"
        if self.article.stage == Article.Stage.APPROVED:
            return "Saving makes the approval void: the new version has to be approved again."
        return ""

    @property
    def waits_without(self) -> str:
        """That what waits was scheduled before the last save, and the way; else empty."""
        waiting = self.waiting
        if waiting is None or waiting.version == self.article.version:
            return ""
        return (
            f"{_goes_out(waiting)} without what was saved since. Its time can no longer be "
            "changed: for readers to get what now stands instead, a publisher calls it off, and "
            "publishes this when it is approved."
        )

    @property
    def _until_published(self) -> str:
        """What readers get while the next draft is not published."""
        if self.waiting:
            return f"{_goes_out(self.waiting)} all the same, without what you save now."
        if self.live:
            return "Readers keep what they have until it is published."
        return "Readers keep the notice until it is published."


def _goes_out(waiting: Edition) -> str:
    at = moments.written(waiting.live_from, timezone.get_current_timezone())
    return f"Edition {waiting.number} goes out on {at},"


def _last_lived(article: Article, at: datetime) -> Edition | None:
    """Return the edition that was closed without another to follow: the story is withdrawn."""
    return article.editions.cards().lived(at).first()


def _not_printed(article: Article, last: Edition | None) -> list[Correction]:
    """Return the last notes on a story that its last edition, live or to come, does not print."""
    printed = [note["id"] for note in last.content.get("corrections", [])] if last else []
    return list(article.corrections.exclude(pk__in=printed).order_by("-pk")[:NOTES])


def own_story_hint(user: User, standing: Standing) -> str:
    """Say why there is no button to approve or publish, where it is one's own story."""
    article = standing.article
    waits_for = {"in_review": Action.APPROVE, "approved": Action.PUBLISH}.get(article.stage)
    if waits_for is None or article.is_published or not may(user, waits_for):
        return ""
    if may(user, waits_for, article) or not article.is_own_of(user):
        return ""
    return "This is your own story: somebody else approves and publishes it."


def marks(articles: Iterable[Article], at: datetime | None = None) -> dict[int, list[Mark]]:
    """Say of each story in one line where it stands: live, scheduled, and at which stage."""
    at = at or timezone.now()
    articles = list(articles)
    editions: dict[int, list[Edition]] = {article.pk: [] for article in articles}
    rows = Edition.objects.standing().filter(article__in=editions, live_until__gt=at)
    for edition in rows.only("article_id", "live_from").order_by("live_from"):
        editions[edition.article_id].append(edition)
    return {article.pk: _marks(article, editions[article.pk], at) for article in articles}


def _marks(article: Article, editions: list[Edition], at: datetime) -> list[Mark]:
    found = [
        Mark("live", "Live")
        if edition.live_from <= at
        else Mark("scheduled", f"{timezone.localtime(edition.live_from):%-d %b, %H:%M}")
        for edition in editions
    ]
    if not article.is_published:
        found.append(Mark(article.stage, article.get_stage_display()))
    return found or [Mark("withdrawn", "Withdrawn")]

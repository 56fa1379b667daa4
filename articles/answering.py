"""Answers to the desk check: a warning is acknowledged, an error overruled, each with a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.deskcheck import Finding, Level, Story, gate, run
from articles.deskcheck.report import Report
from articles.models.event import Event
from articles.workflow import Action, Refused, require, require_current
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article


def findings(article: Article, by: User, at: datetime | None = None) -> list[Finding]:
    """Return what the desk check finds in the last saved version, were it to go live at `at`."""
    at = at or timezone.now()
    return run(Story.of(article, publishing.preview(article, by, at), at))


def report(article: Article, by: User, at: datetime | None = None) -> Report:
    """Return the same, as the desk shows it: by level, with the answers given."""
    return Report.of(findings(article, by, at), gate.given(article))


@transaction.atomic
def acknowledge(
    article: Article,
    by: User,
    version: int,
    keys: Collection[str],
    reason: str,
    at: datetime | None = None,
) -> None:
    """Take note of warnings, all of them or none. See `Article.acknowledge`."""
    article, found = _found(article, by, Action.ACKNOWLEDGE, version, keys, at)
    if any(finding.level == Level.ERROR for finding in found):
        raise Refused("This is an error: mend it, or overrule it.")
    _answer(Event.Verb.ACKNOWLEDGE, article, by, found, reason)


@transaction.atomic
def overrule(
    article: Article,
    by: User,
    version: int,
    keys: Collection[str],
    reason: str,
    at: datetime | None = None,
) -> None:
    """Publish in spite of errors, all of them or none. See `Article.overrule`."""
    article, found = _found(article, by, Action.OVERRULE, version, keys, at)
    _answer(Event.Verb.OVERRULE, article, by, found, reason)


def _found(
    article: Article,
    by: User,
    action: Action,
    version: int,
    keys: Collection[str],
    at: datetime | None,
) -> tuple[Article, list[Finding]]:
    """Return the story, locked, and the findings, if this user may answer and they still stand."""
    article = article.locked()
    require(by, action, article)
    require_current(article, version)
    if not keys:
        raise Refused("Choose what you answer.")
    found = [finding for finding in findings(article, by, at) if finding.key in keys]
    if {finding.key for finding in found} != set(keys):
        raise Refused("The desk check no longer finds this: look at the story once more.")
    return article, found


def _answer(
    verb: Event.Verb, article: Article, by: User, found: list[Finding], reason: str
) -> None:
    """Write an event for each. The same answer twice is one."""
    if not reason.strip():
        raise Refused("Say why this may be published as it stands.")
    gate.record_answers(verb, article, by, gate.unanswered(article, found), reason=reason)

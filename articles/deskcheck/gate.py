"""What stands between an approved version and its publication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from articles.deskcheck.findings import Finding, Level
from articles.deskcheck.registry import run
from articles.deskcheck.subjects import Story
from articles.models.edition import Edition
from articles.models.event import Event
from articles.workflow import Refused, record
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article

NAMED = 3  # findings that a refusal spells out


class Blocked(Refused):
    """Refused because of findings of the desk check that nobody has answered."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        told = " ".join(finding.message for finding in findings[:NAMED])
        more = f" And {len(findings) - NAMED} more." if len(findings) > NAMED else ""
        super().__init__(f"The desk check stands in the way. {told}{more}")


def require_passed(article: Article, edition: Edition, at: datetime) -> None:
    """Raise Blocked unless every warning of the edition is acknowledged, every error overruled.

    Arguments: `edition` is composed and not saved; `at` is when it would go live.
    """
    findings = run(Story.of(article, edition, at))
    if left := unanswered(article, findings):
        raise Blocked(left)


def unanswered(article: Article, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that hold up the publication of the story's current version."""
    answers = given(article)
    return [
        finding
        for finding in findings
        if finding.level != Level.INFO and answer(answers, finding) is None
    ]


def given(article: Article) -> dict[str, Event]:
    """Return the answers given for the story's current version, by the finding's key."""
    answers = article.events.filter(
        verb__in=(Event.Verb.ACKNOWLEDGE, Event.Verb.OVERRULE), version=article.version
    )
    return {event.data["finding"]: event for event in answers.select_related("by").order_by("at")}


def answer(answers: Mapping[str, Event], finding: Finding) -> Event | None:
    """Return the one of these answers that counts for a finding.

    An error takes more than the acknowledgement of what was a warning once.
    """
    event = answers.get(finding.key)
    enough = finding.level != Level.ERROR or (event and event.verb == Event.Verb.OVERRULE)
    return event if enough else None


def record_answers(
    verb: Event.Verb, article: Article, by: User, findings: Iterable[Finding], **facts: Any
) -> None:
    """Write the event of the answer to each of these findings."""
    for finding in findings:
        data = {"finding": finding.key, "check": finding.name, "message": finding.message}
        record(verb, article, by, data=data, **facts)

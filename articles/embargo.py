"""An embargo: a promise that a story is not live before a moment. No schedule breaks it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.models.event import Event
from articles.workflow import Action, Refused, Waiting, record, require
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article


@transaction.atomic
def set_until(article: Article, by: User, until: datetime) -> None:
    """Promise that the story is not live before `until`. See `Article.set_embargo`."""
    article = article.locked()
    require(by, Action.EMBARGO, article)
    now = timezone.now()
    if until <= now:
        raise Refused("This moment has passed: an embargo ends at one to come.")
    if article.live_edition(now):
        raise Refused("The story is live: there is nothing left to keep.")
    if (waiting := article.waiting_edition(now)) and waiting.live_from < until:
        raise Waiting(f"Edition {waiting.number} goes live before that: call it off first.")
    if article.embargo_until and until < article.embargo_until:
        raise Refused("An embargo is not shortened: lift it, with a reason.")
    _keep(article, until)
    record(Event.Verb.SET_EMBARGO, article, by, at=now, data={"until": until.isoformat()})


@transaction.atomic
def lift(article: Article, by: User, reason: str) -> None:
    """Take the promise back before its end. See `Article.lift_embargo`."""
    article = article.locked()
    require(by, Action.LIFT_EMBARGO, article)
    if not article.embargo_until or article.embargo_until <= timezone.now():
        raise Refused("The story is under no embargo.")
    if not reason.strip():
        raise Refused("Say why the embargo no longer holds.")
    _keep(article, None)
    record(Event.Verb.LIFT_EMBARGO, article, by, reason=reason)


def _keep(article: Article, until: datetime | None) -> None:
    """An embargo is no part of a version, and voids no approval."""
    article.embargo_until = until
    article.save(update_fields=["embargo_until"])

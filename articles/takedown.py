"""Taking away what readers have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from articles import issuing, pictures
from articles.models.event import Event
from articles.workflow import Action, Refused, record, require
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article


class ReasonClass(models.TextChoices):
    """Why a story was withdrawn, as readers are told."""

    LEGAL = "legal", "Legal"
    PRIVACY = "privacy", "Privacy"
    RIGHTS = "rights", "Rights"
    SAFETY = "safety", "Safety"
    ERROR = "error", "Published in error"


@transaction.atomic
def withdraw(article: Article, by: User, reason_class: str, reason: str) -> None:
    """Close the story at once, and call off what waits. See `Article.withdraw`."""
    article = article.locked()
    require(by, Action.WITHDRAW, article)
    if reason_class not in ReasonClass:
        raise Refused("Say to which class the reason belongs.")
    if not reason.strip():
        raise Refused("Say why; readers are told the class alone.")
    now = timezone.now()
    live = article.live_edition(now)
    if live is None:
        raise Refused("The story is not live.")
    if waiting := article.waiting_edition(now):
        issuing.call_off(article, waiting, now)
    issuing.close(article.editions.live(now), now)
    issuing.settle(article, now)
    pictures.close(article, now)
    facts = {"at": now, "edition": live, "reason": reason, "data": {"class": reason_class}}
    record(Event.Verb.WITHDRAW, article, by, **facts)

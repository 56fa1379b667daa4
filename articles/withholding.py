"""Closing one edition of the public record, while the story stays.

That it is withheld is an event: the edition itself is frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.models.event import Event
from articles.workflow import Action, Refused, record, require
from people.models import User

if TYPE_CHECKING:
    from articles.models import Edition


@transaction.atomic
def withhold(edition: Edition, by: User, reason: str) -> None:
    """Close an edition of the past to readers. See `Edition.withhold`."""
    article = edition.article.locked()
    require(by, Action.WITHHOLD, article)
    edition.refresh_from_db(fields=["live_from", "live_until"])
    now = timezone.now()
    if edition.was_cancelled or edition.live_from > now:
        raise Refused(f"Edition {edition.number} was never live.")
    if edition.is_live(now):
        raise Refused(f"Edition {edition.number} is live: publish another one, or withdraw it.")
    require_open(edition)
    if not reason.strip():
        raise Refused("Say why; readers are told only that it is withheld.")
    record(
        Event.Verb.WITHHOLD,
        article,
        by,
        at=now,
        edition=edition,
        version=edition.version,
        reason=reason,
    )


def require_open(edition: Edition) -> None:
    """Raise Refused for an edition that is withheld or erased."""
    closing = Event.objects.withholding(timezone.now()).filter(article=edition.article_id)
    if closing.filter(edition=edition).exists():
        raise Refused(f"Edition {edition.number} is withheld.")

"""The steps that every new edition goes through, whichever verb makes it. Shared, not a way in.

A verb locks the story, asks the table of rights, and only then comes here; each step relies on the
lock and on the transaction of the verb.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max, QuerySet
from django.utils import timezone

from articles import keys, pictures
from articles.models.edition import Address, Edition
from articles.models.live import OPEN
from articles.workflow import Refused, Waiting

if TYPE_CHECKING:
    from articles.models import Article

# How far the clocks of two of a newsroom's machines may differ.
CLOCK_SKEW = timedelta(seconds=5)
FURTHEST = timedelta(days=5 * 365)  # a year mistyped is no plan


def moment(article: Article) -> datetime:
    """Return the present, taken after the lock and never before the last edition's start.

    The clocks of two machines differ by a little, and windows of one article must not overlap all
    the same. An edition that starts later than that waits, and is dealt with by its own rule.
    """
    now = timezone.now()
    ahead = article.editions.standing().filter(live_from__range=(now, now + CLOCK_SKEW)).first()
    return ahead.live_from + timedelta(microseconds=1) if ahead else now


def last_lived(article: Article, at: datetime) -> Edition | None:
    """Return the last edition that is or was live at `at`, withdrawn or not."""
    return article.editions.lived(at).first()


def next_number(article: Article) -> int:
    """Return the number of the next edition; one that was called off keeps its own."""
    return (article.editions.aggregate(last=Max("number"))["last"] or 0) + 1


def require_nothing_waiting(article: Article, now: datetime) -> None:
    """Raise Waiting while an edition waits: another one now would be undone by it."""
    if waiting := article.waiting_edition(now):
        at = timezone.localtime(waiting.live_from)
        raise Waiting(
            f"Edition {waiting.number} waits for {at:%-d %B %Y, %H:%M %Z}: cancel it first."
        )


def require_no_embargo(article: Article, live_from: datetime) -> None:
    """Raise Refused for an edition that would be live before the end of the story's embargo."""
    if article.embargo_until and live_from < article.embargo_until:
        until = timezone.localtime(article.embargo_until)
        raise Refused(f"The story is under embargo until {until:%-d %B %Y, %H:%M %Z}.")


def require_to_come(moment: datetime, now: datetime) -> None:
    """Raise Refused unless a moment that somebody plans lies ahead, and not too far."""
    if moment <= now:
        raise Refused("This moment has passed: choose one to come.")
    if moment > now + FURTHEST:
        raise Refused(f"Choose a moment within the next {FURTHEST.days // 365} years.")


def issue(article: Article, edition: Edition, now: datetime) -> None:
    """Make an unsaved edition the one that is live from its `live_from` on."""
    _claim(article, edition.path)
    close(article.editions.live(now), edition.live_from)
    last = article.editions.order_by("-number").only("digest").first()
    edition.seal(last.digest if last else "")
    edition.save(force_insert=True)
    settle(article, now)
    pictures.reopen(edition)


def close(editions: QuerySet[Edition], at: datetime) -> None:
    """End the windows of these editions at `at`."""
    editions.update(live_until=at)


def call_off(article: Article, waiting: Edition, now: datetime) -> None:
    """Empty the window of the waiting edition and open again the one it was to follow."""
    Edition.objects.filter(pk=waiting.pk).update(live_until=waiting.live_from)
    article.editions.live(now).filter(live_until=waiting.live_from).update(live_until=OPEN)
    waiting.live_until = waiting.live_from
    settle(article, now)
    if not article.live_edition(now):
        pictures.close(article, now)  # those of a withdrawn story stay closed


def settle(article: Article, now: datetime) -> None:
    """Bring what is derived from the windows to where they stand: the keys, and the mark on the
    working copy that says whether its version is an edition, live or waiting.
    """
    article.is_published = article.editions.standing().filter(version=article.version).exists()
    article.save(update_fields=["is_published"])
    keys.refresh(article.pk, now)


def _claim(article: Article, path: str) -> None:
    """Give the path to this article, and give up paths under which it never was live."""
    address, made = Address.objects.get_or_create(path=path, defaults={"article": article})
    if address.article_id != article.pk:
        raise Refused(f"The address {path} belongs to another story: change the slug.")
    if made:
        lived = article.editions.standing().values("path")
        article.addresses.exclude(path__in=lived).exclude(path=path).delete()

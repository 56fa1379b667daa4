"""The one way from the working copy to readers: publish, cancel, withdraw, and load (archives)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from articles import keys, loading
from articles.composing import Names, compose, first_path
from articles.models.edition import Address, Edition
from articles.models.event import Event
from articles.models.live import OPEN
from articles.workflow import Action, Refused, record, require, require_current
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article


# How far the clocks of two of a newsroom's machines may differ.
CLOCK_SKEW = timedelta(seconds=5)


class ReasonClass(models.TextChoices):
    """Why a story was withdrawn, as readers are told."""

    LEGAL = "legal", "Legal"
    PRIVACY = "privacy", "Privacy"
    RIGHTS = "rights", "Rights"
    SAFETY = "safety", "Safety"
    ERROR = "error", "Published in error"


@transaction.atomic
def publish(
    article: Article,
    by: User,
    version: int,
    live_from: datetime | None = None,
    change: str = "",
    note: str = "",
) -> Edition:
    """Make the approved version an edition. See `Article.publish`."""
    article = article.locked()
    require(by, Action.PUBLISH, article)
    require_current(article, version)
    if published := article.editions.standing().filter(version=version).first():
        return _still_standing(published)

    now = _now(article)
    live_from = max(live_from or now, now)
    _require_approved(article)
    _require_no_embargo(article, live_from)
    _require_nothing_waiting(article, now)
    edition = _compose(article, by, _last_lived(article, now), live_from, change, note)
    _claim(article, edition.path)
    _close(article.editions.live(now), live_from)
    _insert(edition)
    _mark(article)
    keys.refresh(article.pk, now)
    record(Event.Verb.PUBLISH, article, by, at=now, edition=edition, reason=note)
    return edition


@transaction.atomic
def cancel(article: Article, by: User) -> Edition:
    """Call off the waiting edition; the one now live stays open. See `Article.cancel`."""
    article = article.locked()
    require(by, Action.CANCEL, article)
    now = timezone.now()
    waiting = article.waiting_edition(now)
    if waiting is None:
        raise Refused("Nothing is waiting to be published.")
    _call_off(article, waiting, now)
    keys.refresh(article.pk, now)
    record(Event.Verb.CANCEL, article, by, at=now, edition=waiting, version=waiting.version)
    return waiting


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
        _call_off(article, waiting, now)
    _close(article.editions.live(now), now)
    keys.refresh(article.pk, now)
    record(
        Event.Verb.WITHDRAW,
        article,
        by,
        at=now,
        edition=live,
        reason=reason,
        data={"class": reason_class},
    )


def preview(article: Article, by: User, at: datetime) -> Edition:
    """Return the unsaved edition that publishing the last saved version at `at` would make."""
    return _compose(article, by, _last_lived(article, at), at, change="", note="")


def _now(article: Article) -> datetime:
    """Return the present, taken after the lock and never before the last edition's start.

    The clocks of two machines differ by a little, and windows of one article must not overlap all
    the same. An edition that starts later than that waits, and is dealt with by its own rule.
    """
    now = timezone.now()
    ahead = article.editions.standing().filter(live_from__range=(now, now + CLOCK_SKEW)).first()
    return ahead.live_from + timedelta(microseconds=1) if ahead else now


def _last_lived(article: Article, at: datetime) -> Edition | None:
    """Return the last edition that is or was live at `at`, withdrawn or not."""
    return article.editions.standing().filter(live_from__lte=at).order_by("-live_from").first()


def _still_standing(published: Edition) -> Edition:
    """Return the edition of this version, live or waiting; what is over was withdrawn."""
    if published.live_until > timezone.now():
        return published
    raise Refused(
        f"Version {published.version} was withdrawn: change the story and have it approved."
    )


def _require_approved(article: Article) -> None:
    if article.approved_version != article.version:
        raise Refused(f"Version {article.version} is not approved.")


def _require_no_embargo(article: Article, live_from: datetime) -> None:
    if article.embargo_until and live_from < article.embargo_until:
        until = timezone.localtime(article.embargo_until)
        raise Refused(f"The story is under embargo until {until:%-d %B %Y, %H:%M %Z}.")


def _require_nothing_waiting(article: Article, now: datetime) -> None:
    if waiting := article.waiting_edition(now):
        at = timezone.localtime(waiting.live_from)
        raise Refused(
            f"Edition {waiting.number} waits for {at:%-d %B %Y, %H:%M %Z}: cancel it first."
        )


def _compose(
    article: Article,
    by: User,
    previous: Edition | None,
    live_from: datetime,
    change: str,
    note: str,
) -> Edition:
    values = article.versions.get(number=article.version).values
    names = Names.of([values])
    change = change or Edition.Change.UPDATE
    if change not in Edition.CHANGES:
        raise Refused("Say what sort of change it is.")
    last_number = article.editions.aggregate(models.Max("number"))["number__max"] or 0
    return compose(
        values,
        names,
        uid=str(article.uid),
        live_from=live_from,
        previous=previous,
        corrections=[
            correction.as_printed()
            for correction in article.corrections.filter(approved_by__isnull=False)
        ],
        article=article,
        number=last_number + 1,
        version=article.version,
        path=previous.path if previous else first_path(values, names, live_from),
        retracted=bool(previous and previous.retracted),
        change=change if previous else Edition.Change.FIRST,
        change_text=note,
        published_by=by,
        approved_by=article.approved_by or by,
    )


def _claim(article: Article, path: str) -> None:
    """Give the path to this article, and give up paths under which it never was live."""
    holder = Address.objects.filter(path=path).first()
    if holder and holder.article_id != article.pk:
        raise Refused(f"The address {path} belongs to another story: change the slug.")
    if holder is None:
        lived = article.editions.standing().values("path")
        article.addresses.exclude(path__in=lived).delete()
        Address.objects.create(path=path, article=article)


def _close(editions: models.QuerySet[Edition], at: datetime) -> None:
    editions.update(live_until=at)


def _call_off(article: Article, waiting: Edition, now: datetime) -> None:
    """Empty the window of the waiting edition and open again the one it was to follow."""
    Edition.objects.filter(pk=waiting.pk).update(live_until=waiting.live_from)
    article.editions.live(now).filter(live_until=waiting.live_from).update(live_until=OPEN)
    waiting.live_until = waiting.live_from
    _mark(article)


def _mark(article: Article) -> None:
    """Note on the working copy whether its version is an edition, live or waiting."""
    article.is_published = article.editions.standing().filter(version=article.version).exists()
    article.save(update_fields=["is_published"])


def _insert(edition: Edition) -> None:
    last = edition.article.editions.order_by("-number").only("digest").first()
    edition.seal(last.digest if last else "")
    edition.save(force_insert=True)


def load(rows: Iterable[dict], by: User, origin: str) -> int:
    """Load editions that were published elsewhere or at another time: archives, not stories.

    Runs no desk check and alone may set `live_from` in the past, so only commands call it.

    Arguments: `rows` are dicts, one an edition, those of one article together and oldest first:
    `uid` of the article, `values` of the version, `live_from`, `published_by`, `approved_by`, and
    perhaps `change`, `change_text`, `corrections`, `created_by`; `origin` is an `Edition.Origin`
    other than the desk. Returns how many editions were loaded; articles whose uid is already
    there are passed over, so a load that was cut short may be run again.

    Raises ValueError for rows out of order and ValidationError for values that do not fit; the
    batches before the faulty one stay.
    """
    return loading.load(rows, by, origin)

"""The one way from the working copy to readers: publish, cancel, and load (archives)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import changes, issuing, loading
from articles.composing import Names, Values, compose, first_path
from articles.deskcheck import gate
from articles.models.edition import Edition
from articles.models.event import Event
from articles.workflow import Action, Refused, record, require, require_current
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article


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
    if published := already_published(article):
        return published
    _require_approved(article)
    edition, now = put_out(article, by, live_from, change, note)
    record(Event.Verb.PUBLISH, article, by, at=now, edition=edition, reason=note)
    return edition


def already_published(article: Article) -> Edition | None:
    """Return the edition of the current version, live or waiting, if there is one.

    Raises Refused when it is over: what was withdrawn is not published by another click.
    """
    published = article.editions.standing().filter(version=article.version).first()
    if published and published.live_until <= timezone.now():
        raise Refused(
            f"Version {published.version} was withdrawn: publish the story again as it was, or "
            "change it and have it approved."
        )
    return published


def put_out(
    article: Article, by: User, live_from: datetime | None, change: str, note: str
) -> tuple[Edition, datetime]:
    """Make the current version of a locked story an edition; return it, and the present."""
    now = issuing.moment(article)
    live_from = max(live_from or now, now)
    issuing.require_no_embargo(article, live_from)
    issuing.require_nothing_waiting(article, now)
    previous = issuing.last_lived(article, now)
    edition = _compose(article, by, previous, live_from)
    change = changes.named(previous, edition, change, note)
    if change == Edition.Change.REINSTATED:
        edition.stand_again()
    edition.tell(previous, change, note)
    gate.require_passed(article, edition, live_from)
    issuing.issue(article, edition, now)
    return edition, now


@transaction.atomic
def cancel(article: Article, by: User) -> Edition:
    """Call off the waiting edition; the one now live stays open. See `Article.cancel`."""
    article = article.locked()
    require(by, Action.CANCEL, article)
    now = timezone.now()
    waiting = article.waiting_edition(now)
    if waiting is None:
        raise Refused("Nothing is waiting to be published.")
    _call_off(article, by, waiting, now)
    return waiting


@transaction.atomic
def reschedule(article: Article, by: User, live_from: datetime) -> Edition:
    """Cancel, and publish the same version for another time. See `Article.reschedule`."""
    article = article.locked()
    require(by, Action.PUBLISH, article)
    now = timezone.now()
    waiting = article.waiting_edition(now)
    if waiting is None:
        raise Refused("Nothing is waiting to be published.")
    issuing.require_to_come(live_from, now)
    if waiting.version != article.version:
        raise Refused(
            f"The story was saved again since version {waiting.version} was scheduled: "
            "call that off, and publish what now stands."
        )
    if waiting.live_from == live_from:
        return waiting
    _call_off(article, by, waiting, now)
    change = "" if waiting.change == Edition.Change.FIRST else waiting.change
    return publish(article, by, waiting.version, live_from, change, waiting.change_text)


def preview(article: Article, by: User, at: datetime) -> Edition:
    """Return the unsaved edition that publishing the last saved version at `at` would make."""
    values = article.versions.get(number=article.version).values
    return preview_of(article, values, Names.of([values]), by, at)


def preview_of(article: Article, values: Values, names: Names, by: User, at: datetime) -> Edition:
    """Return the unsaved edition that publishing these values of a story at `at` would make."""
    previous = issuing.last_lived(article, at)
    edition = _edition(article, values, names, by, previous, at)
    edition.tell(previous, Edition.Change.UPDATE if previous else Edition.Change.FIRST, note="")
    return edition


def _call_off(article: Article, by: User, waiting: Edition, now: datetime) -> None:
    issuing.call_off(article, waiting, now)
    record(Event.Verb.CANCEL, article, by, at=now, edition=waiting, version=waiting.version)


def _require_approved(article: Article) -> None:
    if article.approved_version != article.version:
        raise Refused(f"Version {article.version} is not approved.")


def _compose(article: Article, by: User, previous: Edition | None, live_from: datetime) -> Edition:
    values = article.versions.get(number=article.version).values
    return _edition(article, values, Names.of([values]), by, previous, live_from)


def _edition(
    article: Article,
    values: Values,
    names: Names,
    by: User,
    previous: Edition | None,
    live_from: datetime,
) -> Edition:
    edition = compose(
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
        number=issuing.next_number(article),
        version=article.version,
        path=previous.path if previous else first_path(values, names, live_from),
        published_by=by,
        approved_by=article.approved_by or by,
    )
    if previous and previous.retracted:
        edition.take_back(struck=previous.is_struck)
    return edition


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

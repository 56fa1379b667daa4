"""The one way from the working copy to readers: publish, cancel, and load (archives)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import issuing, loading
from articles.composing import Names, compose, first_path
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
    if published := article.editions.standing().filter(version=version).first():
        return _still_standing(published)

    now = issuing.moment(article)
    live_from = max(live_from or now, now)
    _require_approved(article)
    _require_no_embargo(article, live_from)
    issuing.require_nothing_waiting(article, now)
    previous = issuing.last_lived(article, now)
    edition = _compose(article, by, previous, live_from, change, note)
    issuing.issue(article, edition, now)
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
    issuing.call_off(article, waiting, now)
    record(Event.Verb.CANCEL, article, by, at=now, edition=waiting, version=waiting.version)
    return waiting


def preview(article: Article, by: User, at: datetime) -> Edition:
    """Return the unsaved edition that publishing the last saved version at `at` would make."""
    return _compose(article, by, issuing.last_lived(article, at), at, change="", note="")


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
        number=issuing.next_number(article),
        version=article.version,
        path=previous.path if previous else first_path(values, names, live_from),
        retracted=bool(previous and previous.retracted),
        change=change if previous else Edition.Change.FIRST,
        change_text=note,
        published_by=by,
        approved_by=article.approved_by or by,
    )


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

"""Editions that repeat an old one: roll back, retract, publish again.

What readers had comes back letter for letter: the edition is copied, not composed anew, so names
stay as they were printed. The working copy takes up the version of the old edition, approved; what
somebody was writing meanwhile is saved again after it, as a draft.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from articles import issuing, saving, withholding
from articles.models.edition import Edition
from articles.models.event import Event
from articles.models.live import OPEN
from articles.workflow import Action, Refused, record, require
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article

Change = Edition.Change


@transaction.atomic
def roll_back(article: Article, by: User, number: int, note: str) -> Edition:
    """Repeat an earlier edition. See `Article.roll_back`."""
    article, now = _ready(article, by, Action.ROLL_BACK)
    last = _live(article, now)
    if last.retracted:
        raise Refused(
            "The story is retracted, and would stay so under its notice: with “Publish again” "
            "readers get it as it was."
        )
    old = article.editions.lived(now).filter(number=number).first()
    if old is None:
        raise Refused(f"Edition {number} was never live.")
    if old == last:
        raise Refused(f"Edition {number} is what readers get now.")
    _require_note(note)
    edition = _copy(article, by, old, last, now)
    edition.stand_again()
    edition.tell(last, Change.UPDATE, note)
    return _reissue(article, old, edition, by, Event.Verb.ROLL_BACK)


@transaction.atomic
def retract(article: Article, by: User, notice: str, strike: bool) -> Edition:
    """Repeat the live edition under a notice. See `Article.retract`."""
    article, now = _ready(article, by, Action.RETRACT)
    last = _live(article, now)
    if last.retracted:
        raise Refused("The story is retracted already.")
    if not notice.strip():
        raise Refused("Tell readers what was wrong: the notice stands on top of the story.")
    edition = _copy(article, by, last, last, now)
    edition.take_back(struck=strike)
    edition.content["corrections"].append(_notice(article, by, last, notice, now))
    edition.tell(last, Change.RETRACTION, notice)
    return _reissue(article, last, edition, by, Event.Verb.RETRACT)


@transaction.atomic
def reinstate(article: Article, by: User, note: str) -> Edition:
    """Publish again what was withdrawn or retracted. See `Article.reinstate`."""
    article, now = _ready(article, by, Action.REINSTATE)
    issuing.require_no_embargo(article, now)
    last = issuing.last_lived(article, now)
    if last is None:
        raise Refused("The story was never live.")
    if last.is_live(now) and not last.retracted:
        raise Refused("The story is live: there is nothing to publish again.")
    _require_note(note)
    edition = _copy(article, by, last, last, now)
    edition.stand_again()
    edition.tell(last, Change.REINSTATED, note)
    return _reissue(article, last, edition, by, Event.Verb.REINSTATE)


def _ready(article: Article, by: User, action: Action) -> tuple[Article, datetime]:
    """Return the story, locked, and the present, if this user may do it and nothing waits."""
    article = article.locked()
    require(by, action, article)
    now = issuing.moment(article)
    issuing.require_nothing_waiting(article, now)
    return article, now


def _live(article: Article, now: datetime) -> Edition:
    live = article.live_edition(now)
    if live is None:
        raise Refused("The story is not live: publish it again first.")
    return live


def _require_note(note: str) -> None:
    if not note.strip():
        raise Refused("Say in a note for readers why they get this edition again.")


def _notice(article: Article, by: User, wrong: Edition, notice: str, now: datetime) -> dict:
    """Keep the notice as a note of the story, and return it as it is printed."""
    note = article.corrections.create(
        corrects=wrong,
        kind="retraction",
        severity="serious",
        wrong=notice,
        proposed_by=by,
        approved_by=by,
    )
    return note.as_printed() | {"at": now.isoformat()}


def _copy(article: Article, by: User, old: Edition, last: Edition, now: datetime) -> Edition:
    """Return an unsaved edition that repeats `old`, with every note printed up to `last`."""
    withholding.require_open(old)
    columns = {f.attname: getattr(old, f.attname) for f in Edition._meta.fields}
    content = deepcopy(old.content) | {"corrections": deepcopy(last.content["corrections"])}
    return Edition(
        **columns
        | {
            "id": None,
            "number": issuing.next_number(article),
            "version": article.version + 1,
            "path": last.path,
            "content": content,
            "live_from": now,
            "live_until": OPEN,
            "published_by_id": by.pk,
            "approved_by_id": by.pk,
            "origin": Edition.Origin.DESK,
            "digest_version": Edition.DIGEST_VERSION,
        }
    )


def _reissue(
    article: Article, old: Edition, edition: Edition, by: User, verb: Event.Verb
) -> Edition:
    """Take up the old version, approved, issue the edition, and keep what was being written."""
    pending = None if article.is_published else saving.values(article)
    saving.take_up(article, article.versions.get(number=old.version).values, by)
    article.stage = article.Stage.APPROVED
    article.approved_version, article.approved_by = article.version, by
    article.save(update_fields=["stage", "approved_version", "approved_by"])
    issuing.issue(article, edition, edition.live_from)
    record(
        verb,
        article,
        by,
        at=edition.live_from,
        edition=edition,
        reason=edition.change_text,
        data={"repeats": old.number},
    )
    if pending:
        saving.take_up(article, pending, by)
        article.stage = article.Stage.DRAFT
        article.save(update_fields=["stage"])
    return edition

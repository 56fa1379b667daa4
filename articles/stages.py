"""The stages of the working copy, and the verbs that move it from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from articles.models.event import Event
from articles.workflow import Action, Refused, Waiting, record, require, require_current
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article


@transaction.atomic
def submit(article: Article, by: User, version: int) -> None:
    """Draft → in review."""
    fresh = _checked(article, by, Action.SUBMIT, version, stages=("draft",))
    _move(article, fresh, "in_review")
    record(Event.Verb.SUBMIT, article, by)


@transaction.atomic
def return_to_writer(article: Article, by: User, version: int, reason: str) -> None:
    """In review or approved → draft."""
    fresh = _checked(article, by, Action.RETURN, version, stages=("in_review", "approved"))
    if not reason.strip():
        raise Refused("Say what the writer should do.")
    if fresh.is_published and fresh.waiting_edition():
        raise Waiting("This version waits to be published: call it off first.")
    if fresh.is_published:
        raise Refused("This version is published: save the story to begin a new draft.")
    _move(article, fresh, "draft")
    record(Event.Verb.RETURN, article, by, reason=reason)


@transaction.atomic
def approve(article: Article, by: User, version: int) -> None:
    """In review → approved, this version and no other."""
    fresh = _checked(article, by, Action.APPROVE, version, stages=("in_review",))
    _move(article, fresh, "approved", approved_version=version, approved_by=by)
    record(Event.Verb.APPROVE, article, by)


def _checked(
    article: Article, by: User, action: Action, version: int, stages: tuple[str, ...]
) -> Article:
    fresh = article.locked()
    require(by, action, fresh)
    require_current(fresh, version)
    if fresh.stage not in stages:
        raise Refused(f"You cannot {action}: it is {fresh.get_stage_display().lower()}.")
    return fresh


def _move(
    article: Article,
    fresh: Article,
    stage: str,
    approved_version: int | None = None,
    approved_by: User | None = None,
) -> None:
    """Move the locked row, and bring the caller's copy to where it stands."""
    fresh.stage, fresh.approved_version, fresh.approved_by = stage, approved_version, approved_by
    fresh.save(update_fields=["stage", "approved_version", "approved_by"])
    article.refresh_from_db()

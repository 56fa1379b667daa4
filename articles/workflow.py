"""Stages of the working copy, and who may do what: one table, asked everywhere."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from articles.models.event import Event
from people.models import User
from people.user_roles import UserRole

if TYPE_CHECKING:
    from articles.models import Article


class Action(StrEnum):
    """What can be done with a story; the words finish the sentence "you may not …"."""

    READ = "read this story"
    CREATE = "write a story"
    EDIT = "edit this story as it stands"
    SUBMIT = "submit this story"
    RETURN = "return this story"
    APPROVE = "approve this story"
    PUBLISH = "publish this story"
    CANCEL = "call off its publication"
    WITHDRAW = "withdraw this story"
    EMBARGO = "set an embargo on this story"
    LIFT_EMBARGO = "lift the embargo on this story"
    PROPOSE_CORRECTION = "propose a correction"
    CORRECT = "approve a correction"


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """A verb was refused; the message says why, to the person who asked."""


Rule = Callable[[User, "Article"], bool]


def _any(user: User, article: Article) -> bool:
    return True


def _own(user: User, article: Article) -> bool:
    return article.is_own_of(user) or article.assignee_id == user.pk


def _in_review(user: User, article: Article) -> bool:
    return article.stage == "in_review"


def _at_desk(user: User, article: Article) -> bool:
    prefetch_related_objects([user], "edited_sections")  # reads once for each user object
    return article.section_id in {section.pk for section in user.edited_sections.all()}


def _own_new(user: User, article: Article) -> bool:
    return _own(user, article) and article.stage == "draft" and not article.live_edition()


def _new_in_review(user: User, article: Article) -> bool:
    return _in_review(user, article) and not article.live_edition()


def _second_at_desk(user: User, article: Article) -> bool:
    return _at_desk(user, article) and not article.is_own_of(user)


def _second(user: User, article: Article) -> bool:
    return not article.is_own_of(user)


# Own = I created it or stand in its by-lines; assigned counts as own only for reading and writing.
# Nobody approves or publishes their own story. An editor's desk are the editor's sections, a
# publisher's all of them. The admin runs accounts and has no row here.
TABLE: dict[Action, dict[UserRole, Rule]] = {
    Action.READ: {
        UserRole.REPORTER: _own,
        UserRole.COPY_EDITOR: _in_review,
        UserRole.EDITOR: _at_desk,
        UserRole.PUBLISHER: _any,
    },
    Action.CREATE: {
        UserRole.REPORTER: _any,
        UserRole.EDITOR: _any,
        UserRole.PUBLISHER: _any,
    },
    Action.EDIT: {
        UserRole.REPORTER: _own_new,
        UserRole.COPY_EDITOR: _new_in_review,
        UserRole.EDITOR: _at_desk,
        UserRole.PUBLISHER: _any,
    },
    Action.SUBMIT: {
        UserRole.REPORTER: _own,
        UserRole.EDITOR: _at_desk,
        UserRole.PUBLISHER: _any,
    },
    Action.RETURN: {UserRole.EDITOR: _at_desk, UserRole.PUBLISHER: _any},
    Action.APPROVE: {UserRole.EDITOR: _second_at_desk, UserRole.PUBLISHER: _second},
    Action.PUBLISH: {UserRole.PUBLISHER: _second},
    Action.CANCEL: {UserRole.PUBLISHER: _any},
    Action.WITHDRAW: {UserRole.PUBLISHER: _any},
    Action.EMBARGO: {UserRole.PUBLISHER: _second},
    Action.LIFT_EMBARGO: {UserRole.PUBLISHER: _second},
    Action.PROPOSE_CORRECTION: {
        UserRole.REPORTER: _own,
        UserRole.COPY_EDITOR: _in_review,
        UserRole.EDITOR: _at_desk,
        UserRole.PUBLISHER: _any,
    },
    Action.CORRECT: {UserRole.PUBLISHER: _second},
}

# The rules of reading once more, for lists; a test holds the two together.
_READABLE: dict[UserRole, Callable[[User], Q]] = {
    UserRole.REPORTER: lambda user: Q(pk__in=_own_or_assigned(user)),
    UserRole.COPY_EDITOR: lambda user: Q(stage="in_review"),
    UserRole.EDITOR: lambda user: Q(section__in=user.edited_sections.values("pk")),
    UserRole.PUBLISHER: lambda user: Q(),
}


def _own_or_assigned(user: User) -> Any:
    """A union: each part has its index, which an OR of the three would walk past."""
    articles = apps.get_model("articles", "Article").objects.order_by().values("pk")
    return articles.filter(created_by=user).union(
        articles.filter(assignee=user), articles.filter(bylines__person__user=user)
    )


def may(user: User, action: Action, article: Article | None = None) -> bool:
    """Say whether the table allows `user` this `action` (on this story, where there is one).

    Never looks at `is_superuser`.
    """
    rules = TABLE[action]
    if article is None:
        return any(role in rules for role in user.roles)
    return any(rule(user, article) for role, rule in rules.items() if role in user.roles)


def readable_by(user: User) -> Q:
    """Return the condition under which a list of stories shows this user a story."""
    conditions = [_READABLE[role](user) for role in TABLE[Action.READ] if role in user.roles]
    if not conditions:
        return Q(pk__in=[])
    if any(not condition for condition in conditions):
        return Q()
    allowed = conditions.pop()
    for condition in conditions:
        allowed |= condition
    return allowed


def require(user: User, action: Action, article: Article) -> None:
    """Raise Refused unless `user` may do this with the story."""
    if may(user, action, article):
        return
    seconds = (
        Action.APPROVE,
        Action.PUBLISH,
        Action.EMBARGO,
        Action.LIFT_EMBARGO,
        Action.CORRECT,
    )
    if action in seconds and may(user, action) and article.is_own_of(user):
        raise Refused("This is your own story: a second person approves and publishes it.")
    raise Refused(f"You may not {action}.")


def require_current(article: Article, version: int) -> None:
    """Raise Refused unless `version`, which somebody saw on the screen, is the last one saved."""
    if article.version != version:
        raise Refused(
            f"The story was saved again meanwhile: you saw version {version}, "
            f"it now has version {article.version}. Look at it once more."
        )


def record(verb: Event.Verb, article: Article, by: User, **facts: Any) -> Event:
    """Write the one event of a verb, in the verb's own transaction."""
    facts.setdefault("at", timezone.now())
    facts.setdefault("version", article.version)
    return Event.objects.create(verb=verb, article=article, by=by, **facts)


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
    if fresh.is_published:
        raise Refused("This version is published, or waits to be: call it off first.")
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

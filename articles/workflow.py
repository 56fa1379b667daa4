"""Who may do what: one table, asked everywhere."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from articles.models.event import Event
from people.models import Quote, User
from people.user_roles import UserRole

if TYPE_CHECKING:
    from articles.models import Article, Placement, Section


class Action(StrEnum):
    """What can be done with a story; the words finish the sentence "you may not …"."""

    READ = "read this story"
    CREATE = "write a story"
    EDIT = "edit this story as it stands"
    SUBMIT = "submit this story"
    RETURN = "return this story"
    APPROVE = "approve this story"
    ACKNOWLEDGE = "acknowledge what the desk check found"
    OVERRULE = "overrule the desk check"
    PUBLISH = "publish this story"
    CANCEL = "call off its publication"
    WITHDRAW = "withdraw this story"
    EMBARGO = "set an embargo on this story"
    LIFT_EMBARGO = "lift the embargo on this story"
    PROPOSE_CORRECTION = "propose a correction"
    CORRECT = "approve a correction"
    RETRACT = "retract this story"
    REINSTATE = "publish this story again"
    ROLL_BACK = "roll this story back"
    WITHHOLD = "withhold an edition"
    AUDIT = "read what happened in the newsroom"
    PUBLISH_BREAKING = "publish this story as breaking"
    REVIEW_BREAKING = "review this story"
    PLACE = "arrange this front"
    RECOMMEND = "choose what stands beside this story"
    MERGE = "merge entries of the register"
    VERIFY = "verify this quote"
    APPROVE_SOURCE = "approve that this source is not named"
    DISCARD = "delete this quote"
    SOURCES = "read whom we quote"


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """A verb was refused; the message says why, to the person who asked."""


class Waiting(Refused):
    """Refused because an edition waits; once that is called off, the verb may go on."""


Rule = Callable[[User, Any], bool]  # of a story, a placement, a section or a quote


def _any(user: User, subject: Any) -> bool:
    return True


def _own(user: User, article: Article) -> bool:
    return article.is_own_of(user) or article.assignee_id == user.pk


def _in_review(user: User, article: Article) -> bool:
    return article.stage == "in_review"


def _at_desk(user: User, article: Article) -> bool:
    return article.section_id in _desk(user)


def _at_front(user: User, placement: Placement) -> bool:
    return placement.front_id is None or placement.front_id in _desk(user)


def _edited(user: User, section: Section) -> bool:
    return section.pk in _desk(user)


def _desk(user: User) -> set[int]:
    """The sections that an editor edits."""
    prefetch_related_objects([user], "edited_sections")  # reads once for each user object
    return {section.pk for section in user.edited_sections.all()}


def _own_new(user: User, article: Article) -> bool:
    return _own(user, article) and article.stage == "draft" and not article.live_edition()


def _new_in_review(user: User, article: Article) -> bool:
    return _in_review(user, article) and not article.live_edition()


def _second_at_desk(user: User, article: Article) -> bool:
    return _at_desk(user, article) and not article.is_own_of(user)


def _second(user: User, article: Article) -> bool:
    return not article.is_own_of(user)


def _reviewer(user: User, article: Article) -> bool:
    """Somebody else than who published it as breaking, and than who wrote it."""
    return _second(user, article) and not (article.breaking and article.breaking.by_id == user.pk)


def _reviewer_at_desk(user: User, article: Article) -> bool:
    return _at_desk(user, article) and _reviewer(user, article)


def _taken(user: User, quote: Quote) -> bool:
    return quote.taken_by_id == user.pk


def _not_taken(user: User, quote: Quote) -> bool:
    return quote.taken_by_id != user.pk


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
    # Also in one's own story: what was published as breaking goes through the same gate.
    Action.ACKNOWLEDGE: {UserRole.PUBLISHER: _any},
    Action.OVERRULE: {UserRole.PUBLISHER: _any},
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
    Action.RETRACT: {UserRole.PUBLISHER: _any},
    Action.REINSTATE: {UserRole.PUBLISHER: _second},
    Action.ROLL_BACK: {UserRole.PUBLISHER: _second},
    Action.WITHHOLD: {UserRole.PUBLISHER: _any},
    Action.AUDIT: {UserRole.PUBLISHER: _any},
    Action.PUBLISH_BREAKING: {UserRole.PUBLISHER: _any},
    Action.REVIEW_BREAKING: {
        UserRole.EDITOR: _reviewer_at_desk,
        UserRole.PUBLISHER: _reviewer,
    },
    # Asked of a placement: the home page is every editor's.
    Action.PLACE: {UserRole.EDITOR: _at_front, UserRole.PUBLISHER: _any},
    Action.RECOMMEND: {UserRole.EDITOR: _at_desk, UserRole.PUBLISHER: _any},
    # Of the register, which has no desks.
    Action.MERGE: {UserRole.EDITOR: _any, UserRole.PUBLISHER: _any},
    Action.VERIFY: {UserRole.EDITOR: _not_taken, UserRole.PUBLISHER: _not_taken},
    Action.APPROVE_SOURCE: {UserRole.EDITOR: _not_taken, UserRole.PUBLISHER: _not_taken},
    Action.DISCARD: {
        UserRole.REPORTER: _taken,
        UserRole.COPY_EDITOR: _taken,
        UserRole.EDITOR: _any,
        UserRole.PUBLISHER: _any,
    },
    # Asked of a section.
    Action.SOURCES: {UserRole.EDITOR: _edited, UserRole.PUBLISHER: _any},
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


def may(
    user: User, action: Action, subject: Article | Placement | Section | Quote | None = None
) -> bool:
    """Say whether the table allows `user` this `action` (on this very subject, if given).

    Never looks at `is_superuser`.
    """
    rules = TABLE[action]
    if subject is None:
        return any(role in rules for role in user.roles)
    return any(rule(user, subject) for role, rule in rules.items() if role in user.roles)


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
        Action.REINSTATE,
        Action.ROLL_BACK,
        Action.REVIEW_BREAKING,
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

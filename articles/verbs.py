"""The verbs of a story as buttons of the desk: when each is offered, and what pressing it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing import ReasonClass
from articles.workflow import Action, may
from people.models import User

Data = Mapping[str, str]


@dataclass(frozen=True)
class Standing:
    """Where a story stands: its stage, and what readers get or are about to get."""

    article: Article
    live: Edition | None
    waiting: Edition | None

    @classmethod
    def of(cls, article: Article, at: datetime | None = None) -> Standing:
        at = at or timezone.now()
        return cls(article, article.live_edition(at), article.waiting_edition(at))


@dataclass(frozen=True)
class Verb:
    """One button: `offered` says whether it makes sense now, the table whether one may."""

    name: str
    label: str
    action: Action
    done: str
    offered: Callable[[Standing], bool]
    run: Callable[[Article, User, int, Data], object]
    asks: str = ""  # the fields its form asks for


VERBS = [
    Verb(
        "submit",
        "Submit for review",
        Action.SUBMIT,
        "Submitted for review.",
        lambda s: s.article.stage == Article.Stage.DRAFT,
        lambda article, by, version, data: article.submit(by, version),
    ),
    Verb(
        "approve",
        "Approve",
        Action.APPROVE,
        "Approved: it may be published as it stands.",
        lambda s: s.article.stage == Article.Stage.IN_REVIEW,
        lambda article, by, version, data: article.approve(by, version),
    ),
    Verb(
        "publish",
        "Publish",
        Action.PUBLISH,
        "Published.",
        lambda s: (
            s.article.stage == Article.Stage.APPROVED
            and not s.article.is_published
            and not s.waiting
        ),
        lambda article, by, version, data: article.publish(
            by, version, change=data.get("change", ""), note=data.get("note", "")
        ),
        asks="change",
    ),
    Verb(
        "return",
        "Return to writer",
        Action.RETURN,
        "Returned to the writer.",
        lambda s: s.article.stage != Article.Stage.DRAFT and not s.article.is_published,
        lambda article, by, version, data: article.return_to_writer(
            by, version, data.get("reason", "")
        ),
        asks="reason",
    ),
    Verb(
        "cancel",
        "Call off publication",
        Action.CANCEL,
        "Called off: it will not be published.",
        lambda s: s.waiting is not None,
        lambda article, by, version, data: article.cancel(by),
    ),
    Verb(
        "withdraw",
        "Withdraw",
        Action.WITHDRAW,
        "Withdrawn: readers now get a notice instead.",
        lambda s: s.live is not None,
        lambda article, by, version, data: article.withdraw(
            by, data.get("reason_class", ""), data.get("reason", "")
        ),
        asks="reason_class",
    ),
]
BY_NAME = {verb.name: verb for verb in VERBS}
REASON_CLASSES = ReasonClass.choices
CHANGES = [
    (change.value, change.label)
    for change in (Edition.Change.UPDATE, Edition.Change.CORRECTION, Edition.Change.MINOR)
]


def offered(user: User, standing: Standing) -> list[Verb]:
    """Return the verbs that this user may do with the story as it stands now."""
    return [
        verb
        for verb in VERBS
        if verb.offered(standing) and may(user, verb.action, standing.article)
    ]

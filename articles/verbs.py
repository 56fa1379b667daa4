"""The verbs of a story as buttons of the desk: when each is offered, and what pressing it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from articles.models import Article
from articles.standing import Standing
from articles.verb import Answers, Verb
from articles.verb_forms import (
    BreakingForm,
    CorrectForm,
    EmbargoForm,
    LiftForm,
    PublishForm,
    ReinstateForm,
    RescheduleForm,
    RetractForm,
    ReturnForm,
    RollBackForm,
    ScheduleForm,
    VerbForm,
    WithdrawForm,
    WithholdForm,
)
from articles.workflow import Action
from people.models import User


def _can_be_published(standing: Standing) -> bool:
    """Also while an older version waits: who may call that off is asked whether to."""
    article = standing.article
    return article.stage == Article.Stage.APPROVED and not article.is_published


def _is_embargoed(standing: Standing) -> bool:
    until = standing.article.embargo_until
    return until is not None and until > timezone.now()


def _can_break(standing: Standing) -> bool:
    return not standing.article.is_published and not _is_embargoed(standing)


def _is_retracted(standing: Standing) -> bool:
    return standing.live is not None and standing.live.retracted


def _can_be_rescheduled(standing: Standing) -> bool:
    waiting = standing.waiting
    return waiting is not None and waiting.version == standing.article.version


def _publish(article: Article, by: User, version: int, answers: Answers) -> object:
    """Publish at once, or from the moment on that was asked for."""
    return article.publish(by, version, **answers)


def _withhold(article: Article, by: User, version: int, answers: Answers) -> object:
    article.editions.get(number=answers["number"]).withhold(by, answers["reason"])
    return None


def _correct(article: Article, by: User, version: int, answers: Answers) -> object:
    note = answers["correction"]
    return note.approve(by, note.seen)


VERBS = [
    Verb(
        "submit",
        "Submit for review",
        Action.SUBMIT,
        "Submitted: the story is in review with the editors of {section}. You can read it here.",
        lambda s: s.article.stage == Article.Stage.DRAFT,
        lambda article, by, version, answers: article.submit(by, version),
    ),
    Verb(
        "approve",
        "Approve",
        Action.APPROVE,
        "Approved: a publisher can publish this version as it stands.",
        lambda s: s.article.stage == Article.Stage.IN_REVIEW,
        lambda article, by, version, answers: article.approve(by, version),
    ),
    Verb(
        "correct",
        "Approve a correction",
        Action.CORRECT,
        "Approved: the next edition prints it. Put the text right, and publish it.",
        lambda s: bool(s.proposed),
        _correct,
        CorrectForm,
    ),
    Verb(
        "publish",
        "Publish",
        Action.PUBLISH,
        "Published: readers get it now.",
        _can_be_published,
        _publish,
        PublishForm,
    ),
    Verb(
        "schedule",
        "Publish later",
        Action.PUBLISH,
        "Scheduled: it goes live by itself at that time.",
        _can_be_published,
        _publish,
        ScheduleForm,
    ),
    Verb(
        "breaking",
        "Publish as breaking",
        Action.PUBLISH_BREAKING,
        "Published as breaking: the other publishers hear of it, and one of them reviews it.",
        _can_break,
        lambda article, by, version, answers: article.publish_breaking(by, version, **answers),
        BreakingForm,
        rare=True,
    ),
    Verb(
        "review",
        "I have reviewed it",
        Action.REVIEW_BREAKING,
        "Reviewed: it no longer stands on top of the desk’s front.",
        lambda s: s.article.breaking_id is not None,
        lambda article, by, version, answers: article.review_breaking(by),
    ),
    Verb(
        "return",
        "Return to writer",
        Action.RETURN,
        "Returned: the story is a draft again, and its writer can change it.",
        lambda s: s.article.stage != Article.Stage.DRAFT and not s.article.is_published,
        lambda article, by, version, answers: article.return_to_writer(by, version, **answers),
        ReturnForm,
    ),
    Verb(
        "reschedule",
        "Change the time",
        Action.PUBLISH,
        "Rescheduled: it goes live by itself at that time.",
        _can_be_rescheduled,
        lambda article, by, version, answers: article.reschedule(by, **answers),
        RescheduleForm,
    ),
    Verb(
        "cancel",
        "Call off publication",
        Action.CANCEL,
        "Called off: it will not be published.",
        lambda s: s.waiting is not None,
        lambda article, by, version, answers: article.cancel(by),
    ),
    Verb(
        "embargo",
        "Set an embargo",
        Action.EMBARGO,
        "Under embargo: no schedule can break it.",
        lambda s: not s.live and not s.waiting and not _is_embargoed(s),
        lambda article, by, version, answers: article.set_embargo(by, **answers),
        EmbargoForm,
    ),
    Verb(
        "lift",
        "Lift the embargo",
        Action.LIFT_EMBARGO,
        "Lifted: the story can be published at any time.",
        _is_embargoed,
        lambda article, by, version, answers: article.lift_embargo(by, **answers),
        LiftForm,
    ),
    Verb(
        "withdraw",
        "Withdraw",
        Action.WITHDRAW,
        "Withdrawn: readers get a notice instead.",
        lambda s: s.live is not None,
        lambda article, by, version, answers: article.withdraw(by, **answers),
        WithdrawForm,
        rare=True,
    ),
    Verb(
        "retract",
        "Retract",
        Action.RETRACT,
        "Retracted: the story stays at its address under your notice, and leaves every list.",
        lambda s: s.live is not None and not s.live.retracted,
        lambda article, by, version, answers: article.retract(by, **answers),
        RetractForm,
        rare=True,
    ),
    Verb(
        "reinstate",
        "Publish again",
        Action.REINSTATE,
        "Published again: readers get it as it was.",
        lambda s: s.withdrawn is not None or _is_retracted(s),
        lambda article, by, version, answers: article.reinstate(by, **answers),
        ReinstateForm,
        rare=True,
    ),
    Verb(
        "rollback",
        "Roll back",
        Action.ROLL_BACK,
        "Rolled back: readers get the earlier edition again.",
        lambda s: s.live is not None and not s.live.retracted and s.was_replaced,
        lambda article, by, version, answers: article.roll_back(by, **answers),
        RollBackForm,
        rare=True,
    ),
    Verb(
        "withhold",
        "Withhold an edition",
        Action.WITHHOLD,
        "Withheld: readers no longer get that edition.",
        lambda s: s.was_replaced,
        _withhold,
        WithholdForm,
        rare=True,
    ),
]
BY_NAME = {verb.name: verb for verb in VERBS}


@dataclass(frozen=True)
class Button:
    """A verb as it is offered now: what it asks for, and whether it is the next step."""

    verb: Verb
    form: VerbForm
    primary: bool


def buttons(user: User, standing: Standing) -> list[Button]:
    """Return the verbs that this user may do with the story as it stands, the next step first.

    The first verb that leads on is the next step; to call off or withdraw never is.
    """
    offered = [verb for verb in VERBS if verb.is_offered(user, standing)]
    onward = next(iter(_onward(offered)), None)
    return [Button(verb, verb.ask(standing), verb is onward) for verb in offered]


def _onward(verbs: Iterable[Verb]) -> list[Verb]:
    return [v for v in verbs if v.name in ("submit", "approve", "publish", "review")]

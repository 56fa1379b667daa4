"""The verbs of a story as buttons of the desk: when each is offered, and what pressing it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import Article, Edition
from articles.standing import Standing
from articles.takedown import ReasonClass
from articles.workflow import Action, Refused, may
from people.models import User

Data = Mapping[str, str]
FURTHEST = timedelta(days=5 * 365)  # a year mistyped is no plan


@dataclass(frozen=True)
class Verb:
    """One button: `offered` says whether it makes sense now, the table whether one may."""

    name: str
    label: str
    action: Action
    done: str  # said when it is done; may name the story's {section}
    offered: Callable[[Standing], bool]
    run: Callable[[Article, User, int, Data], object]
    asks: tuple[str, ...] = ()  # the fields its form asks for

    def message(self, article: Article, result: object) -> str:
        """Return what the one who pressed the button is told of what came of it.

        A version that waits already answers another "Publish" with its waiting edition.
        """
        if isinstance(result, Edition) and _waits(result):
            at = timezone.localtime(result.live_from)
            return f"Scheduled: it goes live by itself on {at:%-d %B %Y at %H:%M %Z}."
        return self.done.format(section=article.section)


def _waits(edition: Edition) -> bool:
    return edition.live_from > timezone.now() and not edition.was_cancelled


def _can_be_published(standing: Standing) -> bool:
    article = standing.article
    approved = article.stage == Article.Stage.APPROVED and not article.is_published
    return approved and not standing.waiting


def _is_embargoed(standing: Standing) -> bool:
    until = standing.article.embargo_until
    return until is not None and until > timezone.now()


def _publish(article: Article, by: User, version: int, data: Data) -> object:
    return article.publish(by, version, change=data.get("change", ""), note=data.get("note", ""))


def _schedule(article: Article, by: User, version: int, data: Data) -> object:
    live_from = _moment(data.get("live_from", ""))
    now = timezone.now()
    if live_from <= now:
        raise Refused("This moment has passed: choose one to come, or publish now.")
    if live_from > now + FURTHEST:
        raise Refused(f"Choose a moment within the next {FURTHEST.days // 365} years.")
    change, note = data.get("change", ""), data.get("note", "")
    return article.publish(by, version, live_from, change, note)


def _moment(text: str) -> datetime:
    """Read a date and time of the site's zone. Raises Refused."""
    try:
        moment = parse_datetime(text)
    except ValueError:  # well written, and no such day
        moment = None
    if moment is None or not 2000 <= moment.year <= 9000:
        raise Refused("Say when: a date and a time.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


VERBS = [
    Verb(
        "submit",
        "Submit for review",
        Action.SUBMIT,
        "Submitted: the story is in review with the editors of {section}. You can read it here.",
        lambda s: s.article.stage == Article.Stage.DRAFT,
        lambda article, by, version, data: article.submit(by, version),
    ),
    Verb(
        "approve",
        "Approve",
        Action.APPROVE,
        "Approved: a publisher can publish this version as it stands.",
        lambda s: s.article.stage == Article.Stage.IN_REVIEW,
        lambda article, by, version, data: article.approve(by, version),
    ),
    Verb(
        "publish",
        "Publish",
        Action.PUBLISH,
        "Published: readers get it now.",
        _can_be_published,
        _publish,
        asks=("change",),
    ),
    Verb(
        "schedule",
        "Publish later",
        Action.PUBLISH,
        "Scheduled: it goes live by itself at that time.",
        _can_be_published,
        _schedule,
        asks=("live_from", "change"),
    ),
    Verb(
        "return",
        "Return to writer",
        Action.RETURN,
        "Returned: the story is a draft again, and its writer can change it.",
        lambda s: s.article.stage != Article.Stage.DRAFT and not s.article.is_published,
        lambda article, by, version, data: article.return_to_writer(
            by, version, data.get("reason", "")
        ),
        asks=("why",),
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
        "embargo",
        "Set an embargo",
        Action.EMBARGO,
        "Under embargo: no schedule can break it.",
        lambda s: not s.live and not s.waiting and not _is_embargoed(s),
        lambda article, by, version, data: article.set_embargo(by, _moment(data.get("until", ""))),
        asks=("until",),
    ),
    Verb(
        "lift",
        "Lift the embargo",
        Action.LIFT_EMBARGO,
        "Lifted: the story can be published at any time.",
        _is_embargoed,
        lambda article, by, version, data: article.lift_embargo(by, data.get("reason", "")),
        asks=("why_lifted",),
    ),
    Verb(
        "withdraw",
        "Withdraw",
        Action.WITHDRAW,
        "Withdrawn: readers get a notice instead.",
        lambda s: s.live is not None,
        lambda article, by, version, data: article.withdraw(
            by, data.get("reason_class", ""), data.get("reason", "")
        ),
        asks=("reason_class",),
    ),
]
BY_NAME = {verb.name: verb for verb in VERBS}
REASON_CLASSES = ReasonClass.choices
CHANGES = [
    (change.value, change.label)
    for change in (Edition.Change.UPDATE, Edition.Change.CORRECTION, Edition.Change.MINOR)
]


@dataclass(frozen=True)
class Button:
    """A verb as it is offered now: what it asks for, and whether it is the next step."""

    verb: Verb
    asks: tuple[str, ...]
    primary: bool


def buttons(user: User, standing: Standing) -> list[Button]:
    """Return the verbs that this user may do with the story as it stands, the next step first.

    Readers are told of changes, so a first publication is asked for none. The first verb that
    leads on is the next step; to call off or withdraw never is.
    """
    offered = [
        verb
        for verb in VERBS
        if verb.offered(standing) and may(user, verb.action, standing.article)
    ]
    changed = standing.live is not None or standing.withdrawn is not None
    onward = next(iter(_onward(offered)), None)
    return [
        Button(verb, tuple(a for a in verb.asks if changed or a != "change"), verb is onward)
        for verb in offered
    ]


def _onward(verbs: Iterable[Verb]) -> list[Verb]:
    return [verb for verb in verbs if verb.name in ("submit", "approve", "publish")]

"""What editors choose beside a story: one pinned, one never shown, in which order. At once.

It is no part of any edition. Each verb locks the story, and says so in one event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.models.edition import Edition
from articles.models.event import Event
from articles.models.related_choice import RelatedChoice
from articles.workflow import Action, Refused, record, require
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article

PINS = 6  # as many as readers are shown
UNKNOWN = "Readers have no such story."
Kind = RelatedChoice.Kind


@transaction.atomic
def pin(article: Article, other: Article, by: User) -> RelatedChoice:
    """Let a story that readers have stand first beside this one. Raises `workflow.Refused`."""
    article = _locked(article, other, by)
    if not _is_listed(other):
        raise Refused(UNKNOWN)
    pins = _pins(article)
    if len(pins) >= PINS and other.pk not in pins:
        raise Refused(f"No more than {PINS} stories are pinned: let one go first.")
    if other.pk in pins:
        return article.related_choices.get(other=other)
    return _choose(article, other, by, Kind.PIN, len(pins))


@transaction.atomic
def ban(article: Article, other: Article, by: User) -> RelatedChoice:
    """Never show a story beside this one. Raises `workflow.Refused`."""
    article = _locked(article, other, by)
    if banned := article.related_choices.filter(other=other, kind=Kind.BAN).first():
        return banned
    return _choose(article, other, by, Kind.BAN, 0)


@transaction.atomic
def release(article: Article, other: Article, by: User) -> None:
    """Let a story stand beside this one by what both share, or not. Raises `workflow.Refused`."""
    article = _locked(article, other, by)
    removed, _ = article.related_choices.filter(other=other).delete()
    if not removed:
        raise Refused("Nothing was chosen for this story.")
    _record(Event.Verb.RELEASE, article, other, by)


@transaction.atomic
def raise_pin(article: Article, other: Article, by: User) -> None:
    """Let a pinned story change places with the one above it. Raises `workflow.Refused`."""
    article = _locked(article, other, by)
    pins = _pins(article)
    if other.pk not in pins[1:]:
        raise Refused("There is no pinned story above this one.")
    place = pins.index(other.pk)
    pins[place - 1 : place + 1] = [other.pk, pins[place - 1]]
    for position, pk in enumerate(pins):
        article.related_choices.filter(other=pk).update(position=position)
    _record(Event.Verb.RAISE_PIN, article, other, by)


def _locked(article: Article, other: Article, by: User) -> Article:
    article = article.locked()
    require(by, Action.RECOMMEND, article)
    # Only what readers have, or what was chosen once: a draft is as unknown as nothing.
    if not (_is_listed(other) or article.related_choices.filter(other=other).exists()):
        raise Refused(UNKNOWN)
    if other.pk == article.pk:
        raise Refused("A story does not stand beside itself.")
    return article


def _is_listed(article: Article) -> bool:
    return Edition.objects.listed(timezone.now()).filter(article=article.pk).exists()


def _pins(article: Article) -> list[int]:
    pinned = article.related_choices.filter(kind=Kind.PIN)
    return list(pinned.values_list("other", flat=True))


def _choose(article: Article, other: Article, by: User, kind: str, position: int) -> RelatedChoice:
    article.related_choices.filter(other=other).delete()
    choice = RelatedChoice.objects.create(
        article=article, other=other, kind=kind, position=position, by=by, at=timezone.now()
    )
    _record(Event.Verb.PIN if kind == Kind.PIN else Event.Verb.BAN, article, other, by)
    return choice


def _record(verb: Event.Verb, article: Article, other: Article, by: User) -> None:
    """Write the event; of the other story its id alone."""
    record(verb, article, by, subject_kind="article", subject_id=other.pk)

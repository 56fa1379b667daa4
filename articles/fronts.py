"""Placing stories on fronts: each verb in one transaction, under the lock of its front.

On one front a slot holds one story at a time, and a story stands in one slot at a time. A placement
gives way to one that begins later, and has its time back when that is called off.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.issuing import CLOCK_SKEW, require_to_come
from articles.models.event import Event
from articles.models.live import OPEN
from articles.models.placement import Placement, PlacementQuerySet
from articles.models.taxonomy import Section
from articles.workflow import Action, Refused, may, record
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article


@transaction.atomic
def place(
    article: Article,
    by: User,
    front: Section | None,
    slot: int,
    live_from: datetime | None = None,
    live_until: datetime | None = None,
) -> Placement:
    """Put a story into a slot of a front (None: the home page), now or from `live_from` on.

    It stays until `live_until` (open), and no longer than until the next one prepared for that slot
    begins. What stands there gives way; the story leaves another slot of the same front. Returns
    the placement, or the one there is if it says the same. Raises `workflow.Refused`.
    """
    _lock(front)
    now = _moment(front)
    placement = Placement(
        article=article,
        front=front,
        slot=slot,
        live_from=live_from or now,
        planned_until=live_until or OPEN,
        placed_by=by,
    )
    _require_may(by, placement)
    _require_for_readers(article, by, now)  # before more is said of it
    _require_sound(placement, now)
    if same := _same(placement):
        return same
    _make_way(placement)
    placement.live_until = _end(placement)
    placement.save(force_insert=True)
    _record(Event.Verb.PLACE, placement, by, now)
    return placement


@transaction.atomic
def displace(placement: Placement, by: User) -> None:
    """Take a story off a front now, or call off what was prepared. Raises `workflow.Refused`."""
    _lock(placement.front)
    now = _moment(placement.front)
    placement.refresh_from_db()
    _require_may(by, placement)
    if placement.was_cancelled or placement.live_until <= now:
        raise Refused("It does not stand there any more.")
    if placement.live_from > now:
        _call_off(placement)
    else:
        Placement.objects.filter(pk=placement.pk).update(live_until=now)
    placement.refresh_from_db()
    _record(Event.Verb.DISPLACE, placement, by, now)


def _lock(front: Section | None) -> None:
    """Let one at a time arrange a front. The home page has no row: the first section's stands in.

    Publishing is not held up: it needs the section's key alone.
    """
    sections = Section.objects.select_for_update(no_key=True).order_by("pk")
    list((sections.filter(pk=front.pk) if front else sections)[:1])


def _moment(front: Section | None) -> datetime:
    """Return the present, taken after the lock and never before what has just begun there."""
    now = timezone.now()
    begun = Placement.objects.on(front).standing().filter(live_from__range=(now, now + CLOCK_SKEW))
    last = begun.order_by("-live_from").first()
    return last.live_from + timedelta(microseconds=1) if last else now


def _require_may(by: User, placement: Placement) -> None:
    if not may(by, Action.PLACE, placement):
        raise Refused(f"You may not {Action.PLACE}.")


def _require_sound(placement: Placement, now: datetime) -> None:
    if placement.slot not in Placement.SLOTS:
        raise Refused(f"There is no such slot: a front has {len(Placement.SLOTS)}.")
    if placement.live_from != now:
        require_to_come(placement.live_from, now)
    if placement.planned_until <= placement.live_from:
        raise Refused("It would end before it begins: choose a later end, or none.")


def _require_for_readers(article: Article, by: User, now: datetime) -> None:
    """Raise Refused unless readers get the story, or will, and this user may know of it."""
    editions = article.editions.filter(retracted=False)
    if editions.listed(now).exists():
        return
    if not may(by, Action.READ, article):
        raise Refused("There is no such story.")
    if not editions.waiting(now).exists():
        raise Refused("Readers do not get this story: publish it, or schedule it, first.")


def _same(placement: Placement) -> Placement | None:
    """Return the placement of this story that already says what this one would."""
    there = Placement.objects.filter(
        article=placement.article,
        front=placement.front,
        slot=placement.slot,
        planned_until=placement.planned_until,
    )
    return there.live(placement.live_from).first()


def _in_the_way(placement: Placement) -> PlacementQuerySet:
    """Return those on the front that may not stand at the same time: in the slot, or the story."""
    others = Placement.objects.standing().on(placement.front).exclude(pk=placement.pk)
    return others.filter(Q(slot=placement.slot) | Q(article=placement.article))


def _make_way(placement: Placement) -> None:
    """End what stands in the way when the placement begins, and replace what begins with it."""
    for replaced in _in_the_way(placement).filter(live_from=placement.live_from):
        _call_off(replaced)
    _in_the_way(placement).live(placement.live_from).update(live_until=placement.live_from)


def _end(placement: Placement) -> datetime:
    """Return when it ends: as planned, or where the next in its way begins."""
    later = _in_the_way(placement).filter(live_from__gt=placement.live_from)
    first = later.order_by("live_from").first()
    return min(placement.planned_until, first.live_from) if first else placement.planned_until


def _call_off(placement: Placement) -> None:
    """Empty the window, and give those that ended for it their time back."""
    ended = _in_the_way(placement).filter(
        live_until=placement.live_from, planned_until__gt=placement.live_from
    )
    followed = list(ended)
    Placement.objects.filter(pk=placement.pk).update(live_until=placement.live_from)
    for before in followed:
        Placement.objects.filter(pk=before.pk).update(live_until=_end(before))


def _record(verb: Event.Verb, placement: Placement, by: User, now: datetime) -> None:
    """Write the event; of the story its id alone."""
    record(
        verb,
        placement.article,
        by,
        at=now,
        subject_kind="placement",
        subject_id=placement.pk,
        data={"front": placement.front_id, "slot": placement.slot},
    )

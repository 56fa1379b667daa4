"""Quotes as records: who may see one, where it is used, and what is affirmed of it.

Every verb is checked here and leaves an event, which names the quote by its id alone. It is done
with what was on the screen, `seen` (the quote's `state`, that of the very object if not given), and
refused when the record says something else by now.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from articles.models import Article, Edition, EditionKey, Event, VersionQuote
from articles.workflow import Action, Refused, may, readable_by
from people.models import Quote, User
from people.models.quote import CONDITIONS

BOUND = 50  # stories that a quote's page lists of each sort
_KEY = EditionKey.of(EditionKey.Kind.QUOTE, 0)


# Who sees which


def visible_to(user: User) -> QuerySet[Quote]:
    """Return the quotes that this user may see; the others are, for this user, not there.

    Those of stories that one may read, those that readers get, and those one took down. A quote
    that no story has used yet is its taker's and the publishers'.
    """
    if not may(user, Action.READ):
        return Quote.objects.none()
    stories = readable_by(user)
    if not stories:
        return Quote.objects.all()
    readable = Article.objects.filter(stories).order_by().values("pk")
    used = VersionQuote.objects.filter(quote=OuterRef("pk"), version__article__in=readable)
    key = OuterRef("pk") + Value(_KEY, BigIntegerField())
    printed = EditionKey.objects.live(timezone.now()).filter(key=key)
    return Quote.objects.filter(Q(taken_by=user) | Exists(used) | Exists(printed))


def unused() -> QuerySet[Quote]:
    """Return the quotes that no version of any story names."""
    return Quote.objects.filter(~Exists(VersionQuote.objects.filter(quote=OuterRef("pk"))))


@dataclass(frozen=True)
class Uses:
    """The stories that use a quote: working copies that one may read, and what readers get."""

    drafts: list[Article]
    editions: list[Edition]
    more: bool  # there are others than those listed

    @classmethod
    def of(cls, quote: Quote, user: User) -> Uses:
        current = VersionQuote.objects.filter(
            quote=quote, version__number=F("version__article__version")
        )
        stories = Article.objects.readable_by(user).filter(
            pk__in=current.values("version__article")
        )
        drafts = list(stories.defer("body")[: BOUND + 1])
        now = timezone.now()
        keys = EditionKey.objects.live(now).filter(key=_KEY + quote.pk).newest(now)
        cards = keys.select_related("edition").defer("edition__body", "edition__content")
        editions = [key.edition for key in cards[: BOUND + 1]]
        more = len(drafts) > BOUND or len(editions) > BOUND
        return cls(drafts[:BOUND], editions[:BOUND], more)


# The verbs


@transaction.atomic
def verify(quote: Quote, by: User, seen: str | None = None) -> None:
    """Affirm that the words were checked against the evidence, by neither their taker nor a writer
    of a story that uses them. Raises `workflow.Refused`.
    """
    fresh = _locked(quote)
    if fresh.taken_by_id == by.pk:
        raise Refused("Somebody other than the one who took it down verifies a quote.")
    _require(fresh, by, Action.VERIFY)
    _require_seen(fresh, quote.state if seen is None else seen)
    uses = VersionQuote.objects.filter(quote=fresh)
    if uses.filter(version__article__bylines__person__user=by).exists():
        raise Refused("Your name stands over a story that uses this quote: somebody else verifies.")
    if fresh.verified_by_id == by.pk:
        return
    fresh.verified_by = by
    fresh.save(update_fields=["verified_by"])
    quote.verified_by = by
    _record(Event.Verb.VERIFY, fresh, by)


@transaction.atomic
def approve_source(quote: Quote, by: User, seen: str | None = None) -> None:
    """Approve that a source goes unnamed: the conditions are affirmed, an editor or publisher knows
    who it is, and somebody other than the taker agrees. Raises `workflow.Refused`.
    """
    fresh = _locked(quote)
    if fresh.speaker:
        raise Refused("The source is named: there is nothing to approve.")
    if fresh.taken_by_id == by.pk:
        raise Refused("Somebody other than the one who took it down approves this.")
    _require(fresh, by, Action.APPROVE_SOURCE)
    _require_seen(fresh, quote.state if seen is None else seen)
    if not all(getattr(fresh, condition) for condition in CONDITIONS):
        raise Refused("Not every condition is affirmed: see “Unnamed source”.")
    if fresh.known_to is None or not may(fresh.known_to, Action.APPROVE_SOURCE, fresh):
        raise Refused("An editor or a publisher must know who it is: see “Known to”.")
    if fresh.anonymity_approved_by_id == by.pk:
        return
    fresh.anonymity_approved_by = by
    fresh.save(update_fields=["anonymity_approved_by"])
    quote.anonymity_approved_by = by
    _record(Event.Verb.APPROVE_SOURCE, fresh, by)


@transaction.atomic
def discard(quote: Quote, by: User, seen: str | None = None) -> None:
    """Delete a quote that no version of any story names. Raises `workflow.Refused`."""
    fresh = _locked(quote)
    _require(fresh, by, Action.DISCARD)
    _require_seen(fresh, quote.state if seen is None else seen)
    if VersionQuote.objects.filter(quote=fresh).exists():
        raise Refused("A story uses this quote, or did: it stays.")
    _record(Event.Verb.DISCARD, fresh, by)
    fresh.delete()


def _locked(quote: Quote) -> Quote:
    """Return the quote fresh and locked. Raises Refused when it is gone."""
    fresh = Quote.objects.select_for_update().filter(pk=quote.pk).first()
    if fresh is None:
        raise Refused("This quote is no longer there.")
    return fresh


def _require(quote: Quote, by: User, action: Action) -> None:
    if not may(by, action, quote) or not visible_to(by).filter(pk=quote.pk).exists():
        raise Refused(f"You may not {action}.")


def _require_seen(fresh: Quote, seen: str) -> None:
    if fresh.state != seen:
        raise Refused("This quote was changed while you were reading it: read it once more.")


def _record(verb: Event.Verb, quote: Quote, by: User) -> None:
    Event.objects.create(
        verb=verb, by=by, at=timezone.now(), subject_kind="quote", subject_id=quote.pk
    )

"""The desk's picture of a front: what stands where, what is prepared, what could be placed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from articles import arranging
from articles.models import OPEN, Article, Edition, Placement, Section
from articles.moment_field import MomentField
from articles.workflow import Action, may
from people.models import User

SHOWN = 20
SHOWN_WAITING = 10
SHOWN_PREPARED = 50
# The search goes through the headlines of this many editions, the newest.
SEARCHED = 5_000


class PlaceForm(forms.Form):
    """Where a story is to stand, and when."""

    article = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    slot = forms.TypedChoiceField(
        coerce=int, choices=[(slot, Placement.name_of(slot)) for slot in Placement.SLOTS]
    )
    live_from = MomentField(label="From", required=False, help_text="Empty: at once.")
    live_until = MomentField(label="Until", required=False, help_text="Empty: until another comes.")


class MomentForm(forms.Form):
    """The moment to come at which a front is looked at."""

    at = MomentField(label="As it will be on", required=False)

    def clean_at(self) -> datetime | None:
        at = self.cleaned_data["at"]
        if at and at <= timezone.now():
            raise ValidationError("This moment has passed: choose one to come.")
        return at


@dataclass(frozen=True)
class Story:
    """A story as the desk may name it, and the form that places it."""

    headline: str
    url: str = ""
    section: str = ""
    live_from: datetime | None = None
    waits: bool = False
    form: PlaceForm | None = None


HIDDEN = Story("A story that is not out, of another desk")


@dataclass(frozen=True)
class Slot:
    """One slot of a front. `story` is what readers get there; `absent`, what was placed and is not
    out at that moment."""

    number: int
    name: str
    story: Story | None
    placement: Placement | None
    absent: Story | None
    way_out: str  # what it is called to end the placement


@dataclass(frozen=True)
class Prepared:
    placement: Placement
    story: Story


class Layout:
    """A front as this user sees it at the desk, now or as it will be at `at`."""

    def __init__(self, user: User, front: Section | None, at: datetime | None = None) -> None:
        self.user, self.front, self.now = user, front, timezone.now()
        self.at = at or self.now
        self.ahead = at is not None
        self.readable = Article.objects.readable_by(user)
        self.forms = 0

    def slots(self) -> list[Slot]:
        """Return all slots in their order, with what stands there at that moment."""
        newest = arranging.of(self.front).listed(self.at).cards().newest(self.at)
        shown = arranging.arrange(self.front, newest, self.at, len(Placement.SLOTS)).slots
        placements = {p.slot: p for p in Placement.objects.on(self.front).live(self.at)}
        articles = [e.article_id for e in shown.values()]
        articles += [p.article_id for p in placements.values()]
        plans = {edition.article_id: {"slot": slot} for slot, edition in shown.items()}
        for placement in placements.values():
            plans[placement.article_id] = _plan(placement)
        stories = self._named(articles, plans)
        return [
            self._slot(slot, shown.get(slot), placements.get(slot), stories)
            for slot in Placement.SLOTS
        ]

    def prepared(self) -> list[Prepared]:
        """Return what is placed from a moment to come on, the next first."""
        waiting = Placement.objects.on(self.front).waiting(self.now).order_by("live_from", "slot")
        placements = list(waiting[:SHOWN_PREPARED])
        stories = self._named([placement.article_id for placement in placements])
        return [Prepared(p, stories.get(p.article_id, HIDDEN)) for p in placements]

    def stories(self, words: str = "") -> list[Story]:
        """Return what could be placed: the newest that wait or are listed, with these words."""
        waiting = Edition.objects.waiting(self.now).filter(
            # Not `article__in`: SQLite would start from every story that one may read.
            Exists(self.readable.filter(pk=OuterRef("article_id"))),
            retracted=False,
            **self._search(words),
        )
        listed = arranging.of(self.front).listed(self.now).filter(**self._search(words))
        editions = [
            *waiting.cards().order_by("live_from")[:SHOWN_WAITING],
            *listed.cards().newest(self.now)[:SHOWN],
        ]
        stories = self._named([edition.article_id for edition in editions])
        return list(stories.values())

    def story(self, article: int) -> Story:
        """Return one story, under the name that this user may know."""
        return self._named([article]).get(article, HIDDEN)

    def _search(self, words: str) -> dict[str, Any]:
        """A million headlines are not read for a search."""
        if not words:
            return {}
        newest = Edition.objects.order_by("-first_published_at", "-pk")
        oldest = newest.values("first_published_at")[SEARCHED : SEARCHED + 1].first()
        bound = {"first_published_at__gt": oldest["first_published_at"]} if oldest else {}
        return {"headline__icontains": words} | bound

    def _slot(
        self,
        slot: int,
        edition: Edition | None,
        placement: Placement | None,
        stories: dict[int, Story],
    ) -> Slot:
        stands = placement and edition and placement.article_id == edition.article_id
        return Slot(
            number=slot,
            name=Placement.name_of(slot),
            story=stories.get(edition.article_id, HIDDEN) if edition else None,
            placement=placement,
            absent=stories.get(placement.article_id, HIDDEN) if placement and not stands else None,
            way_out="Call off" if placement and placement.live_from > self.now else "Take off now",
        )

    def _named(self, articles: Iterable[int], plans: dict | None = None) -> dict[int, Story]:
        """Name these stories by what is live, and by what waits where the user may read it.

        `plans` are what the form of a story says to begin with, by the id of the story.
        """
        wanted = list(dict.fromkeys(articles))
        readable = set(self.readable.filter(pk__in=wanted).values_list("pk", flat=True))
        rows = Edition.objects.standing().filter(
            article__in=wanted, live_until__gt=self.now, retracted=False
        )
        found: dict[int, Edition] = {}
        for row in rows.cards().order_by("live_from"):
            if row.is_live(self.now) or row.article_id in readable:
                found.setdefault(row.article_id, row)
        return {
            article: self._story(found[article], article in readable, (plans or {}).get(article))
            for article in wanted
            if article in found
        }

    def _story(self, edition: Edition, at_desk: bool, plan: dict | None) -> Story:
        change = reverse("admin:articles_article_change", args=[edition.article_id])
        return Story(
            headline=edition.headline,
            url=change if at_desk else edition.path,
            section=edition.content["section"]["name"],
            live_from=edition.live_from,
            waits=edition.live_from > self.now,
            form=self._form(edition.article_id, plan or {}),
        )

    def _form(self, article: int, plan: dict) -> PlaceForm:
        """Offer to place the story, from the moment looked at on."""
        self.forms += 1
        start = {"article": article, "live_from": self.at if self.ahead else None}
        return PlaceForm(initial=start | plan, auto_id=f"place-{self.forms}-%s")


def _plan(placement: Placement) -> dict[str, Any]:
    """Return what stays as it was when a story that is placed is placed anew."""
    until = placement.planned_until
    return {"slot": placement.slot} | ({"live_until": until} if until != OPEN else {})


def fronts_of(user: User) -> list[Section | None]:
    """Return the fronts that this user may arrange; None is the home page."""
    fronts = [None, *Section.objects.all()]
    return [front for front in fronts if may(user, Action.PLACE, Placement(front=front))]

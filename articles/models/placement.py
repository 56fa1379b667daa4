from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from articles.models.live import OPEN, Window, WindowQuerySet
from articles.models.taxonomy import Section
from people.models import User


class PlacementQuerySet(WindowQuerySet):
    def on(self, front: Section | None) -> Self:
        """Those on the front of a section, or of the home page (None)."""
        return self.filter(front=front)

    def unfinished(self, at: datetime) -> Self:
        """Those that stand, or are prepared."""
        return self.standing().filter(live_until__gt=at)


class Placement(Window):
    """A story's slot on a front for a time.

    One that has begun is closed, never edited or deleted; one to come is called off by an empty
    window. The database sees to it (`articles.frozen`), so a front of the past can be shown again.
    Which edition stands there, and whether any does, is asked when the front is shown.
    """

    LEAD = 1
    SECONDS = (2, 3)
    ROWS = tuple(range(4, 11))
    SLOTS = (LEAD, *SECONDS, *ROWS)

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="placements")
    front = models.ForeignKey(
        Section, models.PROTECT, null=True, related_name="placements", db_index=False
    )
    slot = models.PositiveSmallIntegerField()
    # The end that was asked for: another placement may end this one earlier, and be called off.
    planned_until = models.DateTimeField(default=OPEN, editable=False)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["live_from", "slot"]
        constraints = [
            models.CheckConstraint(condition=Q(slot__range=(1, 10)), name="placement_slot"),
            models.CheckConstraint(
                condition=Q(live_until__gte=F("live_from")), name="placement_window"
            ),
            models.CheckConstraint(
                condition=Q(planned_until__gte=F("live_until"))
                & Q(planned_until__gt=F("live_from")),
                name="placement_within_its_plan",
            ),
        ]
        indexes = [
            models.Index(fields=["front", "live_until", "live_from"], name="placement_front"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_name} of {self.front_name}"

    @property
    def front_name(self) -> str:
        return self.front.name if self.front else "the home page"

    @property
    def slot_name(self) -> str:
        return self.name_of(self.slot)

    @classmethod
    def name_of(cls, slot: int) -> str:
        """Return what the newsroom calls a slot."""
        if slot == cls.LEAD:
            return "Lead"
        if slot in cls.SECONDS:
            return f"Second {slot - cls.LEAD}"
        return f"Row {slot - cls.SECONDS[-1]}"

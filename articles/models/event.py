from datetime import datetime
from typing import Self

from django.db import models

from people.models import User


class EventQuerySet(models.QuerySet):
    def withholding(self, at: datetime) -> Self:
        """Events by which an edition is withheld from readers at `at`, or was erased."""
        verbs = (Event.Verb.WITHHOLD, Event.Verb.ERASE)
        return self.filter(verb__in=verbs, edition__isnull=False, at__lte=at)


class Event(models.Model):
    """Who did which verb, when and why: one for each, in its transaction, and never changed.

    Holds no private field of any record: events are read by the desk and by tombstones.
    """

    class Verb(models.TextChoices):
        SUBMIT = "submit", "submitted for review"
        RETURN = "return_to_writer", "returned to the writer"
        APPROVE = "approve", "approved"
        ACKNOWLEDGE = "acknowledge", "acknowledged a warning"
        OVERRULE = "overrule", "overruled an error"
        PUBLISH = "publish", "published"
        CANCEL = "cancel", "called off"
        WITHDRAW = "withdraw", "withdrew"
        SET_EMBARGO = "set_embargo", "set an embargo"
        LIFT_EMBARGO = "lift_embargo", "lifted the embargo"
        APPROVE_CORRECTION = "approve_correction", "approved a correction"
        RETRACT = "retract", "retracted"
        REINSTATE = "reinstate", "published again"
        ROLL_BACK = "roll_back", "rolled back"
        WITHHOLD = "withhold", "withheld an edition"
        ERASE = "erase", "erased an edition"
        PUBLISH_BREAKING = "publish_breaking", "published as breaking"
        REVIEW_BREAKING = "review_breaking", "reviewed"
        PLACE = "place", "placed on a front"
        DISPLACE = "displace", "took off a front"
        PIN = "pin", "pinned a story beside it"
        BAN = "ban", "banned a story from beside it"
        RELEASE = "release", "took back a choice of what stands beside it"
        RAISE_PIN = "raise_pin", "moved a pinned story up"
        MERGE = "merge", "merged entries of the register"
        VERIFY = "verify", "verified a quote"
        APPROVE_SOURCE = "approve_source", "approved an unnamed source"
        DISCARD = "discard", "deleted a quote that no story used"
        LOAD = "load", "loaded"

    verb = models.CharField(max_length=30, choices=Verb)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, related_name="events", db_index=False
    )
    version = models.PositiveIntegerField(null=True)
    edition = models.ForeignKey(
        "articles.Edition", models.PROTECT, null=True, related_name="+", db_index=False
    )
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["article", "-at"], name="event_article"),
            models.Index(fields=["-at"], name="event_newest"),
            models.Index(fields=["verb", "-at"], name="event_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.get_verb_display()}"

from django.db import models

from people.models import User


class Event(models.Model):
    """Who did which verb, when and why: one for each, in its transaction, and never changed.

    Holds no private field of any record: events are read by the desk and by tombstones.
    """

    class Verb(models.TextChoices):
        SUBMIT = "submit", "submitted for review"
        RETURN = "return_to_writer", "returned to the writer"
        APPROVE = "approve", "approved"
        PUBLISH = "publish", "published"
        CANCEL = "cancel", "called off"
        WITHDRAW = "withdraw", "withdrew"
        SET_EMBARGO = "set_embargo", "set an embargo"
        LIFT_EMBARGO = "lift_embargo", "lifted the embargo"
        APPROVE_CORRECTION = "approve_correction", "approved a correction"
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

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["article", "-at"], name="event_article"),
            models.Index(fields=["-at"], name="event_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.get_verb_display()}"

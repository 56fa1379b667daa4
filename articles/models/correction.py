from django.db import models, transaction

from articles import workflow
from articles.models.event import Event
from people.models import User
from people.seen import state_of


class Correction(models.Model):
    """A dated public note on what was wrong; publishing copies it into the right edition."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        EDITORS_NOTE = "editors_note", "Editor’s note"
        RETRACTION = "retraction", "Retraction"
        UPDATE = "update", "Updated"

    class Severity(models.TextChoices):
        MINOR = "minor", "Minor (below the text)"
        SERIOUS = "serious", "Serious (above the text)"

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="corrections")
    corrects = models.ForeignKey(
        "articles.Edition", models.PROTECT, related_name="+", help_text="The edition that was wrong"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CORRECTION)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.MINOR)
    wrong = models.TextField("what was wrong")
    right = models.TextField("what is right")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.wrong[:60]}"

    @property
    def state(self) -> str:
        """A digest of what the note says, approved or not."""
        return state_of(self, ("id", "proposed_by_id", "proposed_at", "approved_by_id"))

    @transaction.atomic
    def approve(self, by: User, seen: str | None = None) -> None:
        """Let the next edition print this note. Raises `workflow.Refused`.

        The page changes by it, so the story gets a version that has to be approved. `seen` is the
        `state` of what was on the screen, that of this very object if not given.
        """
        seen = self.state if seen is None else seen
        article = self.article.locked()
        workflow.require(by, workflow.Action.CORRECT, article)
        self.refresh_from_db()  # under the story's lock
        if self.approved_by_id is not None:
            return
        if self.state != seen:
            raise workflow.Refused(
                f"This was changed while you were reading it. It now says: “{self.wrong}” was "
                f"wrong, “{self.right}” is right. Read it once more."
            )
        self.approved_by = by
        self.save(update_fields=["approved_by"])
        article.renew_version(by)
        workflow.record(
            Event.Verb.APPROVE_CORRECTION,
            article,
            by,
            edition=self.corrects,
            subject_kind="correction",
            subject_id=self.pk,
        )

    def as_printed(self) -> dict:
        """Return the note as an edition prints it, without its day (that of the edition)."""
        return {
            "id": self.pk,
            "kind": self.kind,
            "severity": self.severity,
            "wrong": self.wrong,
            "right": self.right,
            "corrects": self.corrects.number,
        }

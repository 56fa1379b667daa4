from django.db import models

from people.models import User


class Version(models.Model):
    """One saved state of the working copy: numbered, and never changed."""

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    values = models.JSONField()
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="version_number")]

    def __str__(self) -> str:
        return f"Version {self.number}"

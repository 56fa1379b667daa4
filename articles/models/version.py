from django.db import models

from people.models import Quote, User


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


class VersionQuote(models.Model):
    """That a version prints a quote. Made of its body when it is saved (`articles.saving`).

    It says who may see a quote, and keeps one that is in use from being deleted.
    """

    pk = models.CompositePrimaryKey("quote_id", "version_id")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="quotes")

    def __str__(self) -> str:
        return f"Quote {self.quote_id} in version {self.version_id}"

from django.db import models
from django.db.models import Q

from people.models import Organization, Person


class Byline(models.Model):
    """Who made the story, and as what."""

    class Role(models.TextChoices):
        WRITING = "writing", "Writing"
        REPORTING = "reporting", "Reporting"
        PHOTOGRAPHY = "photography", "Photography"
        TRANSLATION = "translation", "Translation"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    role = models.CharField(max_length=20, choices=Role, default=Role.WRITING)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="bylines"
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bylines",
        verbose_name="or agency",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True)
                | Q(person__isnull=True, organization__isnull=False),
                name="byline_one_maker",
                violation_error_message="A by-line names a person or an agency, and one of them.",
            ),
            models.UniqueConstraint(
                fields=["article", "role", "person"], name="byline_person_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organization)

from django.db import models
from django.db.models import F, Q

from people.models import User


class RelatedChoice(models.Model):
    """An editor's word on what stands beside a story: another one first, or never.

    It belongs to no edition and counts at once, for the present alone; who made it and whom it
    replaced is in the events.
    """

    class Kind(models.TextChoices):
        PIN = "pin", "Pinned"
        BAN = "ban", "Never shown"

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="related_choices")
    other = models.ForeignKey("articles.Article", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=Kind)
    position = models.PositiveSmallIntegerField(default=0)  # among those pinned
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_choice_once"),
            models.CheckConstraint(
                condition=~Q(article=F("other")), name="related_choice_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other_id} beside {self.article_id}"

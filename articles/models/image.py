from django.db import models
from django.urls import reverse

from people.models import User


class Image(models.Model):
    """A picture of the library. Its file is named by its content and never overwritten."""

    file = models.ImageField(
        upload_to="", unique=True, width_field="width", height_field="height", max_length=100
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        "alternative text", max_length=300, help_text="What the picture shows, for who cannot see."
    )
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)
    licence_until = models.DateField(null=True, blank=True)
    focal_x = models.FloatField("focal point, across", default=0.5, help_text="0 left, 1 right")
    focal_y = models.FloatField("focal point, down", default=0.5, help_text="0 top, 1 bottom")
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # Withdrawn with the last story that showed it: its address answers 410 until one does again.
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="image_focal_point_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt

    def get_absolute_url(self) -> str:
        return reverse("media", args=[self.file.name])

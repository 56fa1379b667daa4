"""What the desk's templates say of moments, of entries, and of what a form sent."""

from datetime import datetime
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from articles import moments, quotation_marks
from articles.workflow import Action, may
from people.models import Organization, Person

register = template.Library()


@register.filter
def written(instant: datetime) -> str:
    """Return a moment with its zone and offset, which the filter `date` leaves out when they tell
    two readings of one local time apart.
    """
    return moments.written(instant, timezone.get_current_timezone())


@register.simple_tag(takes_context=True)
def merge_url(context: template.Context, entry: Any) -> str:
    """Return where an entry of the register is merged into another; "" for whom it is not."""
    if not isinstance(entry, Person | Organization) or entry.merged_into_id:
        return ""
    if not may(context["request"].user, Action.MERGE):
        return ""
    return reverse(f"admin:merge_{entry._meta.model_name}", args=[entry.pk])


@register.filter
def in_marks(words: str, longest: int) -> str:
    """Return words in quotation marks, cut where they are longer; their own ones count once."""
    return quotation_marks.around(Truncator(quotation_marks.without(words)).chars(longest))


@register.filter
def values(data: QueryDict | None, name: str) -> list[str]:
    """Return what a form sent under this name."""
    return data.getlist(name) if data else []

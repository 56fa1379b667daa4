"""The archive by day: in which years, months and days readers find stories, and which.

A story belongs to the day of its first publication, in the newsroom's zone. A day is asked for by
itself and never counted, so a page costs the same in an archive of any size.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Exists
from django.utils import timezone

from articles.models.edition import Edition, EditionQuerySet
from articles.periods import Period


def stories(period: Period, at: datetime) -> EditionQuerySet:
    """Return the stories of a period that are listed at `at`, in no order."""
    begin, end = _instants(period)
    return Edition.objects.listed(at).filter(
        first_published_at__gte=begin, first_published_at__lt=end
    )


def with_stories(periods: Sequence[Period], at: datetime) -> list[Period]:
    """Return those of these periods that have stories. One query, a look at each."""
    asked = [Exists(stories(period, at)) for period in periods]
    found = Edition.objects.order_by("pk").values_list(*asked).first() if asked else None
    return [period for period, has in zip(periods, found or (), strict=False) if has]


def years(at: datetime) -> list[Period]:
    """Return the years that have stories, the latest first. Three queries."""
    listed = Edition.objects.listed(at).values_list("first_published_at", flat=True)
    newest = listed.order_by("-first_published_at", "-pk").first()
    oldest = listed.order_by("first_published_at", "pk").first()
    if newest is None or oldest is None:
        return []
    span = range(timezone.localdate(newest).year, timezone.localdate(oldest).year - 1, -1)
    return with_stories(list(_known(span)), at)


def beside(period: Period, at: datetime) -> tuple[date | None, date | None]:
    """Return the nearest days with stories before and after a period. Two queries."""
    begin, end = _instants(period)
    listed = Edition.objects.listed(at).values_list("first_published_at", flat=True)
    before = listed.filter(first_published_at__lt=begin).order_by("-first_published_at", "-pk")
    after = listed.filter(first_published_at__gte=end).order_by("first_published_at", "pk")
    return _day_of(before.first()), _day_of(after.first())


def _instants(period: Period) -> tuple[datetime, datetime]:
    return period.instants(timezone.get_current_timezone())


def _day_of(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _known(span: Iterable[int]) -> Iterable[Period]:
    """Leave out years that no page of ours can be asked for."""
    for year in span:
        try:
            yield Period.parse(str(year))
        except ValueError:
            continue

"""The archive by day. What has no story has no page: a day to come, a wrong one and an empty one
answer alike.
"""

from calendar import Calendar
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import get_format
from django.views.decorators.http import require_safe

from articles import archive
from articles.periods import Period
from articles.views import heads, places
from articles.views.answers import page

STORIES_A_PAGE = 50


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    found = archive.years(timezone.now())
    return page("articles/archive.html", head=heads.of_list(request), years=found)


@require_safe
def year(request: HttpRequest, year: str) -> HttpResponse:
    at, period = timezone.now(), _period(year)
    asked = [Period.parse(f"{year}-{month:02}") for month in range(1, 13)]
    months = _some(archive.with_stories(asked, at))
    return page(
        "articles/archive.html",
        head=heads.of_list(request),
        period=period,
        months=months,
        beside=archive.beside(period, at),
    )


@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    at, period = timezone.now(), _period(f"{year}-{month}")
    weeks = _weeks(period)
    asked = [Period.of_days(day, day) for week in weeks for day in week if day]
    days = {day.first for day in _some(archive.with_stories(asked, at))}
    return page(
        "articles/archive_month.html",
        head=heads.of_list(request),
        period=period,
        weekdays=_weekdays(),
        weeks=[[(day, day in days) for day in week] for week in weeks],
        beside=archive.beside(period, at),
    )


@require_safe
def day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    at, period = timezone.now(), _day(f"{year}-{month}-{day}")
    after = places.cursor(request)
    _, end = period.instants(timezone.get_current_timezone())
    newest = archive.stories(period, at).cards().newest(end, after)
    found = _some(list(newest[: STORIES_A_PAGE + 1]))
    stories, older = places.cut(found, STORIES_A_PAGE)
    return page(
        "articles/archive_day.html",
        head=heads.of_list(request, "before"),
        day=period.first,
        stories=stories,
        older=older,
        beside=archive.beside(period, at),
    )


def _period(code: str) -> Period:
    """Read a year or a month. Raises Http404 for what is none."""
    try:
        return Period.parse(code)
    except ValueError:
        raise Http404("There is no such page.") from None


def _day(text: str) -> Period:
    """Read a day. Raises Http404 for what is none."""
    try:
        day = date.fromisoformat(text)
        return Period.of_days(day, day)
    except ValueError:
        raise Http404("There is no such page.") from None


def _some[Found](found: list[Found]) -> list[Found]:
    if not found:
        raise Http404("Nothing was published then.")
    return found


def _calendar() -> Calendar:
    """Return the calendar whose weeks begin as the language has it."""
    return Calendar((get_format("FIRST_DAY_OF_WEEK") - 1) % 7)


def _weekdays() -> list[date]:
    """Return a day for each weekday, for its name."""
    monday = date(2024, 1, 1)
    return [monday + timedelta(weekday) for weekday in _calendar().iterweekdays()]


def _weeks(month: Period) -> list[list[date | None]]:
    """Return the days of a month by week; None stands for those of other months."""
    weeks = _calendar().monthdatescalendar(month.first.year, month.first.month)
    return [[day if month.first <= day <= month.last else None for day in week] for week in weeks]

"""Months, quarters, years and days of a report."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from articles import periods
from articles.periods import Period


@pytest.mark.parametrize(
    ("code", "first", "last", "name"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31), "December 2025"),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31), "First quarter of 2025"),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "Fourth quarter of 2025"),
    ],
)
def test_a_code_stands_for_its_days(code, first, last, name):
    period = Period.parse(code)

    assert period == Period(first, last, name)


@pytest.mark.parametrize(
    "code", ["", "25", "2025-13", "2025-00", "2025-Q5", "2025-q1", "1899", "3000", "٢٠٢٥", "2025\n"]
)
def test_what_is_no_period_is_refused(code):
    with pytest.raises(ValueError, match="month, a quarter or a year"):
        Period.parse(code)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2025, 1, 2), date(2025, 1, 1), "before the first"),
        (date(2024, 1, 1), date(2025, 1, 1), "at most 366 days"),
        (date(1, 1, 1), date(1, 1, 2), "from 1900 to 2999"),
        (date(9999, 12, 30), date(9999, 12, 31), "from 1900 to 2999"),
    ],
)
def test_days_that_are_no_period_are_refused(first, last, said):
    with pytest.raises(ValueError, match=said):
        Period.of_days(first, last)


@pytest.mark.parametrize("days", [0, 365])
def test_a_day_and_a_leap_year_are_periods(days):
    first = date(2024, 1, 1)

    period = Period.of_days(first, first + timedelta(days))

    assert (period.last - period.first).days == days


def test_a_period_ends_where_the_next_begins():
    zone = ZoneInfo("Asia/Beirut")

    march, april = (Period.parse(code).instants(zone) for code in ("2026-03", "2026-04"))

    assert march[1] == april[0]
    assert march[0].isoformat() == "2026-03-01T00:00:00+02:00"
    assert april[0].isoformat() == "2026-04-01T00:00:00+03:00"


def test_offered_periods_begin_with_the_one_that_runs_and_go_back_over_the_year():
    offered = dict(periods.recent(date(2026, 1, 31)))

    assert [code for code, _ in offered["Months"]][:2] == ["2026-01", "2025-12"]
    assert [code for code, _ in offered["Quarters"]][:2] == ["2026-Q1", "2025-Q4"]
    assert [code for code, _ in offered["Years"]][:2] == ["2026", "2025"]


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 1, 1), "2026-Q1"), (date(2026, 3, 31), "2026-Q1"), (date(2026, 4, 1), "2026-Q2")],
)
def test_a_day_lies_in_its_quarter(day, code):
    found = periods.quarter_of(day)

    assert found == code

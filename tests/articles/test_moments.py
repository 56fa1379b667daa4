"""Times of day typed at the desk: which instants they can mean, and how those are written."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django import forms
from django.utils import timezone

from articles import moments
from articles.moment_field import MomentField

SECOND = timedelta(seconds=1)
DISTANCES = [timedelta(minutes=minutes) for minutes in (-61, -1, 0, 1, 61)]
BEIRUT, BERLIN = ZoneInfo("Asia/Beirut"), ZoneInfo("Europe/Berlin")


class Asked(forms.Form):
    at = MomentField()


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text):
    return datetime.fromisoformat(text)


def ask(zone, text, reading=""):
    with timezone.override(zone):
        form = Asked({"at": text, "at_reading": reading})
        form.is_valid()
        return form


# Reading


def test_an_ordinary_time_is_one_instant():
    found = moments.readings(local("2026-07-01T12:00"), BEIRUT)

    assert found == [utc("2026-07-01T09:00")]


def test_a_time_that_comes_twice_is_two_instants_earliest_first():
    found = moments.readings(local("2026-10-25T02:30"), BERLIN)

    assert found == [utc("2026-10-25T00:30"), utc("2026-10-25T01:30")]


def test_a_time_that_never_comes_is_read_as_before_and_as_after_the_change():
    found = moments.readings(local("2026-03-29T02:30"), BERLIN)

    assert found == [utc("2026-03-29T00:30"), utc("2026-03-29T01:30")]


@pytest.mark.parametrize(
    ("zone", "text", "apart"),
    [
        ("Antarctica/Troll", "2026-03-29T02:30", timedelta(hours=2)),
        ("Australia/Lord_Howe", "2026-04-05T01:45", timedelta(minutes=30)),
        ("Africa/Casablanca", "2026-02-15T02:30", timedelta(hours=1)),
    ],
)
def test_clocks_may_change_by_more_or_less_than_an_hour(zone, text, apart):
    first, second = moments.readings(local(text), ZoneInfo(zone))

    assert second - first == apart


def test_instants_of_one_reading_compare_with_any_other():
    found = moments.readings(local("2026-10-25T02:30"), BERLIN)

    assert [at.tzinfo for at in found] == [UTC, UTC]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-10-25T02:30", datetime(2026, 10, 25, 2, 30)),  # noqa: DTZ001
        ("2026-10-25T02:30:15", datetime(2026, 10, 25, 2, 30, 15)),  # noqa: DTZ001
        (" 2026-10-25T02:30:00.000 ", datetime(2026, 10, 25, 2, 30)),  # noqa: DTZ001
    ],
)
def test_what_a_browser_sends_is_read(text, read):
    assert moments.parse(text) == read


JUNK = [
    "",
    "soon",
    "2026-10-25",
    "2026-10-25T24:00",
    "2026-02-30T10:00",
    "2026-10-25T02:30Z",
    "2026-10-25T02:30+03:00",
    "2026-10-25T02:30:00.123",
    "٢٠٢٦-10-25T02:30",
    "2026-10-25T02:30\x00",
    "12026-10-25T02:30",
    "0000-01-01T00:00",
]


@pytest.mark.parametrize("text", JUNK)
def test_what_is_no_date_and_time_is_not_read(text):
    with pytest.raises(ValueError, match=r"."):
        moments.parse(text)


# Writing


@pytest.mark.parametrize(
    ("instant", "zone", "written"),
    [
        ("2026-10-24T23:30", "Asia/Beirut", "Sunday 25 October 2026, 01:30 EET (UTC+2)"),
        ("2026-07-01T12:00", "Asia/Beirut", "Wednesday 1 July 2026, 15:00 EEST (UTC+3)"),
        ("2026-07-01T12:00", "UTC", "Wednesday 1 July 2026, 12:00 UTC"),
        ("2026-07-01T12:00", "America/Sao_Paulo", "Wednesday 1 July 2026, 09:00 UTC−3"),
        ("2026-07-01T12:00", "Asia/Kolkata", "Wednesday 1 July 2026, 17:30 IST (UTC+5:30)"),
        ("2026-01-01T12:00", "Europe/London", "Thursday 1 January 2026, 12:00 GMT (UTC+0)"),
        ("2026-07-01T12:00:05", "UTC", "Wednesday 1 July 2026, 12:00:05 UTC"),
    ],
)
def test_an_instant_is_written_with_zone_and_offset(instant, zone, written):
    assert moments.written(utc(instant), ZoneInfo(zone)) == written


# The field


def test_the_field_names_the_zone_in_which_it_is_read():
    with timezone.override(BEIRUT):
        page = Asked().as_p()

    assert "In the time of Asia/Beirut." in page


def test_a_time_that_comes_twice_is_refused_and_its_readings_are_offered():
    form = ask(BERLIN, "2026-10-25T02:30")
    with timezone.override(BERLIN):
        page = str(form["at"])

    assert "comes twice" in form.errors["at"][0]
    assert 'value="2026-10-25T02:30"' in page
    assert "Sunday 25 October 2026, 02:30 CEST (UTC+2)" in page
    assert "Sunday 25 October 2026, 02:30 CET (UTC+1)" in page


def test_a_time_that_never_comes_is_refused_and_what_may_be_meant_is_offered():
    form = ask(BERLIN, "2026-03-29T02:30")
    with timezone.override(BERLIN):
        page = str(form["at"])

    assert "never comes" in form.errors["at"][0]
    assert "Sunday 29 March 2026, 01:30 CET (UTC+1)" in page
    assert "Sunday 29 March 2026, 03:30 CEST (UTC+2)" in page


def test_an_ordinary_time_is_offered_no_readings():
    form = ask(BERLIN, "2026-07-01T12:00")
    with timezone.override(BERLIN):
        page = str(form["at"])

    assert form.cleaned_data["at"] == utc("2026-07-01T10:00")
    assert "radio" not in page


def test_the_chosen_reading_stays_chosen():
    form = ask(BERLIN, "2026-10-25T02:30", "2026-10-25T01:30:00+00:00")
    with timezone.override(BERLIN):
        page = str(form["at"])

    assert form.cleaned_data["at"] == utc("2026-10-25T01:30")
    assert 'value="2026-10-25T01:30:00+00:00" checked' in page
    assert page.count("checked") == 1


@pytest.mark.parametrize("instant", ["2026-10-25T00:30", "2026-10-25T01:30"])
def test_a_stored_instant_that_is_one_of_two_is_shown_as_itself(instant):
    with timezone.override(BERLIN):
        page = str(Asked(initial={"at": utc(instant)})["at"])

    assert 'value="2026-10-25T02:30"' in page
    assert f'value="{instant}:00+00:00" checked' in page


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("2026-10-25T02:30", "2026-10-25T02:30:00+00:00"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30", "soon\x00"),
        ("2026-07-01T12:00", "2026-10-25T00:30:00+00:00"),
    ],
)
def test_a_reading_of_another_time_is_refused(text, reading):
    form = ask(BERLIN, text, reading)

    assert "no reading of this time" in form.errors["at"][0]


@pytest.mark.parametrize("text", [text for text in JUNK if text])
def test_what_is_no_moment_is_refused_and_kept(text):
    form = ask(BERLIN, text)

    assert form.errors["at"]
    assert form["at"].value().text == text


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "1999-12-31T23:59", "9001-01-01T00:00"])
def test_a_year_that_cannot_be_meant_is_refused(text):
    form = ask(BERLIN, text)

    assert form.errors["at"] == ["Choose a year from 2000 to 9000."]
    assert "radio" not in str(form["at"])


def test_nothing_typed_is_asked_for():
    form = ask(BERLIN, " ")

    assert form.errors["at"] == ["Say when: a date and a time."]


# Every clock change of every zone


@cache
def changes(zone):
    """Return the instants at which the clocks of a zone change, to the second, 2026 to 2035.

    Found by the way from instants to local times alone, which is never ambiguous.
    """
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(3653)]
    offsets = [at.astimezone(zone).utcoffset() for at in days]
    return [
        _change(zone, days[n], days[n + 1])
        for n in range(len(days) - 1)
        if offsets[n] != offsets[n + 1]
    ]


def _change(zone, before, after):
    while after - before > SECOND:
        middle = before + (after - before) // (2 * SECOND) * SECOND
        if middle.astimezone(zone).utcoffset() == before.astimezone(zone).utcoffset():
            before = middle
        else:
            after = middle
    return after


def around(zone, change):
    """Yield local times around one change, each with the instants that it can mean."""
    before = (change - SECOND).astimezone(zone).utcoffset()
    after = change.astimezone(zone).utcoffset()
    edges = [(change + offset).replace(tzinfo=None) for offset in (before, after)]
    inside = edges[0] + (edges[1] - edges[0]) / 2
    for shown in [inside, *(edge + distance for edge in edges for distance in DISTANCES)]:
        meant = sorted({(shown - offset).replace(tzinfo=UTC) for offset in (before, after)})
        real = [at for at in meant if at.astimezone(zone).replace(tzinfo=None) == shown]
        yield shown, real or meant, bool(real)


@pytest.mark.parametrize("initial", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
def test_no_time_around_any_clock_change_becomes_a_wrong_instant(initial):
    zones = sorted(name for name in available_timezones() if name.upper().startswith(initial))

    wrong = [
        (name, shown)
        for name in zones
        for change in changes(ZoneInfo(name))
        for shown, meant, exists in around(ZoneInfo(name), change)
        if instants_from_the_desk(ZoneInfo(name), shown) != (meant, exists)
    ]

    assert wrong == []


def instants_from_the_desk(zone, shown):
    """Type a local time; if it is refused, choose each reading that is offered in turn.

    Return the instants, and whether the desk holds that the clocks ever show this time.
    """
    text = shown.isoformat(timespec="minutes")
    form = ask(zone, text)
    if form.is_valid():
        return [form.cleaned_data["at"]], True
    code = form.errors.as_data()["at"][0].code
    with timezone.override(zone):
        offered = [value for value, _ in form.fields["at"].widget.offered(text)]
    chosen = [ask(zone, text, value).cleaned_data["at"] for value in offered]
    return chosen, code != "never"


def test_the_clocks_of_many_zones_do_change():
    found = [change for name in available_timezones() for change in changes(ZoneInfo(name))]

    assert len(found) > 2_000

"""Moments as they are typed and written: a date and a time of day, in a zone whose clocks change.

On most days a local time is one instant. Where clocks are set back it comes twice, and where they
are set forward it does not come at all; no rule can guess which instant was meant.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo

# What a browser sends for <input type="datetime-local">.
_TYPED = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?:\.0{1,3})?"
)


def parse(text: str) -> datetime:
    """Read `YYYY-MM-DDTHH:MM[:SS]` as a local time, without a zone.

    Raises ValueError for another text, and for a day or time that no calendar or clock has.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise ValueError("This is no date and time.")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - local


def typed(instant: datetime, zone: tzinfo) -> str:
    """Return an instant as its zone's local time, the way `parse` reads it."""
    local = instant.astimezone(zone).replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def readings(local: datetime, zone: tzinfo) -> list[datetime]:
    """Return the instants (UTC) that a local time, without a zone, can mean; earliest first.

    One for an ordinary time. Two for one that comes twice, and two for one that never comes: as
    the clock went before the change, and as it went after it.
    """
    return sorted({local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)})


def exists(local: datetime, zone: tzinfo) -> bool:
    """Say whether the clocks of the zone ever show this local time."""
    shown = (instant.astimezone(zone).replace(tzinfo=None) for instant in readings(local, zone))
    return local in shown


def written(instant: datetime, zone: tzinfo) -> str:
    """Return an instant for people: Sunday 25 October 2026, 02:30 EEST (UTC+3)."""
    local = instant.astimezone(zone)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return f"{local:%A} {local.day} {local:%B %Y}, {clock} {_zone(local)}"


def _zone(local: datetime) -> str:
    """Zones without letters have their offset for a name: it is written once."""
    name = local.tzname() or ""
    if name == "UTC":
        return name
    offset = _offset(local.utcoffset() or timedelta())
    return f"{name} ({offset})" if name.isalpha() else offset


def _offset(offset: timedelta) -> str:
    hours, minutes = divmod(round(abs(offset) / timedelta(minutes=1)), 60)
    sign = "−" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")

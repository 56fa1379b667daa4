"""The field in which a moment is typed at the desk: in the newsroom's zone, and never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.safestring import SafeString

from articles import moments

YEARS = range(2000, 9001)


class Typed(NamedTuple):
    """What came from the form: the local time as text, and which of its readings was chosen."""

    text: str
    reading: str = ""

    @classmethod
    def of(cls, value: Any) -> Typed:
        """Return what a form would send for a value of the field."""
        if isinstance(value, datetime):
            return cls(moments.typed(value, timezone.get_current_timezone()), _key(value))
        return value if isinstance(value, cls) else cls(str(value or ""))

    def __str__(self) -> str:
        return self.text


class Moment(forms.DateTimeInput):
    """The browser's own picker of a day and a time; beside it the readings, if there are two."""

    input_type = "datetime-local"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return Typed(data.get(name) or "", data.get(f"{name}_reading") or "")

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        typed = Typed.of(value)
        picker = super().render(name, typed.text, attrs, renderer)
        readings = self.offered(typed.text)
        if not readings:
            return picker
        context = {
            "name": f"{name}_reading",
            "readings": readings,
            "chosen": typed.reading,
            "required": self.is_required,
        }
        return picker + render_to_string("desk/_readings.html", context)

    def offered(self, text: str) -> list[tuple[str, str]]:
        """Return the readings of a text as choices; none where it has one, or is no moment."""
        zone = timezone.get_current_timezone()
        try:
            found = moments.readings(_local(text), zone)
        except ValidationError:
            return []
        if len(found) == 1:
            return []
        return [(_key(at), moments.written(at, zone)) for at in found]


class HiddenMoment(forms.HiddenInput):
    """Keeps an instant as it is, for telling later whether it was changed."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        text = data.get(name) or ""
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            return Typed(text)
        return instant if timezone.is_aware(instant) else Typed(text)


class MomentField(forms.Field):
    """An instant, typed as a local time of the newsroom's zone.

    A local time that comes twice, or never, is refused until one of its readings is chosen.
    """

    widget = Moment
    hidden_widget = HiddenMoment
    default_error_messages = {
        "required": "Say when: a date and a time.",
        "twice": "The clocks are set back here and this time comes twice: choose which is meant.",
        "never": "The clocks are set forward here and this time never comes: choose what is meant.",
        "forged": "What was chosen is no reading of this time: look at it again.",
    }

    def __init__(self, *, help_text: Any = "", **options: Any) -> None:
        super().__init__(help_text=help_text or lazystr(_InZone()), **options)

    def to_python(self, value: Any) -> datetime | None:
        """Return the instant, in UTC. Raises ValidationError."""
        if value is None or isinstance(value, datetime):
            return value
        typed = Typed.of(value)
        if not typed.text.strip():
            return None
        local, zone = _local(typed.text), timezone.get_current_timezone()
        readings = {_key(at): at for at in moments.readings(local, zone)}
        if typed.reading:
            return self._chosen(readings, typed.reading)
        if len(readings) > 1:
            raise self._refusal("twice" if moments.exists(local, zone) else "never")
        return next(iter(readings.values()))

    def _chosen(self, readings: dict[str, datetime], reading: str) -> datetime:
        if reading not in readings:
            raise self._refusal("forged")
        return readings[reading]

    def _refusal(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class _InZone:
    """Names the zone when a page is made, not when its form is written."""

    def __str__(self) -> str:
        return f"In the time of {timezone.get_current_timezone_name()}."


def _local(text: str) -> datetime:
    """Read a local time of a year that can be meant. Raises ValidationError."""
    try:
        local = moments.parse(text)
    except ValueError as error:
        raise ValidationError("Say when: a date and a time that there is.") from error
    if local.year not in YEARS:
        raise ValidationError(f"Choose a year from {YEARS[0]} to {YEARS[-1]}.")
    return local


def _key(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()

"""The checks there are, and how a subject is run through them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core import checks

from articles.deskcheck.findings import Finding, Level
from articles.deskcheck.subjects import Story, Text

type Check = Callable[..., Iterable[Finding]]

OFF = "off"
_GRAVITY = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}


@dataclass(frozen=True)
class _Registered:
    name: str
    function: Check
    reads: type[Text]


_checks: dict[str, _Registered] = {}


def check(name: str, reads: type[Text] = Story) -> Callable[[Check], Check]:
    """Register a check; its function is called with what it `reads` and yields findings.

    Arguments: `name` is what findings and the setting DESK_CHECK_LEVELS call it; `reads` is `Text`
    for a check that needs words, day and register alone, else a whole `Story`. Raises ValueError
    when another check has the name.
    """

    def register(function: Check) -> Check:
        if name in _checks and _checks[name].function is not function:
            raise ValueError(f"There is a check named “{name}” already.")
        _checks[name] = _Registered(name, function, reads)
        return function

    return register


def names() -> list[str]:
    """Return the names of all checks there are."""
    return list(_checks)


def run(subject: Text) -> list[Finding]:
    """Return what the checks find, errors first, each level in the order of the text."""
    order = {(passage.part, passage.number): n for n, passage in enumerate(subject.passages)}

    def rank(finding: Finding) -> tuple[int, int, int]:
        where = finding.where
        if where is None:
            return _GRAVITY[finding.level], len(order), 0
        at = order.get((where.part, where.number), len(order))
        return _GRAVITY[finding.level], at, where.start

    return sorted(dict.fromkeys(_findings(subject)), key=rank)


def _findings(subject: Text) -> Iterator[Finding]:
    for registered in _checks.values():
        if not isinstance(subject, registered.reads) or _is_off(registered.name):
            continue
        for finding in registered.function(subject):
            named = replace(finding, check=registered.name)
            level = _level(named.name) or _level(named.check) or _level("*") or named.level
            if level != OFF:
                yield replace(named, level=Level(level))


def _is_off(check: str) -> bool:
    """Need this check not run at all? Not where the level of one of its rules is set."""
    if any(name.startswith(f"{check}.") for name in settings.DESK_CHECK_LEVELS):
        return False
    return (_level(check) or _level("*")) == OFF


def _level(name: str) -> str:
    """Return the level that the newsroom has set for a check or one of its rules, else ""."""
    return settings.DESK_CHECK_LEVELS.get(name, "")


@checks.register
def check_levels(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report levels in the settings that nobody knows, and levels of checks that there are not."""
    known, levels = {*_checks, "*"}, {*Level, OFF}
    return [
        checks.Error(
            f"DESK_CHECK_LEVELS: “{name}={level}” says nothing.",
            hint=f"Checks are {', '.join(sorted(known))}; levels {', '.join(sorted(levels))}.",
            id="articles.E001",
        )
        for name, level in settings.DESK_CHECK_LEVELS.items()
        if name.split(".")[0] not in known or level not in levels
    ]

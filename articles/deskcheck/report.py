"""What the desk check found, as the desk shows it: by level, each with the answer given to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from articles.deskcheck import gate
from articles.deskcheck.findings import Finding, Level
from articles.models.event import Event


@dataclass(frozen=True)
class Noted:
    """A finding, and the event by which somebody answered it."""

    finding: Finding
    answer: Event | None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, for the editor."""
        answer = self.answer and {
            "by": str(self.answer.by),
            "at": self.answer.at.isoformat(),
            "verb": self.answer.verb,
            "reason": self.answer.reason,
        }
        return self.finding.as_json() | {"answered": answer}


@dataclass(frozen=True)
class Group:
    """The findings of one level, and what a publisher can do about them."""

    level: Level
    noted: list[Noted]

    NAMES = {Level.ERROR: "Errors", Level.WARNING: "Warnings", Level.INFO: "Good to know"}
    ANSWERS = {Level.ERROR: ("overrule", "Overrule"), Level.WARNING: ("acknowledge", "Acknowledge")}

    @property
    def name(self) -> str:
        return self.NAMES[self.level]

    @property
    def verb(self) -> str:
        """The verb that answers them; empty where no answer is asked for."""
        return self.ANSWERS.get(self.level, ("", ""))[0]

    @property
    def label(self) -> str:
        return self.ANSWERS.get(self.level, ("", ""))[1]

    @property
    def reason_name(self) -> str:
        """The name of the field for the one reason of all answers."""
        return f"reason_{self.verb}"

    @property
    def is_open(self) -> bool:
        """Does one of them still hold up publication?"""
        return bool(self.verb) and any(noted.answer is None for noted in self.noted)


@dataclass(frozen=True)
class Report:
    """All findings of one reading, the gravest level first."""

    groups: list[Group]

    @classmethod
    def of(cls, findings: Iterable[Finding], answers: Mapping[str, Event]) -> Report:
        """Put findings, as `run` orders them, beside the answers, as `gate.given` returns them."""
        noted = [Noted(finding, gate.answer(answers, finding)) for finding in findings]
        levels = groupby(noted, key=lambda one: one.finding.level)
        return cls([Group(level, list(group)) for level, group in levels])

    @property
    def summary(self) -> str:
        """How much of what, in a line that is read aloud when it changes."""
        counted = [_counted(group) for group in self.groups]
        answered = sum(1 for noted in self._noted if noted.answer)
        said = ", ".join(counted) or "Nothing found"
        return f"{said}; {answered} answered." if answered else f"{said}."

    def as_json(self) -> list[dict[str, Any]]:
        """Return the findings as plain values, in their order."""
        return [noted.as_json() for noted in self._noted]

    @property
    def _noted(self) -> list[Noted]:
        return [noted for group in self.groups for noted in group.noted]


def _counted(group: Group) -> str:
    word = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}[group.level]
    return f"{len(group.noted)} {word}{'' if len(group.noted) == 1 else 's'}"

"""What a check finds: how grave it is, where it stands, what is wrong and what would help."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


class Level(StrEnum):
    """How much a finding weighs when the story is to be published."""

    INFO = "info"  # good to know
    WARNING = "warning"  # whoever publishes acknowledges it, with a reason
    ERROR = "error"  # a publisher may overrule it, with a reason


@dataclass(frozen=True)
class Place:
    """Words of a story: `start` to `end` of one passage, in Unicode code points.

    `part` is the field of the story they stand in; `number` counts the passages of that part.
    """

    part: str
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One result of the desk check.

    `check` is given by the registry; `rule` says which of a check's rules it broke, so that a
    newsroom can set the level of one rule. A finding is its check, message and place: the same
    again is the same finding, whatever its level.
    """

    level: Level
    rule: str
    message: str
    hint: str = ""
    where: Place | None = None
    check: str = ""

    @classmethod
    def error(cls, rule: str, message: str, hint: str = "", where: Place | None = None) -> Self:
        """Return what nobody but a publisher may overrule."""
        return cls(Level.ERROR, rule, message, hint, where)

    @classmethod
    def warning(cls, rule: str, message: str, hint: str = "", where: Place | None = None) -> Self:
        """Return what whoever publishes has to acknowledge."""
        return cls(Level.WARNING, rule, message, hint, where)

    @classmethod
    def info(cls, rule: str, message: str, hint: str = "", where: Place | None = None) -> Self:
        """Return what is good to know."""
        return cls(Level.INFO, rule, message, hint, where)

    @property
    def name(self) -> str:
        """The rule's full name, as in the setting DESK_CHECK_LEVELS."""
        return f"{self.check}.{self.rule}"

    @property
    def key(self) -> str:
        """What an acknowledgement names: the same for the same finding of the same version."""
        facts = (self.check, self.message, self.where)
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, for scripts and for the editor."""
        where = self.where and {
            "part": self.where.part,
            "number": self.where.number,
            "start": self.where.start,
            "end": self.where.end,
            "text": self.where.text,
        }
        return {
            "key": self.key,
            "check": self.check,
            "rule": self.rule,
            "level": self.level.value,
            "message": self.message,
            "hint": self.hint,
            "where": where,
        }

"""What an editor is told of a wrong title: the fact with its dates, and what would be right."""

from __future__ import annotations

from articles.deskcheck.register import Register
from articles.deskcheck.tenures import holders
from articles.deskcheck.verdicts import Fault, Verdict
from articles.deskcheck.wording import former, of_role, on, term, when
from articles.templatetags.reader import partial_date
from people.claims import Claim, Sense
from people.dates import Answer
from people.models import Role
from people.offices import PLURALS
from people.vocabulary import VERBS


def told(claim: Claim, verdict: Verdict, passage: str, register: Register) -> tuple[str, str]:
    """Return the message and the hint for a claim that is wrong."""
    title = passage[claim.title_start : claim.title_end]
    if passage[: claim.title_start].endswith("the ") and former(title) != f"former {title}":
        title = f"the {title}"  # "the Halden Opera's director"
    case = _Case(claim, verdict, register, title)
    return {
        Fault.TERM: case.term,
        Fault.LEVEL: case.level,
        Fault.ANOTHER: case.another,
        Fault.NOWHERE: case.nowhere,
        Fault.BOUNDS: case.bounds,
        Fault.IN_OFFICE: case.in_office,
    }[verdict.fault]()


class _Case:
    """One wrong claim, told according to what is wrong with it."""

    def __init__(self, claim: Claim, verdict: Verdict, register: Register, title: str) -> None:
        self.claim, self.register, self.title = claim, register, title
        self.day, self.tenure = verdict.day, verdict.tenure
        self.roles = [tenure.role for pk in claim.people for tenure in register.tenures[pk]]
        self.name = str(self.roles[0].person)

    def term(self) -> tuple[str, str]:
        role, other = self._role, self._holder()
        message = f"{self.name} {term(role, self.day)}"
        if other:
            message += f"; {on(self.day)} it was {other.person}"
        over = role.over_by(self.day) and self.claim.sense in (Sense.NOW, Sense.THEN)
        choices = [f"“{self._former(role)}”"] if over and self.claim.office else []
        choices += [f"{other.person} in place of {self.name}"] if other else []
        choices += [f"“{now}”"] if (now := self._was()) else []
        return f"{message}.", _write(choices)

    def level(self) -> tuple[str, str]:
        role = self._role
        message = f"{self.name} {term(role, self.day)}: that is not “{self.title}”."
        return message, _write([f"“{of_role(role)}”"])

    def another(self) -> tuple[str, str]:
        role = self._role
        verb = "was" if role.ended_on else "has been" if role.started_on else "is"
        message = f"{role.person} {verb} {of_role(role)} {when(role)}".strip()
        message += f", not {self.name}."
        choices = [f"{role.person} in place of {self.name}"]
        return message, _write([*choices, *([f"“{now}”"] if (now := self._was()) else [])])

    def nowhere(self) -> tuple[str, str]:
        place = next(
            (
                str(tenure.role.organization)
                for tenure in self.register.holders
                if self.claim.seat in tenure.seats and tenure.role.organization
            ),
            self.register.printed(self.claim.seat),
        )
        ever = self.claim.sense in (Sense.FORMER, Sense.ONCE)
        message = f"The register knows no role of {self.name} at {place}"
        message += "" if ever else f" {on(self.day)}"
        was = self._was()
        known = f"{self.name} was {was} then" if was else f"{self.name} {self._last()}"
        return f"{message}; {known}.", _write([f"“{was}”"] if was else [])

    def bounds(self) -> tuple[str, str]:
        role = self._role
        verb = "was" if role.ended_on else "has been"
        return f"{self.name} {verb} {of_role(role)} {when(role)}.", "Check the dates."

    def in_office(self) -> tuple[str, str]:
        role = self._role
        since = f" since {partial_date(role.started_on)}" if role.started_on else ""
        message = f"{self.name} has been {of_role(role)}{since} and was so {on(self.day)}."
        return message, _write([f"“{of_role(role)}”"])

    def _former(self, role: Role) -> str:
        """Return the printed title as a former one, or that of the role where it is no title."""
        words = self.title.casefold().split()
        if words[0] in VERBS or any(word in PLURALS for word in words):
            return former(of_role(role))
        return former(self.title)

    @property
    def _role(self) -> Role:
        return self.tenure.role if self.tenure else self.roles[-1]

    def _holder(self) -> Role | None:
        """Who held, on that day, what this person did not."""
        if self.tenure is None or self.claim.sense not in (Sense.NOW, Sense.THEN):
            return None
        for seat in sorted(self.tenure.seats):
            for tenure in holders(self.tenure.office, seat, self.register.holders, self.day):
                if tenure.role.person_id not in self.claim.people:
                    return tenure.role
        return None

    def _was(self) -> str:
        """What this person was on that day; "" when the register does not know."""
        held = [role for role in self.roles if role.held_on(self.day) == Answer.YES]
        return of_role(held[-1]) if held else ""

    def _last(self) -> str:
        return term(self.roles[-1], self.day)


def _write(choices: list[str]) -> str:
    return f"Write {', or '.join(dict.fromkeys(choices))}." if choices else "Check the title."

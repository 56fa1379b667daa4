"""As what somebody is quoted: a role not held on the day the words were said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from articles.deskcheck.findings import Finding, Place
from articles.deskcheck.register import Tenure, holding
from articles.deskcheck.subjects import Text
from articles.deskcheck.tenures import holders
from articles.deskcheck.verdicts import Fault
from articles.deskcheck.wording import of_role, on, term
from people.dates import Answer, PartialDate
from people.models import Role

HINT = "Choose another role in the quote, or none: the register then says what the speaker was."


def spoken_as(text: Text) -> Iterator[Finding]:
    """Find quotations under a role that certainly was not held, each record once."""
    wrong = [
        (Tenure.of(quote.role), quote.said or PartialDate.of(text.day), place)
        for quote, place in ((text.quotes[pk], place) for pk, place in _first_places(text).items())
        if quote.role and not quote.described_as
    ]
    wrong = [each for each in wrong if each[0].role.held_on(each[1]) == Answer.NO]
    offices: dict[str, set[str]] = defaultdict(set)
    for tenure, _, _ in wrong:
        offices[tenure.office.head] |= tenure.seats
    known = holding(offices)
    for tenure, day, place in wrong:
        yield Finding.error(Fault.TERM, _message(tenure, day, known), HINT, place)


def _first_places(text: Text) -> dict[int, Place]:
    """Return where each quotation with a record stands first."""
    places: dict[int, Place] = {}
    for passage in text.passages:
        for start, end, pk in passage.quoted:
            if pk in text.quotes:
                places.setdefault(pk, passage.place(start, end))
    return places


def _message(tenure: Tenure, day: PartialDate, known: Iterable[Tenure]) -> str:
    role = tenure.role
    other = _holder(tenure, day, known)
    instead = f"; {on(day)} it was {other.person}" if other else f", and spoke {on(day)}"
    return f"Quoted as {of_role(role)}: {role.person} {term(role, day)}{instead}."


def _holder(tenure: Tenure, day: PartialDate, known: Iterable[Tenure]) -> Role | None:
    """Return who held on that day what this person did not; None when nobody knows."""
    for seat in sorted(tenure.seats):
        for other in holders(tenure.office, seat, known, day):
            if other.role.person_id != tenure.role.person_id:
                return other.role
    return None

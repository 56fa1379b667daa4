"""Titles beside names, and under quotations: what the register contradicts for certain.

A title is judged on the day its sentence speaks of: the day on which a quote was said, else a date
or year in the sentence, else the story's day.
"""

from __future__ import annotations

from collections.abc import Iterator

from articles.deskcheck.findings import Finding
from articles.deskcheck.passages import Passage
from articles.deskcheck.registry import check
from articles.deskcheck.speakers import spoken_as
from articles.deskcheck.subjects import Text
from articles.deskcheck.telling import told
from articles.deskcheck.verdicts import Verdict, concerns, judge
from people.claims import Claim
from people.dates import PartialDate
from people.spoken_days import Spoken, spoken_of
from people.spoken_terms import term_of


@check("attribution", reads=Text)
def attribution(text: Text) -> Iterator[Finding]:
    """Find titles that the person named with them does not hold on the day that is spoken of."""
    for passage, claims in zip(text.passages, text.register.claims, strict=True):
        verdicts = {claim: _verdict(text, passage, claim) for claim in claims}
        for claim in _one_each(
            [c for c in claims if verdicts[c] and not _is_anothers(c, verdicts)]
        ):
            if verdict := verdicts[claim]:
                message, hint = told(claim, verdict, passage.text, text.register)
                place = passage.place(claim.start, claim.end)
                yield Finding.error(verdict.fault, message, hint, place)
    yield from spoken_as(text)


def _is_anothers(claim: Claim, verdicts: dict[Claim, Verdict | None]) -> bool:
    """Does the title stand between two names, and is it right of the other: "X, the mayor, Y"?"""
    return any(
        other.title_start == claim.title_start
        and (other.name_start < other.title_start) != (claim.name_start < claim.title_start)
        and verdict is None
        for other, verdict in verdicts.items()
    )


def _verdict(text: Text, passage: Passage, claim: Claim) -> Verdict | None:
    """Return what is wrong with a claim: it has to be wrong of everybody who may be meant."""
    spoken = _spoken(text, passage, claim)
    term = term_of(passage.text, claim, text.day) if text.said_on(passage) is None else None
    people = [pk for pk in claim.people if concerns(claim, pk, text.register)] or claim.people
    verdicts = [judge(claim, pk, text.register, spoken, text.day, term) for pk in people]
    return verdicts[0] if verdicts and all(verdicts) else None


def _spoken(text: Text, passage: Passage, claim: Claim) -> Spoken:
    said = text.said_on(passage)
    if said is not None:
        return Spoken((said,), dated=True)
    if claim.is_said:
        return Spoken((PartialDate.of(text.day),), dated=False)
    return spoken_of(passage.text, claim.start, claim.end, text.day)


def _one_each(claims: list[Claim]) -> Iterator[Claim]:
    """Leave out what says the same again: two readings of one title, or of one name's titles."""
    seen: set[tuple[str | int, ...]] = set()
    for claim in claims:
        marks: set[tuple[str | int, ...]] = {
            ("title", claim.title_start, claim.name_start),
            ("name", claim.name_start, claim.end),
        }
        if claim.turn:  # "X succeeded Y as mayor" is one statement
            marks.add(("turn", claim.title_start))
        if not marks & seen:
            seen |= marks
            yield claim

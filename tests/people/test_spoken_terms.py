"""The bounds of a term are read where they touch the title."""

from datetime import date

import pytest

from people.dates import PartialDate
from people.mentions import find
from people.reading import Known, Reader
from people.spoken_terms import SLACK, Term, term_of
from people.tokens import tokens

KNOWN = Known(people={"ines halloran": (1,)}, places={"port selwyn": "port selwyn"})
DAY = date(2025, 12, 6)


def read(text: str) -> Term | None:
    (claim,) = find(Reader(KNOWN, [tokens(text)]))[0]
    return term_of(text, claim, DAY)


def around(year: int) -> PartialDate:
    return PartialDate(date(year, 1, 1) - SLACK, date(year, 12, 31) + SLACK)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Ines Halloran was mayor of Port Selwyn from 2005 to 2016.", (2005, 2016)),
        ("Ines Halloran, mayor of Port Selwyn (2005–2016), spoke.", (2005, 2016)),
        ("Ines Halloran, mayor of Port Selwyn until 2016, spoke.", (2016,)),
        ("Ines Halloran, the mayor of Port Selwyn since 2016, spoke.", (2016,)),
        ("Ines Halloran became mayor of Port Selwyn in 2016.", (2016,)),
    ],
)
def test_the_title_must_be_held_around_each_bound(text, years):
    words = text

    term = read(words)

    assert term
    assert term.days == tuple(around(year) for year in years)


@pytest.mark.parametrize(
    "text",
    [
        "Ines Halloran is the youngest mayor of Port Selwyn since 1990.",
        "Ines Halloran, the mayor of Port Selwyn, was away from 2005 to 2016.",
        "Mayor Ines Halloran until 2016 lived abroad.",
        "Ines Halloran will be mayor until 2030.",
        "Ines Halloran was sworn in as mayor of Port Selwyn on 4 December 2025.",
    ],
)
def test_other_dates_bound_nothing(text):
    words = text

    terms = [
        term_of(words, claim, DAY)
        for claims in find(Reader(KNOWN, [tokens(words)]))
        for claim in claims
    ]

    assert [term for term in terms if term] == []


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Ines Halloran was mayor of Port Selwyn from 2005 to 2016.", (True, True)),
        ("Ines Halloran, mayor of Port Selwyn until March, spoke.", (False, True)),
        ("Mayor of Port Selwyn until March 2021, Ines Halloran spoke.", (False, True)),
        ("Ines Halloran, the mayor of Port Selwyn since last year, spoke.", (True, False)),
        ("Ines Halloran became mayor of Port Selwyn two years ago.", (True, False)),
        ("Ines Halloran was elected mayor of Port Selwyn in 2020.", (False, False)),
        ("Ines Halloran was mayor of Port Selwyn when it flooded in 2020.", (False, False)),
    ],
)
def test_what_begins_or_ends_was_not_held_long_before_or_after(text, bounds):
    words = text

    term = read(words)

    assert term
    assert (term.began is not None, term.ended is not None) == bounds

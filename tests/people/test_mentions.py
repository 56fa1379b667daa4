"""Titles beside names are found in the ways in which newspapers put them."""

import pytest

from people.claims import Claim, Sense, Turn
from people.mentions import find
from people.reading import Known, Reader
from people.tokens import tokens

KNOWN = Known(
    people={"ines halloran": (1,), "tobias wren": (2,)},
    places={"port selwyn": "port selwyn", "tarsia": "tarsia"},
)


def claims_of(text: str) -> list[Claim]:
    return find(Reader(KNOWN, [tokens(text)]))[0]


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Mayor Ines Halloran spoke.", Sense.NOW),
        ("Ines Halloran (pictured), the mayor of Port Selwyn, spoke.", Sense.NOW),
        ("Ines Halloran, Port Selwyn's long-time mayor, spoke.", Sense.NOW),
        ("Ines Halloran, 61, the former mayor of Port Selwyn, spoke.", Sense.FORMER),
        ("The mayor-elect, Ines Halloran, spoke.", Sense.NEXT),
        ("As mayor of Port Selwyn, Ines Halloran opened the pier.", Sense.ONCE),
        ("As mayor of Port Selwyn, Ines Halloran appoints the judges.", Sense.NOW),
    ],
)
def test_a_title_is_read_with_the_sense_in_which_it_is_given(text, sense):
    words = text

    (claim,) = claims_of(words)

    assert (claim.people, claim.sense) == ((1,), sense)


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("Ines Halloran was mayor of Port Selwyn.", Turn.WAS),
        ("Ines Halloran became mayor of Port Selwyn.", Turn.BEGUN),
        ("Ines Halloran was sworn in as mayor of Port Selwyn.", Turn.BEGUN),
        ("Ines Halloran was appointed mayor of Port Selwyn.", Turn.GIVEN),
        ("Ines Halloran, who stepped down as mayor of Port Selwyn, spoke.", Turn.ENDED),
    ],
)
def test_a_verb_tells_whether_a_title_begins_or_ends(text, turn):
    words = text

    (claim,) = claims_of(words)

    assert (claim.seat, claim.turn) == ("port selwyn", turn)


@pytest.mark.parametrize(
    "text",
    [
        "If Ines Halloran were mayor, the pier would stand.",
        "Were Ines Halloran mayor, the pier would stand.",
        "Whether Ines Halloran is mayor, nobody asks.",
        "As mayor, Ines Halloran would rebuild the pier.",
        "Ines Halloran is not the mayor of Port Selwyn.",
    ],
)
def test_what_is_only_supposed_is_no_claim(text):
    words = text

    found = claims_of(words)

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Presidents Ines Halloran of Port Selwyn and Tobias Wren of Tarsia met.",
        "The presidents of Port Selwyn and Tarsia, Ines Halloran and Tobias Wren, met.",
    ],
)
def test_of_two_places_and_two_names_each_has_its_own(text):
    words = text

    found = claims_of(words)

    seats = {(claim.people, claim.seat) for claim in found}
    assert seats == {((1,), "port selwyn"), ((2,), "tarsia")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ines Halloran succeeded Tobias Wren as mayor of Port Selwyn.",
            [((1,), Turn.BEGUN), ((2,), Turn.ENDED)],
        ),
        (
            "Tobias Wren was succeeded by Ines Halloran as mayor of Port Selwyn.",
            [((1,), Turn.BEGUN), ((2,), Turn.ENDED)],
        ),
        ("They named Ines Halloran mayor of Port Selwyn.", [((1,), Turn.GIVEN)]),
        ("They dismissed Ines Halloran as mayor of Port Selwyn.", [((1,), Turn.ENDED)]),
        ("Mayor of Port Selwyn until 2021, Ines Halloran spoke.", [((1,), Turn.WAS)]),
        (
            "Ines Halloran and Tobias Wren, the mayors of Port Selwyn and Tarsia, spoke.",
            [((1,), Turn.NONE), ((2,), Turn.NONE)],
        ),
        ("The father of Ines Halloran was mayor of Port Selwyn.", []),
    ],
)
def test_each_name_gets_what_the_sentence_gives_it(text, told):
    claims = claims_of(text)

    assert sorted({(c.people, c.turn) for c in claims if c.office}) == told


def test_what_is_called_the_bank_is_the_one_that_was_named_before():
    known = Known(people={"ines halloran": (1,)}, places={"northgate bank": "northgate bank"})
    texts = ["Northgate Bank closed.", "The bank's chairwoman, Ines Halloran, spoke."]

    _, (claim,) = find(Reader(known, [tokens(text) for text in texts]))

    assert (claim.seat, claim.sure_seat) == ("northgate bank", True)


def test_the_name_of_a_house_may_have_an_owner_in_it():
    known = Known(people={"ines halloran": (1,)}, places={"kings college": "kings college"})

    ((claim,),) = find(Reader(known, [tokens("Ines Halloran, dean of King’s College, spoke.")]))

    assert claim.seat == "kings college"

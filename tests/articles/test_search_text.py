"""Text as the search reads it, and the way back."""

import pytest

from articles.search_text import ACCENTED_LETTERS, BARE_LETTERS, compounds, places


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("Café, 1.9 <b>", "cafe  1 9  b "),
        ("Straße_Łódź", "strasse lodz"),
        ("حدوداً الأزرق", "حدودا الازرق"),
    ],
)
def test_bare_letters_leave_out_what_tells_no_words_apart(printed, bare):
    assert printed.translate(BARE_LETTERS) == bare


def test_accented_letters_keep_their_accents():
    assert "ÉLÈVE’S".translate(ACCENTED_LETTERS) == "élève s"


@pytest.mark.parametrize("text", ["", "abc", "Straße", "عمَّ يسكت", "ﬁn"])
def test_places_lead_from_each_bare_letter_to_the_printed_one(text):
    bare = text.translate(BARE_LETTERS)

    found = places(text, BARE_LETTERS)

    assert len(found) == len(bare) + 1
    spelled = [text[n].translate(BARE_LETTERS) for n in found[:-1]]
    assert all(c in letters for c, letters in zip(bare, spelled, strict=True))
    assert found[-1] == len(text)


def test_compounds_are_joined_once():
    assert compounds("A cease-fire, a Cease-fire and a non‑return flap - no") == [
        "ceasefire",
        "Ceasefire",
        "nonreturn",
    ]

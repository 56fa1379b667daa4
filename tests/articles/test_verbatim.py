"""Words printed and words of record: what news style allows, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.verbatim import Departure, departure, is_verbatim

RECORD = "We are committed to this option, and we don't want another war. Peace - not war - it is!"


@pytest.mark.parametrize(
    "printed",
    [
        RECORD,
        # 1: a stretch
        "committed to this option",
        "and we don't want another war.",
        "it is!",
        # 2: marks, apostrophes, dashes, white space
        "“We are committed to this option”",
        '«We are ‘committed’ to "this option"»',
        "we don’t want another war",
        "Peace — not war – it is!",
        "We are\u00a0committed \n to this\toption",
        # 3: ellipses
        "We are committed … and we don't want another war.",
        "We are committed ... another war.",
        "We are committed. . . . Peace",
        "We are committed, […] Peace",
        "We are committed to this option. … Peace",
        "… committed to this option …",
        "We ... want ... war ... Peace",
        # 4: brackets
        "We [the government] are committed to this option",
        "[The government is] committed to this option",
        "We are committed to [negotiating], and we don't want another war.",
        "We are commit[ting] to this option",
        # 5: the first letter
        "we are committed",
        "Committed to this option",
        "We are committed … Another war.",
        "[A]nother war",
        "We are committed to [t]his option",
        # 6: the end
        "We are committed to this option,",
        "We are committed to this option.",
        "we don't want another war,”",
        "it is",
    ],
)
def test_what_news_style_allows_is_verbatim(printed):
    found = departure(printed, RECORD)

    assert found is None


@pytest.mark.parametrize(
    ("printed", "unsaid"),
    [
        ("We are devoted to this option", "devoted"),
        ("We are committed to that option", "that"),
        ("We are committed to this option and", "and"),
        ("We were committed", "were"),
        ("We are very committed", "very"),
        ("We committed", "committed"),
        ("committed … We are", "are"),  # "we" comes again, "we are" does not
        ("We Are committed", "Are"),
        ("We are committed to this option!", "!"),
        ("We dont want", "dont"),
        ("Peace - not war - it is?", "?"),
        ("We are commit", "commit"),
        ("no", "no"),
        ("another war … another war", "another"),
        ("[He said] no", "no"),
    ],
)
def test_first_words_that_nobody_said_are_named(printed, unsaid):
    found = departure(printed, RECORD)

    assert found is not None
    assert found.text == unsaid
    assert printed[found.start : found.end] == unsaid


@pytest.mark.parametrize("printed", ["", "  ", "…", "[The government.]", "“”", "."])
def test_what_holds_no_word_of_the_record_is_not_verbatim(printed):
    found = departure(printed, RECORD)

    assert found == Departure(0, len(printed), printed)


@pytest.mark.parametrize("printed", ["I don't know.", "I … don't know", "I don't … know"])
def test_pauses_and_notes_of_the_record_need_not_be_printed(printed):
    assert is_verbatim(printed, "I… [pauses] don't... know.")


def test_letters_are_the_same_however_they_are_composed():
    assert is_verbatim("cafe\u0301", "the café")


@pytest.mark.parametrize("script", ["نحن ملتزمون بهذا الخيار", "אנו מחויבים לאפשרות הזו"])
def test_other_scripts_are_compared_word_by_word(script):
    first, *others = script.split()

    assert is_verbatim(f"«{script}»", script)
    assert not is_verbatim(" ".join([first, "X", *others]), script)


def test_long_words_are_compared_too():
    record = "we said a lot " * 20_000

    found = departure(f"{record}and then more", record)

    assert found is not None
    assert (found.text, found.start) == ("and", len(record))


# Whatever was said

WORDS = st.lists(
    st.sampled_from(["we", "they", "war", "peace", "don't", "is", "cease-fire", "1701"]), min_size=3
)


@given(WORDS, st.data())
def test_every_stretch_is_verbatim_however_it_is_dressed(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    stretch = words[start:end]
    if len(stretch) > 2:
        cut = data.draw(st.integers(1, len(stretch) - 1))
        gap = data.draw(st.sampled_from(["…", "...", "[…]", "[the army]"]))
        stretch = [*stretch[: cut - 1], gap, *stretch[cut:]]
    opening, closing = data.draw(st.sampled_from(["“”", '""', "«»", "  "]))
    final = data.draw(st.sampled_from(["", ",", "."]))
    text = " ".join(stretch).replace("'", data.draw(st.sampled_from("'’")))

    printed = f"{opening}{text[:1].upper()}{text[1:]}{final}{closing}"

    assert departure(printed, " ".join(words)) is None


@given(WORDS, st.data())
def test_a_word_that_was_not_said_is_always_found(words, data):
    place = data.draw(st.integers(0, len(words)))
    printed = " ".join([*words[:place], "nonsense", *words[place:]])

    found = departure(printed, " ".join(words))

    assert found is not None
    assert found.text == "nonsense"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(printed, record):
    found = departure(printed, record)

    assert found is None or printed[found.start : found.end] == found.text

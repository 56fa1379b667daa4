from datetime import date

import pytest

from articles.deskcheck import Text, run


@pytest.fixture(autouse=True)
def placeholders(only):
    only("placeholders")


def marks(text):
    return [finding.where.text for finding in run(Text.plain(text, date(2025, 12, 6)))]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("The mayor, TK, said so.", "TK"),
        ("It cost TKTK crowns.", "TKTK"),
        ("It cost XXX crowns.", "XXX"),
        ("HOLD FOR LAWYERS", "HOLD"),
        ("HOLD: waiting for the court", "HOLD"),
        ("DO NOT PUBLISH before noon.", "DO NOT PUBLISH"),
        ("do not publish", "do not publish"),
        ("Not for publication: he is ill.", "Not for publication"),
        ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
        ("Quote TO COME", "TO COME"),
        ("Who said it????", "????"),
    ],
)
def test_a_mark_left_for_later_is_found(text, mark):
    assert marks(text) == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "They hold talks, on hold since May, and Hold the Line is a song.",
        "What is to come nobody knows.",
        "She lives at TK-12 Road and reads https://example.org/TK/XXX.html.",
        "Why? Really? Yes.",
        "Super Bowl XXXV, and the Roman XXXVI, were long ago.",
        "HSBC and AT&T and TKO.",
    ],
)
def test_what_is_meant_is_left_alone(text):
    assert marks(text) == []


def test_places_count_code_points_of_the_whole_text():
    text = "𝒜 first paragraph.\n\nThen TK came."

    [finding] = run(Text.plain(text, date(2025, 12, 6)))

    assert text[finding.where.start : finding.where.end] == "TK"

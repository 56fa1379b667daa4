"""Titles of the register, taken apart; and the day of which a sentence speaks."""

from datetime import date

import pytest

from people.dates import PartialDate
from people.near_misses import distance, is_near
from people.spoken_days import spoken_of
from people.titles import Office, read, related

DAY = date(2025, 12, 6)


@pytest.mark.parametrize(
    ("title", "organization", "office"),
    [
        ("President of Lebanon", "", Office("president", seat="lebanon")),
        ("President", "lebanon", Office("president", seat="lebanon")),
        ("Chairwoman", "selwyn ferries", Office("chair", seat="selwyn ferries")),
        (
            "Vice President of the United States",
            "",
            Office("president", level="deputy", seat="united states"),
        ),
        (
            "Acting Governor",
            "bank of tarsia",
            Office("governor", level="acting", seat="bank of tarsia"),
        ),
        (
            "Minister for Foreign Affairs of Germany",
            "",
            Office("minister", frozenset({"foreign"}), seat="germany"),
        ),
        ("Foreign Secretary", "uk", Office("minister", frozenset({"foreign"}), seat="britain")),
        (
            "Ambassador of Lebanon to the United States",
            "",
            Office("ambassador", seat="lebanon", to="united states"),
        ),
        ("Mayor of London", "", Office("mayor", seat="london")),
    ],
)
def test_a_title_is_taken_apart(title, organization, office):
    assert read(title, organization) == office


def test_a_part_of_a_place_is_related_to_it_and_another_place_is_not():
    assert related("lebanon", "lebanese armed forces")
    assert related("port selwyn", "port selwyn harbour authority")
    assert not related("selwyn ferries", "selwyn general hospital")


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("President X spoke.", ["2025-12-06"]),
        ("In 2019, President X spoke.", ["2019"]),
        ("On 27 October 2022, President X spoke.", ["2022-10-27"]),
        ("On March 3, 2016, President X spoke.", ["2016-03-03"]),
        ("President X spoke in May 2010.", ["2010-05"]),
        ("Last year, President X spoke.", ["2024"]),
        ("Two years ago, President X spoke.", ["2023"]),
        ("“In 2019 nobody spoke,” said President X.", ["2025-12-06"]),
        ("In 2019 nobody spoke, said President X.", ["2025-12-06"]),
        ("President X said that in 2019 nobody spoke.", ["2025-12-06"]),
        ("President X, who was born in 1955, spoke.", ["2025-12-06", "1955"]),
        ("In 2019 nobody spoke. President X did.", ["2025-12-06", "2019"]),
        ("The November 2024 cease-fire pleased President X.", ["2025-12-06"]),
        ("In 2019a, on 31 February 2020, President X spoke.", ["2025-12-06"]),
    ],
)
def test_the_day_of_a_title_is_the_one_that_its_sentence_speaks_of(sentence, days):
    start = sentence.index("President X")

    spoken = spoken_of(sentence, start, start + len("President X"), DAY)

    assert list(spoken.days) == [PartialDate.parse(day) for day in days]


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("karam", "karem", 1), ("karam", "karma", 1), ("resnick", "resnik", 1), ("aoun", "salam", 3)],
)
def test_letters_that_differ_are_counted(one, other, letters):
    assert distance(one, other, 2) == letters


def test_a_slip_is_of_one_letter_in_a_short_word_and_of_two_in_a_long_one():
    assert is_near("karam", "karem")
    assert is_near("netanyahu", "netaniaho")
    assert not is_near("karam", "kerem")
    assert not is_near("karam", "baram")

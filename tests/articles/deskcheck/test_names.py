"""Names that are nearly those of the register, or not spelled alike throughout a story."""

from datetime import date

import pytest

from articles.deskcheck import Text, run
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def levels(settings):
    settings.DESK_CHECK_LEVELS = {"*": "off", "names": "warning"}


@pytest.fixture(autouse=True)
def register():
    return [factories.person(name) for name in ("Simon Karam", "Uri Resnick", "Ines Halloran")]


def found(text):
    return [(f.where.text, f.rule) for f in run(Text.plain(text, date(2025, 12, 6))) if f.where]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Simon Karem led the talks.", "Simon Karem"),
        ("Israel sent Uri Resnik to the talks.", "Uri Resnik"),
        ("The mayor, Ines Haloran, spoke.", "Ines Haloran"),
    ],
)
def test_a_near_miss_of_a_registered_name_is_found(text, name):
    assert found(text) == [(name, "register")]


def test_a_family_name_that_is_not_spelled_alike_throughout_a_story_is_found():
    text = "Simon Karam led the talks.\n\nThere was hope, said Karem, and time."

    assert found(text) == [("Karem", "story")]


@pytest.mark.parametrize(
    "text",
    [
        "Simon Karam led the talks. Karam was content.",
        "Sofia Karam led the talks.",
        "Simon Baram led the talks.",
        "Simone Carver led the talks.",
        "Karma is a word of Sanskrit, and Uri is a canton.",
        "Ines Halloran's letter was read. Halloran stayed away.",
    ],
)
def test_another_name_and_a_common_word_are_left_alone(text):
    assert found(text) == []

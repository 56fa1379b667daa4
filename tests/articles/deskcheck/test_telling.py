"""An editor is told what is wrong with a title in words that could be printed."""

from datetime import date

import pytest

from articles.deskcheck import Text, run
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 6)


@pytest.fixture(autouse=True)
def check(settings):
    settings.DESK_CHECK_LEVELS = {"*": "off", "attribution": "error"}


@pytest.fixture
def opera():
    house = factories.organization("Halden Opera")
    ines = factories.person("Ines Halloran")
    factories.role(ines, "Director", organization=house, started_on="2010", ended_on="2019-08")
    tobias = factories.person("Tobias Wren")
    factories.role(tobias, "Director", organization=house, started_on="2019-09")


def finding(text: str):
    [found] = run(Text.plain(text, DAY))
    return found


@pytest.mark.parametrize(
    ("printed", "hint"),
    [
        ("the Halden Opera's director, Ines Halloran, spoke", "the Halden Opera's former director"),
        ("the director of the Halden Opera, Ines Halloran, spoke", "former director of the"),
        ("Ines Halloran, who heads the Halden Opera, spoke", "former Director of the Halden Opera"),
    ],
)
def test_a_former_title_is_put_as_one_would_print_it(opera, printed, hint):
    found = finding(f"On Friday {printed}.")

    assert f"Write “{hint}" in found.hint


def test_who_came_later_is_told_to_have_begun_later(opera):
    found = finding("Tobias Wren was director of the Halden Opera from 2012 to 2014.")

    assert (
        found.message == "Tobias Wren was not Director of the Halden Opera before September 2019."
    )


def test_bounds_that_are_not_those_of_the_register_are_told_with_them(opera):
    found = finding("Ines Halloran, director of the Halden Opera until 2015, spoke.")

    assert (found.rule, found.message) == (
        "bounds",
        "Ines Halloran was Director of the Halden Opera from 2010 to August 2019.",
    )

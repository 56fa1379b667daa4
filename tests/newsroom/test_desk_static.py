"""The desk's style sheets keep the rules of the readers', and use the same colours."""

import pytest
from django.conf import settings

from tests.newsroom.test_static import COLOUR, IMPORTANT, PHYSICAL, by_name, declared, rules

SHEETS = sorted((settings.BASE_DIR / "newsroom/static/desk").glob("*.css"))
READER = settings.BASE_DIR / "newsroom/static/reader/base.css"
# It answers sheets that stand outside every layer, and so has to stand there too.
UNLAYERED = "widgets.css"


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_a_sheet_of_the_desk_names_no_physical_side(sheet):
    found = [line for line in rules(sheet) if PHYSICAL.search(line)]

    assert found == []


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_a_sheet_of_the_desk_shouts_at_no_other_rule(sheet):
    found = [line for line in rules(sheet) if IMPORTANT.search(line)]

    assert found == []


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_the_desk_has_no_colours_of_its_own(sheet):
    found = [line for line in rules(sheet) if COLOUR.search(line)]

    assert found == []


def test_every_custom_property_of_the_desk_is_declared_by_it_or_by_the_readers_base():
    css = "\n".join(sheet.read_text() for sheet in SHEETS)

    used = {part.split(")")[0].split(",")[0] for part in css.split("var(")[1:]}

    assert used <= declared(css) | declared(READER.read_text())


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_every_rule_of_the_desk_stands_in_a_layer(sheet):
    first = [line.split()[0] for line in rules(sheet) if line and not line[0].isspace()]

    assert set(first) <= {"@layer", "}"} or sheet.name == UNLAYERED

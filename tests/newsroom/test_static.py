"""The readers' style sheets and templates keep the rules that keep them readable."""

import re

import pytest
from django.conf import settings

SHEETS = sorted((settings.BASE_DIR / "newsroom/static/reader").glob("*.css"))
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if path.parent.name not in {"admin", "desk"}]

SIDE = r"(?:left|right|top|bottom)"
PHYSICAL = re.compile(
    rf"(?<![-\w])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-{SIDE}[-\w]*"
    rf"|{SIDE}|(?:min-|max-)?(?:width|height))\s*:"
    rf"|(?<![-\w])(?:float|clear|text-align)\s*:\s*{SIDE}"
)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
    r"|:[^;]*(?<![-\w])(?:white|black|red|green|blue|gr[ae]y|orange|yellow|silver)\b",
    re.IGNORECASE,
)
IMPORTANT = re.compile(r"!\s*important")
INLINE = re.compile(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", re.IGNORECASE)

by_name = {"ids": lambda path: path.name}


def rules(path):
    """Return a style sheet's lines without comments and without the conditions of @media."""
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    return [line for line in css.splitlines() if not line.strip().startswith("@media")]


def declared(css):
    return set(re.findall(r"^\s*(--[\w-]+)\s*:", css, flags=re.MULTILINE))


@pytest.mark.parametrize(
    "line", ["margin-left: 1px", "  left: 0;", "max-width: 3rem", "float: right", "{ top:0 }"]
)
def test_a_physical_property_is_recognised(line):
    found = PHYSICAL.search(line)

    assert found


@pytest.mark.parametrize("line", ["inline-size: 1px", "inset-inline-start: 0", "line-height: 1.5"])
def test_a_logical_property_is_let_pass(line):
    found = PHYSICAL.search(line)

    assert found is None


@pytest.mark.parametrize("line", ["color: red", "background: #fff", "fill: rgb(0 0 0)"])
def test_a_colour_is_recognised(line):
    found = COLOUR.search(line)

    assert found


def test_a_custom_property_named_like_a_colour_is_let_pass():
    found = COLOUR.search("color: var(--grey)")

    assert found is None


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_a_style_sheet_names_no_physical_side(sheet):
    found = [line for line in rules(sheet) if PHYSICAL.search(line)]

    assert found == []


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_a_style_sheet_shouts_at_no_other_rule(sheet):
    found = [line for line in rules(sheet) if IMPORTANT.search(line)]

    assert found == []


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_every_colour_is_a_custom_property(sheet):
    plain = [line for line in rules(sheet) if not line.strip().startswith("--")]

    found = [line for line in plain if COLOUR.search(line)]

    assert found == []


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_only_the_base_declares_custom_properties(sheet):
    own = declared(sheet.read_text())

    assert own == set() or sheet.name == "base.css"


def test_every_custom_property_in_use_is_declared():
    css = "\n".join(sheet.read_text() for sheet in SHEETS)

    used = set(re.findall(r"var\((--[\w-]+)", css))

    assert used == declared(css)


@pytest.mark.parametrize("sheet", SHEETS, **by_name)
def test_every_rule_stands_in_a_layer(sheet):
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)

    top_level = re.findall(r"^(\S[^{;\n]*)", css, flags=re.MULTILINE)

    assert {line.split()[0] for line in top_level} == {"@layer", "}"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_is_short_enough_to_be_read_at_once(template):
    lines = len(template.read_text().splitlines())

    assert lines <= (30 if template.name.startswith("_") else 60)


@pytest.mark.parametrize("template", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_readers_template_has_no_inline_style_or_script(template):
    found = INLINE.findall(template.read_text())

    assert found == []


@pytest.mark.parametrize("template", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_partial_gets_what_it_shows_and_nothing_else(template):
    includes = re.findall(r"{% include .*? %}", template.read_text())

    assert [tag for tag in includes if not tag.endswith(" only %}")] == []

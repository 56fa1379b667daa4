"""The readers' words in every language: none forgotten, none half done."""

import re
from importlib import import_module

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

from tests.articles.markup import Seen
from tests.newsroom.catalogues import (
    LANGUAGES,
    LOCALE,
    Message,
    asked_for,
    compiled,
    readers_templates,
    written,
)

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
ELEMENT = re.compile(r"</?\w+")
# Names that are the same in every language.
NAMES = {"ninjs"}
SPOKEN = {"aria-label", "title", "alt", "placeholder", "label"}
MACHINES_DATES = {"Y-m-d", "Ymd", "r"}


def templates():
    top = settings.BASE_DIR / "templates"
    return [pytest.param(path, id=str(path.relative_to(top))) for path in readers_templates()]


def tokens(path):
    return Lexer(path.read_text()).tokenize()


def without_marked(path) -> str:
    """Return a template's own text: without tags, and without what is looked up."""
    kept, marked = [], False
    for token in tokens(path):
        if token.token_type == TokenType.BLOCK and "blocktranslate" in token.contents:
            marked = not token.contents.startswith("end")
        elif token.token_type == TokenType.TEXT and not marked:
            kept.append(token.contents)
    return "".join(kept)


class Words(Seen):
    """What is read of a page: its text, labels, titles and description."""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        read = SPOKEN | ({"content"} if given.get("name") == "description" else set())
        self.words += " ".join(given[name] or "" for name in read & given.keys()) + " "


@pytest.mark.parametrize("path", templates())
def test_readers_templates_hold_no_word_that_is_not_looked_up(path):
    html = re.sub("<![^>]*>", "", without_marked(path))

    words = Words(html).words

    assert set(re.findall("[A-Za-z]+", words)) <= NAMES


@pytest.mark.parametrize("path", templates())
def test_readers_templates_hand_no_words_on_that_are_not_looked_up(path):
    code = [t.contents for t in tokens(path) if t.token_type in (TokenType.BLOCK, TokenType.VAR)]
    others = [text for text in code if "translate" not in text]

    handed_on = [
        word
        for text in others
        for word in re.findall(r'(?:=|default:)"([^"]*)"', text)
        if re.search("[A-Z ]", word)
    ]

    assert handed_on == []


@pytest.mark.parametrize("path", templates())
def test_days_are_written_in_forms_that_every_language_has(path):
    forms = re.findall(r'\|date:"([^"]*)"', path.read_text())

    ordered = [f for f in forms if len(f) > 1 and not f.endswith("_FORMAT")]

    assert set(ordered) <= MACHINES_DATES


def test_every_language_has_words_and_dates():
    folders = {path.name for path in LOCALE.iterdir()}
    dates = {
        path.parent.name for path in (settings.BASE_DIR / "newsroom/formats").rglob("formats.py")
    }

    assert folders == set(LANGUAGES)
    assert dates == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_word_and_no_other(language):
    known = {message.key for message in written(language)}

    asked = set(asked_for())

    assert known == asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_catalogue_is_put_and_sure(language):
    lacking = [m for m in written(language) if m.is_fuzzy or not all(m.texts)]

    assert lacking == []


def original(message: Message) -> str:
    return message.plural or message.key.text


def told_apart(message: Message) -> list[str]:
    """Return the texts that must name all that the original names; few counts name their number."""
    return message.texts[-1:] if message.plural else message.texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_names_what_the_original_names(language):
    others = [
        message
        for message in written(language)
        for text in told_apart(message)
        for pattern in (PLACEHOLDER, ELEMENT)
        if sorted(pattern.findall(text))
        != sorted(pattern.findall(message.plural or message.key.text))
    ]

    assert others == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_read_as_it_is_written(language):
    as_written = {}
    for message in written(language):
        name = "\x04".join(filter(None, message.key))
        numbered = {(name, number): text for number, text in enumerate(message.texts)}
        as_written |= numbered if message.plural else {name: message.texts[0]}

    as_read = compiled(language)

    assert as_read == as_written


@pytest.mark.parametrize("form", ["DAY", "WEEKDAY", "MONTH", "MOMENT", "SECOND", "TIME"])
@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_language_says_how_days_and_times_are_written(language, form):
    module = import_module(f"newsroom.formats.{language}.formats")

    written = getattr(module, f"{form}_FORMAT", "")

    assert written

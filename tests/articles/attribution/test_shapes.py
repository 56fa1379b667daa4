"""The shapes in which newspapers attribute titles, against a register of many people."""

import pytest
from django.core.management import call_command

from tests.articles.attribution import sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register(settings):
    settings.DESK_CHECK_LEVELS = {"*": "off", "attribution": "error"}
    call_command("import_register", sentences.REGISTER, verbosity=0)


@pytest.mark.parametrize("name", ["shapes.toml", "written_for.toml"])
def test_every_wrong_title_is_found_and_no_right_one(name):
    outcomes = [sentences.check(sentence) for sentence in sentences.read(name)]

    missed = [(o.sentence.text, words) for o in outcomes for words in o.missed]
    false = [(o.sentence.text, words) for o in outcomes for words in o.false]
    assert (missed, false) == ([], [])


def test_sentences_written_before_the_rules_were_mended_are_read_too():
    outcomes = [sentences.check(sentence) for sentence in sentences.read("second_look.toml")]

    assert sentences.figures(outcomes) == (1, 0)


def test_sentences_of_further_shapes_are_read_too():
    call_command("import_register", sentences.HERE / "third_look.csv", verbosity=0)

    outcomes = [sentences.check(sentence) for sentence in sentences.read("further.toml")]

    assert sentences.figures(outcomes) == (1, 0)


def test_most_of_the_sentences_written_without_a_look_at_the_rules_are_read():
    """Seven of them are not: the file says which of these a register can hardly tell."""
    call_command("import_register", sentences.HERE / "third_look.csv", verbosity=0)

    outcomes = [sentences.check(sentence) for sentence in sentences.read("third_look.toml")]

    found, false = sentences.figures(outcomes)
    assert (found >= 0.92, false) == (True, 0)

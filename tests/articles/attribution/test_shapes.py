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
    """Four of them are not: only who came before or after somebody shows what is wrong in them."""
    rows = sentences.read("second_look.toml")

    outcomes = [sentences.check(sentence) for sentence in rows]

    found, false = sentences.figures(outcomes)
    assert (found >= 0.94, false) == (True, 0)

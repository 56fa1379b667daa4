"""The check of titles against sentences that nobody who works on it has seen: two figures, no more.

Do not look at which of them fail, and mend nothing after them: they are what tells whether the
check works on a newsroom's own sentences.
"""

import pytest
from django.core.management import call_command

from tests.articles.attribution import sentences

pytestmark = pytest.mark.django_db


def test_most_wrong_titles_are_found_and_hardly_a_right_one(settings):
    settings.DESK_CHECK_LEVELS = {"*": "off", "attribution": "error"}
    call_command("import_register", sentences.REGISTER, verbosity=0)

    outcomes = [sentences.check(sentence) for sentence in sentences.read("held_out.toml")]

    found, false = sentences.figures(outcomes)
    print(f"found {found:.1%} of the wrong titles, {false:.1%} false alarms")
    enough, few = found >= 0.93, false <= 0.025
    assert (enough, few) == (True, True)

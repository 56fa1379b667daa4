"""The desk check is off in tests of anything else; here each test says which checks run."""

import pytest

from articles.deskcheck import registry
from tests import factories


@pytest.fixture
def only(settings):
    """Return a function that lets these checks run and no others."""

    def only(*checks):
        others = set(registry.names()) - set(checks)
        settings.DESK_CHECK_LEVELS = dict.fromkeys(others, "off")

    return only


@pytest.fixture
def broken():
    """Return a function that says which rules are broken in a story, and how gravely."""

    def broken(story):
        found = story.findings(factories.publisher())
        return [(finding.rule, finding.level.value) for finding in found]

    return broken

"""What `manage.py check` says of settings that do not fit together."""

import pytest
from django.core.checks import run_checks


@pytest.mark.parametrize(
    ("local", "printed", "warned"),
    [(False, True, True), (False, False, False), (True, True, False)],
)
def test_a_public_site_that_prints_its_mail_is_warned(settings, local, printed, warned):
    settings.SITE_IS_LOCAL, settings.MAIL_IS_PRINTED = local, printed

    assert ("newsroom.W001" in [message.id for message in run_checks()]) == warned


@pytest.mark.parametrize(
    ("levels", "reported"),
    [
        ({}, 0),
        ({"*": "off", "sourcing": "info", "links.http": "error"}, 0),
        ({"namse": "info"}, 1),
        ({"links": "loud", "sourcing": "fatal"}, 2),
    ],
)
def test_levels_of_the_desk_check_that_say_nothing_are_reported(settings, levels, reported):
    settings.DESK_CHECK_LEVELS = levels

    assert [message.id for message in run_checks()].count("articles.E001") == reported


@pytest.mark.parametrize(
    ("policies", "reported"),
    [
        ({"correctionsPolicy": "/about/corrections/", "ethicsPolicy": "https://e.example/"}, 0),
        ({"correctionPolicy": "/about/corrections/"}, 1),
        ({"ethicsPolicy": "ethics", "masthead": "javascript:alert(1)"}, 2),
    ],
)
def test_policies_that_no_machine_would_understand_are_reported(settings, policies, reported):
    settings.POLICIES = policies

    assert [message.id for message in run_checks()].count("newsroom.E001") == reported


@pytest.mark.parametrize(
    ("address", "reported"),
    [("", 0), ("errors@paper.example", 0), ("errors", 1), ("a@b.example?cc=c@d.example", 1)],
)
def test_an_address_to_which_no_reader_could_write_is_reported(settings, address, reported):
    settings.CORRECTIONS_EMAIL = address

    assert [message.id for message in run_checks()].count("newsroom.E002") == reported

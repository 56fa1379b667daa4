"""The pages for when something is not there or does not work: they need nothing themselves."""

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("template", ["404.html", "410.html", "500.html"])
def test_an_error_page_can_be_made_from_nothing(template):
    html = render_to_string(template)

    assert html.count("<h1") == 1


def test_a_withdrawn_story_says_when_and_why():
    withdrawn = {"at": datetime(2025, 12, 6, 10, tzinfo=UTC), "reason": "privacy"}

    html = render_to_string("410.html", {"withdrawn": withdrawn})

    assert "6 December 2025, 10:00</time> to protect somebody’s privacy." in html


def test_a_withdrawn_story_without_a_reason_still_makes_a_sentence():
    withdrawn = {"at": datetime(2025, 12, 6, 10, tzinfo=UTC), "reason": ""}

    html = render_to_string("410.html", {"withdrawn": withdrawn})

    assert "10:00</time>." in html

"""Choices that no form of the desk has offered: an error beside the field, and nothing lost."""

import pytest

from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

NO_ID = ["abc", "9" * 40, "-1", "1 OR 1=1"]


@pytest.mark.parametrize("forged", NO_ID)
@pytest.mark.parametrize("field", ["section", "image", "about_people", "about_organizations"])
def test_a_forged_choice_in_a_story_is_an_error_and_keeps_what_was_typed(field, forged):
    story = factories.draft()

    page = desk.save(factories.reporter(), story, **{field: forged, "summary": "Typed."})

    assert page.status_code == 200
    assert "Typed." in page.content.decode()
    assert field in page.context["adminform"].form.errors


@pytest.mark.parametrize("forged", NO_ID)
def test_a_forged_story_in_an_address_is_no_error(forged):
    browser = desk.client(factories.user(UserRole.EDITOR))

    page = browser.get(desk.url("articles_correction_add"), {"article": forged})

    assert page.status_code == 200


@pytest.mark.parametrize("forged", NO_ID)
def test_a_forged_speaker_is_an_error(forged):
    browser = desk.client(factories.reporter())
    typed = {"words": "Typed.", "speaker_person": forged, "terms": "on_record"}

    page = browser.post(desk.url("people_quote_add"), typed)

    assert page.status_code == 200
    assert "speaker_person" in page.context["adminform"].form.errors

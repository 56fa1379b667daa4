"""Addresses below the desk that are not the desk's pages."""

import pytest
from django.contrib.contenttypes.models import ContentType

from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


def test_no_redirect_tells_the_address_of_a_story_that_waits():
    edition = factories.scheduled()
    kind = ContentType.objects.get_for_model(edition)

    answer = desk.client(factories.user()).get(f"/desk/r/{kind.pk}/{edition.pk}/")

    assert answer.status_code == 404
    assert edition.article.slug not in answer.content.decode()


def test_caches_keep_no_answer_from_below_the_desk():
    answer = desk.client(factories.reporter()).get("/desk/articles/article/987654/preview/")

    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


@pytest.mark.parametrize("field", ["children", "articles", "name", "nothing"])
def test_a_completion_for_what_is_no_field_of_a_form_is_refused(field):
    names = {"app_label": "articles", "model_name": "section", "field_name": field, "term": "a"}

    answer = desk.client(factories.user(UserRole.ADMIN)).get(desk.url("autocomplete"), names)

    assert answer.status_code == 403

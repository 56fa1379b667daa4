"""Every address of the desk that names a record, asked by every role: hidden means nonexistent."""

import re

import pytest
from django.apps import apps
from django.contrib import admin

from articles.models import Article
from people.user_roles import UserRole
from tests import desk, factories, surfaces
from tests.newsroom.test_admin_reads_no_stories import routes

pytestmark = pytest.mark.django_db

ABSENT = 999_999_999
IDS = re.compile(r"<(?:\w+:)?(?:object_id|pk)>")
# One value for whatever else an address names.
OTHERS = {"name": "publish", "first": "1", "second": "2"}


def named(route: str, pk: int) -> str:
    path = IDS.sub(str(pk), route)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: OTHERS[found[1]], path)


def answer(browser, url: str) -> tuple:
    """Return what is answered, without the id that was asked for and what no two answers share."""
    page = browser.get(url)
    text = re.sub(r'(nonce|value)="[^"]*"|\d{3,}', "", page.content.decode())
    return page.status_code, re.sub(r"\d+", "", page.headers.get("Location", "")), text


def records_shown(browser):
    """Yield the records of which this browser gets the page."""
    for model in admin.site._registry:
        for pk in model.objects.values_list("pk", flat=True):
            name = f"{model._meta.app_label}_{model._meta.model_name}_change"
            if browser.get(desk.url(name, pk)).status_code == 200:
                yield model, pk


@pytest.mark.parametrize("role", [*UserRole, "no role"])
def test_what_one_may_not_see_answers_as_what_is_not_there(role):
    surfaces.newsroom()
    factories.correction(factories.published())
    browser = desk.client(factories.user(*([role] if role in UserRole else [])))
    shown = set(records_shown(browser))
    asked = 0

    for route in routes():
        if not IDS.search(route):
            continue
        nothing = answer(browser, named(route, ABSENT))
        name = route.split("/")[2]
        model = next((m for m in apps.get_models() if m._meta.model_name == name), Article)
        for pk in model.objects.values_list("pk", flat=True):
            if (model, pk) in shown:
                continue  # shown to this role; what may be done with it is asked elsewhere
            asked += 1
            assert answer(browser, named(route, pk)) == nothing, (route, pk)

    assert asked > 10

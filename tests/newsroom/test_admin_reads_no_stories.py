"""The admin runs the accounts: no route of the desk shows an admin what is not published."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import URLResolver, get_resolver

from articles import verbs
from articles.models import Article, Event
from people.user_roles import UserRole
from tests import desk, factories, surfaces

pytestmark = pytest.mark.django_db

# What stands in an address for what; ids are those of all records of the address's own model.
PARAMETERS = {
    "app_label": ["articles", "people"],
    "name": [verb.name for verb in verbs.VERBS],
    "slug": ["world"],
    "uidb64": ["MQ"],
    "token": ["no-token"],
    "url": ["articles/article/1"],
    "first": [1],
    "second": [2],
    "time": ["2026-01-01T00:00:00Z"],
    "path": ["", "world/"],
}
IDS = {"object_id", "pk", "id"}
# Questions that are asked of every list, in words that stand in every secret.
QUESTIONS = ["", "?q=headline", "?all=", "?o=1", "?_popup=1", "?e=1"]


@pytest.fixture
def newsroom():
    made = surfaces.newsroom()
    factories.placed(Article.objects.get(slug="waiting"))
    story = factories.submitted(headline=f"{surfaces.CANARY} returned", slug="returned")
    story.return_to_writer(factories.publisher(), story.version, f"{surfaces.CANARY} reason")
    return made


@pytest.fixture
def browser(newsroom):
    return desk.client(factories.user(UserRole.ADMIN))


def routes(patterns=None, prefix=""):
    for pattern in patterns or get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        elif path.startswith("desk/"):
            yield re.sub(r"\(\?P(<\w+>).*?\)", r"\1", path).replace("^", "").replace("$", "")


def addresses(route):
    """Return this route with everything in the newsroom that could stand in it."""
    found = [f"/{route}"]
    for parameter, name in re.findall(r"(<(?:\w+:)?(\w+)>)", route):
        values = _ids(route) if name in IDS else PARAMETERS[name]
        found = [path.replace(parameter, str(value)) for path in found for value in values]
    return found


def _ids(route):
    name = route.split("/")[2]
    model = next(model for model in apps.get_models() if model._meta.model_name == name)
    return model.objects.values_list("pk", flat=True)


def told(answer):
    """Return what the answer says, but for the name of an account, which an admin may know."""
    return answer.content.decode().replace(f"{surfaces.CANARY}-user", "")


def part(route):
    return "/".join(name for name in route.split("/")[1:3] if "<" not in name)


@pytest.mark.parametrize("name", sorted({part(route) for route in routes()}))
def test_no_address_of_the_desk_shows_an_admin_what_is_not_published(browser, name):
    mine = [route for route in routes() if part(route) == name]
    asked = [path + more for route in mine for path in addresses(route) for more in QUESTIONS]

    answers = {path: browser.get(path) for path in asked}

    assert asked
    assert [path for path, answer in answers.items() if surfaces.CANARY in told(answer)] == []
    assert [path for path, answer in answers.items() if answer.status_code >= 500] == []


def test_the_newsroom_has_what_an_editor_of_it_is_shown(newsroom):
    secret = Article.objects.get(slug="submitted")

    page = desk.open_story(factories.publisher(), secret)

    assert surfaces.CANARY in told(page)
    assert Event.objects.filter(reason__contains=surfaces.CANARY).exists()


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_no_completion_shows_an_admin_what_is_not_published(browser, model):
    fields = [field.name for field in model._meta.get_fields() if field.is_relation]
    names = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}

    answers = {
        field: browser.get(desk.url("autocomplete"), names | {"field_name": field, "term": term})
        for field in fields
        for term in ("", "headline", "CANARY")
    }

    assert [field for field, answer in answers.items() if surfaces.CANARY in told(answer)] == []


@pytest.mark.parametrize("verb", verbs.VERBS, ids=lambda verb: verb.name)
def test_no_verb_is_an_admins(browser, verb):
    before = list(Article.objects.order_by("pk").values())
    story = Article.objects.get(slug="submitted")

    answer = browser.post(
        desk.url("articles_article_verb", story.pk, verb.name),
        {"version": story.version, "reason": "Forged", "live_from": "2035-01-01T10:00"},
        follow=True,
    )

    assert list(Article.objects.order_by("pk").values()) == before
    assert surfaces.CANARY not in told(answer)

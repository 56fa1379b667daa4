"""What is typed into the forms of the walk, and which of a page's forms is sent."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import PIL.Image
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Section
from tests.newsroom.premises import PASSWORD
from tests.newsroom.things import Thing

NEW = "high-water-9"
NOTE = {"change": "update", "note": "More is known."}
REASON = {"reason": "It has to be."}

VERBS: dict[str, dict[str, Any]] = {
    "publish": NOTE,
    "schedule": NOTE | {"live_from": "{later}"},
    "breaking": NOTE | REASON | {"without": "on"},
    "return": REASON,
    "reschedule": {"live_from": "{later}"},
    "embargo": {"until": "{later}"},
    "lift": REASON,
    "withdraw": REASON | {"reason_class": "error"},
    "retract": {"notice": "It was made up."},
    "reinstate": {"note": "It stands."},
    "rollback": {"note": "It was right.", "number": 1},
    "withhold": REASON | {"number": 1},
}
# Typed into the form of a record, and into that of a new one besides.
CHANGES: dict[str, dict[str, Any]] = {
    "articles_article": {"kicker": "Another kicker"},
    "articles_correction": {"right": "On Wednesday."},
    "articles_image": {"caption": "Seen from the sea"},
    "articles_page": {"body": "<p>How we work.</p>"},
    "articles_section": {"description": "Where the ships are."},
    "articles_tag": {"description": "Where the ships are."},
    "people_organization": {"description": "It runs the harbour."},
    "people_person": {"description": "Runs the harbour."},
    "people_quote": {"venue": "At the harbour"},
    "people_user": {"first_name": "Ines"},
}
NAMED = {"name": "New one", "slug": "new-one"}
UNNAMED_SOURCE = {"described_as": "a pilot", "terms": "anonymous", "anonymity_reason": "of fear"}
NEW_ONES: dict[str, dict[str, Any]] = {
    "articles_article": {"headline": "A new story", "section": "{section}"},
    "articles_image": {"alt": "A harbour", "credit": "The tests", "upload": "{picture}"},
    "articles_page": {"title": "New one", "slug": "new-one"},
    "articles_section": NAMED,
    "articles_tag": NAMED,
    "people_organization": NAMED,
    "people_person": NAMED,
    "people_quote": {"words": "Yes."} | UNNAMED_SOURCE,
    "people_user": {
        "username": "new-one",
        "usable_password": "true",
        "password1": NEW,
        "password2": NEW,
    },
}
# What the list of records is asked to do, to `{pk}`.
CHOSEN = {"_selected_action": "{pk}", "seen_state": "{seen}"}
ACTIONS: dict[str, dict[str, Any]] = {
    "articles_correction": CHOSEN | {"action": "approve"},
    "articles_section": {"form-0-position": 9, "_save": "Save"},
    "people_quote": CHOSEN | {"action": "verify"},
    "people_user": CHOSEN | {"action": "invite"},
}
PAGES: dict[str, dict[str, Any]] = {
    "/desk/articles/article/<pk>/answers/": {
        "answer": "overrule",
        "version": "{version}",
        "finding": "{finding}",
        "reason_overrule": "It is a name.",
    },
    "/desk/articles/article/<pk>/similar/": {"verb": "pin", "other": "{story}"},
    "/desk/articles/article/<pk>/check/": {},
    "/desk/articles/article/check/": {},
    "/desk/people/quote/<pk>/do/<name>/": {"seen_state": "{seen}"},
    "/desk/register/organization/<pk>/merge/": {"into": "{into}"},
    "/desk/register/person/<pk>/merge/": {"into": "{into}"},
    "/desk/password_change/": {
        "old_password": PASSWORD,
        "new_password1": NEW,
        "new_password2": NEW,
    },
    "/desk/password_reset/": {"email": "nobody@news.example"},
    "/desk/password_reset/<uidb64>/<token>/": {"new_password1": NEW, "new_password2": NEW},
    "/desk/people/user/<id>/password/": {
        "usable_password": "true",
        "password1": NEW,
        "password2": NEW,
    },
    "/desk/fronts/home/": {"article": "{story}", "slot": 1},
    "/desk/fronts/section/<slug>/": {"article": "{story}", "slot": 1},
    "/desk/articles/correction/add/": {
        "article": "{story}",
        "kind": "correction",
        "severity": "minor",
        "wrong": "On Monday.",
        "right": "On Tuesday.",
    },
}
QUESTIONS = {
    "/desk/articles/article/<pk>/versions/": "?from={first}&to={second}",
    "/desk/autocomplete/": "?app_label={app_label}&model_name={model_name}&field_name={field_name}",
}


# Two routes share this address: the other answers for plain numbers, the admin's own for the rest.
SHADOWED = "/desk/articles/article/<object_id>/history/"


def address(route: str, thing: Thing | None) -> str:
    """Return the address at which a route names a thing."""
    values = {"app_label": "people"} | (thing.values if thing else {})
    if route == SHADOWED:
        values |= {"object_id": f"+{values['object_id']}"}
    path = re.sub(r"<(\w+)>", lambda found: str(values.get(found[1], "nothing")), route)
    return path + QUESTIONS.get(route, "").format(**values)


def is_about_things(route: str, names: str) -> bool:
    """Does the address name a thing, or a form on the page?"""
    chosen = route in PAGES and any("{" in str(value) for value in PAGES[route].values())
    acts = route.count("/") == 4 and names in ACTIONS
    return "<" in route or route in QUESTIONS or chosen or acts


def form(route: str, names: str) -> str:
    """Return the id of the form on the page of a route; empty where its fields are all typed."""
    if route.endswith(("/add/", "/change/")):
        return f"{names.split('_')[-1]}_form".replace("proposal", "correction")
    if route.endswith("/login/"):
        return "login-form"
    if "password" in route:
        return "password_form"
    return "changelist-form" if names == "articles_section" else ""


def typed(route: str, names: str, thing: Thing | None, actor: str) -> dict[str, Any]:
    """Return what is typed before the form of a route is sent."""
    values = (thing.values if thing else {}) | {
        "later": f"{timezone.now() + timedelta(days=3):%Y-%m-%dT%H:%M}",
        "section": Section.objects.get(slug="harbour").pk,
    }
    fields = _fields(route, names, thing, actor)
    filled = {name: _filled(value, values) for name, value in fields.items()}
    return {name: value for name, value in filled.items() if value is not None}


def _fields(route: str, names: str, thing: Thing | None, actor: str) -> dict[str, Any]:
    if thing and thing.verb:
        proposal = {"correction": "{proposal}"} if thing.verb == "correct" else {}
        return {"version": "{version}"} | VERBS.get(thing.verb, {}) | proposal
    if route == "/desk/login/":
        return {"username": "no-role", "password": PASSWORD, "next": ""}
    if route in PAGES:
        return PAGES[route]
    if route.endswith("/change/"):
        return CHANGES.get(names, {})
    if route.endswith("/add/"):
        return CHANGES.get(names, {}) | NEW_ONES.get(names, {})
    return {"post": "yes"} if route.endswith("/delete/") else ACTIONS.get(names, {})


def _filled(value: Any, values: dict[str, Any]) -> Any:
    """Put in what a record or the day decides."""
    if value == "{picture}":
        upload = BytesIO()
        PIL.Image.new("RGB", (320, 180), "teal").save(upload, "PNG")
        return SimpleUploadedFile("harbour.png", upload.getvalue(), "image/png")
    if isinstance(value, str) and value.startswith("{"):
        return values.get(value.strip("{}"))
    return value

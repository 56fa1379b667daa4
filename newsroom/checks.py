"""What `manage.py check` says of these settings, beyond what Django asks."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DEFAULT_DB_ALIAS, DatabaseError
from django.utils import timezone

from articles.policies import TITLES

NEWEST = 5  # stories that are looked for


def check_mail(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn when a public site prints its mail: links to choose a password stand in its log."""
    if settings.SITE_IS_LOCAL or not settings.MAIL_IS_PRINTED:
        return []
    return [
        checks.Warning(
            f"{settings.SITE_URL} is public, but its mail is printed: nobody gets an invitation or "
            "a new password, and whoever reads the output of the server does.",
            hint="Set EMAIL_URL, for example to smtp+tls://user:password@host:587.",
            id="newsroom.W001",
        )
    ]


def check_policies(**kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse policies that no machine would understand, and addresses that none could follow."""
    return [
        checks.Error(
            f"POLICIES: “{name}={url}” is not understood.",
            hint=f"Give addresses; the names are {', '.join(TITLES)}.",
            id="newsroom.E001",
        )
        for name, url in settings.POLICIES.items()
        if name not in TITLES or not url.startswith(("/", "https://", "http://"))
    ]


def check_corrections_email(**kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse an address to which no reader could write."""
    if not (address := settings.CORRECTIONS_EMAIL):
        return []
    try:
        validate_email(address)
    except ValidationError:
        hint = "Give one address, like corrections@example.org, and nothing beside it."
        said = f"CORRECTIONS_EMAIL: “{address}” is no address."
        return [checks.Error(said, hint=hint, id="newsroom.E002")]
    return []


def check_search(databases: Collection[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when readers get stories that no search of theirs finds, as after an upgrade.

    Looks at the newest alone, and only when a database is named (`check --database default`).
    """
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        missing = _unfound(timezone.now())
    except DatabaseError:  # before the migrations that make its tables
        return []
    if not missing:
        return []
    return [
        checks.Warning(
            f"Of the {NEWEST} newest stories that readers get, search does not find {missing}.",
            hint="Run manage.py rebuild_keys: it lets the archive be found, while all goes on.",
            id="newsroom.W002",
        )
    ]


def _unfound(at: datetime) -> int:
    editions, documents = (
        apps.get_model("articles", name).objects for name in ("Edition", "SearchDocument")
    )
    ids = set(editions.listed(at).newest(at).values_list("pk", flat=True)[:NEWEST])
    return len(ids) - documents.filter(pk__in=ids).count()

"""What `manage.py check` says of these settings, beyond what Django asks."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from articles.policies import TITLES


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

"""The demo's accounts have a password that everybody knows: never on a public address."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from articles.demo import ACCOUNTS, PASSWORD


def refuse_in_public() -> None:
    """Raise ImproperlyConfigured on a public address while an account has the demo's password.

    A database that does not answer, or has no tables yet, does not stop the start.
    """
    if settings.SITE_IS_LOCAL:
        return
    try:
        named = list(get_user_model().objects.filter(username__in=ACCOUNTS, is_active=True))
    except DatabaseError:
        return
    known = sorted(user.username for user in named if user.check_password(PASSWORD))
    if known:
        raise ImproperlyConfigured(
            f"{settings.SITE_URL} is public, and {', '.join(known)} have the demo's password: "
            "change or deactivate them first, or serve another database."
        )

"""Letters to accounts: a link at which to choose a password, for who is new or has forgotten."""

import email.policy
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connections
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from people.models import User

logger = logging.getLogger(__name__)

# Writes what nobody waits for. How long an answer takes tells nobody whether there is an account.
clerk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")

PAUSE = 60  # seconds in which an account gets one link and no more, however often it is asked for


class Letter(EmailMessage):
    """Keeps its lines whole, so that a link can also be taken from where mail is printed."""

    def message(self, *, policy: Any = email.policy.default) -> Any:
        return super().message(policy=policy.clone(max_line_length=998))


class NotSent(Exception):  # noqa: N818 - it reads as what happened
    """A letter was not sent; the message says why, to the person who asked."""


def invite(user: User) -> None:
    """Send a new account the link at which it chooses its first password.

    Raises NotSent when the account is closed, has a password or has no address, and when the mail
    server does not take the letter.
    """
    if not user.is_active:
        raise NotSent(f"{user} is closed.")
    if user.has_usable_password():
        raise NotSent(f"{user} has a password already.")
    if not user.email:
        raise NotSent(f"{user} has no e-mail address.")
    try:
        _send(user, "invitation")
    except (OSError, ValueError) as error:  # of the mail server, and of what is no address
        logger.exception("An invitation was not sent.")
        raise NotSent("The mail server did not take the invitation.") from error


def send_links(address: str) -> None:
    """Have every open account with this address sent a link to choose a new password.

    Returns at once; what comes of it is told to nobody but the accounts.
    """
    clerk.submit(_send_links, address)


def link_for(user: User) -> str:
    """Return the path at which this account may choose a password once."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("admin:password_reset_confirm", args=[uid, token])


def _send_links(address: str) -> None:
    try:
        for user in User.objects.filter(email__iexact=address, is_active=True):
            if cache.add(f"link-{user.pk}", True, PAUSE):
                _send(user, "password_reset")
    except Exception:
        logger.exception("A link to choose a new password was not sent.")
    finally:
        connections.close_all()


def _send(user: User, letter: str) -> None:
    """Write to the address that the account has: never to one that somebody typed."""
    facts = {
        "user": user,
        "link": settings.SITE_URL + link_for(user),
        "site_name": settings.SITE_NAME,
        "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
    }
    subject, text = render_to_string(f"registration/{letter}.txt", facts).split("\n", 1)
    Letter(subject, text.strip() + "\n", to=[user.email]).send()

"""Absolute addresses, for what is read away from its page: made of SITE_URL, never of a request."""

from typing import Any

from django.conf import settings
from django.utils.encoding import iri_to_uri


def absolute(path: str) -> str:
    """Return the address of a path on this site, as a URI: in ASCII alone."""
    return settings.SITE_URL + (iri_to_uri(path) or "")


def page_of(entry: dict[str, Any]) -> str:
    """Return the address of a person or organization as an edition keeps them; "" without one."""
    if not entry.get("slug"):
        return ""
    shelf = "organizations" if entry["kind"] == "organization" else "people"
    return absolute(f"/{shelf}/{entry['slug']}/")

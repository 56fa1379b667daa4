"""What a list may be asked."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class AskedByFilters:
    """For admins: a list answers what its filters ask, and nothing else.

    The stock admin filters by any column of the list's table that an address names, shown or not:
    `?private_note__startswith=a` would spell out what no page shows.
    """

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        names = map(_name, self.get_list_filter(request))  # type: ignore[attr-defined]
        asked = any(lookup == name or lookup.startswith(f"{name}__") for name in names)
        return asked and super().lookup_allowed(lookup, value, request)  # type: ignore[misc]


def _name(list_filter: Any) -> str:
    if isinstance(list_filter, type) and issubclass(list_filter, admin.SimpleListFilter):
        return list_filter.parameter_name or ""
    return list_filter[0] if isinstance(list_filter, tuple) else list_filter

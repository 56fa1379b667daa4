"""Which records an address of the desk may name."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest


class HiddenIsAbsent:
    """For admins: a record that one may not see answers as one that does not exist.

    The stock admin refuses the one and redirects from the other: who counts through the ids learns
    which there are.
    """

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Return the record. Raises Http404 unless there is one that this user may see.

        Whom this part of the desk is closed to is refused, whatever the id.
        """
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        record = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if record is None or not self.has_view_or_change_permission(request, record):  # type: ignore[attr-defined]
            raise Http404("There is no such record.")
        return record

"""Is this process fit to serve? For load balancers and monitors."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import frozen


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and all triggers stand, else 503 with what is wrong."""
    try:
        missing = frozen.missing(connection)
    except DatabaseError:
        return JsonResponse({"ok": False, "wrong": ["database"]}, status=503)
    wrong = [f"trigger {name}" for name in missing]
    return JsonResponse({"ok": not wrong, "wrong": wrong}, status=503 if wrong else 200)

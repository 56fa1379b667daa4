"""The site's addresses and, through the same middleware, a constant response to compare with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from newsroom.urls import handler404

__all__ = ["handler404"]


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The same for everybody.")


urlpatterns = [
    path("bench/constant/", constant, name="constant"),
    path("", include("newsroom.urls")),
]

"""Pictures: the files of the library, their renditions, and people's photos."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import renditions
from articles.models.image import Image
from articles.views.answers import kept
from people.models.register import Person

FOREVER = "public, max-age=31536000, immutable"
# A crop follows the focal point, which may be moved.
A_DAY = f"public, max-age={timedelta(days=1) // timedelta(seconds=1)}"


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a picture of the library or a person's photo; its name changes with its content."""
    people = Person.objects.public().unmerged()
    picture = Image.objects.filter(file=name).only("closed_at").first()
    if picture and picture.closed_at:
        return _closed()
    if not (picture or people.filter(photo=name).exists()):
        raise Http404("There is no such picture.")
    return file(name, FOREVER)


@require_safe
def rendition(
    request: HttpRequest, content: str, crop: str, width: int, extension: str
) -> HttpResponseBase:
    """Serve a picture of the library in one of its sizes, shapes and formats."""
    picture = get_object_or_404(Image, file__in=[f"{content}.jpg", f"{content}.png"])
    if picture.closed_at:
        return _closed()
    if not renditions.available(picture, crop, width):
        raise Http404("There is no such rendition.")
    try:
        name = renditions.made(picture, crop, width, extension)
    except FileNotFoundError:
        raise Http404("The picture’s file is gone.") from None
    return file(name, FOREVER if crop == "whole" else A_DAY)


def _closed() -> HttpResponse:
    gone = gettext("This picture has been withdrawn.")
    return kept(HttpResponse(f"{gone}\n", status=410, content_type="text/plain"))


def file(name: str, cache: str) -> FileResponse:
    """Serve a file of the storage. Raises Http404 where it is gone."""
    try:
        response = FileResponse(default_storage.open(name))
    except FileNotFoundError:
        raise Http404("The picture’s file is gone.") from None
    response["Cache-Control"] = cache
    return response

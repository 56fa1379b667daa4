"""What the newsroom says of itself: its policies, and how to reach it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import body
from articles.absolute import absolute
from articles.models.page import Page
from articles.views import answers, heads


@require_safe
def page(request: HttpRequest, slug: str = "") -> HttpResponse:
    found = get_object_or_404(Page.objects.public(), slug=slug)
    return answers.page(
        "articles/page.html",
        head=heads.Head(absolute(found.get_absolute_url())),
        subject=found,
        body=body.render(found.body, [], settings.LANGUAGE_CODE),
    )

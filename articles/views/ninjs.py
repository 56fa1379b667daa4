"""A story as data, beside its page."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import identities, ninjs, policies
from articles.models.edition import Edition
from articles.models.page import Page
from articles.views.answers import data
from articles.views.reader import elsewhere

NAME = "ninjs.json"


@require_safe
def article(
    request: HttpRequest, section: str, year: str, month: str, day: str, slug: str
) -> HttpResponse:
    at, path = timezone.now(), f"/{section}/{year}/{month}/{day}/{slug}/"
    edition = Edition.objects.live(at).filter(path=path).order_by("live_until").first()
    if edition is None:
        return elsewhere(path, at, NAME)
    item = ninjs.of(edition, identities.of(edition), policies.published(Page.objects.policies()))
    return data(request, json.dumps(item, ensure_ascii=False), "application/json")

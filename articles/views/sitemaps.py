"""The sitemaps, and what robots are told."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import sitemaps
from articles.absolute import absolute
from articles.views.answers import data, kept

XML = "application/xml; charset=utf-8"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return data(request, sitemaps.index(sitemaps.files(timezone.now())), XML)


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponse:
    at = timezone.now()
    if number > sitemaps.last_file(at):
        raise Http404("There is no such sitemap.")
    return data(request, sitemaps.file(sitemaps.stories(number, at)), XML)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    return data(request, sitemaps.news_file(sitemaps.news(timezone.now())), XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    named = (absolute(f"/{name}.xml") for name in ("sitemap", "news-sitemap"))
    lines = ["User-agent: *", "Disallow: /desk/", "", *(f"Sitemap: {url}" for url in named), ""]
    return kept(HttpResponse("\n".join(lines), content_type="text/plain"))

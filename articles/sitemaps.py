"""Sitemaps: where every story stands, for search engines (https://www.sitemaps.org/protocol.html).

A file has the stories of one stretch of article ids, so a story stays in its file for good, and a
file costs the same in an archive of any size. A story that is withdrawn or retracted leaves a gap.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.fields.json import KT
from django.template.loader import render_to_string
from django.utils.html import escape

from articles import xml
from articles.absolute import absolute
from articles.models.edition import Edition
from articles.models.page import Page
from articles.models.taxonomy import Section
from articles.templatetags.reader import exact

# Files may have 50,000 addresses; ten thousand are made in a fraction of a second.
STORIES_A_FILE = 10_000
# So many of the latest changes are looked at for when a file last changed.
LATEST = 1_000
# Of Google's news sitemaps: what is older, and what comes after so many, does not belong there.
NEWS_AGE = timedelta(hours=48)
NEWS = 1_000

Entry = tuple[str, datetime | None]  # a path, and when it last changed


def files(at: datetime) -> list[Entry]:
    """Return the files there are as of `at`, each with when its stories last changed.

    A file of which none of the latest changes is has no time: it has not changed since long.
    Two queries.
    """
    latest = Edition.objects.lived(at).values_list("article_id", "live_from")[:LATEST]
    changed: dict[int, datetime] = {}
    for article, live_from in latest:
        changed.setdefault(_file_of(article), live_from)
    numbers = range(1, last_file(at) + 1)
    return [(f"/sitemap-{number}.xml", changed.get(number)) for number in numbers]


def last_file(at: datetime) -> int:
    """Return the number of the last file. One query."""
    lived = Edition.objects.lived(at).order_by("-article_id")
    return _file_of(lived.values_list("article_id", flat=True).first() or 1)


def _file_of(article: int) -> int:
    return (article - 1) // STORIES_A_FILE + 1


def stories(number: int, at: datetime) -> list[Entry]:
    """Return the stories of one file, each with when readers last got another edition of it.

    The first file begins with the fronts and the newsroom's own pages. One that would be empty has
    the home page: an empty file is none.
    """
    after = (number - 1) * STORIES_A_FILE
    editions = Edition.objects.listed(at).filter(
        article__gt=after, article__lte=after + STORIES_A_FILE
    )
    found = list(editions.order_by("article_id").values_list("path", "live_from"))
    return [*_fronts(), *_pages(), *found] if number == 1 else found or [("/", None)]


def _fronts() -> list[Entry]:
    """Return the fronts, which change all the time."""
    sections = Section.objects.only("slug")
    return [("/", None), *((section.get_absolute_url(), None) for section in sections)]


def _pages() -> list[Entry]:
    pages = Page.objects.public().only("slug", "updated_at")
    return [(page.get_absolute_url(), page.updated_at) for page in pages]


def news(at: datetime) -> list[dict]:
    """Return what was first published in the last 48 hours, the newest first. One query."""
    editions = Edition.objects.listed(at).newest(at).filter(first_published_at__gte=at - NEWS_AGE)
    rows = editions.annotate(language=KT("content__language"))
    return [
        {
            "url": absolute(path),
            "language": language.partition("-")[0],
            "published": exact(first),
            "title": headline,
        }
        for path, headline, first, language in rows.values_list(
            "path", "headline", "first_published_at", "language"
        )[:NEWS]
    ]


def index(entries: Iterable[Entry]) -> str:
    """Write the index of all files."""
    return _written("sitemapindex", "sitemap", entries)


def file(entries: Iterable[Entry]) -> str:
    """Write one file."""
    return _written("urlset", "url", entries)


def _written(root: str, element: str, entries: Iterable[Entry]) -> str:
    """Join the lines, for a template would take ten times as long for so many."""
    lines = (
        f"<{element}><loc>{escape(absolute(path))}</loc>{_changed(at)}</{element}>"
        for path, at in entries
    )
    return "\n".join([_DECLARATION, f'<{root} xmlns="{_SCHEMA}">', *lines, f"</{root}>\n"])


def _changed(at: datetime | None) -> str:
    return f"<lastmod>{exact(at)}</lastmod>" if at else ""


def news_file(entries: Iterable[dict]) -> str:
    """Write the news sitemap; an empty one is in order."""
    context = {"entries": entries, "site": settings.SITE_NAME}
    return xml.without_control_characters(render_to_string("articles/news_sitemap.xml", context))


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"

"""The readers' addresses. A section's front comes last: any single word might be one."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, include, path, register_converter

from articles import renditions
from articles.feeds import JSON, RSS
from articles.views import (
    archive,
    cards,
    feeds,
    media,
    ninjs,
    pages,
    quotes,
    reader,
    record,
    register,
    search,
    sitemaps,
)


class TwoDigits:
    """A month or a day, always with two digits, so that a story has one address."""

    regex = "[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


class FourDigits(TwoDigits):
    regex = "[0-9]{4}"


class Word(TwoDigits):
    """A slug of any script. Nothing else reaches the database: PostgreSQL fails at a NUL."""

    regex = r"[-\w]+"


class FileName(TwoDigits):
    """What `people.pictures` makes of a picture's content."""

    regex = r"[0-9a-f]+\.[a-z]+"


class Hash(TwoDigits):
    """The content of a picture."""

    regex = "[0-9a-f]+"


class Format(TwoDigits):
    """A format in which readers get pictures."""

    regex = "|".join(renditions.FORMATS)


class Number:
    """An edition's number, as we write it."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(TwoDigits, "dd")
register_converter(FourDigits, "yyyy")
register_converter(Word, "word")
register_converter(FileName, "file")
register_converter(Hash, "hash")
register_converter(Format, "format")
register_converter(Number, "number")

story = [
    path("", reader.article, name="article"),
    path(ninjs.NAME, ninjs.article, name="ninjs"),
    path("card-<hash:digest>.png", cards.card, name="card"),
    path("editions/", record.editions, name="editions"),
    path("editions/<number:number>/", record.edition, name="edition"),
    path("editions/<number:first>/diff/<number:second>/", record.diff, name="diff"),
]


def feed(under: str, view: Callable[..., HttpResponse], name: str = "") -> list[URLPattern]:
    """Return the addresses of a feed in both of its forms."""
    return [
        path(f"{under}{form.path}", view, {"form": form}, name=f"{name}{form.name}")
        for form in (RSS, JSON)
    ]


urlpatterns = [
    path("", reader.home, name="home"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<number:number>.xml", sitemaps.file, name="sitemap_file"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("media/<file:name>", media.media, name="media"),
    path(
        "media/<hash:content>/<slug:crop>-<number:width>.<format:extension>",
        media.rendition,
        name="rendition",
    ),
    *feed("", feeds.site),
    *feed("corrections/", feeds.corrections, "corrections_"),
    *feed("topics/<word:slug>/", feeds.topic, "topic_"),
    *feed("people/<word:slug>/", feeds.person, "person_"),
    path("archive/", archive.years, name="archive"),
    path("archive/<yyyy:year>/", archive.year, name="archive_year"),
    path("archive/<yyyy:year>/<dd:month>/", archive.month, name="archive_month"),
    path("archive/<yyyy:year>/<dd:month>/<dd:day>/", archive.day, name="archive_day"),
    path("about/", pages.page, name="about"),
    path("about/<slug:slug>/", pages.page, name="page"),
    path("corrections/", record.corrections, name="corrections"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggestions, name="suggest"),
    path("topics/<word:slug>/", register.topic, name="topic"),
    path("people/<word:slug>/quotes.json", quotes.as_json, name="quotes_json"),
    path("people/<word:slug>/quotes.csv", quotes.as_csv, name="quotes_csv"),
    path("people/<word:slug>/", register.person, name="person"),
    path("organizations/<word:slug>/", register.organization, name="organization"),
    path(
        "<slug:section>/<yyyy:year>/<dd:month>/<dd:day>/<word:slug>/",
        include(story),
    ),
    *feed("<slug:slug>/", feeds.section, "section_"),
    path("<slug:slug>/", reader.section, name="section"),
]

"""The links of a story, and whether what they lead to on this site is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, resolve

from articles import subject_keys
from articles.blocks import MARKS
from articles.models.edition import Address, Edition
from articles.models.page import Page
from articles.models.taxonomy import Section, Tag
from articles.reading import read
from people.models import Organization, Person

_LINK = MARKS.index("a")


@dataclass(frozen=True)
class Link:
    """A link in the `number`-th passage of a body, over its characters `start` to `end`."""

    number: int
    start: int
    end: int
    url: str

    @property
    def path(self) -> str | None:
        """The address on this site it leads to, without its query; None where it leaves us."""
        url = self.url.removeprefix(settings.SITE_URL)
        return unquote(urlsplit(url).path) if url.startswith("/") else None


class Answer(Enum):
    """What a reader gets who follows an internal link."""

    THERE = auto()
    WITHDRAWN = auto()
    MISSING = auto()


def in_body(html: str) -> Iterator[Link]:
    """Yield the links of a story in reading order; one that has several marks in it is one."""
    leaves = (leaf for block in read(html) for leaf in block.leaves() if leaf.text())
    for number, leaf in enumerate(leaves):
        start, open_link = 0, None
        for text, marks in leaf.runs:
            url = dict(marks).get(_LINK)
            if open_link and open_link.url == url and open_link.end == start:
                open_link = Link(number, open_link.start, start + len(text), url)
            else:
                if open_link:
                    yield open_link
                open_link = Link(number, start, start + len(text), url) if url else None
            start += len(text)
        if open_link:
            yield open_link


def follow(path: str, at: datetime) -> Answer:
    """Say what a reader would get under a path of this site at `at`. One or two queries."""
    try:
        match = resolve(path)
    except Resolver404:
        return Answer.MISSING
    if match.url_name == "article":
        return _story(path, at)
    model = _PAGES.get(match.url_name or "")
    if model is None:
        return Answer.THERE
    subject = model._default_manager.filter(slug=match.kwargs.get("slug", "")).first()
    return Answer.THERE if subject and _has_page(subject, at) else Answer.MISSING


_PAGES: dict[str, type[Model]] = {
    "topic": Tag,
    "person": Person,
    "organization": Organization,
    "section": Section,
    "page": Page,
    "about": Page,
}


def _has_page(subject: Any, at: datetime) -> bool:
    """Does a live edition name it? A section always has its front; what was merged redirects."""
    if isinstance(subject, Page):
        return subject.is_public
    if isinstance(subject, Section) or getattr(subject, "merged_into_id", None):
        return True
    return subject_keys.is_named(subject, at)


def _story(path: str, at: datetime) -> Answer:
    """A story's older addresses redirect to the one it has now."""
    if Edition.objects.filter(path=path).live(at).exists():
        return Answer.THERE
    address = Address.objects.filter(path=path).select_related("article").first()
    if address is None:
        return Answer.MISSING
    editions = Edition.objects.filter(article=address.article_id)
    if editions.live(at).exists():
        return Answer.THERE
    return Answer.WITHDRAWN if editions.lived(at).exists() else Answer.MISSING

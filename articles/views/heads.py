"""What the head of a reader's page tells machines: its address, and where its content is data."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from articles import cards, policies, structured_data
from articles.absolute import absolute
from articles.identities import Identities
from articles.models.edition import Edition
from articles.models.page import Page


@dataclass(frozen=True)
class Head:
    """The canonical address of a page, its content as linked data, and the feed it leads to."""

    canonical: str
    linked_data: dict[str, Any] | None = None
    feed: str = ""  # its title; the path is that of its page
    feed_of: str = ""
    card: str = ""  # the picture that other sites show of a story that has none


def of_story(edition: Edition, known: Identities) -> Head:
    """Return the head of the page of an article, with its section's feed. One query.

    `known` are the identities of those whom the edition names (`identities.of`).
    """
    section = edition.content["section"]
    published = policies.published(Page.objects.policies())
    linked_data = structured_data.of(edition, known, published)
    feed_of = f"/{section['slug']}/"
    return Head(absolute(edition.path), linked_data, section["name"], feed_of, cards.path(edition))


def of_front(front: dict[str, Any], place: str) -> Head:
    """Return the head of a front, or of the page of older stories at a place behind it."""
    feed = front["title"] if front["section"] else ""
    return Head(absolute(front["url"] + place), feed=feed, feed_of=front["url"])


def of_list(request: HttpRequest, *pages: str, feed: str = "") -> Head:
    """Return the head of a list; of its query the address keeps only what says which page it is.

    `feed` is the title of the list's feed, if it has one.
    """
    query = request.GET.copy()
    for name in query.keys() - set(pages):
        del query[name]
    path = f"{request.path}?{query.urlencode()}" if query else request.path
    return Head(absolute(path), feed=feed, feed_of=request.path)

"""Feeds: what is new as data, as RSS 2.0 and as JSON Feed 1.1, with the full text of each story.

An item keeps its id when its story moves. A correction does not lift a story above newer ones, but
moves its date of change and stands in its text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from articles import body, renditions, xml
from articles.absolute import absolute, page_of
from articles.labels import correction_label
from articles.models.edition import Edition
from articles.templatetags.reader import exact

ITEMS = 30
# Attributes of our own HTML that lead to a place on this site, or on the story's own page.
_PLACE_ON_SITE = re.compile(r'(<[^<>]*? (?:href|src)=")([/#])')
_AS_TEXT = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Item:
    """One entry of a feed."""

    id: str
    url: str
    title: str
    html: str
    language: str
    published: datetime
    updated: datetime
    summary: str = ""
    image: str = ""
    authors: tuple[tuple[str, str], ...] = ()  # name and address
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """What is new of something: `path` is that of the page whose feed it is."""

    title: str
    description: str
    path: str
    items: list[Item]
    modified: datetime | None


# What stands in them


def stories(editions: Iterable[Edition]) -> list[Item]:
    """Return an item for each of these stories, with all of its text."""
    return [_story(edition) for edition in editions]


def _story(edition: Edition) -> Item:
    content, url = edition.content, absolute(edition.path)
    image = content["image"] and renditions.largest(content["image"], "whole")
    text = body.render(edition.body, content["quotations"], content["language"])
    page = {"edition": edition, "content": content, "body": text, "image": image}
    makers = [line for line in content["bylines"] if line["role"] == "writing"]
    return Item(
        id=content["uid"],
        url=url,
        title=edition.headline,
        html=_from_anywhere(render_to_string("articles/_feed_story.html", page), url),
        language=content["language"],
        published=edition.first_published_at,
        updated=edition.updated_at or edition.first_published_at,
        summary=edition.summary,
        image=absolute(image.url) if image else "",
        authors=tuple((maker["name"], page_of(maker)) for maker in makers),
        tags=(edition.get_kind_display(), *(tag["name"] for tag in content["tags"])),
    )


def notices(entries: Iterable[dict[str, Any]]) -> list[Item]:
    """Return an item for each entry of the log of corrections: what was wrong, and what is right.

    Of a retracted story it has the notice, and nothing of the text.
    """
    return [_notice(**entry) for entry in entries]


def _notice(edition: Edition, story: Edition, notes: list[dict], told: str) -> Item:
    url = absolute(story.path)
    label = correction_label(notes[0]["kind"] if notes else edition.change)
    html = render_to_string("articles/_feed_notice.html", {"notes": notes, "told": told})
    return Item(
        id=f"{story.content['uid']}#edition-{edition.number}",
        url=f"{url}#correction-{notes[0]['id']}" if notes else url,
        title=f"{label}: {story.headline}",
        html=_from_anywhere(html, url),
        language=story.content["language"],
        published=edition.live_from,
        updated=edition.live_from,
        tags=(label,),
    )


def _from_anywhere(html: str, url: str) -> str:
    """Return HTML whose links lead to the same places wherever it is read."""
    return _PLACE_ON_SITE.sub(
        lambda found: found[1] + (url if found[2] == "#" else settings.SITE_URL) + found[2], html
    )


# How they are written


class Form(NamedTuple):
    """A format: where it stands under the page whose feed it is, and what it is."""

    path: str
    name: str
    type: str
    write: Callable[[Feed], str]


def _rss(feed: Feed) -> str:
    """Write RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    context = {"feed": feed, "url": absolute(feed.path + RSS.path), "home": absolute(feed.path)}
    context["language"] = settings.LANGUAGE_CODE
    return xml.without_control_characters(render_to_string("articles/feed.xml", context))


def _json(feed: Feed) -> str:
    """Write JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    return _AS_TEXT.encode(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": absolute(feed.path),
            "feed_url": absolute(feed.path + JSON.path),
            "description": feed.description,
            "language": settings.LANGUAGE_CODE,
            "items": [_json_item(item) for item in feed.items],
        }
    )


def _json_item(item: Item) -> dict[str, Any]:
    found = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "image": item.image,
        "date_published": exact(item.published),
        "date_modified": exact(item.updated),
        "authors": [
            {"name": name, "url": url} if url else {"name": name} for name, url in item.authors
        ],
        "tags": item.tags,
        "language": item.language,
    }
    return {name: value for name, value in found.items() if value}


RSS = Form("feed/", "feed", "application/rss+xml; charset=utf-8", _rss)
JSON = Form("feed.json", "feed_json", "application/feed+json", _json)

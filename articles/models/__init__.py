from articles.models.article import Article, uuid7
from articles.models.byline import Byline
from articles.models.correction import Correction
from articles.models.edition import Address, Edition, EditionKey, KeyCount, Kind
from articles.models.event import Event
from articles.models.image import Image
from articles.models.live import OPEN, Cursor, Window, WindowQuerySet
from articles.models.taxonomy import Section, Tag, Tagging
from articles.models.version import Version

__all__ = [
    "OPEN",
    "Address",
    "Article",
    "Byline",
    "Correction",
    "Cursor",
    "Edition",
    "EditionKey",
    "Event",
    "Image",
    "KeyCount",
    "Kind",
    "Section",
    "Tag",
    "Tagging",
    "Version",
    "Window",
    "WindowQuerySet",
    "uuid7",
]

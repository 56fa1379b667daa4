from .article import Article, Byline, Version, uuid7
from .correction import Correction
from .edition import Address, Edition, EditionKey, KeyCount, Kind
from .event import Event
from .image import Image
from .live import OPEN, Cursor, Window, WindowQuerySet
from .taxonomy import Section, Tag, Tagging

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

from articles.models.article import Article, uuid7
from articles.models.byline import Byline
from articles.models.correction import Correction
from articles.models.edition import Address, Edition, EditionKey, KeyCount, Kind
from articles.models.event import Event
from articles.models.image import Image
from articles.models.live import OPEN, Cursor, Dated, DatedQuerySet, Window, WindowQuerySet
from articles.models.page import Page
from articles.models.placement import Placement
from articles.models.quotation import Quotation
from articles.models.related_choice import RelatedChoice
from articles.models.search import SearchDocument
from articles.models.taxonomy import Section, Tag, Tagging
from articles.models.term import Term
from articles.models.version import Version, VersionQuote

__all__ = [
    "OPEN",
    "Address",
    "Article",
    "Byline",
    "Correction",
    "Cursor",
    "Dated",
    "DatedQuerySet",
    "Edition",
    "EditionKey",
    "Event",
    "Image",
    "KeyCount",
    "Kind",
    "Page",
    "Placement",
    "Quotation",
    "RelatedChoice",
    "SearchDocument",
    "Section",
    "Tag",
    "Tagging",
    "Term",
    "Version",
    "VersionQuote",
    "Window",
    "WindowQuerySet",
    "uuid7",
]

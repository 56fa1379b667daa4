"""The stories, in the desk."""

from articles.admin import article, events, image, page, quote, record, taxonomy

__all__ = ["article", "events", "image", "page", "quote", "record", "taxonomy"]

"""The stories, in the desk."""

from articles.admin import article, events, image, quote, record, taxonomy

__all__ = ["article", "events", "image", "quote", "record", "taxonomy"]

"""The stories, in the desk."""

from articles.admin import article, image, record, taxonomy

__all__ = ["article", "image", "record", "taxonomy"]

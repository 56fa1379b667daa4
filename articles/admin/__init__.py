"""The stories, in the desk."""

from . import article, image, record, taxonomy

__all__ = ["article", "image", "record", "taxonomy"]

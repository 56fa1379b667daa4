"""Which pictures readers may get: those of a withdrawn story close with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from articles.models.edition import Edition, EditionKey
from articles.models.image import Image

if TYPE_CHECKING:
    from articles.models import Article


def close(article: Article, now: datetime) -> None:
    """Close the pictures that only editions of this story have shown."""
    shown = set(article.editions.lived(now).values_list("content__image__id", flat=True))
    closed = [pk for pk in shown - {None} if not _is_used_elsewhere(pk, article, now)]
    Image.objects.filter(pk__in=closed, closed_at=None).update(closed_at=now)


def reopen(edition: Edition) -> None:
    """Let readers get the picture of an edition that is live, or will be."""
    if image := edition.content["image"]:
        Image.objects.filter(pk=image["id"]).exclude(closed_at=None).update(closed_at=None)


def _is_used_elsewhere(pk: int, article: Article, now: datetime) -> bool:
    """Does an edition of another story show it, live or waiting? A retracted one has no key."""
    others = Edition.objects.filter(live_until__gt=now).standing().exclude(article=article)
    key = EditionKey.of(EditionKey.Kind.IMAGE, pk)
    listed = EditionKey.objects.filter(key=key, live_until__gt=now)
    return (
        listed.exclude(edition__article=article).exists()
        or others.filter(content__image__id=pk, retracted=True).exists()
    )

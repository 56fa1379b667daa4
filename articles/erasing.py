"""Erasing an edition for good, by a court's order. A command's, and nobody's at the desk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import cards, keys, saving
from articles.models.edition import Edition
from articles.models.event import Event
from articles.models.version import VersionQuote
from articles.rows import BLANK_VALUES
from articles.workflow import Refused, record
from people.models import User

if TYPE_CHECKING:
    from articles.models import Article

# The database lets these columns of an erased edition become this, and nothing else.
BLANK = {"headline": "", "summary": "", "body": "", "change_text": "", "content": {}}
LEFT = "backups, replicas, and what caches, the CDN and other sites have copied"


@transaction.atomic
def erase(edition: Edition, by: User, reason: str) -> list[str]:
    """Blank what an edition of the past said, the drafts that led to it, and what is derived.

    Its row, its window and its digest stay, so the record shows that something stood there.
    Returns what remains elsewhere, a line each. Raises `workflow.Refused` for an edition that is
    live or waits, for one that is erased already, and without a reason.
    """
    article = edition.article.locked()
    edition.refresh_from_db()
    if edition.live_until > timezone.now() and not edition.was_cancelled:
        raise Refused(f"Edition {edition.number} is live or waits: withdraw or cancel it first.")
    if not edition.content:
        raise Refused(f"Edition {edition.number} is erased already.")
    if not reason.strip():
        raise Refused("Say why it is erased.")
    record(
        Event.Verb.ERASE, article, by, edition=edition, version=edition.version, reason=reason
    )  # first: without it the database refuses what follows
    keys.refresh(article.pk, timezone.now())  # while its words are known, that they be uncounted
    Edition.objects.filter(pk=edition.pk).update(**BLANK)
    transaction.on_commit(partial(cards.forget, edition))
    drafts = _drafts(article, edition)
    article.versions.filter(number__in=drafts).update(values={})
    VersionQuote.objects.filter(version__article=article, version__number__in=drafts).delete()
    if article.version in drafts:
        _blank_working_copy(article, by)
    return _remaining(article)


def _drafts(article: Article, edition: Edition) -> range:
    """Return the numbers of the versions that led from the edition before to this one."""
    before = article.editions.filter(version__lt=edition.version).order_by("-version").first()
    return range(before.version + 1 if before else 1, edition.version + 1)


def _blank_working_copy(article: Article, by: User) -> None:
    named = {"headline": "Erased", "slug": article.slug, "section": article.section_id}
    saving.take_up(article, BLANK_VALUES | named, by)


def _remaining(article: Article) -> list[str]:
    editions = article.editions.cards().exclude(content={}).order_by("number")
    versions = article.versions.exclude(values={}).order_by("number")
    found = {
        "editions": list(editions.values_list("number", flat=True)),
        "versions at the desk": list(versions.values_list("number", flat=True)),
        "corrections": list(article.corrections.values_list("pk", flat=True)),
        "events with a reason": list(
            article.events.exclude(reason="").order_by("pk").values_list("pk", flat=True)
        ),
    }
    listed = [f"{what}: {', '.join(map(str, ids))}" for what, ids in found.items() if ids]
    return [*listed, "quotes and pictures of the story in the register and the library", LEFT]

"""Breaking news: published at once, by one person, and reviewed by another afterwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models.edition import Edition
from articles.models.event import Event
from articles.workflow import Action, Refused, record, require, require_current
from people.models import User
from people.user_roles import UserRole

if TYPE_CHECKING:
    from articles.models import Article


@transaction.atomic
def publish(
    article: Article, by: User, version: int, reason: str, change: str, note: str
) -> Edition:
    """Approve and publish the current version in one step. See `Article.publish_breaking`."""
    article = article.locked()
    require(by, Action.PUBLISH_BREAKING, article)
    require_current(article, version)
    if published := publishing.already_published(article):
        return published
    if not reason.strip():
        raise Refused("Say why this cannot wait for a second person.")
    article.stage = article.Stage.APPROVED
    article.approved_version, article.approved_by = version, by
    edition, now = publishing.put_out(article, by, None, change, note)
    facts = {"at": now, "edition": edition, "reason": reason}
    article.breaking = record(Event.Verb.PUBLISH_BREAKING, article, by, **facts)
    article.save(update_fields=["stage", "approved_version", "approved_by", "breaking"])
    # The story is out: that no mail goes must not take it back.
    transaction.on_commit(partial(tell_publishers.enqueue, article.breaking.pk), robust=True)
    return edition


@transaction.atomic
def review(article: Article, by: User) -> None:
    """Take the story off the desk's front. See `Article.review_breaking`."""
    article = article.locked()
    if article.breaking is None:
        raise Refused("There is nothing to review: the story was published by two people.")
    require(by, Action.REVIEW_BREAKING, article)
    event, article.breaking = article.breaking, None
    article.save(update_fields=["breaking"])
    facts = {"edition": event.edition, "subject_kind": "event", "subject_id": event.pk}
    record(Event.Verb.REVIEW_BREAKING, article, by, at=timezone.now(), **facts)


@task
def tell_publishers(event_pk: int) -> None:
    """Write to every publisher but the one who did it."""
    event = Event.objects.select_related("by").get(pk=event_pk)
    edition = Edition.objects.cards().get(pk=event.edition_id)
    desk = reverse("admin:articles_article_change", args=[event.article_id])
    text = (
        f"{event.by} published this story without a second person:\n\n"
        f"{edition.headline}\n{settings.SITE_URL}{edition.path}\n\n"
        f"Reason: {event.reason}\n\n"
        f"Please review it at the desk: {settings.SITE_URL}{desk}\n"
    )
    publishers = User.objects.filter(groups__name=UserRole.PUBLISHER, is_active=True)
    others = publishers.exclude(pk=event.by_id).exclude(email="")
    headline = " ".join(edition.headline.split())
    addresses = list(others.values_list("email", flat=True))
    if addresses:
        EmailMessage(f"Breaking, to be reviewed: {headline}", text, to=addresses).send()

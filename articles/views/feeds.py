"""The feeds of the site, and of its sections, topics, people and corrections."""

from datetime import datetime

from django.conf import settings
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import feeds
from articles.feeds import ITEMS, Feed, Form
from articles.models.edition import Edition, EditionQuerySet
from articles.models.event import Event
from articles.models.taxonomy import Section, Tag
from articles.subject_keys import keys_of
from articles.views import record, register
from articles.views.answers import data, moved
from people.models.register import Person


@require_safe
def site(request: HttpRequest, form: Form) -> HttpResponse:
    at = timezone.now()
    items = feeds.stories(_newest(Edition.objects.all(), at))
    return _answer(request, form, Feed(_name(), settings.SITE_TAGLINE, "/", items, _changed(at)))


@require_safe
def section(request: HttpRequest, form: Form, slug: str) -> HttpResponse:
    shelf, at = get_object_or_404(Section, slug=slug), timezone.now()
    items = feeds.stories(_newest(Edition.objects.filter(section=shelf), at))
    path = shelf.get_absolute_url()
    return _answer(
        request, form, Feed(_name(shelf.name), shelf.description, path, items, _changed(at))
    )


@require_safe
def topic(request: HttpRequest, form: Form, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("merged_into"), slug=slug)
    if tag.merged_into:
        return moved(tag.merged_into.get_absolute_url() + form.path)
    at = timezone.now()
    items = feeds.stories(_newest_of(tag, at))
    path = tag.get_absolute_url()
    return _answer(request, form, Feed(_name(tag.name), tag.description, path, items, _changed(at)))


@require_safe
def person(request: HttpRequest, form: Form, slug: str) -> HttpResponse:
    subject, at = register.public_person(slug), timezone.now()
    if subject.merged_into:
        return register.merged(subject.merged_into, at, form.path)
    items = feeds.stories(_newest_of(subject, at))
    path = subject.get_absolute_url()
    return _answer(
        request, form, Feed(_name(subject.name), subject.description, path, items, _changed(at))
    )


@require_safe
def corrections(request: HttpRequest, form: Form) -> HttpResponse:
    at = timezone.now()
    entries, _ = record.log(at)
    described = gettext("What we got wrong and put right.")
    feed = Feed(
        _name(gettext("Corrections")),
        described,
        "/corrections/",
        feeds.notices(entries),
        _changed(at),
    )
    return _answer(request, form, feed)


def _name(of: str = "") -> str:
    return f"{of} | {settings.SITE_NAME}" if of else settings.SITE_NAME


def _newest(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    return editions.listed(at).newest(at)[:ITEMS]


def _newest_of(subject: Tag | Person, at: datetime) -> list[Edition]:
    return register.newest_under(keys_of(subject), at, ITEMS)[:ITEMS]


def _changed(at: datetime) -> datetime | None:
    """Return when something last changed that any feed might show: one more, one less, another.

    Not when the newest item was: who asks since then would not hear that a story was withdrawn,
    or has left a section. One query.
    """
    verbs = Event.Verb.WITHDRAW, Event.Verb.WITHHOLD, Event.Verb.ERASE, Event.Verb.MERGE
    withdrawals = Event.objects.filter(verb__in=verbs, at__lte=at).order_by("-at")
    begun = Edition.objects.filter(live_from__lte=at).order_by("-live_from")
    withdrawn = Subquery(withdrawals.values("at")[:1])
    row = begun.annotate(withdrawn=withdrawn).values_list("live_from", "withdrawn").first()
    return max(filter(None, row)) if row else None


def _answer(request: HttpRequest, form: Form, feed: Feed) -> HttpResponse:
    return data(request, form.write(feed), form.type, feed.modified)

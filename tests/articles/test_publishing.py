"""What publishing makes of an approved version, for the first time and again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import publishing
from articles.models import OPEN, Address, Article, Edition, EditionKey, Event
from articles.workflow import Refused
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db

# What belongs to the row and not to the page.
OF_THE_ROW = {"id", "change", "digest", "previous_digest"}


def columns(edition: Edition) -> dict:
    return {
        field.attname: getattr(edition, field.attname)
        for field in Edition._meta.concrete_fields
        if field.attname not in OF_THE_ROW
    }


# The first edition


def test_first_edition_is_live_from_now_on_and_open():
    before = timezone.now()

    edition = factories.published()

    after = timezone.now()
    assert before <= edition.live_from == edition.first_published_at <= after
    assert edition.live_until == OPEN


def test_first_edition_is_number_one_of_its_version_by_those_who_approved_and_published():
    edition = factories.published()

    stored = Edition.objects.get()
    assert (stored.number, stored.version, stored.change) == (1, 1, "first")
    assert stored.approved_by == stored.published_by == factories.publisher()
    assert stored == edition


def test_first_edition_stands_at_its_section_day_and_slug(settings):
    with time_machine.travel("2026-11-30T23:30:00Z", tick=False):
        edition = factories.published(slug="talks", section=factories.section("World"))

    assert edition.path == "/world/2026/11/30/talks/"


def test_day_in_the_address_is_that_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Beirut"

    with time_machine.travel("2026-11-30T23:30:00Z", tick=False):
        edition = factories.published(slug="talks", section=factories.section("World"))

    assert edition.path == "/world/2026/12/01/talks/"


def test_time_in_the_past_means_now():
    article = factories.approved()
    before = timezone.now()

    edition = article.publish(factories.publisher(), 1, before - timedelta(days=30))

    assert edition.live_from >= before


def test_preview_is_what_publishing_makes():
    speaker = factories.person("Joseph Aoun")
    factories.role(speaker, "President of Lebanon", started_on="2025-01-09")
    said = factories.quote("Negotiation is the only option.", speaker, said_on="2025-12-06")
    article = factories.approved(
        body=factories.quoting(said),
        tags=[factories.tag("Blue Line")],
        about_people=[speaker],
        bylines=[factories.person("Ann Writer"), factories.organization("Agency")],
        image=factories.image(),
        documents=[{"title": "Resolution 1701", "url": "https://un.example/1701"}],
    )

    with time_machine.travel(timezone.now(), tick=False):
        preview = publishing.preview(article, factories.publisher(), timezone.now())
        edition = article.publish(factories.publisher(), article.version)

    edition.refresh_from_db()
    assert columns(preview) == columns(edition)


def test_preview_of_an_update_is_what_publishing_makes():
    first = factories.published()
    factories.correction(first)
    article = factories.ready(first.article, headline="Corrected")

    with time_machine.travel(timezone.now(), tick=False):
        preview = publishing.preview(article, factories.publisher(), timezone.now())
        edition = article.publish(factories.publisher(), article.version)

    edition.refresh_from_db()
    assert columns(preview) == columns(edition)


# Another edition


def test_update_closes_the_old_edition_at_the_moment_it_begins():
    first = factories.published()

    second = factories.updated(first.article)

    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert second.live_until == OPEN


def test_one_edition_is_live_at_every_moment():
    first = factories.published()
    second = factories.updated(first.article)
    moments = [first.live_from, second.live_from - timedelta(microseconds=1), second.live_from]

    live = [first.article.live_edition(at) for at in moments]

    assert live == [first, first, second]


def test_update_keeps_the_address_and_the_first_publication():
    first = factories.published(slug="talks", section=factories.section("World"))

    second = factories.updated(first.article, slug="war", section=factories.section("Politics"))

    assert (second.path, second.first_published_at) == (first.path, first.first_published_at)
    assert second.section.slug == "politics"


@pytest.mark.parametrize(
    ("change", "told"), [("update", True), ("correction", True), ("minor", False)]
)
def test_readers_are_told_of_every_change_but_a_minor_one(change, told):
    first = factories.published()
    if change == "correction":
        factories.correction(first)

    second = factories.updated(first.article, change=change)

    assert second.updated_at == (second.live_from if told else None)


def test_minor_change_leaves_the_time_of_the_last_update():
    first = factories.published()
    second = factories.updated(first.article)

    third = factories.updated(first.article, change="minor")

    assert third.updated_at == second.live_from


def test_change_that_is_not_named_is_an_update():
    first = factories.published()

    second = factories.updated(first.article, note="With the reply of the embassy.")

    assert (second.change, second.change_text) == ("update", "With the reply of the embassy.")


@pytest.mark.parametrize("change", ["first", "retraction", "nonsense"])
def test_change_of_another_sort_is_refused(change):
    article = factories.ready(factories.published().article)

    with pytest.raises(Refused, match="what sort of change"):
        article.publish(factories.publisher(), article.version, change=change)

    assert article.editions.count() == 1


def test_editions_are_chained_by_their_digests():
    first = factories.published()

    second = factories.updated(first.article)

    assert (first.previous_digest, second.previous_digest) == ("", first.digest)
    assert [e.computed_digest() for e in Edition.objects.all()] == [second.digest, first.digest]


# Once is enough


def test_twenty_clicks_make_one_edition_and_one_event():
    article = factories.approved()

    editions = {article.publish(factories.publisher(), article.version) for _ in range(20)}

    assert editions == {Edition.objects.get()}
    assert Event.objects.filter(verb="publish").count() == 1


def test_version_that_waits_is_not_published_a_second_time():
    waiting = factories.scheduled()

    again = waiting.article.publish(factories.publisher(), waiting.version)

    assert again == waiting
    assert Edition.objects.get().live_from == waiting.live_from


# Addresses


def test_address_of_another_story_is_refused():
    shelf = factories.section("World")
    factories.published(slug="talks", section=shelf)
    article = factories.approved(slug="talks", section=shelf)

    with pytest.raises(Refused, match="belongs to another story"):
        article.publish(factories.publisher(), article.version)

    assert not article.editions.exists()


def test_address_of_a_withdrawn_story_stays_its_own():
    shelf = factories.section("World")
    factories.withdrawn(slug="talks", section=shelf)
    article = factories.approved(slug="talks", section=shelf)

    with pytest.raises(Refused, match="belongs to another story"):
        article.publish(factories.publisher(), article.version)

    assert not article.editions.exists()


def test_same_slug_on_another_shelf_is_another_address():
    factories.published(slug="talks", section=factories.section("World"))

    factories.published(slug="talks", section=factories.section("Opinion"))

    assert Address.objects.count() == 2


# What is refused first


def test_refusals_come_in_the_order_of_the_steps():
    """Permission, a stale screen, approval, embargo, what waits: each is said before the next."""
    article = factories.scheduled().article
    end = factories.tomorrow() + timedelta(days=9)
    factories.edit(article, embargo_until=end, headline="Another")
    by = factories.publisher()

    said = [refusal(article, factories.reporter(), 1), refusal(article, by, 1)]
    said.append(refusal(article, by, 2))
    factories.ready(article)
    said.append(refusal(article, by, 2))
    Article.objects.update(embargo_until=None)
    said.append(refusal(article, by, 2))

    firsts = ["You may not", "The story was saved again", "Version 2 is not approved"]
    expected = [*firsts, "The story is under embargo", "Edition 1 waits"]
    assert [text[: len(start)] for text, start in zip(said, expected, strict=True)] == expected


def refusal(article: Article, by: User, version: int) -> str:
    with pytest.raises(Refused) as refused:
        article.publish(by, version)
    return str(refused.value)


def test_publication_that_fails_half_way_leaves_nothing_behind():
    shelf = factories.section("World")
    factories.published(slug="talks", section=shelf)
    article = factories.approved(slug="talks", section=shelf, tags=[factories.tag()])
    before = [model.objects.count() for model in (Edition, Address, Event, EditionKey)]

    with pytest.raises(Refused, match="belongs to another story"):
        article.publish(factories.publisher(), article.version)

    assert [model.objects.count() for model in (Edition, Address, Event, EditionKey)] == before
    assert not Article.objects.get(pk=article.pk).is_published

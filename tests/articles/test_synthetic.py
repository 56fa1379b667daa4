"""Synthetic archives: made up, but valid, the same for a seed, and never twice."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import body
from articles.models import Address, Article, Edition, EditionKey, KeyCount, Tag
from articles.synthetic import cast
from people.models import Person, Quote, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_cast(monkeypatch):
    """Two thousand tags take longer to make than the stories of a test."""
    for name, count in {"TAGS": 200, "PUBLIC_FIGURES": 40, "WRITERS": 10, "QUOTES": 30}.items():
        monkeypatch.setattr(cast, name, count)


def generate(articles: int, **options) -> None:
    call_command("generate_archive", articles=articles, verbosity=0, **options)


def stories() -> list[tuple]:
    """What of the archive depends on nothing but number and seed."""
    return list(Edition.objects.order_by("article__uid", "number").values_list("headline", "body"))


def test_archive_has_as_many_live_stories_as_were_asked_for():
    generate(30)

    assert Edition.objects.listed(timezone.now()).count() == 30
    assert Article.objects.count() == Address.objects.count() == 30
    assert set(Edition.objects.values_list("origin", flat=True)) == {"synthetic"}


def test_larger_archive_adds_to_what_is_there():
    generate(10)
    first = stories()

    generate(25)

    assert Article.objects.count() == 25
    assert set(first) < set(stories())
    assert KeyCount.objects.get(pk=KeyCount.EVERY_ARTICLE).count == 25


def test_same_archive_again_adds_nothing():
    generate(10)
    counted = [model.objects.count() for model in (Edition, EditionKey, Tag, Person, Quote, User)]

    generate(10)

    again = [model.objects.count() for model in (Edition, EditionKey, Tag, Person, Quote, User)]
    assert again == counted


def test_other_seed_gives_other_stories():
    generate(10)
    first = stories()

    generate(10, seed=2)

    assert Article.objects.count() == 20
    assert len({headline for headline, _ in stories()}) == 20
    assert set(first) < set(stories())


def test_stories_are_of_a_length_that_newsrooms_print():
    generate(60)

    words = [body.word_count(html) for html in Edition.objects.values_list("body", flat=True)]
    assert min(words) >= 240
    assert max(words) <= 760


def test_some_stories_have_a_second_edition_and_its_correction_is_printed():
    generate(150)

    second = Edition.objects.filter(number=2)
    assert 1 <= second.count() <= 20
    corrected = second.filter(change="correction").first()
    assert corrected.content["corrections"][0]["corrects"] == 1


def test_common_tags_stand_on_many_stories_and_rare_ones_on_few():
    generate(150)

    tags = KeyCount.objects.filter(key__range=(1 << 32, (2 << 32) - 1))
    counts = sorted(tags.values_list("count", flat=True), reverse=True)
    assert counts[0] >= 8
    assert counts[-1] == 1


def test_days_are_spread_over_ten_years_and_all_past():
    generate(60)

    days = Edition.objects.order_by("live_from").values_list("live_from", flat=True)
    now = timezone.now()
    assert now - timedelta(days=3653) < days[0] < now - timedelta(days=365 * 8)
    assert now - timedelta(days=365 * 2) < days[len(days) - 1] < now


def test_nobody_can_sign_in_as_the_archive():
    generate(1)

    account = User.objects.get(username="archive")
    assert not account.is_active
    assert not account.has_usable_password()


def test_archive_of_no_articles_is_refused():
    with pytest.raises(CommandError, match="at least one"):
        generate(0)

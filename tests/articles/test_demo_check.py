"""The demo newsroom publishes what waits through the same gate as any other."""

import pytest

from articles.demo import loader
from articles.models import Edition, Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk_check(settings):
    settings.DESK_CHECK_LEVELS = {}


def test_the_demo_passes_its_own_desk_check():
    loader.load()

    assert Edition.objects.filter(origin=Edition.Origin.DESK).exists()


def test_the_mistake_of_the_lead_was_found_and_overruled():
    loader.load()

    in_the_text, of_the_quote = Event.objects.filter(verb=Event.Verb.OVERRULE).order_by("pk")
    first = Edition.objects.get(article=in_the_text.article, number=1)
    assert first.article.slug == "lebanon-israel-talks"
    for event in (in_the_text, of_the_quote):
        assert (event.version, event.at) == (first.version, first.live_from)
        assert "Michel Aoun" in event.data["message"]
    assert of_the_quote.data["message"].startswith("Quoted as President of Lebanon")

"""The card of a story without a picture: who has one, where it stands, and when it goes."""

from io import BytesIO

import PIL.Image
import pytest
from django.core.files.storage import default_storage
from django.test import Client

from articles import cards, erasing, typefaces
from articles.models import Edition
from tests import factories
from tests.articles.test_heads import meta

pytestmark = pytest.mark.django_db

ARABIC = "لبنان وإسرائيل وجهاً لوجه"
HEBREW = "לבנון וישראל נפגשות"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = "https://paper.example"


def picture(path: str) -> PIL.Image.Image:
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    return PIL.Image.open(BytesIO(b"".join(response))).convert("RGB")


def inked(image: PIL.Image.Image, box: tuple[int, int, int, int] | None = None):
    """Return the box around all that is not paper in a stretch of a card."""
    stretch = image.crop(box) if box else image
    return PIL.Image.eval(stretch.convert("L"), lambda grey: 255 - grey).getbbox()


def test_a_story_without_a_picture_is_shared_with_a_card_of_the_size_that_is_said():
    edition = factories.published(headline="Talks go on")

    found = meta(edition.path)

    (address,) = found["og:image"]
    image = picture(address.removeprefix("https://paper.example"))
    assert found["twitter:image"] == [address]
    assert [found["og:image:width"], found["og:image:height"]] == [["1200"], ["630"]]
    assert image.size == (1200, 630)
    assert found["twitter:card"] == ["summary_large_image"]
    assert found["og:image:alt"] == ["Talks go on"]


def test_a_card_may_be_kept_for_ever_and_is_drawn_once(monkeypatch):
    path = cards.path(factories.published())
    first = Client().get(path)
    monkeypatch.setattr(cards, "_drawn", None)

    second = Client().get(path)

    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(first) == b"".join(second)


def test_a_story_with_a_picture_has_no_card():
    edition = factories.published(image=factories.image())

    assert cards.path(edition) == ""
    assert Client().get(f"{edition.path}card-{edition.digest[:20]}.png").status_code == 404


@pytest.mark.parametrize(
    "headline",
    ["Eels", "Word " * 39 + "end", "W" * 200, "Ferry " + "x" * 190, "Élan, “größer” – Łódź…"],
)
def test_every_headline_fits(headline):
    edition = factories.published(headline=headline)

    left, _, right, bottom = inked(picture(cards.path(edition)))

    assert left >= 64
    assert right <= 1200 - 64
    assert bottom <= 630 - 40


@pytest.mark.parametrize(("headline", "language"), [(ARABIC, "ar"), (HEBREW, "he")])
def test_what_is_written_from_the_right_stands_at_the_right(headline, language):
    if not typefaces.for_text(headline, typefaces.SERIF):
        pytest.skip(
            "There are no letters for this on this machine: apt-get install fonts-noto-core"
        )
    edition = factories.published(headline=headline, language=language)

    left, _, right, _ = inked(picture(cards.path(edition)), (0, 216, 1200, 500))

    assert left > 200
    assert right > 1100


@pytest.mark.parametrize("headline", [ARABIC, HEBREW])
def test_letters_that_cannot_be_set_make_no_card(headline, monkeypatch):
    monkeypatch.setattr("articles.typefaces.features.check", lambda feature: False)
    edition = factories.published(headline=headline)

    found = meta(edition.path)

    assert "og:image" not in found
    assert found["twitter:card"] == ["summary"]


def test_letters_that_no_typeface_has_make_no_card():
    edition = factories.published(headline="\U0001f9ff \ue000")

    assert cards.path(edition) == ""


def test_a_machine_without_typefaces_has_those_of_pillow():
    assert typefaces.for_text("Talks “go on”", ["Absent.ttf", typefaces.BUILT_IN])
    assert typefaces.for_text("Talks", ["Absent.ttf"]) == ""


# Other editions


def test_another_edition_has_another_card_and_the_old_address_leads_to_it():
    first = factories.published()
    second = factories.updated(first.article, headline="Talks broke down")

    response = Client().get(cards.path(first))

    assert cards.path(first) != cards.path(second)
    assert (response.status_code, response["Location"]) == (302, cards.path(second))


def test_the_card_of_a_withheld_edition_is_gone():
    first = factories.published()
    factories.updated(first.article)
    first.withhold(factories.publisher(), "A name that must not stand there.")

    assert Client().get(cards.path(first)).status_code == 410


def test_the_card_of_a_withdrawn_story_is_gone():
    edition = factories.published()
    picture(cards.path(edition))

    edition.article.withdraw(factories.publisher(), "error", "It was not ready.")

    assert Client().get(cards.path(edition)).status_code == 410


@pytest.mark.parametrize("make", ["scheduled", "cancelled"])
def test_what_was_never_live_has_no_card(make):
    edition = getattr(factories, make)()

    assert Client().get(cards.path(edition)).status_code == 404


def test_the_card_of_an_edition_to_come_is_not_there_yet():
    article = factories.published().article
    waiting = factories.tomorrows(factories.ready(article, headline="Not yet"))

    assert Client().get(cards.path(waiting)).status_code == 404


@pytest.mark.parametrize("digest", ["0", "0" * 20, "0" * 64])
def test_an_address_that_no_edition_has_is_not_found(digest):
    edition = factories.published()

    assert Client().get(f"{edition.path}card-{digest}.png").status_code == 404


def test_erasing_an_edition_erases_its_card(django_capture_on_commit_callbacks):
    first = factories.published()
    name = cards.made(first)
    factories.updated(first.article)

    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(Edition.objects.get(pk=first.pk), factories.publisher(), "By order.")

    assert not default_storage.exists(name)


def test_a_card_takes_one_query(django_assert_num_queries):
    path = cards.path(factories.published())

    with django_assert_num_queries(1):
        picture(path)

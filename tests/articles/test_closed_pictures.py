"""The pictures of a withdrawn story close with it, unless another story shows them."""

import pytest

from articles.models import Article, Image
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    return factories.image()


def is_closed(image: Image) -> bool:
    image.refresh_from_db()
    return image.closed_at is not None


def withdraw(article: Article) -> None:
    article.withdraw(factories.publisher(), "rights", "The agency asked.")


def test_picture_of_a_withdrawn_story_closes(image):
    withdraw(factories.published(image=image).article)

    assert is_closed(image)


def test_picture_that_an_older_edition_showed_closes_too(image):
    first = factories.published(image=image)
    factories.updated(first.article, image=None)

    withdraw(first.article)

    assert is_closed(image)


@pytest.mark.parametrize("make", [factories.published, factories.scheduled, factories.retracted])
def test_picture_that_another_story_shows_stays(image, make):
    make(image=image)

    withdraw(factories.published(image=image).article)

    assert not is_closed(image)


def test_picture_of_which_only_a_draft_knows_closes(image):
    factories.draft(image=image)

    withdraw(factories.published(image=image).article)

    assert is_closed(image)


def test_picture_is_there_again_with_the_story(image):
    article = factories.withdrawn(image=image)

    article.reinstate(factories.publisher(), "The agency agreed.")

    assert not is_closed(image)


def test_picture_is_there_again_when_another_story_shows_it(image):
    factories.withdrawn(image=image)

    factories.published(image=image)

    assert not is_closed(image)


def test_picture_of_a_withdrawn_story_closes_again_when_its_return_is_called_off(image):
    article = factories.ready(factories.withdrawn(image=image))
    factories.tomorrows(article)

    article.cancel(factories.publisher())

    assert is_closed(image)

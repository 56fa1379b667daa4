"""The record of editions, as the desk reads it."""

import pytest

from tests import desk, factories

pytestmark = pytest.mark.django_db


def test_an_old_edition_can_be_read_at_the_desk():
    old = factories.published(body="<p>What readers got at first.</p>")
    factories.updated(old.article, note="More.", body="<p>What they get now.</p>")
    browser = desk.client(factories.publisher())
    history = browser.get(desk.url("articles_article_history", old.article.pk))

    page = browser.get(desk.url("articles_edition_change", old.pk))

    assert f'href="{desk.url("articles_edition_change", old.pk)}"' in history.content.decode()
    assert "What readers got at first." in page.content.decode()

"""Linked data in a page under the strict policy: a browser reports no breach of it."""

import json

import pytest

from tests import factories


@pytest.mark.smoke
def test_linked_data_breaks_no_policy(page):
    edition = factories.published(headline="Talks </script> go on")

    page.goto(edition.path)

    element = page.locator('script[type="application/ld+json"]')
    assert json.loads(element.text_content())["headline"] == "Talks </script> go on"

"""How the readers' pages travel: with their style sheet, compressed, and not twice."""

import base64
import gzip
import hashlib
import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_style_sheet_is_in_the_page_and_the_policy_allows_no_other(client):
    answer = client.get(factories.published().path)

    sheet = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in answer["Content-Security-Policy"]
    assert 'rel="stylesheet"' not in answer.text
    assert "@layer" in sheet
    assert "/*" not in sheet


def test_style_sheet_weighs_less_than_10_kilobytes_compressed(settings):
    assert len(gzip.compress(settings.READER_STYLES.encode())) < 10_000


def test_pages_are_compressed_for_whoever_takes_that(client):
    path = factories.published().path

    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_pictures_are_sent_as_they_are(client):
    image = factories.published(image=factories.image()).article.image

    answer = client.get(image.get_absolute_url(), headers={"Accept-Encoding": "gzip"})

    answer.close()
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_a_page_that_has_not_changed_is_not_sent_again(client, coding):
    edition = factories.published()
    first = client.get(edition.path, headers={"Accept-Encoding": coding})
    again = {"Accept-Encoding": coding, "If-None-Match": first["ETag"]}

    same = client.get(edition.path, headers=again)
    factories.updated(edition.article, headline="Another headline")
    other = client.get(edition.path, headers=again)

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200

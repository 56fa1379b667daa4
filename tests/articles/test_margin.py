"""Notes beside a paragraph: who is named there for the first time, and whose words stand in it."""

import re

import pytest

from articles.body import render
from tests.articles.test_body_rendering import quotation

KARAM = {
    "kind": "person",
    "id": 5,
    "name": "Simon Karam",
    "slug": "simon-karam",
    "title": "Head of the delegation",
}
RESNICK = KARAM | {"id": 6, "name": "Uri Resnick", "slug": "", "title": "Deputy director"}


def notes(html: str, quotations=(), named=(KARAM, RESNICK)) -> list[tuple[str, list[str]]]:
    """Return the paragraphs that have notes, each with the words of those beside it."""
    page = render(html, quotations, named=named)
    found = re.findall(
        r'<div class="noted"><p>(.*?)</p><div class="notes".*?</summary>(.*?)</details>', page, re.S
    )
    return [
        (_words(paragraph), [_words(n) for n in re.findall(r"<p>(.*?)</p>", beside, re.S)])
        for paragraph, beside in found
    ]


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_a_name_has_its_note_beside_the_paragraph_in_which_it_first_stands():
    found = notes("<p>Nobody yet.</p><p>Simon Karam came.</p><p>Simon Karam left.</p>")

    assert found == [("Simon Karam came.", ["Simon Karam, Head of the delegation"])]


def test_two_names_in_one_paragraph_have_a_note_each():
    ((_, found),) = notes("<p><strong>Simon</strong> Karam met Uri Resnick.</p>")

    assert found == ["Simon Karam, Head of the delegation", "Uri Resnick, Deputy director"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Simon Karamian came.</p>",
        "<p>Karam came.</p>",
        "<h2>Simon Karam</h2>",
        "<ul><li><p>Simon Karam</p></li></ul>",
        "<blockquote><p>Simon Karam</p></blockquote>",
    ],
)
def test_what_is_no_name_in_a_paragraph_has_no_note(html):
    assert notes(html) == []


def test_who_has_no_title_that_day_has_no_note():
    assert notes("<p>Simon Karam came.</p>", named=[KARAM | {"title": ""}]) == []


def test_words_within_a_line_have_their_source_beside_them_once():
    said = quotation(id=7, words="Never again", speaker=KARAM)

    found = notes(
        '<p>It is <q data-quote="7">never</q>, Simon Karam said.</p>'
        '<p>And <q data-quote="7">again</q>.</p>',
        [said],
    )

    ((_, (note,)),) = found
    assert note.startswith("Simon Karam")
    assert "said" in note


def test_whose_words_are_set_apart_has_the_source_there_and_no_note():
    said = quotation(id=7, words="Never again", speaker=KARAM)
    html = '<p>Simon Karam spoke.</p><blockquote data-quote="7"><p>Never again</p></blockquote>'

    assert notes(html, [said]) == []


def test_who_is_named_is_words_and_no_markup():
    page = render("<p>A &lt;b&gt; came.</p>", [], named=[KARAM | {"name": "A <b>", "title": "<i>"}])

    assert "<b>" not in page
    assert "<i>" not in page


def test_without_a_margin_there_are_no_notes():
    assert render("<p>Simon Karam came.</p>", []) == "<p>Simon Karam came.</p>"


def test_a_source_that_is_no_address_of_the_web_is_no_link():
    said = quotation(id=7, speaker=KARAM, evidence_url="javascript:alert(1)")

    assert "javascript" not in render('<p><q data-quote="7">Never</q></p>', [said], named=[])

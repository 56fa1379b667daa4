import re

import pytest
from hypothesis import assume, given, settings

from articles import body
from articles.body import BodyError, clean, quote_ids, text, word_count
from tests.articles.attacks import ATTACKS
from tests.articles.markup import Seen, forbidden_in, tag_soup


def cleaned_or_skipped(html):
    """Clean what hypothesis made up; what is refused is no example."""
    try:
        return clean(html)
    except BodyError:
        assume(False)


# Safety


@given(tag_soup)
@settings(max_examples=400, deadline=None)
def test_cleaning_a_second_time_changes_nothing(soup):
    cleaned = cleaned_or_skipped(soup)

    again = clean(cleaned)

    assert again == cleaned


@given(tag_soup)
@settings(max_examples=400, deadline=None)
def test_soup_of_tags_leaves_nothing_that_a_story_may_not_hold(soup):
    cleaned = cleaned_or_skipped(soup)

    found = forbidden_in(cleaned)

    assert found == []


@given(tag_soup)
@settings(max_examples=200, deadline=None)
def test_nh3_finds_nothing_left_to_clean(soup):
    cleaned = cleaned_or_skipped(soup)

    seen_by_nh3 = body._nh3.clean(cleaned)

    assert seen_by_nh3 == cleaned


@given(tag_soup)
@settings(max_examples=200, deadline=None)
def test_plain_text_has_the_words_that_another_parser_finds(soup):
    cleaned = cleaned_or_skipped(soup)

    words = text(cleaned)

    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", Seen(cleaned).words)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_leaves_nothing_that_runs(attack):
    cleaned = clean(attack)

    found = forbidden_in(cleaned)

    assert found == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_over_after_one_cleaning(attack):
    cleaned = clean(attack)

    again = clean(cleaned)

    assert again == cleaned


# Structure

SHAPES = {
    "loose words": ("words", "<p>words</p>"),
    "loose words between paragraphs": ("<p>a</p>b<p>c</p>", "<p>a</p><p>b</p><p>c</p>"),
    "older names of marks": ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
    "a mark over paragraphs": (
        "<b><p>a</p><p>b</p></b>",
        "<p><strong>a</strong></p><p><strong>b</strong></p>",
    ),
    "marks in the editor's order": (
        "<em>a <strong>b</strong></em>",
        "<p><em>a </em><strong><em>b</em></strong></p>",
    ),
    "the title's level": ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h3>b</h3>"),
    "a heading in a heading": ("<h2>a<h3>b</h3></h2>", "<h2>a</h2><h3>b</h3>"),
    "a heading in a list": ("<ul><li><h2>a</h2></li></ul>", "<ul><li><p>a</p></li></ul>"),
    "a heading around a paragraph": ("<h2><p>a</p></h2>", "<h2>a</h2>"),
    "divs": ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
    "table cells": ("<table><tr><td>a<td>b</table>", "<p>a · b</p>"),
    "rows of a table": (
        "<table><thead><tr><th>Year</th> <th>Boats</th></tr></thead> <tbody>"
        "<tr><td><p>2025</p></td><td><p><b>12</b></p></td><td>400</td></tr></tbody></table>b",
        "<p>Year · Boats</p><p>2025 · <strong>12</strong> · 400</p><p>b</p>",
    ),
    "empty cells": (
        "<table><tr><td></td><td>a</td><td><p>&nbsp;</p></td><td></td><td>b</td><td> </td></tr>"
        "<tr><td><p>&nbsp;</p></td><td>c</td><td><p></p></td></table>",
        "<p>a · · b</p><p>c</p>",
    ),
    "a page laid out in a table": (
        "<table><tr><td><p>a</p><p>b</p></td><td><p>c</p></td></tr>"
        "<tr><td><h2>d</h2></td><td>e</td><td><ul><li>f</ul></td></tr></table>",
        "<p>a</p><p>b</p><p>c</p><h2>d</h2><p>e</p><ul><li><p>f</p></li></ul>",
    ),
    "a table in a table": (
        "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>",
        "<p>a</p><p>b · c</p><p>d</p>",
    ),
    "words directly in a list": ("<ul>a</ul>", "<ul><li><p>a</p></li></ul>"),
    "items without a list": ("<li>a<li>b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    "a list directly in a list": (
        "<ol><li>a</li><ol><li>b</li></ol></ol>",
        "<ol><li><p>a</p><ol><li><p>b</p></li></ol></li></ol>",
    ),
    "a quotation in a list": (
        "<ol><li>a<blockquote data-quote=3>b</blockquote></li><li>c</li></ol>",
        '<ol><li><p>a</p></li></ol><blockquote data-quote="3"><p>b</p></blockquote>'
        "<ol><li><p>c</p></li></ol>",
    ),
    "a list in a quotation": (
        "<blockquote><ul><li>a</li></ul><h2>b</h2><hr></blockquote>",
        "<blockquote><p>a</p><p>b</p></blockquote>",
    ),
    "an unsourced quotation in a sourced one": (
        "<blockquote data-quote=3>a<blockquote>b</blockquote>c</blockquote>d",
        '<blockquote data-quote="3"><p>a</p><p>b</p><p>c</p></blockquote><p>d</p>',
    ),
    "another record's words in a quotation": (
        "<blockquote data-quote=3>a<blockquote data-quote=4>b</blockquote>c</blockquote>",
        '<blockquote data-quote="3"><p>a</p></blockquote>'
        '<blockquote data-quote="4"><p>b</p></blockquote><p>c</p>',
    ),
    "blank paragraphs at the ends": ("<p></p><p>&nbsp;</p><p>a</p><p><br></p>", "<p>a</p>"),
    "a blank paragraph between": ("<p>a</p><p> </p><p>b</p>", "<p>a</p><p></p><p>b</p>"),
    "blank headings, items and quotations": (
        "<h2></h2>a<ul><li></li></ul><blockquote data-quote=3></blockquote>",
        "<p>a</p>",
    ),
    "nothing": ("<p></p>", ""),
    "spaces and line ends of the source": (
        "<p>\n a \n <b> b</b> </p>",
        "<p>a <strong>b</strong></p>",
    ),
    "line breaks at the ends": ("<p><br>a <br> b<br></p>", "<p>a<br>b</p>"),
    "a bracket that opens no tag": ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    "a link in a link": (
        "<a href=/a>a<a href=/b>b</a></a>",
        '<p><a href="/a">a</a><a href="/b">b</a></p>',
    ),
}


@pytest.mark.parametrize(("html", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_story_takes_one_shape(html, expected):
    cleaned = clean(html)

    again = clean(expected)

    assert cleaned == expected
    assert again == expected


@pytest.mark.parametrize("quote", ["0", "-1", "007", "3x", "٣", "3.0", "", "9223372036854775808"])
def test_a_quotation_that_names_no_possible_record_stays_without_one(quote):
    html = f'<blockquote data-quote="{quote}"><p>words</p></blockquote>'

    cleaned = clean(html)

    assert cleaned == "<blockquote><p>words</p></blockquote>"


def test_the_greatest_possible_record_can_be_named():
    html = '<blockquote data-quote="9223372036854775807"><p>words</p></blockquote>'

    cleaned = clean(html)

    assert cleaned == html


LINKS = {
    "https://news.example/a?b=1&amp;c=2#d": "https://news.example/a?b=1&amp;c=2#d",
    "HTTP://NEWS.EXAMPLE": "HTTP://NEWS.EXAMPLE",
    "https://مثال.example/": "https://مثال.example/",
    "mailto:desk@news.example": "mailto:desk@news.example",
    "/world/2025/12/06/talks/#quote-3": "/world/2025/12/06/talks/#quote-3",
    "/search/?a=1&copy=2": "/search/?a=1&amp;copy=2",
    " /a\nb c ": "/ab%20c",
}


@pytest.mark.parametrize(("address", "expected"), LINKS.items())
def test_a_link_keeps_its_address(address, expected):
    html = f'<p><a href="{address}" target="_blank" rel="x" title="y">words</a></p>'

    cleaned = clean(html)

    assert cleaned == f'<p><a href="{expected}">words</a></p>'


@pytest.mark.parametrize(
    "address",
    ["", "a", "#a", "?a", "//a.b", "/\\a.b", "ftp://a.b", "http://", "http://[", "mailto:"],
)
def test_a_link_to_nowhere_leaves_its_words(address):
    html = f'<p><a href="{address}">words</a></p>'

    cleaned = clean(html)

    assert cleaned == "<p>words</p>"


# Reading


def test_quote_ids_come_in_order_and_once():
    html = "".join(f"<blockquote data-quote={n}>a</blockquote>" for n in (7, 3, 7))

    ids = quote_ids(html + "<blockquote>b</blockquote>")

    assert ids == [7, 3]


def test_text_splits_paragraphs_by_blank_lines():
    html = "<h2>A</h2><p>b<br><em>c</em> &amp; d</p><p></p><hr><ul><li><p>e</p></li></ul>"

    plain = text(html)

    assert plain == "A\n\nb\nc & d\n\ne"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("", 0),
        ("<p>The 75-mile Blue Line</p><p>isn’t 1,000 km.</p>", 7),
        ("<p>Beirut – Tel Aviv…</p>", 3),
        ("<p>talks—the first</p>", 3),
        ("<p>हिन्दी में</p>", 2),
        ("<ul><li>one</li><li>two</li></ul>", 2),
        ("<p>نحن ملتزمون بهذا الخيار</p>", 4),
    ],
)
def test_words_are_counted_as_a_reader_would(html, count):
    words = word_count(html)

    assert words == count

"""Words within a line that somebody said: kept with their record, printed with their source."""

import re

import pytest

from articles import body
from articles.body import Passage, clean, passages, quote_ids, quoted, render
from tests.articles.markup import Seen
from tests.articles.test_body_rendering import quotation

SAID = '<q data-quote="3">we are committed</q>'

SHAPES = {
    "words in a sentence": (f"<p>He said {SAID}.</p>", f"<p>He said {SAID}.</p>"),
    "loose words": (SAID, f"<p>{SAID}</p>"),
    "marks within": (
        "<p><q data-quote=3>we <b>are</b></q></p>",
        '<p><q data-quote="3">we <strong>are</strong></q></p>',
    ),
    "a mark around": (
        f"<p><b>He said {SAID}</b></p>",
        '<p><strong>He said </strong><q data-quote="3"><strong>we are committed</strong></q></p>',
    ),
    "a link across the edge": (
        '<p><a href="/a">He said <q data-quote="3">we</a> are</q></p>',
        '<p><a href="/a">He said </a><q data-quote="3"><a href="/a">we</a> are</q></p>',
    ),
    "spaces at the edges": (
        "<p>He said<q data-quote=3> we are&nbsp;</q>so.</p>",
        '<p>He said <q data-quote="3">we are</q>&nbsp;so.</p>',
    ),
    "blank words": ("<p>He<q data-quote=3> </q>said</p>", "<p>He said</p>"),
    "neighbours of one record": (
        "<p><q data-quote=3>we </q><q data-quote=3>are</q></p>",
        '<p><q data-quote="3">we are</q></p>',
    ),
    "neighbours of two records": (
        "<p><q data-quote=3>we </q><q data-quote=4> are</q></p>",
        '<p><q data-quote="3">we</q> <q data-quote="4">are</q></p>',
    ),
    "one in another": (
        "<p><q data-quote=3>we <q data-quote=4>are</q> committed</q></p>",
        '<p><q data-quote="3">we</q> <q data-quote="4">are</q> <q data-quote="3">committed</q></p>',
    ),
    "across paragraphs": ("<p>a <q data-quote=3>b</p><p>c</q> d</p>", "<p>a b</p><p>c d</p>"),
    "around paragraphs": ("<q data-quote=3><p>a</p></q>b", "<p>a</p><p>b</p>"),
    "never ended": ("<p>a <q data-quote=3>b</p><p>c</p>", "<p>a b</p><p>c</p>"),
    "ended twice": (f"<p>{SAID}</q> so</p>", f"<p>{SAID} so</p>"),
    "in a subhead": (f"<h2>He said {SAID}</h2>", "<h2>He said we are committed</h2>"),
    "in a list": (f"<ul><li>{SAID}</li></ul>", f"<ul><li><p>{SAID}</p></li></ul>"),
    "in a quotation with a record": (
        f"<blockquote data-quote=5>Yes, {SAID}</blockquote>",
        '<blockquote data-quote="5"><p>Yes, we are committed</p></blockquote>',
    ),
    "no record": ("<p>He said <q>yes</q>.</p>", "<p>He said “yes”.</p>"),
    "no record, but marks": ("<p>He said <q>«yes»</q>.</p>", "<p>He said «yes».</p>"),
    "no possible record": ("<p>He said <q data-quote=x>yes</q>.</p>", "<p>He said “yes”.</p>"),
    "no record and no words": ("<p>He said <q></q>.</p>", "<p>He said .</p>"),
}


@pytest.mark.parametrize(("html", "expected"), SHAPES.values(), ids=SHAPES)
def test_quoted_words_take_one_shape(html, expected):
    cleaned = clean(html)

    again = clean(expected)

    assert cleaned == expected
    assert again == expected


# Reading


def test_words_within_a_line_count_as_a_use_of_their_record():
    html = f"<p>{SAID}</p><blockquote data-quote=5>No.</blockquote><p>{SAID}</p>"

    ids = quote_ids(html)

    assert ids == [3, 5]


def test_words_of_one_record_are_joined_over_what_stands_between():
    html = (
        "<p>“<q data-quote=3>We are committed,</q>” he said, “<q data-quote=3>to this</q>.”</p>"
        "<p>He said “<q data-quote=3>to this</q>” twice.</p>"
    )

    words = quoted(html)

    assert words == {3: "We are committed … to this"}


def test_a_quotation_of_its_own_says_more_than_words_within_a_line():
    html = f"<p>{SAID}</p><blockquote data-quote=3><p>Yes, we are.</p></blockquote><p>{SAID}</p>"

    words = quoted(html)

    assert words == {3: "Yes, we are."}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("“We are”", "We are"),
        ("“We are,”", "We are"),
        ("“We are", "We are"),
        ("‘We are’", "We are"),
        ("“One” and “two”", "“One” and “two”"),
        ("the boys’", "the boys’"),
        ("“”", ""),
    ],
)
def test_marks_that_were_typed_are_no_part_of_the_words(typed, words):
    html = f"<p><q data-quote=3>{typed}</q></p>"

    found = quoted(html)

    assert found == {3: words}


def test_a_passage_tells_which_of_its_words_belong_to_which_record():
    html = (
        f"<p>🕊 He said {SAID}.</p><blockquote data-quote=5><p>One</p><p>Four</p></blockquote>"
        "<blockquote><p>So.</p></blockquote>"
    )

    found = list(passages(html))

    assert found == [
        Passage("🕊 He said we are committed.", None, ((10, 26, 3),)),
        Passage("One", 5, ((0, 3, 5),)),
        Passage("Four", 5, ((0, 4, 5),)),
        Passage("So.", None, ()),
    ]


# Printing


def line(html):
    """Return the first paragraph as a reader sees it."""
    return Seen(re.search("<p>(.*?)</p>", html)[1]).words


def test_words_lead_to_who_said_them():
    html = render(f"<p>He said {SAID}.</p>", [quotation()])

    printed = re.search("<p>(.*)</p>", html)[1]

    assert printed == (
        'He said <q id="quote-3" cite="https://news.example/talks">“we are committed”</q>'
        '<a class="quote-way" href="#source-person-1"'
        ' aria-label="Source: Joseph Aoun, President of Lebanon">*</a>.'
    )


def test_the_way_to_the_source_follows_a_mark_that_was_typed():
    html = render(f"<p>He said “{SAID}”.</p>", [quotation()])

    printed = Seen(html).words

    assert printed == "He said “we are committed”*."


def test_words_of_an_unnamed_source_lead_to_its_description():
    unnamed = quotation(speaker=None, described_as="a Western diplomat")

    html = render(f"<p>He said {SAID}.</p>", [unnamed])

    assert 'href="#source-quote-3" aria-label="Source: a Western diplomat"' in html


@pytest.mark.parametrize(
    "typed",
    [
        f"He said “{SAID}”.",
        f'He said "{SAID}".',
        f"He said ‘{SAID}’.",
        f"He said “yes, {SAID}”.",
        "He said <q data-quote=3>“we are committed”</q>.",
        "<q data-quote=3>“We are committed</q>,” he said.",
    ],
)
def test_marks_that_were_typed_are_not_doubled(typed):
    html = render(f"<p>{typed}</p>", [quotation()])

    printed = line(html).replace("*", "")

    assert printed == Seen(typed).words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (f"He said {SAID}.", "He said „we are committed“."),
        (f"„Nein“, he said, {SAID}", "„Nein“, he said, „we are committed“"),
        ("<q data-quote=3>“Yes” is a word</q>", "„“Yes” is a word“"),
        (f"The boys’ {SAID}", "The boys’ „we are committed“"),
    ],
)
def test_marks_are_those_of_the_language_where_none_were_typed(typed, printed):
    html = render(f"<p>{typed}</p>", [quotation()], "de")

    words = line(html).replace("*", "")

    assert words == printed


def test_the_address_of_a_quotation_is_that_of_its_first_use():
    block = '<blockquote data-quote="3"><p>We are.</p></blockquote>'

    html = render(f"<ul><li><p>{SAID}</p></li></ul>{block}<p>{SAID}</p>", [quotation()])

    assert html.count('id="quote-3"') == 1
    assert '<q id="quote-3"' in html


def test_words_that_no_record_is_known_of_keep_their_marks_alone():
    html = render(f"<p>He said {SAID}.</p>", [])

    printed = re.search("<p>(.*)</p>", html)[1]

    assert printed == "He said “we are committed”."


def test_what_a_record_says_cannot_become_markup_within_a_line():
    attack = '"><script>alert(1)</script>'
    speaker = {"kind": "person", "id": 1, "name": attack, "slug": attack}

    html = render(f"<p>{SAID}</p>", [quotation(speaker=speaker, described_as=attack)])

    assert "script" not in Seen(html).tags


def test_a_subhead_takes_no_id_of_a_source():
    html = render("<h2>Source person 1</h2>", [])

    assert 'id="heading-source-person-1"' in html


def test_a_story_with_quoted_words_has_the_words_that_a_reader_gets():
    html = f"<p>He said {SAID}.</p>"

    words = body.text(html), body.word_count(html)

    assert words == ("He said we are committed.", 5)

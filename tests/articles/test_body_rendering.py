import re

import pytest
from django.utils import translation

from articles.body import headings, render
from tests.articles.attacks import ATTACKS
from tests.articles.markup import ALLOWED, Seen, unsafe_addresses_in

QUOTED = '<blockquote data-quote="3"><p>We are committed to this option</p></blockquote>'


def quotation(**changes):
    """Return a quotation as an edition keeps it."""
    return {
        "id": 3,
        "words": "We are committed to this option",
        "speaker": {"kind": "person", "id": 1, "name": "Joseph Aoun", "slug": "joseph-aoun"},
        "described_as": "President of Lebanon",
        "said_on": "2025-12-05",
        "venue": "to visiting U.N. Security Council members",
        "terms": "on_record",
        "anonymity_reason": "",
        "evidence_url": "https://news.example/talks",
        "original_words": "",
        "original_language": "",
        "translator": "",
    } | changes


def caption(html):
    """Return the words under the first quotation, as a reader hears them."""
    inside = re.search(r"<figcaption>(.*?)</figcaption>", html, re.DOTALL)
    return " ".join(Seen(inside[1]).words.split()).replace(" ,", ",")


def test_a_quotation_stands_in_a_figure_with_its_source():
    html = render(QUOTED, [quotation()])

    figure = re.sub(r"<figcaption>.*</figcaption>", "", html, flags=re.DOTALL)

    assert figure == (
        '<figure class="quote" id="quote-3"><blockquote cite="https://news.example/talks">'
        "<p>“We are committed to this option”</p></blockquote></figure>"
    )


def test_the_caption_says_who_said_it_as_what_when_and_where():
    html = render(QUOTED, [quotation()])

    words = caption(html)

    assert words == (
        "Joseph Aoun, President of Lebanon, said on 5 December 2025, to visiting U.N. Security"
        " Council members, on the record Source of this quotation"
    )


@pytest.mark.parametrize(
    ("said_on", "printed"),
    [
        ("2025-12-05", ", said on 5 December 2025,"),
        ("2025-12", ", said in December 2025,"),
        ("2025", ", said in 2025,"),
        ("", "President of Lebanon, to visiting"),
    ],
)
def test_a_date_is_printed_as_far_as_it_is_known(said_on, printed):
    html = render(QUOTED, [quotation(said_on=said_on)])

    words = caption(html)

    assert printed in words


def test_the_month_is_named_in_the_language_of_the_page():
    with translation.override("fr"):
        html = render(QUOTED, [quotation(said_on="2025-12")])

    words = caption(html)

    assert "décembre 2025" in words


@pytest.mark.parametrize(
    ("kind", "link"),
    [("person", 'href="/people/ldf/"'), ("organization", 'href="/organizations/ldf/"')],
)
def test_the_speaker_links_to_the_page_of_its_kind(kind, link):
    speaker = {"kind": kind, "id": 1, "name": "LDF", "slug": "ldf"}

    html = render(QUOTED, [quotation(speaker=speaker)])

    assert link in html


def test_a_speaker_without_a_page_is_printed_without_a_link():
    speaker = {"kind": "person", "id": 1, "name": "A Neighbour", "slug": ""}

    html = render(QUOTED, [quotation(speaker=speaker, evidence_url="")])

    assert caption(html).startswith("A Neighbour, President")
    assert "href" not in html


def test_an_unnamed_source_is_described_with_the_reason():
    unnamed = quotation(
        speaker=None,
        described_as="a Western diplomat",
        terms="anonymous",
        anonymity_reason="not authorised to speak publicly",
        venue="",
        evidence_url="",
    )

    html = render(QUOTED, [unnamed])

    assert caption(html) == (
        "A Western diplomat, said on 5 December 2025, not named: not authorised to speak publicly"
    )


def test_the_original_words_carry_their_language():
    original = quotation(
        original_words="نحن ملتزمون بهذا الخيار", original_language="ar", translator="Rana Khoury"
    )

    html = render(QUOTED, [original])

    assert '<q lang="ar" dir="rtl">نحن ملتزمون بهذا الخيار</q>, translated by Rana Khoury' in html


def test_only_the_first_use_of_a_quotation_has_its_address():
    html = render(QUOTED * 2, [quotation()])

    uses = html.count('<figure class="quote"')

    assert uses == 2
    assert html.count('id="quote-3"') == 1


def test_a_quotation_that_no_record_is_known_of_stays_plain():
    html = render(QUOTED + "<blockquote><p>words</p></blockquote>", [])

    expected = (
        "<blockquote><p>We are committed to this option</p></blockquote>"
        "<blockquote><p>words</p></blockquote>"
    )

    assert html == expected


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.b/c", "", None])
def test_evidence_that_is_no_web_address_is_not_linked(address):
    html = render(QUOTED, [quotation(evidence_url=address)])

    words = caption(html)

    assert "<blockquote>" in html
    assert "Source of" not in words


def test_what_a_record_says_cannot_become_markup():
    attack = '"><script>alert(1)</script>'
    speaker = {"kind": "person", "id": 1, "name": attack, "slug": attack}
    fields = ("described_as", "said_on", "venue", "original_words", "original_language")
    record = quotation(speaker=speaker, **dict.fromkeys(fields, attack))

    html = render(QUOTED, [record | {"evidence_url": f"https://{attack}"}])

    assert "script" not in Seen(html).tags


# Quotation marks


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "“We are committed to this option”"),
        ("de-AT", "„We are committed to this option“"),
        ("fr", "«&nbsp;We are committed to this option&nbsp;»"),
        ("xx", "“We are committed to this option”"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language, printed):
    html = render(QUOTED, [quotation()], language)

    words = re.search("<p>(.*)</p>", html)[1]

    assert words == printed


def test_each_paragraph_of_a_quotation_opens_and_the_last_closes():
    html = render(
        '<blockquote data-quote="3"><p>one</p><p><em>two</em></p></blockquote>', [quotation()]
    )

    words = re.search("<blockquote.*?>(.*)</blockquote>", html)[1]

    assert words == "<p>“one</p><p>“<em>two</em>”</p>"


@pytest.mark.parametrize("words", ["“one”", '"one"', "«one»", "„one“"])
def test_words_that_have_their_quotation_marks_get_no_others(words):
    html = render(f'<blockquote data-quote="3"><p>{words}</p></blockquote>', [quotation()])

    printed = re.search("<p>(.*)</p>", html)[1]

    assert printed == words


def test_a_quotation_that_only_begins_with_another_gets_marks():
    html = render('<blockquote data-quote="3"><p>“one” is two</p></blockquote>', [quotation()])

    printed = re.search("<p>(.*)</p>", html)[1]

    assert printed == "““one” is two”"


# Subheads and links


def test_subheads_get_ids_of_their_own():
    html = render("<h2>Who is at the table</h2><h3>Who is at the table</h3><h2>!</h2>", [])

    ids = re.findall('id="([^"]*)"', html)

    assert ids == ["who-is-at-the-table", "who-is-at-the-table-2", "heading"]


@pytest.mark.parametrize("words", ["main", "Sources", "Quote 3", "quote-3"])
def test_a_subhead_takes_no_id_that_the_page_uses(words):
    html = render(f"<h2>{words}</h2>{QUOTED}", [quotation()])

    ids = re.findall('id="([^"]*)"', html)

    assert ids[0].startswith("heading-")
    assert ids[1] == "quote-3"


def test_subheads_that_look_numbered_keep_apart():
    html = render("<h2>a</h2><h2>a</h2><h2>a-2</h2><h2>a</h2>", [])

    ids = re.findall('id="([^"]*)"', html)

    assert len(set(ids)) == 4


def test_headings_name_the_ids_that_readers_get():
    html = "<h2>The <em>talks</em></h2><p>words</p><h3>المفاوضات</h3>"

    found = headings(html)

    assert found == [(2, "the-talks", "The talks"), (3, "المفاوضات", "المفاوضات")]
    assert all(f'id="{heading_id}"' in render(html, []) for _, heading_id, _ in found)


def test_links_that_leave_the_site_do_not_hand_over_the_window():
    html = render('<p><a href="https://a.b/">a</a> <a href="/b/">b</a></p>', [])

    expected = '<p><a href="https://a.b/" rel="noopener">a</a> <a href="/b/">b</a></p>'

    assert html == expected


def test_blank_paragraphs_do_not_reach_readers():
    html = render("<p>a</p><p></p><p>b</p><hr>", [])

    expected = "<p>a</p><p>b</p><hr>"

    assert html == expected


@pytest.mark.parametrize("attack", ATTACKS)
def test_readers_are_safe_from_what_was_stored_uncleaned(attack):
    html = render(attack, [])

    seen = Seen(html)

    assert set(seen.tags) <= set(ALLOWED)
    assert {name for _, name, _ in seen.attributes} <= {"href", "rel"}
    assert unsafe_addresses_in(html) == []

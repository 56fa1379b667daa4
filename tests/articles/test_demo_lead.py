"""The demo's lead tells the story of one mistake, its correction, and nothing else that changed."""

from collections import Counter

import pytest

from tests.articles.demo_data import PUBLISHED, STORIES, Body, editions, words_in

LEAD = "lebanon-israel-talks"


def test_the_lead_is_a_full_analysis():
    (*_, lead) = editions(LEAD)

    assert lead["kind"] == "analysis"
    assert 700 <= words_in(lead) <= 1000
    assert len(lead["tags"]) >= 5
    assert lead["bottom_line"]
    assert lead["methods"]
    assert lead["documents"]
    assert lead["image"]


def test_the_first_edition_of_the_lead_names_the_wrong_president():
    first, _ = editions(LEAD)

    quoted = [key for key, _ in Body(first["body"]).quotations]

    assert "President Michel Aoun" in first["body"]
    assert "Joseph" not in first["body"]
    assert quoted == ["aoun-option-as-filed", "qassem-occupation"]


def test_the_second_edition_of_the_lead_names_the_right_one_and_says_so():
    _, second = editions(LEAD)

    quoted = [key for key, _ in Body(second["body"]).quotations]
    (correction,) = second["corrections"]

    assert "President Joseph Aoun" in second["body"]
    assert "Michel" not in second["body"]
    assert quoted == ["aoun-option", "qassem-occupation"]
    assert (correction["kind"], correction["severity"]) == ("correction", "serious")
    assert "Michel Aoun" in correction["wrong"]
    assert "Joseph Aoun" in correction["right"]


def test_the_editions_of_the_lead_differ_in_the_president_alone():
    first, second = editions(LEAD)

    mended = first["body"].replace("Michel Aoun", "Joseph Aoun").replace("-as-filed", "")

    assert mended == second["body"]


@pytest.mark.parametrize("number", [0, 1])
def test_both_editions_of_the_lead_give_qassem_his_office(number):
    body = editions(LEAD)[number]["body"]

    assert "secretary-general, Sheikh Naim Qassem" in body
    assert "deputy leader" not in body


def test_stories_around_the_lead_share_rare_tags_with_it():
    uses = Counter(tag for name in PUBLISHED for tag in STORIES[name]["tags"])
    rare = {tag for tag in STORIES[LEAD]["tags"] if uses[tag] <= 6}

    around = [name for name in PUBLISHED - {LEAD} if rare & set(STORIES[name]["tags"])]

    assert len(around) >= 4

from datetime import UTC, datetime

import pytest

from articles import labels
from articles.models.correction import Correction
from articles.models.edition import Kind
from articles.templatetags import reader


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_of_story_says_what_it_means(kind):
    meaning = labels.kind_meaning(kind)

    assert meaning


@pytest.mark.parametrize("kind", Correction.Kind.values)
def test_every_kind_of_notice_has_a_label_of_its_own(kind):
    label = labels.correction_label(kind)

    assert label != "Note"


@pytest.mark.parametrize(
    ("ai_use", "told"), [("none", False), ("assisted", True), ("generated", True)]
)
def test_readers_are_told_of_ai_only_when_it_was_used(ai_use, told):
    note = labels.ai_note(ai_use)

    assert bool(note) is told


def test_bylines_are_grouped_in_the_order_of_roles():
    bylines = [
        {"role": "photography", "name": "Rana"},
        {"role": "writing", "name": "Lina"},
        {"role": "writing", "name": "Tom"},
    ]

    groups = reader.by_role(bylines)

    assert [
        (group["label"], [credit["name"] for credit in group["credits"]]) for group in groups
    ] == [
        ("By", ["Lina", "Tom"]),
        ("Photographs by", ["Rana"]),
    ]


def test_a_person_is_linked_to_their_page():
    name = reader.linked_name({"kind": "person", "name": "Lina Haddad", "slug": "lina-haddad"})

    assert name == '<a href="/people/lina-haddad/">Lina Haddad</a>'


def test_an_organization_is_linked_to_its_page():
    name = reader.linked_name({"kind": "organization", "name": "UNIFIL", "slug": "unifil"})

    assert name == '<a href="/organizations/unifil/">UNIFIL</a>'


def test_a_private_individual_is_named_without_a_link():
    name = reader.linked_name({"kind": "person", "name": "Maya", "slug": ""})

    assert name == "Maya"


def test_a_name_cannot_bring_markup():
    name = reader.linked_name({"kind": "person", "name": "<b>Lina</b>", "slug": "lina"})

    assert "<b>" not in name


def test_words_printed_in_two_stories_are_shown_once():
    words, others = {"id": 3, "words": "We go on"}, {"id": 4, "words": "We stop"}
    entries = [
        {"quotation": words, "edition": "second story"},
        {"quotation": others, "edition": "second story"},
        {"quotation": words, "edition": "first story"},
    ]

    gathered = reader.by_quotation(entries)

    assert gathered == [
        {"quotation": words, "editions": ["second story", "first story"]},
        {"quotation": others, "editions": ["second story"]},
    ]


def test_only_grave_notices_stand_above_the_text():
    minor = {"kind": "correction", "severity": "minor"}
    serious = {"kind": "clarification", "severity": "serious"}
    retraction = {"kind": "retraction", "severity": "minor"}

    above = reader.prominent([minor, serious, retraction])

    assert above == [serious, retraction]


def test_a_moment_kept_as_text_is_read():
    moment = reader.instant("2025-12-06T16:02:00+00:00")

    assert moment == datetime(2025, 12, 6, 16, 2, tzinfo=UTC)


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_moment_stays_none(nothing):
    moment = reader.instant(nothing)

    assert moment is None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2025-12-05", "5 December 2025"),
        ("2025-12", "December 2025"),
        ("2025", "2025"),
        ("", ""),
        ("about 1990", "about 1990"),
    ],
)
def test_a_partial_date_is_printed_as_far_as_it_is_known(text, printed):
    words = reader.partial_date(text)

    assert words == printed


@pytest.mark.parametrize(
    ("language", "marked"), [("en", "“so”"), ("de-AT", "„so“"), ("", "“so”"), ("xx", "“so”")]
)
def test_words_stand_in_the_quotation_marks_of_their_language(language, marked):
    words = reader.in_quotation_marks("so", language)

    assert words == marked


@pytest.mark.parametrize(
    ("language", "written"),
    [("ar", "rtl"), ("ar-LB", "rtl"), ("HE", "rtl"), ("en", "ltr"), ("", "ltr")],
)
def test_a_language_is_written_in_its_direction(language, written):
    way = reader.direction(language)

    assert way == written


def test_a_withdrawal_says_its_class_of_reason():
    reason = labels.withdrawal_reason("legal")

    assert reason == "for legal reasons"

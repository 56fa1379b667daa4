"""What differs between two texts, word by word."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import differences
from articles.differences import Passage, paragraphs

# Few words, so that the texts share some, in scripts whose letters are not one code point each.
WORDS = st.sampled_from(
    [
        "the",
        "talks",
        "Naqoura",
        "said",
        "مُحادثات",
        "الناقورة",
        "नमस्ते",
        "e\u0301te\u0301",
        "👩‍👩‍👧",
        "🇱🇧",
        "協議",
    ]
)
GAPS = st.sampled_from([" ", "  ", ", ", "—", ". ", "\u200d", "\u0301", "\n", ""])
PARAGRAPH = st.lists(st.tuples(WORDS, GAPS), max_size=12).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
TEXT = st.lists(PARAGRAPH | st.text(max_size=20), max_size=8)


def old_text(passages: list[Passage]) -> list[str]:
    return ["".join(run.text for run in p.before) for p in passages if p.kind != "added"]


def new_text(passages: list[Passage]) -> list[str]:
    return ["".join(run.text for run in p.after) for p in passages if p.kind != "removed"]


def marked(before: str, after: str) -> str:
    """Compare two paragraphs; what was removed stands in [ ], what was added in { }."""
    signs = {"removed": "[{}]", "added": "{{{}}}", "same": "{}"}
    (passage,) = paragraphs([before], [after])
    return "".join(signs[run.kind].format(run.text) for run in passage.runs)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_off_a_comparison(before, after):
    passages = paragraphs(before, after)

    assert old_text(passages) == before
    assert new_text(passages) == after


@given(TEXT, TEXT)
def test_a_comparison_that_has_no_time_left_still_holds_both_texts(before, after):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences._Budget, "__init__", lambda budget: setattr(budget, "left", 10))
        passages = paragraphs(before, after)

    assert old_text(passages) == before
    assert new_text(passages) == after


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text):
    passages = paragraphs(text, text)

    assert {passage.kind for passage in passages} <= {"same"}


@given(TEXT, TEXT)
def test_no_letter_is_parted_from_its_marks(before, after):
    for passage in paragraphs(before, after):
        for run in passage.runs[1:]:
            assert not unicodedata.category(run.text[0]).startswith("M")
            assert run.text[0] != "\u200d"


@given(TEXT, TEXT)
def test_kinds_say_what_the_runs_are(before, after):
    for passage in paragraphs(before, after):
        kinds = {str(run.kind) for run in passage.runs}
        if passage.kind == "changed":
            assert "same" in kinds
            assert kinds & {"removed", "added"}
        else:
            assert kinds <= {str(passage.kind)}


@given(TEXT, TEXT)
@settings(max_examples=50)
def test_folding_leaves_nothing_out(before, after):
    passages = paragraphs(before, after)

    groups = differences.folded(passages)

    assert [passage for group in groups for passage in group] == passages
    assert all(p.kind == "same" for group in groups if len(group) > 1 for p in group)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("President Michel Aoun said so.", "President Joseph Aoun said so.",
         "President [Michel]{Joseph} Aoun said so."),
        ("He said so.", "He said so, twice.", "He said so{, twice}."),
        ("It was on Monday, 5 May, there.", "It was on Tuesday, 6 June, there.",
         "It was on [Monday, 5 May]{Tuesday, 6 June}, there."),
        ("قال الرئيس ميشال عون ذلك", "قال الرئيس جوزاف عون ذلك",
         "قال الرئيس [ميشال]{جوزاف} عون ذلك"),
        ("Well 👩‍👩‍👧 done", "Well 👩‍👩‍👦 done", "Well [👩‍👩‍👧]{👩‍👩‍👦} done"),
        ("一九七八年的决议", "一九八二年的决议", "一九[七]八{二}年的决议"),
    ],
)  # fmt: skip
def test_words_that_differ_are_told_from_those_that_do_not(before, after, shown):
    assert marked(before, after) == shown


def test_a_paragraph_that_was_put_in_is_no_change_of_its_neighbours():
    first, second = "The talks began on Monday.", "Nobody knows when they will end."

    passages = paragraphs([first, second], ["A word before.", first, "Hope is low.", second])

    assert [str(p.kind) for p in passages] == ["added", "same", "added", "same"]


def test_a_changed_paragraph_is_found_among_new_ones():
    was, now = "The talks began on Monday in Naqoura.", "The talks began on Tuesday in Naqoura."

    passages = paragraphs([was], ["Something else was put here.", now, "And one more."])

    assert [str(p.kind) for p in passages] == ["added", "changed", "added"]


def test_paragraphs_that_have_little_in_common_are_shown_whole():
    passages = paragraphs(["The talks began on Monday."], ["Nobody of us knew her by name."])

    assert [str(p.kind) for p in passages] == ["removed", "added"]


def test_long_stretches_without_a_change_fold_but_for_their_edges():
    lines = [f"Line {number} of many." for number in range(9)]

    groups = differences.folded(paragraphs(lines, [*lines[:5], "New.", *lines[5:]]))

    assert [len(group) for group in groups] == [4, 1, 1, 1, 3]


def test_a_text_without_any_change_folds_whole():
    assert [len(group) for group in differences.folded(paragraphs(["a", "b"], ["a", "b"]))] == [2]


def story(seed: int, words: int, a_paragraph: int) -> list[str]:
    """Return a text in which words are as frequent as in a language."""
    chance = random.Random(seed)
    return [
        " ".join(f"w{min(8000, int(chance.paretovariate(0.7)))}" for _ in range(a_paragraph))
        for _ in range(words // a_paragraph)
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (story(1, 30_000, 50), story(2, 30_000, 50)),
        (story(1, 30_000, 50), [f"{paragraph} end" for paragraph in story(1, 30_000, 50)]),
        (story(1, 30_000, 8), story(2, 30_000, 8)),
        (story(1, 30_000, 30_000), story(2, 30_000, 30_000)),
        (["a b " * 500] * 30, ["b a " * 501] * 30),
        (["a b c d " * 5000], ["d a c b " * 5000]),
        (["a", "b"] * 4000, ["b", "a", "c"] * 2600),
        ([f"x{i}" if i % 2 else f"old {i}" for i in range(8000)],
         [f"x{i}" if i % 2 else f"new {i}" for i in range(8000)]),
    ],
    ids=["other", "each changed", "short", "one", "repeated", "shuffled", "alike", "every second"],
)  # fmt: skip
def test_not_a_word_is_lost_between_long_texts_that_are_hard_to_compare(before, after):
    passages = paragraphs(before, after)

    assert old_text(passages) == before
    assert new_text(passages) == after

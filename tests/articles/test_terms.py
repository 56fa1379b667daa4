"""The words of texts: what counts as one, which of them weigh most, and in what language."""

import math
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from articles import terms


def test_words_are_counted_by_their_stem():
    counted = terms.counted("", "<p>Patrols patrolled; a patrol.</p>", "en")

    assert counted == {"patrol": 3}


def test_words_of_the_headline_count_three_times():
    counted = terms.counted("Ceasefire", "The ceasefire", "en")

    assert counted == {"ceasefir": 4}


def test_marks_and_entities_are_no_words():
    counted = terms.counted(
        "", '<p class="note">Rock &amp; roll&nbsp;<a href="/x/">sways</a></p>', "en"
    )

    assert set(counted) == {"rock", "roll", "sway"}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "negotiation", "negotiations"),
        ("en-GB", "negotiation", "negotiations"),
        ("fr", "négociation", "négociations"),
        ("de", "Verhandlung", "Verhandlungen"),
        ("ar", "رئيس", "الرئيس"),
        ("ru", "переговоры", "переговоров"),
    ],
)
def test_forms_of_a_word_are_one_in_its_language(language, one, other):
    counted = terms.counted("", f"{one} {other}", language)

    assert list(counted.values()) == [2]


@pytest.mark.parametrize("text", ["the of and", "", "<p></p>", "!?", "a 7 12", "x" * 41])
def test_what_carries_no_meaning_is_no_word(text):
    counted = terms.counted("", text, "en")

    assert counted == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [("On Monday in March", "en"), ("lundi, en février", "fr"), ("Montag im März", "de-AT")],
)
def test_days_and_months_say_nothing_of_a_text(text, language):
    counted = terms.counted("", text, language)

    assert counted == {}


def test_words_are_stemmed_alike_by_requests_side_by_side():
    words = [f"{word}{number}ations" for word in ("negoti", "observ") for number in "abcdefgh" * 50]
    alone = [terms.stemmed(word, "english") for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    with ThreadPoolExecutor(8) as threads:
        beside = list(threads.map(lambda word: terms.stemmed(word, "english"), words))

    sys.setswitchinterval(interval)
    assert beside == alone


def test_march_of_people_is_a_word():
    counted = terms.counted("", "The march ended", "en")

    assert counted == {"march": 1}


@pytest.mark.parametrize("language", ["", "xx", "tlh-KLINGON"])
def test_words_of_a_language_without_stemmer_count_as_they_stand(language):
    counted = terms.counted("", "Qapla qapla", language)

    assert counted == {"qapla": 2}


def test_vowel_signs_belong_to_their_word():
    counted = terms.counted("", "नमस्ते", "mr")

    assert counted == {"नमस्ते": 1}


def test_text_without_spaces_is_counted_by_pairs_of_characters():
    counted = terms.counted("", "北京大学", "zh")

    assert counted == {"北京": 1, "京大": 1, "大学": 1}


def test_weights_are_those_of_the_formula():
    words, frequency = {"often": 1, "twice": 3}, {"often": 20, "twice": 2}

    weights = terms.heaviest(words, frequency, articles=100)

    expected = {"often": math.log(101 / 20.5), "twice": (1 + math.log(3)) * math.log(101 / 2.5)}
    length = math.hypot(*expected.values())
    assert weights == pytest.approx({word: w / length for word, w in expected.items()})


def test_no_more_than_thirty_words_are_terms():
    words = {f"word{number:02}": 2 for number in range(50)}

    weights = terms.heaviest(words, dict.fromkeys(words, 3), articles=100)

    assert list(weights) == sorted(words)[:30]


def test_word_of_more_than_a_fifth_of_the_articles_is_no_term():
    words = {"said": 9, "lebanon": 1}

    weights = terms.heaviest(words, {"said": 21, "lebanon": 20}, articles=100)

    assert list(weights) == ["lebanon"]


def test_word_that_is_new_is_a_term_when_it_stands_there_twice():
    words = {"typo": 1, "cyclone": 2}

    weights = terms.heaviest(words, {"typo": 1, "cyclone": 1}, articles=100)

    assert list(weights) == ["cyclone"]


def test_text_of_no_words_has_no_terms():
    assert terms.heaviest({}, {}, articles=0) == {}


def test_stem_is_shown_as_the_word_is_printed():
    shown = terms.printed("Ceasefire talks", "<p>The ceasefire held. Ceasefires fail.</p>", "en")

    assert shown["ceasefir"] == "Ceasefire"
    assert shown["talk"] == "talks"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They say that the president is here and was not there before.", "en"),
        ("Le président a dit que la situation était grave et que les autres", "fr"),
        ("Der Mann ist nicht da und die Frau auch nicht mit ihm", "de"),
        ("12 34", ""),
        ("", ""),
    ],
)
def test_language_is_told_by_its_stop_words(text, language):
    assert terms.language_of(text) == language

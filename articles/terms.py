"""The words that a text is about: machine-made tags, beside those of editors. Pure, no ORM.

A text's words are stemmed in its language, without that language's stop words, days and months.
What a word weighs in a text is (1 + ln times) · ln((N + 1) / (n + ½)) for one that stands in n of N
articles; a headline's words count three times. The HEAVIEST of them, brought to length 1, are its
terms, so the sum of the products of what two texts share is the cosine of the angle between them.
"""

import html
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache

import snowballstemmer
import stop_words
from django.utils import dates, translation

HEAVIEST = 30
OF_HEADLINE = 3  # times that a headline's words count
LONGEST = 40  # characters of a word; longer ones are addresses and accidents
# A word of more articles than this tells nothing; in a small archive it may still.
COMMON_SHARE, COMMON = 0.2, 10
# In no other article yet: what is new in the news, unless it stands there only once.
NEW_WORD = 2

_MARKS = "".join(chr(c) for c in range(0x300, 0x1E00) if unicodedata.category(chr(c))[0] == "M")
_LETTERS = rf"[^\W_{_MARKS}][{_MARKS}]*"
_WORD = re.compile(rf"(?:{_LETTERS})+(?:['’.-](?:{_LETTERS})+)*[+#]*")
# Scripts that put no space between words, and Hangul, whose particles hang on them.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
_TAG = re.compile(r"<[^>]*>")
_STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


def counted(headline: str, text: str, language: str) -> Counter[str]:
    """Return how often each word stands in a text (HTML or plain), by its stem."""
    found: Counter[str] = Counter()
    for part, weight in ((text, 1), (headline, OF_HEADLINE)):
        for (stem, _), times in _stems(part, language).items():
            found[stem] += weight * times
    return found


def heaviest[Word: (str, tuple[str, str])](
    words: Mapping[Word, int], frequency: Mapping[Word, int], articles: int
) -> dict[Word, float]:
    """Return the terms of a text, each with its weight; the squares of all add up to 1.

    Arguments: `words` with how often each stands in it, as `counted` gives them; `frequency` in
    how many of the `articles` each word stands, this one included.
    """
    common = max(COMMON, COMMON_SHARE * articles)
    weights = {
        word: (1 + math.log(times)) * math.log((articles + 1) / (frequency[word] + 0.5))
        for word, times in words.items()
        if frequency[word] <= common and (frequency[word] > 1 or times >= NEW_WORD)
    }
    positive = ((word, weight) for word, weight in weights.items() if weight > 0)
    best = dict(sorted(positive, key=lambda item: (-item[1], item[0]))[:HEAVIEST])
    length = math.hypot(*best.values())
    return {word: weight / length for word, weight in best.items()}


def printed(headline: str, text: str, language: str) -> dict[str, str]:
    """Return for each stem the whole word that a text prints most often for it."""
    forms: dict[str, Counter[str]] = {}
    for (stem, word), times in _stems(f"{text} {headline}", language).items():
        if word:
            forms.setdefault(stem, Counter())[word] += times
    return {stem: _commonest(words) for stem, words in forms.items()}


def stemmed(word: str, rules: str) -> str:
    """Return a word's stem by Snowball's rules of that name; the word itself without any.

    With a stemmer of its own: one stems one word at a time, and requests run side by side.
    """
    return snowballstemmer.stemmer(rules).stemWord(word) if rules else word


def language_of(text: str) -> str:
    """Return the language whose stop words make up most of a text; "" if it has none of any."""
    words = Counter(word.casefold() for word in _WORD.findall(text))
    found = {
        language: sum(words[word] for word in _stop_words(language))
        for language in sorted(stop_words.LANGUAGE_MAPPING)
    }
    best = max(found, key=lambda language: found[language])
    return best if found[best] else ""


def _commonest(words: Counter[str]) -> str:
    return min(words, key=lambda word: (-words[word], word.isupper(), word))


def _stems(text: str, language: str) -> Counter[tuple[str, str]]:
    """Count stems with their printed word, which is empty for a piece of a text without spaces."""
    plain = unicodedata.normalize("NFKC", html.unescape(_TAG.sub(" ", text)))
    language = language.partition("-")[0].casefold()
    found: Counter[tuple[str, str]] = Counter()
    for word, times in Counter(_WORD.findall(plain)).items():
        if not word.isascii() and _UNSPACED.search(word):
            for piece in (piece for run in _UNSPACED.findall(word) for piece in _pairs(run)):
                found[piece, ""] += times
        elif stem := _stem(word, language):
            found[stem, word] += times
    return found


def _pairs(run: str) -> list[str]:
    """Two characters each, overlapping: what stands in for words where no space divides them."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    """Return a word's stem; nothing for what carries no meaning of its own."""
    if word in _days_and_months(language):
        return ""
    word = word.casefold().replace("’", "'")
    short = len(word) < 2 or (word.isdigit() and len(word) < 3)
    if short or len(word) > LONGEST or word in _stop_words(language):
        return ""
    return stemmed(word, _STEMMERS.get(language, ""))


@cache
def _days_and_months(language: str) -> frozenset[str]:
    """As they are spelt: a march is none of them."""
    with translation.override(language or "en"):
        return frozenset(map(str, [*dates.WEEKDAYS.values(), *dates.MONTHS.values()]))


@cache
def _stop_words(language: str) -> frozenset[str]:
    language = "nb" if language in ("nn", "no") else language
    if language not in stop_words.LANGUAGE_MAPPING:
        return frozenset()
    return frozenset(word.casefold() for word in stop_words.get_stop_words(language))

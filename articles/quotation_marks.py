"""Quotation marks: those of each language, and those that a writer has typed already. Pure."""

import re

# Opening and closing marks by language; who is not named here gets the English ones.
BY_LANGUAGE = {
    "ar": "«»",
    "bg": "„“",
    "cs": "„“",
    "da": "»«",
    "de": "„“",
    "el": "«»",
    "es": "«»",
    "fa": "«»",
    "fi": "””",
    "fr": ("«\xa0", "\xa0»"),
    "he": "””",
    "hu": "„”",
    "it": "«»",
    "ja": "「」",
    "no": "«»",
    "pl": "„”",
    "pt": "«»",
    "ro": "„”",
    "ru": "«»",
    "sv": "””",
    "uk": "«»",
    "zh": "“”",
}
ENGLISH = ("“", "”")

_IN_MARKS = re.compile(r"""\s*["'“”„«»‘‚「].*["'“”«»’」]\s*""", re.DOTALL)
# A single mark may be an apostrophe, so it counts only where it stands right at the words.
_DOUBLE = re.compile(r'["“”„‟«»「」]')
_SINGLE = "'‘’‚‹›"
_WITHIN = str.maketrans('"“”„‟«»「」', "'‘’‚‛‹›‘’")


def of(language: str) -> tuple[str, str]:
    """Return the opening and the closing mark of a language such as `de-AT`."""
    opening, closing = BY_LANGUAGE.get((language or "").lower().split("-")[0], ENGLISH)
    return opening, closing


def enclose(words: str) -> bool:
    """Does a whole quotation have its marks already, as typed?"""
    return bool(_IN_MARKS.fullmatch(words))


def are_lacking(text: str, start: int, end: int) -> bool:
    """Would a reader not see that `text[start:end]`, within a line, are somebody's words?

    The marks may have been typed around them, within them, or one here and one there
    (`“We are,” he said`); a mark is open when it is the last of an odd number of them.
    """
    words = text[start:end]
    if _count(text[:start]) % 2:
        return False
    if _DOUBLE.match(words):
        return not (_DOUBLE.match(words[-1]) or _count(words) % 2)
    return not (_single(words[0], words[-1]) or _single(text[:start][-1:], text[end : end + 1]))


def without(words: str) -> str:
    """Return words without the marks typed at their ends; marks between them stay."""
    first, last = bool(_DOUBLE.match(words)), bool(_DOUBLE.match(words[-1:]))
    if not first and len(words) > 2 and _single(words[0], words[-1]):
        words = words[1:-1]
    elif _count(words) == first + last:
        words = words[first : len(words) - last]
    return words.strip()


def around(words: str) -> str:
    """Return words in one pair of English marks: typed ones within become single ones."""
    return f"“{without(words).translate(_WITHIN)}”"


def _count(text: str) -> int:
    return len(_DOUBLE.findall(text))


def _single(before: str, after: str) -> bool:
    return bool(before and after) and before in _SINGLE and after in _SINGLE

"""What is the same in two spellings of a name. Pure functions, no ORM.

`folded` is for finding: case, accents, points, apostrophes and hyphens do not tell names apart.
`skeleton` is for near-misses: it keeps the consonants of each word alone, as they sound, sorted, so
that Karam and Karem, Resnick and Resnik, Qassem and Kassem share one.
"""

import re
import unicodedata

# Letters that Unicode does not take apart.
BARE = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻ`´ʾʿ") | BARE)
_ABBREVIATION = re.compile(r"\b(?:\w\.){2,}")
_WORD = re.compile(r"\w+")
# In this order: what two letters stand for comes before what one does.
_SOUNDS = (
    ("ck", "k"),
    ("kh", "k"),
    ("ph", "f"),
    ("sch", "s"),
    ("sh", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("gh", "g"),
    ("tz", "z"),
    ("x", "ks"),
    ("c", "k"),
    ("q", "k"),
    ("z", "s"),
    ("v", "w"),
)
_SILENT = str.maketrans(dict.fromkeys("aeiouyhj"))
_DOUBLED = re.compile(r"(.)\1+")


def folded(text: str) -> str:
    """Return a name in the form in which names are compared: "U.N. Café" gives "un cafe"."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the words of a name, each folded."""
    text = _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), text)
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
    return _WORD.findall("".join(c for c in bare if not unicodedata.combining(c)))


def skeleton(name: str) -> str:
    """Return what near-misses of a folded name share; "" when too little of it is left.

    Vowels, doubled letters, an h, what sounds alike and the order of letters do not count.
    """
    bones = [_bones(word) for word in name.split()]
    return " ".join(bones) if len(bones) > 1 and sum(map(len, bones)) > 2 else ""


def _bones(word: str) -> str:
    """The initial always stays: Amal and Malik are no near-misses."""
    for sound, letter in _SOUNDS:
        word = word.replace(sound, letter)
    return word[:1] + "".join(sorted(_DOUBLED.sub(r"\1", word[1:].translate(_SILENT))))

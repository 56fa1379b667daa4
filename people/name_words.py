"""Which words belong to a name of a person, and which only stand beside it. Pure, no ORM."""

from people.offices import FIELDS, HEADS
from people.places import BY_ADJECTIVE, BY_METONYM, BY_NAME
from people.tokens import Token
from people.vocabulary import COMMON, DAYS, PART, RANKS, THINGS

PARTICLES = frozenset(
    "al el ul bin ben ibn bou abu abou de del della da di du do dos das la le van von der den ter "
    "st san zu af av mac".split()
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_LAST_OF_HEADS = frozenset(phrase.split()[-1] for phrase in HEADS)


def family_names(words: list[Token]) -> list[str]:
    """Return by which parts of a full name somebody is called later on.

    "von der Leyen" and "Leyen"; "Marchetti-Vance"; "Ban" of "Ban Ki-moon".
    """
    names = [word for word in words if word.folded not in SUFFIXES]
    if len(names) < 2:
        return []
    last = names[-1]
    if "-" in last.gap and not last.capital:
        return [names[0].folded]
    first = len(names) - 1
    while first > 1 and ("-" in names[first].gap or names[first - 1].folded in PARTICLES):
        first -= 1
    shorter = first + 1 if names[first].folded in PARTICLES else first
    spoken = [" ".join(word.folded for word in names[n:]) for n in (first, shorter)]
    return list(dict.fromkeys([*spoken, *([last.folded] if "-" not in last.gap else [])]))


def continues(words: list[Token], at: int) -> bool:
    """Is the word after a name a part of a longer one, as in "Rafic Hariri Airport"?"""
    if at >= len(words) or words[at - 1].possessive:
        return False
    following = words[at]
    if not following.capital or following.gap not in (" ", "-", "\xa0"):
        return False
    if following.folded in THINGS or following.folded in SUFFIXES:
        return True
    return (
        following.folded not in DAYS and not is_title_case(words) and not is_known_part(following)
    )


def is_known_part(word: Token) -> bool:
    """Is this a word that stands beside names without being one?"""
    plain = word.folded
    return (
        plain in PART
        or plain in RANKS
        or plain in HEADS
        or plain in FIELDS
        or plain in BY_NAME
        or plain in BY_ADJECTIVE
        or plain in _LAST_OF_HEADS
    )


def tells_apart(word: str) -> bool:
    """Is this folded word of an organization's name one by which it alone may be known?"""
    known = (PART, RANKS, HEADS, FIELDS, BY_NAME, BY_ADJECTIVE, BY_METONYM, THINGS, DAYS)
    return len(word) > 3 and word not in COMMON and not any(word in words for words in known)


def is_title_case(words: list[Token]) -> bool:
    """Is this a headline in which nearly every word has a capital?"""
    long = [word for word in words if len(word.word) > 3]
    return len(long) > 3 and sum(word.capital for word in long) > 0.85 * len(long)

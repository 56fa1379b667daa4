"""The language of titles: which words name an office, and which titles are the same. Pure, no ORM.

"Minister for Foreign Affairs of Germany", "German foreign minister" and "foreign secretary" name an
office by its head ("minister"), its field ("foreign"), its level (deputy, acting) and its seat, the
country or organization. `read` takes a title of the register apart; `people.mentions` finds titles
in a text.
"""

from dataclasses import dataclass, replace

from people.folding import folded
from people.offices import FIELDS, HEADS, LEVELS
from people.places import BY_ADJECTIVE, BY_METONYM, BY_NAME, plain


@dataclass(frozen=True)
class Office:
    """An office; `seat` is "" when the title names none, `to` is where an ambassador is sent."""

    head: str
    field: frozenset[str] = frozenset()
    level: str = ""
    seat: str = ""
    to: str = ""


_SMALL = frozenset("the of for and at in on to affairs".split())
_JOINTS = ("of", "for", "at", "to", "in", "on")


def read(title: str, organization: str = "") -> Office:
    """Take a title of the register apart: "Deputy Secretary-General of Hezbollah".

    Arguments: `organization` is the folded name of the organization beside it, which the title
    may repeat.
    """
    main, *further = title.replace("’s ", " ").replace("'s ", " ").split(",")
    office = _read(main)
    office = replace(office, field=office.field | fields(folded(" ".join(further)).split()))
    if not organization:
        return office
    seat = plain(organization)
    if office.seat and not related(office.seat, seat):
        office = replace(office, field=office.field | fields(office.seat.split()), seat="")
    return replace(office, seat=office.seat or seat)


def related(one: str, other: str) -> bool:
    """May two places be the same, or one a part of the other, as a country's army is?"""
    first, second = _plain_words(one), _plain_words(other)
    return bool(first and second) and (first <= second or second <= first)


def _plain_words(seat: str) -> set[str]:
    return {BY_ADJECTIVE.get(word, word) for word in seat.split() if word not in _SMALL}


def _read(title: str) -> Office:
    words, level = _level(folded(title).split())
    for count in range(min(len(words), 6), 0, -1):
        for first in range(len(words) - count + 1):
            phrase, after = " ".join(words[first : first + count]), words[first + count :]
            if phrase in HEADS and not (phrase == "chief" and after and after[0] not in _JOINTS):
                return _office(words[:first], *HEADS[phrase], after, level)
    return _unknown(words, level)


def _level(words: list[str]) -> tuple[list[str], str]:
    """Take the words off that say how high: "acting", "vice"."""
    levels = [LEVELS[word] for word in words if word in LEVELS]
    return [word for word in words if word not in LEVELS], levels[0] if levels else ""


def _office(
    before: list[str], head: str, given: frozenset[str], after: list[str], level: str
) -> Office:
    office = Office(head, given, level)
    before = [word for word in before if word not in ("the", "honorary", "first", "former")]
    field, rest = _field(before)
    if place := _place(rest):
        office = replace(office, seat=place)
    elif rest:
        field |= frozenset(rest)
    return _tail(replace(office, field=office.field | field), after)


def _tail(office: Office, after: list[str]) -> Office:
    """Read what follows the head: "of Foreign Affairs of Germany", "to the United States"."""
    parts: list[tuple[str, list[str]]] = []
    for word in after:
        if word in _JOINTS and not (parts and not parts[-1][1]) and not _belongs(parts, word):
            parts.append((word, []))
        elif parts:
            parts[-1][1].append(word)
        else:
            parts.append(("", [word]))
    for joint, words in parts:
        phrase = " ".join(words).removeprefix("the ")
        if joint == "to" and office.head == "ambassador":
            office = replace(office, to=BY_METONYM.get(phrase) or plain(phrase))
        elif phrase in FIELDS and (joint in ("of", "for") or not joint):
            office = replace(office, field=office.field | {FIELDS[phrase]})
        elif joint in ("of", "at", "in") and not office.seat:
            office = replace(office, seat=_seat(office, phrase))
        else:
            office = replace(office, field=office.field | fields(words))
    return office


def _belongs(parts: list[tuple[str, list[str]]], joint: str) -> bool:
    """Is this "of" a part of a name, as in "University of Port Selwyn"?"""
    if not parts:
        return False
    first, words = parts[-1]
    phrase = " ".join(words).removeprefix("the ")
    if phrase in FIELDS or phrase in BY_NAME:
        return False
    return first in ("of", "at") and joint in ("of", "for", "in") and bool(words)


def _seat(office: Office, phrase: str) -> str:
    if office.head == "speaker":
        phrase = phrase.removeprefix("parliament of ").removeprefix("house of representatives of ")
    return plain(phrase)


def _field(before: list[str]) -> tuple[frozenset[str], list[str]]:
    """Take the field off the words before a head: "German Foreign" gives foreign and "german"."""
    for first in range(len(before)):
        phrase = " ".join(before[first:])
        if phrase in FIELDS:
            return frozenset({FIELDS[phrase]}), before[:first]
    return frozenset(), before


def _place(words: list[str]) -> str:
    """Return the country that words before a head name, as "German" does; "" for other words."""
    phrase = " ".join(words)
    return BY_ADJECTIVE.get(phrase) or BY_NAME.get(phrase, "")


def fields(words: list[str]) -> frozenset[str]:
    """Return what words tell of a field, without the small ones."""
    return frozenset(FIELDS.get(word, word) for word in words if word not in _SMALL)


def _unknown(words: list[str], level: str) -> Office:
    """Read a title whose office is in no list: its head is the word before "of", or the last."""
    joint = next((n for n, word in enumerate(words) if word in _JOINTS and n), len(words))
    head = words[joint - 1] if words else ""
    return _tail(Office(head, fields(words[: max(joint - 1, 0)]), level), words[joint:])

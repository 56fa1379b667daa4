"""On which day a sentence speaks of a title that stands in it. Pure functions, no ORM."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from people.dates import PartialDate
from people.spoken_dates import MONTHS, NUMBERS, lately, month_of, months_ago, year_of, years_ago
from people.tokens import sentences

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_EARLY = (
    r"(?:early|late|mid|the\s+year|spring|summer|autumn|fall|winter|the\s+(?:early|late|spring|summer"
    r"|autumn|fall|winter|end|beginning|start|middle|(?:first|second)\s+half|course)"
    r"(?:\s+(?:days|months|part))?\s+of)"
)
_IN = rf"(?:\b(?:in|by|during|throughout|back\s+in|around)\s+(?:{_EARLY}[\s-]+)?|^\s*[\"“‘(]*)"
_ON = r"(?:\b(?:on|in|during|of)\s+(?:the\s+)?(?:\w+day,?\s+)?|\w+day,\s+|^\s*[\"“‘(]*)"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ON}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b",
        rf"{_ON}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+{_YEAR}\b)?",
        rf"{_IN}{_MONTH}(?:\s+of)?,?\s+{_YEAR}\b",
        rf"{_IN}{_YEAR}\b(?!s)",
        r"\bin\s+(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<decade>1[5-9]\d|20\d)0s\b",
        r"(?<!the\s)\b(?P<last>last\s+(?:year|month|spring|summer|autumn|fall|winter)|(?:earlier\s+)?this"
        r"\s+year|a\s+decade\s+ago)\b(?!['’])",
        r"\b(?P<count>a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
        r"\s+(?P<unit>year|month)s?\s+ago\b",
        rf"\b(?:in|last)\s+(?:(?:early|late|mid)[\s-]+)?(?P<lone>{'|'.join(MONTHS)})\b(?!\s+\d)",
    )
]
# Of some time that another sentence tells.
_VAGUE = re.compile(
    r"\b(?:that\s+(?:year|month|day|week|summer|winter|spring|autumn)|(?:years?|months?|decades?|weeks?)"
    r"\s+(?:later|earlier|before)|the\s+(?:following|previous|next)\s+(?:year|month|day|week)"
    r"|at\s+the\s+time|(?:years|decades)\s+ago|in\s+those\s+days)\b",
    re.IGNORECASE,
)
_THERE = re.compile(r"\s+at\s+the\s+time\b(?!\s+of)", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b|\b(yesterday|last week)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|shall|’ll|'ll)\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"\s+(?:is|are|has|have|says|will|wants|plans|hopes|expects)\b", re.IGNORECASE
)
# Behind these another time may be spoken of than before them.
_TURNS = re.compile(
    r"\b(?:who|which|whose|when|while|because|after|before|since|as|where|if|though|although)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:that|said|says|say|told|tells|added|adds|noted|argued|announced|warned|according\s+to)\b"
    r"(?!\s*$)",
    re.IGNORECASE,
)
_SAID = re.compile(r",[”\"’]?\s*(?:said|says|according\s+to|added|told)\b", re.IGNORECASE)
_CLEFT = re.compile(r"\W*It\s+(?:was|is)\b", re.IGNORECASE)
_WHO = re.compile(r"^,?\s*(?:who|that)\b")
# What somebody has done is told under the title that is held now: "the president was born in".
_LIFE = re.compile(
    r"\b(?:born|joined|learned|learnt|studied|graduated|married|moved|grew|became|took\s+office"
    r"|founded|retired|trained|qualified|elected)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"\b\w+(?:ed|en|rn|wn|ck|ld|nt|gned|uilt)\s*,?\s*$|\bof(?:\s+\w+)?\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Spoken:
    """The days on which a title may be meant: it is wrong when it is wrong on each of them.

    `dated` says that the sentence itself names the day.
    """

    days: tuple[PartialDate, ...]
    dated: bool


@dataclass(frozen=True)
class _Date:
    start: int
    end: int
    day: PartialDate


def spoken_of(passage: str, start: int, end: int, day: date) -> Spoken:
    """Return the days on which the words `passage[start:end]` may be meant.

    That is a date or year in their sentence when it belongs to them, else the story's `day`. What
    another clause or a quotation dates says nothing of them; where it is unclear both days count.
    """
    first, last = sentence_of(passage, start)
    dates = list(_dates(passage, first, last, day))
    dates = [d for d in dates if d.day.first <= day]  # "will stand again in 2027"
    quoted = _marks(passage[:start])
    ours = [d for d in dates if _marks(passage[: d.start]) == quoted]
    today = _about(passage[first:last], day)
    if not ours:
        if _THERE.match(passage, end) and (then := _told_before(passage, first, day)):
            return Spoken((then,), dated=True)
        before = None if _PRESENT.match(passage, end) else _frame(passage, first, day)
        if _VAGUE.search(passage[first:last]):
            before = PartialDate(date(1, 1, 1), day)
        others = [before] if before else []
        others += [d.day for d in dates] if quoted else []  # when it was said
        return Spoken((today, *others), dated=False)
    sure: list[PartialDate] = []
    perhaps: list[PartialDate] = []
    for found in ours:
        weight = _weight(passage, first, found, start, end)
        if weight:
            (sure if weight > 1 else perhaps).append(found.day)
    if sure:
        future = _FUTURE.search(passage[first:last]) is not None
        return Spoken((today, *sure) if future else tuple(sure), dated=True)
    return Spoken((today, *perhaps), dated=bool(perhaps))


def _weight(passage: str, first: int, found: _Date, start: int, end: int) -> int:
    """Say whether a date dates a title: 2 surely, 1 perhaps, 0 not."""
    if found.end <= start:
        between = passage[found.end : start]
        if _SAID.search(between):
            return 0
        opening = passage[first : found.start].strip(' \t\n"“‘(')
        if not opening or opening[-1:] in ";:" or opening.casefold() in ("and", "but"):
            return 2
        return 1 if _TURNS.search(opening) or _TURNS.search(between) or _SAYS.search(between) else 2
    between = passage[end : found.start]
    if _CLEFT.match(passage[first:start]):  # "It was X who …"
        between = _WHO.sub("", between)
    if _SAYS.search(between):
        return 0
    if _TURNS.search(between) or _PARTICIPLE.search(between) or _LIFE.search(between):
        return 1
    return 2


def _frame(passage: str, first: int, day: date) -> PartialDate | None:
    """Return the date that frames a sentence: "In 2019, …" holds until another one dates itself."""
    frame = None
    for start, end in sentences(passage):
        if start >= first:
            break
        dates = list(_dates(passage, start, end, day))
        if dates:
            opens = not passage[start : dates[0].start].strip(' \n"“')
            frame = dates[0].day if opens else None
        elif _WEEKDAY.search(passage[start:end]):
            frame = None
    return frame


def _told_before(passage: str, first: int, day: date) -> PartialDate | None:
    """Return the one date of the sentence before: "at the time" is then."""
    before = [(start, end) for start, end in sentences(passage) if end <= first]
    dates = list(_dates(passage, *before[-1], day)) if before else []
    return dates[0].day if len(dates) == 1 else None


def sentence_of(passage: str, position: int) -> tuple[int, int]:
    """Return where the sentence at a position begins and ends."""
    for start, end in sentences(passage):
        if start <= position < end:
            return start, end
    return 0, len(passage)


def _marks(before: str) -> bool:
    """Does a quotation stand open after this?"""
    return before.count("“") + before.count("«") > before.count("”") + before.count("»") or bool(
        before.count('"') % 2
    )


def _dates(passage: str, first: int, last: int, day: date) -> Iterator[_Date]:
    sentence = passage[first:last]
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if (found := _day(match.groupdict(), day)) is not None:
                taken.append(match.span())
                yield _Date(first + match.start(), first + match.end(), found)


def _day(said: dict[str, str | None], day: date) -> PartialDate | None:
    try:
        if said.get("decade"):
            year = int(f"{said['decade']}0")
            return PartialDate(date(year, 1, 1), date(year + 9, 12, 31))
        if last := said.get("last"):
            return lately(" ".join(last.casefold().split()), day)
        if lone := said.get("lone"):
            month = MONTHS[lone.casefold()]
            return month_of(day.year - (month > day.month), month)
        if unit := said.get("unit"):
            word = (said["count"] or "").casefold()
            count = NUMBERS.get(word) or int(word)
            if unit.casefold() == "year":
                return years_ago(day, count)
            return months_ago(day, count, 1)
        return _calendar(said, day)
    except ValueError:
        return None


def _calendar(said: dict[str, str | None], day: date) -> PartialDate | None:
    month = MONTHS[(said["month"] or "").casefold()] if said.get("month") else None
    number = int(said["day"] or 0) if said.get("day") else None
    year = int(said["year"] or 0) if said.get("year") else None
    if month is None:
        return year_of(year) if year else None
    if number is None:
        return month_of(year, month) if year else None
    if year is None:
        year = day.year if date(day.year, month, number) <= day else day.year - 1
    return PartialDate.of(date(year, month, number))


def _about(sentence: str, day: date) -> PartialDate:
    """Return the story's day, from the weekday on that the sentence names."""
    match = _WEEKDAY.search(sentence)
    if match is None:
        return PartialDate.of(day)
    if match.group(2):
        back = 1 if match.group(2).casefold() == "yesterday" else 7 + day.weekday()
    else:
        back = (day.weekday() - _WEEKDAYS.index(match.group(1).casefold())) % 7
    return PartialDate(day - timedelta(days=back), day)

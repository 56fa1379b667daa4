"""The words of synthetic stories: headlines, sentences and paragraphs. Pure, no ORM."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random

LISTS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
SENTENCES_KNOWN = 4000


def headline(random: Random) -> str:
    """Return a headline; among a hundred thousand few are alike."""
    headline = filled(random, "{actor} {verb} {adjective} {noun} in {place}")
    if random.random() < 0.4:
        headline += f" as {random.choice(LISTS['tails'])}"
    return headline[0].upper() + headline[1:]


def text(random: Random, least: int) -> list[str]:
    """Return sentences of together at least so many words, and hardly more."""
    sentences: list[str] = []
    words = 0
    while words < least:
        sentence, count = random.choice(_sentences())
        sentences.append(sentence)
        words += count
    return sentences


def subhead(random: Random) -> str:
    """Return the few words above a part of a story."""
    return filled(random, random.choice(LISTS["subheads"]))


def filled(random: Random, pattern: str) -> str:
    """Put words into a pattern's places, each chosen anew."""
    while "{" in pattern:
        before, _, rest = pattern.partition("{")
        place, _, after = rest.partition("}")
        pattern = before + _word(random, place) + after
    return pattern


def _word(random: Random, place: str) -> str:
    if place == "number":
        return str(random.randint(2, 400))
    word = random.choice(LISTS[place])
    return f"{word[0].lower()}{word[1:]}" if place == "actor" else word


@cache
def _sentences() -> list[tuple[str, int]]:
    """The sentences that all stories are put together from, each with its number of words.

    A story takes some thirty of them; making each anew would take longer than storing them.
    """
    random = Random(1701)  # noqa: S311
    made = [filled(random, _pattern(random)) for _ in range(SENTENCES_KNOWN)]
    return [(sentence, len(sentence.split())) for sentence in made]


def _pattern(random: Random) -> str:
    opening, clause, ending = (
        random.choice(LISTS[part]) for part in ("openings", "clauses", "endings")
    )
    return f"{opening}, {clause}{ending}."

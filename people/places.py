"""What countries are called: the adjective, other names, the capital that stands for them. Pure."""

import csv
from dataclasses import dataclass
from pathlib import Path

from people.folding import folded


@dataclass(frozen=True)
class Country:
    """A country under its plainest name; every name in it is folded.

    `metonyms` are places that stand for it where something is done between countries: "ambassador
    to Washington".
    """

    name: str
    adjectives: frozenset[str]
    names: frozenset[str]
    metonyms: frozenset[str]


def _read() -> list[Country]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return [_country(row) for row in csv.DictReader(file)]


def _country(row: dict[str, str]) -> Country:
    adjectives, names, metonyms = (
        frozenset(folded(word) for word in row[column].split("|") if word)
        for column in ("adjectives", "names", "metonyms")
    )
    name = folded(row["name"])
    return Country(name, adjectives, names | {name}, metonyms)


COUNTRIES = _read()
BY_NAME = {name: country.name for country in COUNTRIES for name in country.names}
BY_ADJECTIVE = {word: country.name for country in COUNTRIES for word in country.adjectives}
BY_METONYM = {word: country.name for country in COUNTRIES for word in country.metonyms}


def plain(name: str) -> str:
    """Return the plainest folded name of a country or of anything else: "uk" gives "britain"."""
    name = name.removeprefix("the ")
    return BY_NAME.get(name, name)

"""Sentences that attribute titles rightly and wrongly, and what the check makes of them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from articles.deskcheck import Text, run

HERE = Path(__file__).parent
REGISTER = HERE / "register.csv"


@dataclass(frozen=True)
class Sentence:
    """A text of one day with its wrong titles, as printed with their names."""

    shape: str
    on: date
    text: str
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What the check found of a sentence's wrong titles, missed of them, and found besides."""

    sentence: Sentence
    found: int
    missed: tuple[str, ...]
    false: tuple[str, ...]


def read(name: str) -> list[Sentence]:
    """Return the sentences of a file beside this one."""
    with (HERE / name).open("rb") as file:
        rows = tomllib.load(file)["sentence"]
    return [Sentence(row["shape"], row["on"], row["text"], tuple(row["wrong"])) for row in rows]


def check(sentence: Sentence) -> Outcome:
    """Run the check of titles over a sentence. What it finds counts where the stretches overlap."""
    findings = [
        finding.where
        for finding in run(Text.plain(sentence.text, sentence.on))
        if finding.check == "attribution" and finding.where
    ]
    missed = []
    for words in sentence.wrong:
        start = sentence.text.index(words)
        hits = [f for f in findings if f.start < start + len(words) and start < f.end]
        if hits:
            findings.remove(hits[0])
        else:
            missed.append(words)
    found = len(sentence.wrong) - len(missed)
    return Outcome(sentence, found, tuple(missed), tuple(place.text for place in findings))


def figures(outcomes: list[Outcome]) -> tuple[float, float]:
    """Return which part of the wrong titles was found, and of the right sentences objected to."""
    wrong = sum(len(outcome.sentence.wrong) for outcome in outcomes)
    right = [outcome for outcome in outcomes if not outcome.sentence.wrong]
    found = sum(outcome.found for outcome in outcomes)
    return found / wrong, sum(bool(outcome.false) for outcome in right) / len(right)

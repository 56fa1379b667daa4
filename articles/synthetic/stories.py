"""The rows of a synthetic archive, as `publishing.load` takes them; each number is one story."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate, batched
from random import Random
from typing import Any
from uuid import UUID, uuid5

from django.utils.html import escape
from django.utils.text import slugify

from articles.models import Article, Edition, Kind
from articles.synthetic import words
from articles.synthetic.cast import Cast

NAMESPACE = UUID("6f1c52a4-4b7e-5d0e-9a51-0d6b7f5f3c11")
SPAN = timedelta(days=3652)
YOUNGEST = timedelta(hours=1)
REVISED = 0.05  # of the stories have a second edition
KINDS = (
    *[Kind.NEWS] * 12,
    *[Kind.ANALYSIS] * 4,
    Kind.OPINION,
    Kind.EXPLAINER,
    Kind.INTERVIEW,
    Kind.REVIEW,
)
# Zipf's law with Mandelbrot's shift: the nth record is drawn with a chance of 1 / (n + SHIFT), and
# the commonest tag then stands on a tenth of the stories, as in a newsroom's archive.
SHIFT = 10


def missing(count: int, seed: int) -> list[int]:
    """Return the numbers of the first `count` stories that are not in the database, by day."""
    numbers: list[int] = []
    for batch in batched(range(count), 500):
        uids = {_uid(number, seed): number for number in batch}
        known = Article.objects.filter(uid__in=uids).values_list("uid", flat=True)
        numbers += [uids[uid] for uid in uids.keys() - set(known)]
    return sorted(numbers, key=lambda number: (_age(_random(number, seed)), number), reverse=True)


def rows(numbers: Iterable[int], seed: int, now: datetime, cast: Cast) -> Iterator[dict]:
    """Yield the rows of these stories. A story depends on its number, the seed and, for its
    day, on `now`."""
    for number in numbers:
        yield from _story(number, seed, now, cast)


def _uid(number: int, seed: int) -> UUID:
    return uuid5(NAMESPACE, f"{seed}/{number}")


def _random(number: int, seed: int) -> Random:
    return Random(f"{seed}/{number}")  # noqa: S311


def _age(random: Random) -> timedelta:
    return YOUNGEST + SPAN * random.random()


def _story(number: int, seed: int, now: datetime, cast: Cast) -> Iterator[dict]:
    random = _random(number, seed)
    published_at = now - _age(random)
    row: dict[str, Any] = {
        "uid": _uid(number, seed),
        "values": _values(random, cast, f"-{seed}-{number}"),
        "live_from": published_at,
        "published_by": cast.account,
        "approved_by": cast.account,
    }
    yield row
    if random.random() < REVISED:
        later = min(timedelta(days=2) * random.random(), (now - published_at) / 2)
        yield row | _revision(random, row["values"]) | {"live_from": published_at + later}


def _values(random: Random, cast: Cast, ending: str) -> dict:
    headline = words.headline(random)
    kind = random.choice(KINDS)
    quotes = _drawn(random, cast.quotes, random.choice((0, 0, 1, 1, 2, 3)))
    return {
        "headline": headline,
        "kicker": random.choice(words.LISTS["noun"]).capitalize(),
        "summary": " ".join(words.text(random, 20)),
        "body": _body(random, {pk: cast.quoted_words[pk] for pk in quotes}),
        "bottom_line": " ".join(words.text(random, 30)) if kind == Kind.ANALYSIS else "",
        "kind": kind.value,
        "dateline": random.choice(words.LISTS["place"]),
        "slug": f"{slugify(headline)[:90]}{ending}",
        "section": random.choice(cast.sections),
        "tags": _drawn(random, cast.tags, random.randint(3, 8)),
        "about_people": _drawn(random, cast.public_figures, random.randint(0, 3)),
        "about_organizations": _drawn(random, cast.organizations, random.randint(0, 2)),
        "bylines": [
            {"role": "writing", "person": pk, "organization": None}
            for pk in _drawn(random, cast.writers, random.choice((1, 1, 1, 2)))
        ],
    }


def _drawn(random: Random, records: Sequence[int], count: int) -> list[int]:
    """Draw different records, the first ones much more often than the last."""
    drawn: dict[int, None] = {}
    while len(drawn) < count:
        drawn[random.choices(records, cum_weights=_chances(len(records)))[0]] = None
    return list(drawn)


@cache
def _chances(count: int) -> list[float]:
    return list(accumulate(1 / (rank + SHIFT) for rank in range(1, count + 1)))


def _body(random: Random, quoted: dict[int, str]) -> str:
    """Return paragraphs of 250 to 700 words in all, with subheads and the quotations between."""
    sentences = words.text(random, random.randint(250, 640) - 25 * len(quoted))
    parts: list[str] = []
    quotations = [
        f'<blockquote data-quote="{pk}"><p>{escape(said)}</p></blockquote>'
        for pk, said in quoted.items()
    ]
    while sentences:
        taken = random.randint(2, 4)
        parts.append(f"<p>{' '.join(sentences[:taken])}</p>")
        sentences = sentences[taken:]
        if quotations:
            parts.append(quotations.pop())
        elif sentences and random.random() < 0.2:
            parts.append(f"<h2>{words.subhead(random)}</h2>")
    return "".join([*parts, *quotations])


def _revision(random: Random, values: dict) -> dict:
    """Return what the second edition changes: a paragraph more, or a mistake set right."""
    added = f"<p>{' '.join(words.text(random, 30))}</p>"
    change = random.choice((Edition.Change.UPDATE, Edition.Change.MINOR, Edition.Change.CORRECTION))
    corrections = []
    if change == Edition.Change.CORRECTION:
        note = {"kind": "correction", "severity": "minor", "corrects": 1}
        wrong, right = (" ".join(words.text(random, 15)) for _ in range(2))
        corrections = [note | {"wrong": wrong, "right": right}]
    return {
        "values": values | {"body": values["body"] + added},
        "change": change.value,
        "change_text": "" if corrections else " ".join(words.text(random, 10)),
        "corrections": corrections,
    }

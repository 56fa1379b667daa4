"""Similar articles: what shares most with a story, why each is there, and what editors chose.

`articles.candidates` finds and scores them. Here near-duplicates, other editions of the same story
and instalments of a series are left out, and editors' pins come first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import batched, islice

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext

from articles import candidates, vocabulary
from articles.candidates import Candidate, Head, Vector
from articles.keys import keys_of
from articles.labels import comma
from articles.models.edition import Edition, EditionKey, KeyCount
from articles.models.related_choice import RelatedChoice
from articles.subject_keys import key_of_printed

Kind = EditionKey.Kind
REASONS_SHOWN = 3
RANKED = 2  # times as many as are asked for are looked at in one step: some are left out
NEAR_DUPLICATE = 0.85  # cosine of two texts that tell the same


@dataclass(frozen=True)
class Similar:
    """An article to read next, and what both stories share, in the names that this one prints."""

    edition: Edition
    found: Candidate
    topics: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    is_pinned: bool = False

    @property
    def score(self) -> float:
        return self.found.score

    @property
    def reason(self) -> str:
        """Why it is here, for readers; the writer is a reason only where nothing else is."""
        if self.topics:
            return gettext("Both on %(topics)s") % {"topics": comma().join(self.topics)}
        if self.writers:
            return gettext("Both by %(writers)s") % {"writers": comma().join(self.writers)}
        return (
            gettext("Chosen by the editors") if self.is_pinned else gettext("On the same subject")
        )

    @property
    def parts(self) -> dict[str, float]:
        """Return what each sort of thing that they share adds to the score."""
        return {
            "topics": self.found.part(Kind.TAG),
            "people and organizations": self.found.part(Kind.PERSON, Kind.ORGANIZATION),
            "writers": self.found.part(Kind.BYLINE),
            "words": self.found.part(Kind.TERM),
        }


def to(edition: Edition, limit: int = 6, at: datetime | None = None) -> list[Similar]:
    """Return the listed articles most similar to an edition (saved or not), best first.

    Arguments: `limit` the most to return; `at` the moment as of which articles are listed. Those
    that editors pinned come first, those that they banned not at all. There is no filler: fewer,
    or none, when nothing is shared. A fixed number of queries; two more where there are pins, and
    one for each further step down the candidates, where those above repeat each other.
    """
    at = at or timezone.now()
    pins, bans = _choices(edition)
    own_terms = _own_terms(edition)
    found = candidates.find(_worth(edition, own_terms), at)
    pinned = _pinned(pins, at)
    told = [_head(edition, own_terms), *candidates.heads_of([e.pk for e in pinned]).values()]
    out = {edition.article_id, *pins, *bans}
    ranked = (head for head in _heads(found, RANKED * limit) if head.article not in out)
    others = [head.edition for head in islice(_without_repeats(told, ranked), limit)]
    best = {candidate.edition: candidate for candidate in found}
    cards = candidates.cards_of(others)
    kept = [*pinned, *(cards[pk] for pk in others)][:limit]
    shown = [best.get(other.pk) or Candidate(other.pk) for other in kept]
    names = _names(edition)
    names |= _words(edition, [its for its in shown if not _shared_names(its, names)[0]])
    return [
        Similar(other, its, *_shared_names(its, names), is_pinned=other.article_id in pins)
        for other, its in zip(kept, shown, strict=True)
    ]


def alike(edition: Edition, limit: int = 6, at: datetime | None = None) -> list[int]:
    """Return the ids of other stories' editions that share most with one, and repeats of it too."""
    found = candidates.find(worth(edition), at or timezone.now())
    best = [candidate.edition for candidate in found[: limit + 1]]
    own = Edition.objects.filter(pk__in=best, article=edition.article_id).values_list("pk")
    return [pk for pk in best if (pk,) not in own][:limit]


def worth(edition: Edition) -> dict[int, float]:
    """Return the keys of a story with what sharing each is worth."""
    return _worth(edition, _own_terms(edition))


def _choices(edition: Edition) -> tuple[list[int], set[int]]:
    """Return the articles that editors pinned, in their order, and those that they banned."""
    sql = (
        f"SELECT other_id, kind FROM {RelatedChoice._meta.db_table}"  # noqa: S608
        " WHERE article_id = %s ORDER BY position, id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [edition.article_id])
        kinds = dict(cursor.fetchall())
    pins = [pk for pk, kind in kinds.items() if kind == RelatedChoice.Kind.PIN]
    return pins, kinds.keys() - set(pins)


def _own_terms(edition: Edition) -> Vector:
    """Return the story's terms: as they were stored, or as they would be."""
    if edition.pk and (stored := candidates.terms_of(edition.pk)):
        return stored
    return vocabulary.chosen([vocabulary.words_of(edition)])[0]


def _worth(edition: Edition, own_terms: Vector) -> dict[int, float]:
    """Return the keys of the story with what sharing each is worth.

    Tags by which editors want nothing recommended are worth nothing.
    """
    keys = [key for key in keys_of(edition) if key >> 32 in candidates.SHARES]
    known = candidates.counts_of([KeyCount.EVERY_ARTICLE, *keys])
    articles, _ = known.get(KeyCount.EVERY_ARTICLE, (0, False))
    return {
        **own_terms,
        **{
            key: candidates.rarity(key >> 32, count, articles)
            for key, (count, is_muted) in known.items()
            if key != KeyCount.EVERY_ARTICLE and not is_muted
        },
    }


def _pinned(pins: list[int], at: datetime) -> list[Edition]:
    """Return those of the pinned stories that readers have, as cards."""
    if not pins:
        return []
    listed = Edition.objects.listed(at).filter(article__in=pins).cards()
    return sorted(listed, key=lambda edition: pins.index(edition.article_id))


def _heads(found: list[Candidate], step: int) -> Iterator[Head]:
    """Yield what decides of each candidate whether it repeats another; so many at a time."""
    for some in batched(found, step):
        heads = candidates.heads_of([candidate.edition for candidate in some])
        yield from (heads[candidate.edition] for candidate in some)


def _head(edition: Edition, own_terms: Vector) -> Head:
    return Head(edition.pk, edition.article_id, edition.headline, own_terms)


def _without_repeats(told: list[Head], ranked: Iterable[Head]) -> Iterator[Head]:
    """Leave out what repeats one that is told already: texts that tell the same, and instalments
    of a series.
    """
    gists = {_gist(head.headline) for head in told}
    texts = [head.terms for head in told]
    for head in ranked:
        gist = _gist(head.headline)
        if gist not in gists and all(_cosine(head.terms, t) < NEAR_DUPLICATE for t in texts):
            gists.add(gist)
            texts.append(head.terms)
            yield head


def _cosine(one: Vector, other: Vector) -> float:
    return sum(weight * other[key] for key, weight in one.items() if key in other)


def _gist(headline: str) -> str:
    """The headline without digits: "Weekly briefing 12" and "… 13" are one series."""
    return re.sub(r"[\W\d]+", " ", headline.casefold()).strip()


def _names(edition: Edition) -> dict[int, str]:
    """The printed name of each key of the story."""
    content = edition.content
    entries = [*content["about"], *(q["speaker"] for q in content["quotations"] if q["speaker"])]
    writers = [byline for byline in content["bylines"] if byline["kind"] == "person"]
    return (
        {EditionKey.of(Kind.BYLINE, w["id"]): w["name"] for w in writers}
        | {key_of_printed(e): e["name"] for e in entries}
        | {EditionKey.of(Kind.TAG, tag["id"]): tag["name"] for tag in content["tags"]}
    )


def _words(edition: Edition, nameless: list[Candidate]) -> dict[int, str]:
    """Return for the terms shared with those that share no name the words as the story prints them,
    never stems.
    """
    shared = {key for candidate in nameless for key in candidate.parts if key >> 32 == Kind.TERM}
    stems = candidates.stems_of(shared)
    printed = vocabulary.words_printed(edition) if stems else {}
    return {key: printed[stem] for key, stem in stems.items() if stem in printed}


def _shared_names(
    candidate: Candidate, names: Mapping[int, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what counts most of the topics and of the writers that two stories share.

    Words are topics only where nothing else is. None says again what one before it says.
    """
    heaviest = sorted(
        (key for key in candidate.parts if key in names),
        key=lambda key: (-candidate.parts[key], names[key]),
    )
    named = [key for key in heaviest if key >> 32 not in (Kind.BYLINE, Kind.TERM)]
    topics: list[str] = []
    for key in named or [key for key in heaviest if key >> 32 == Kind.TERM]:
        if not any(names[key].casefold() in before.casefold() for before in topics):
            topics.append(names[key])
    writers = dict.fromkeys(names[key] for key in heaviest if key >> 32 == Kind.BYLINE)
    return tuple(topics[:REASONS_SHOWN]), tuple(writers)[:REASONS_SHOWN]

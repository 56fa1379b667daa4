"""Judging similar articles on a corpus: what stands in its file becomes an archive, then a ranking.

A corpus is `NAME.articles.jsonl.gz`, an article a line: id, title, date, summary, text, tags,
people (its writers), orgs and entities_derived (what it is about). Whatever is missing is left out.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils.html import escape

from articles import publishing, related, terms
from articles.models import Edition, Section, Tag
from people.dates import PartialDate
from people.models import Organization, Person, User

NAMESPACE = UUID("0f9b6a5e-6f0e-5c59-8d5d-7a1f4c1f8a11")
RANKED = 30
SAMPLE = 500_000  # characters that the language is told by
LONGEST_NAME, LONGEST_TEXT = 100, 150_000
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class BadCorpus(ValueError):  # noqa: N818 - it reads as what happened
    """A corpus that cannot be read, and why."""


@dataclass
class Corpus:
    """The articles of a corpus, and when each was published; None where that is not known."""

    articles: list[dict[str, Any]]
    dates: list[datetime | None]
    language: str

    @property
    def ids(self) -> list[Any]:
        return [article.get("id") for article in self.articles]


def read(path: Path) -> Corpus:
    """Read a corpus. Raises BadCorpus."""
    articles = list(_lines(path))
    sample = " ".join(_text(a, "title") + " " + _text(a, "text")[:5_000] for a in articles)
    return Corpus(articles, [_date(a.get("date")) for a in articles], _language(sample[:SAMPLE]))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    article = json.loads(line)
                    if not isinstance(article, dict) or article.get("id") is None:
                        raise BadCorpus(f"{path.name}, line {number}: this is no article.")
                    yield article
    except json.JSONDecodeError as error:
        raise BadCorpus(f"{path.name}, line {number}: {error}.") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadCorpus(f"{path} cannot be read: {error}.") from error


def _language(sample: str) -> str:
    return terms.language_of(sample) or "en"


def _text(article: dict[str, Any], name: str) -> str:
    value = article.get(name)
    return _CONTROL.sub(" ", value) if isinstance(value, str) else ""


def _named(article: dict[str, Any], *fields: str) -> list[str]:
    """Return the names in these fields, each once."""
    values = (value for name in fields for value in article.get(name) or ())
    names = (_CONTROL.sub(" ", str(value)).strip()[:LONGEST_NAME] for value in values if value)
    return [name for name in dict.fromkeys(names) if name]


def _date(value: Any) -> datetime | None:
    """Return a moment for a date, a time or a month, in UTC."""
    text = str(value or "").strip()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        try:
            partial = PartialDate.parse(text)
        except ValueError:
            partial = None
        if not partial:
            return None
        at = datetime.combine(partial.first, datetime.min.time())
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(at, FIRST), LAST)


def load(corpus: Corpus) -> None:
    """Load a corpus into the database of the settings, which has no stories yet."""
    by = User.objects.create(username="corpus", is_active=False)
    shelf = Section.objects.create(name="Corpus", slug="corpus")
    tags = _made(Tag, corpus, "tags")
    people = _made(Person, corpus, "people")
    organizations = _made(Organization, corpus, "orgs", "entities_derived")
    earliest = min(
        (date for date in corpus.dates if date), default=datetime(2000, 1, 1, tzinfo=UTC)
    )
    rows = [
        {
            "uid": _uid(number),
            "values": {
                "headline": _text(article, "title")[:200].strip() or "Untitled",
                "summary": _text(article, "summary"),
                "body": f"<p>{escape(_text(article, 'text')[:LONGEST_TEXT])}</p>",
                "slug": f"story-{number}",
                "language": corpus.language,
                "section": shelf.pk,
                "tags": [tags[name] for name in _named(article, "tags")],
                "about_people": [],
                "about_organizations": [
                    organizations[name] for name in _named(article, "orgs", "entities_derived")
                ],
                "bylines": [
                    {"role": "writing", "person": people[name], "organization": None}
                    for name in _named(article, "people")
                ],
            },
            "live_from": date or earliest,
            "published_by": by,
            "approved_by": by,
        }
        for number, (article, date) in enumerate(zip(corpus.articles, corpus.dates, strict=True))
    ]
    publishing.load(rows, by, Edition.Origin.IMPORT)


def _uid(number: int) -> UUID:
    return uuid5(NAMESPACE, str(number))


def _made(model: Any, corpus: Corpus, *fields: str) -> dict[str, int]:
    names = dict.fromkeys(name for article in corpus.articles for name in _named(article, *fields))
    made = model.objects.bulk_create(
        model(name=name, slug=f"entry-{number}") for number, name in enumerate(names)
    )
    return {record.name: record.pk for record in made}


def ranked(corpus: Corpus) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the id of each article with the ids of those most similar to it, best first.

    Each is ranked as of its own date; one without a date among all others.
    """
    ids = {_uid(number): pk for number, pk in enumerate(corpus.ids)}
    latest = max((date for date in corpus.dates if date), default=datetime(2000, 1, 1, tzinfo=UTC))
    for number, date in enumerate(corpus.dates):
        edition = Edition.objects.get(article__uid=_uid(number))
        found = related.to(edition, RANKED, date or latest)
        others = dict.fromkeys(ids[UUID(similar.edition.content["uid"])] for similar in found)
        own = corpus.articles[number]["id"]
        yield own, [pk for pk in others if pk != own]

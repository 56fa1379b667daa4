"""The words of editions, as the database's own full-text search keeps them.

PostgreSQL keeps a weighted tsvector under a GIN index, SQLite an FTS5 table. Rows are written in
the transaction that publishes, and every search filters them by time, so no worker is needed for
a story to be found from its moment on, and none before.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from articles import facets, interface, passages, search_text, terms
from articles.models.edition import Edition, EditionKey
from articles.models.search import SearchDocument
from articles.subject_keys import key_of_printed

# How PostgreSQL calls the languages whose words it stems; others are searched for as they stand.
CONFIGURATIONS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
# PostgreSQL's rules for these know no accents that tell words apart, so that they may be left out.
_WITHOUT_ACCENTS = frozenset({"english", "simple"})
# In characters. PostgreSQL refuses a tsvector of more than 1 MB; no story comes near this.
LONGEST = 200_000


class Words(NamedTuple):
    """The words of an edition, those that tell most first; then what may narrow a search to it."""

    headline: str
    names: str
    text: str
    facets: list[str]


def words(edition: Edition) -> Words:
    """Return what an edition can be found by."""
    content = edition.content
    entries = [*content["bylines"], *content["about"], *content["tags"]]
    speakers = (quotation["speaker"] for quotation in content["quotations"])
    named = [entry["name"] for entry in (*entries, *filter(None, speakers))]
    text = "\n\n".join(texts_of(edition))[:LONGEST]
    joined = search_text.compounds(f"{edition.headline} {edition.summary} {text}")
    with interface.for_readers():  # who looks for it, whoever publishes it
        kind = edition.get_kind_display()
    names = " · ".join(dict.fromkeys([content["kicker"], edition.summary, kind, *named, *joined]))
    return Words(edition.headline, names, text, facets_of(edition))


def texts_of(edition: Edition) -> list[str]:
    """Return what an edition says below its summary, as printed: paragraphs, subheads and so on."""
    texts = [*passages.paragraphs(edition.body), edition.content["bottom_line"]]
    return [text for text in texts if text]


def facets_of(edition: Edition) -> list[str]:
    """Return what a search may be narrowed by to find an edition."""
    content = edition.content
    speakers = (quotation["speaker"] for quotation in content["quotations"])
    named = [entry for entry in (*content["about"], *filter(None, speakers)) if entry["slug"]]
    tags = [EditionKey.of(EditionKey.Kind.TAG, tag["id"]) for tag in content["tags"]]
    return [
        facets.of_section(edition.section_id),
        facets.of_kind(edition.kind),
        *facets.of_moment(edition.first_published_at),
        *map(facets.of_key, sorted({*tags, *map(key_of_printed, named)})),
    ]


def folded(text: str) -> str:
    """Return a text as it is kept and asked for: letters and digits in small, and spaces."""
    return text.translate(alphabet())


def alphabet() -> search_text.Letters:
    """Return the letters in which words are kept, by the language of the site."""
    bare = connection.vendor != "postgresql" or configuration() in _WITHOUT_ACCENTS
    return search_text.BARE_LETTERS if bare else search_text.ACCENTED_LETTERS


def stem(word: str) -> str:
    """Return what all forms of a word have in common, by the language of the site."""
    return _stem(word, configuration())


@lru_cache(maxsize=100_000)
def _stem(word: str, rules: str) -> str:
    return terms.stemmed(word, "" if rules == "simple" else rules)


def insert(editions: Iterable[Edition]) -> None:
    """Let editions be found; a retracted one is in no search."""
    found = [edition for edition in editions if not edition.retracted]
    SearchDocument.objects.bulk_create(
        SearchDocument(
            edition=edition,
            section=edition.section_id,
            kind=edition.kind,
            first_published_at=edition.first_published_at,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )
        for edition in found
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(_SET_VECTOR, [*map(_vector, found)])
        else:
            cursor.executemany(_INSERT_ROW, [*map(_row, found)])


def remove(edition_ids: Iterable[int]) -> None:
    """Let editions be found no more."""
    ids = list(edition_ids)
    SearchDocument.objects.filter(edition__in=ids).delete()
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM articles_search WHERE rowid = %s", [(pk,) for pk in ids]
            )


def configuration() -> str:
    """Return the name of PostgreSQL's rules for the language of the site."""
    return CONFIGURATIONS.get(settings.LANGUAGE_CODE.split("-")[0], "simple")


_SET_VECTOR = """
UPDATE articles_searchdocument SET words =
  setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'B')
  || setweight(to_tsvector(%s::regconfig, %s), 'D') || array_to_tsvector(%s::text[])
WHERE edition_id = %s
"""
_INSERT_ROW = (
    "INSERT INTO articles_search (rowid, headline, names, text, facets) VALUES (%s, %s, %s, %s, %s)"
)


def _row(edition: Edition) -> list:
    *texts, narrowing = words(edition)
    return [edition.pk, *map(folded, texts), " ".join(narrowing)]


def _vector(edition: Edition) -> list:
    *texts, narrowing = words(edition)
    told = [value for text in texts for value in (configuration(), folded(text))]
    return [*told, narrowing, edition.pk]

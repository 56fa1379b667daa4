"""The words of editions: in how many articles each stands, and which are an edition's terms."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import batched

from django.db.models import F

from articles import terms
from articles.models.edition import Edition, EditionKey, EditionQuerySet, KeyCount
from articles.models.term import Term

Word = tuple[str, str]  # language and stem
SOME = 500  # rows that one statement names


def words_of(edition: Edition) -> Counter[Word]:
    """Return how often each word stands in an edition, those of its headline thrice."""
    language = edition.content["language"]
    counted = terms.counted(edition.headline, _text(edition), language)
    return Counter({(language, word): times for word, times in counted.items()})


def words_printed(edition: Edition) -> dict[str, str]:
    """Return for each stem of an edition the word as it prints it."""
    return terms.printed(edition.headline, _text(edition), edition.content["language"])


def _text(edition: Edition) -> str:
    return f"{edition.summary}\n{edition.body}\n{edition.content['bottom_line']}"


def of_articles(editions: Iterable[Edition], words: Iterable[Iterable[Word]]) -> Counter[Word]:
    """Return in how many articles each word of editions stands; a retracted one counts nowhere."""
    found: dict[int, set[Word]] = defaultdict(set)
    for edition, its_words in zip(editions, words, strict=True):
        if not edition.retracted:
            found[edition.article_id].update(its_words)
    return Counter(word for of_article in found.values() for word in of_article)


def of_editions(editions: EditionQuerySet) -> Counter[Word]:
    """Return in how many articles each word of editions stands."""
    found = list(editions)
    return of_articles(found, map(words_of, found))


def count(change: Mapping[Word, int], articles: Iterable[int]) -> None:
    """Add to the counts of words what these articles gained and lost.

    A rebuild under way that has passed the articles is told too. Rows are made and locked in one
    order, so that publications wait for each other instead of dead-locking.
    """
    _add(change, ["count", "recount"] if _passed(articles) else ["count"])


def recount(words: Counter[Word]) -> None:
    """Add to the counts of a rebuild."""
    _add(words, ["recount"])


def _add(change: Mapping[Word, int], columns: list[str]) -> None:
    by_change: dict[int, list[int]] = defaultdict(list)
    for word, pk in _locked([word for word, by in change.items() if by]).items():
        by_change[change[word]].append(pk)
    for by, pks in by_change.items():
        for some in batched(pks, SOME):
            changed = {column: F(column) + by for column in columns}
            Term.objects.filter(pk__in=some).update(**changed)


def _passed(articles: Iterable[int]) -> bool:
    """Has a rebuild counted these articles already? Until the transaction ends, it counts no more.

    Those of one call are either one, or new.
    """
    rows = KeyCount.objects.select_for_update().filter(key=KeyCount.RECOUNTED)
    last = rows.values_list("count", flat=True).first()
    return last is not None and max(articles, default=0) <= last


def _locked(words: Iterable[Word]) -> dict[Word, int]:
    """Return the ids of words, each with a row that is locked until the transaction ends."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for language, word in sorted(words):
        by_language[language].append(word)
    found: dict[Word, int] = {}
    for language, some_words in by_language.items():
        for some in batched(some_words, SOME):
            rows = Term.objects.select_for_update().of(language, some).order_by("word")
            known = dict(rows.values_list("word", "pk"))
            if missing := [word for word in some if word not in known]:
                new = [Term(language=language, word=word) for word in missing]
                Term.objects.bulk_create(new, ignore_conflicts=True)
                known |= dict(rows.of(language, missing).values_list("word", "pk"))
            found |= {(language, word): pk for word, pk in known.items()}
    return found


def chosen(texts: list[Counter[Word]]) -> list[dict[int, float]]:
    """Return the terms of each text by their keys, with what each weighs; for so many articles as
    there are, and by the counts as they stand.
    """
    known = _known({word for words in texts for word in words})
    every = KeyCount.objects.filter(key=KeyCount.EVERY_ARTICLE).values_list("count", flat=True)
    articles = max([*every, *(count for _, count in known.values())], default=0)
    found = []
    for words in texts:
        frequency = {word: known[word][1] if word in known else 1 for word in words}
        weights = terms.heaviest(words, frequency, articles)
        pks = {word: known[word][0] for word in weights if word in known}
        found.append({EditionKey.of(EditionKey.Kind.TERM, pk): weights[w] for w, pk in pks.items()})
    return found


def _known(words: Iterable[Word]) -> dict[Word, tuple[int, int]]:
    """Return id and count of each word that has a row."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for language, word in words:
        by_language[language].append(word)
    return {
        (language, word): (pk, count)
        for language, some_words in by_language.items()
        for some in batched(some_words, 20 * SOME)
        for word, pk, count in Term.objects.of(language, some).values_list("word", "pk", "count")
    }

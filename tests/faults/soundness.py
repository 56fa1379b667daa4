"""What has to hold of a newsroom at any moment, whatever was done to it, killed or refused.

`wrong()` says in sentences what does not. It asks the tables, and makes the derived ones anew to
compare; nothing of it trusts what a verb returned.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from django.utils import timezone

from articles import chain, rebuilding, saving
from articles.models import Address, Article, EditionKey, Event, KeyCount, Term

# The verbs of which each makes an edition.
MAKING = (
    Event.Verb.PUBLISH,
    Event.Verb.PUBLISH_BREAKING,
    Event.Verb.ROLL_BACK,
    Event.Verb.RETRACT,
    Event.Verb.REINSTATE,
)


def wrong() -> list[str]:
    """Return what is wrong with any story of the desk; loaded ones have other events."""
    found = [what for article in Article.objects.all() for what in wrong_with(article)]
    return found + list(_wrong_keys())


def wrong_with(article: Article) -> list[str]:
    """Return what is wrong with one story, but for its keys: they are counted with all others'."""
    article = Article.objects.get(pk=article.pk)
    return [f"article {article.pk}: {what}" for what in _wrong_with(article)]


def _wrong_with(article: Article) -> Iterator[str]:
    yield from map(str, chain.faults(article.editions.order_by("number")))
    yield from _wrong_windows(article)
    yield from _wrong_versions(article)
    made = Counter(article.events.filter(verb__in=MAKING).values_list("edition", flat=True))
    if made != Counter(article.editions.values_list("pk", flat=True)):
        yield "not every edition was made by one event"
    paths = set(article.editions.standing().values_list("path", flat=True))
    if paths - set(Address.objects.filter(article=article).values_list("path", flat=True)):
        yield "an edition stands at an address that is not the story's"


def _wrong_windows(article: Article) -> Iterator[str]:
    now = timezone.now()
    standing = article.editions.standing()
    if standing.live(now).count() > 1 or standing.waiting(now).count() > 1:
        yield "more than one edition is live, or waits"
    windows = list(standing.order_by("live_from").values_list("live_from", "live_until"))
    if any(end > start for (_, end), (start, _) in pairwise(windows)):
        yield "two windows overlap"
    if article.is_published != standing.filter(version=article.version).exists():
        yield "is_published is not what its editions say"


def _wrong_versions(article: Article) -> Iterator[str]:
    numbers = list(article.versions.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, article.version + 1)):
        yield f"it has version {article.version}, and of versions {numbers}"
    elif article.versions.get(number=article.version).values != saving.values(article):
        yield "its last version is not what stands"


def _wrong_keys() -> Iterator[str]:
    """Compare keys and counts with those that a rebuild makes, which are then in their place."""
    before = _keys(), counts(), _words()
    for made in (rebuilding.count_words(), rebuilding.make_keys(), rebuilding.count_keys()):
        list(made)
    if before[0] != _keys():
        yield "the keys are not those that a rebuild makes"
    if before[1] != counts():
        yield "the counts are not those that a rebuild makes"
    if before[2] != _words():
        yield "the counts of words are not those that a rebuild makes"


def _keys() -> set[tuple]:
    # Not the terms: the archive as it was when each edition was published decided on them.
    return set(EditionKey.objects.counted().values_list())


def counts() -> dict[int, int]:
    """Return on how many articles each key stands."""
    return dict(KeyCount.objects.exclude(count=0).values_list("key", "count"))


def _words() -> dict[tuple[str, str], int]:
    rows = Term.objects.exclude(count=0).values_list("language", "word", "count")
    return {(language, word): count for language, word, count in rows}

"""Reads the digest chain of editions and says where it is broken.

An edition's digest covers its content and the digest of the edition before it, so a row that was
changed, taken out or put in shows. What this cannot show: that the last editions of an article
were cut off, or what somebody did who has the right to write to the database and computed the
digests anew. Against those helps only a copy that this database's owner cannot reach.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.models.edition import Edition
from articles.models.event import Event

BATCH = 500


@dataclass(frozen=True)
class Fault:
    """What is wrong with one edition of an article."""

    article_id: int
    number: int
    what: str

    def __str__(self) -> str:
        return f"article {self.article_id}, edition {self.number}: {self.what}"


def stored() -> Iterator[Edition]:
    """Yield every edition, called off or not, by article and number, a batch in memory at a time.

    Each batch is a statement of its own, so that a long walk holds up nobody.
    """
    after, number = 0, 0
    while True:
        rows = Edition.objects.filter(article__gte=after).exclude(article=after, number__lte=number)
        batch = list(rows.order_by("article_id", "number")[:BATCH])
        if not batch:
            return
        yield from batch
        after, number = batch[-1].article_id, batch[-1].number


def faults(editions: Iterable[Edition]) -> Iterator[Fault]:
    """Yield what is wrong with these editions, which come by article and number.

    Every number has its row, that of an edition which was called off too, so a gap is a fault.
    """
    previous: Edition | None = None
    for edition in editions:
        if previous and previous.article_id != edition.article_id:
            previous = None
        yield from _faults(edition, previous)
        previous = edition


def _faults(edition: Edition, previous: Edition | None) -> Iterator[Fault]:
    article, before = edition.article_id, previous.number if previous else 0
    for number in range(before + 1, edition.number):
        yield Fault(article, number, "it is missing")
    if edition.number == before + 1 and edition.previous_digest != _digest(previous):
        what = f"that of edition {before}" if previous else "empty"
        yield Fault(article, edition.number, f"its previous digest is not {what}")
    if edition.digest != edition.computed_digest() and not _was_erased(edition):
        yield Fault(article, edition.number, "its content does not have its digest")


def _was_erased(edition: Edition) -> bool:
    """Is it blank because an event says so? Its digest is that of what it said."""
    erasures = Event.objects.filter(article=edition.article_id, verb=Event.Verb.ERASE)
    return not edition.content and erasures.filter(edition=edition).exists()


def _digest(edition: Edition | None) -> str:
    return edition.digest if edition else ""

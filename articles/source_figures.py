"""What the database counts for the report on sources, each figure by one query.

All of them read the quotations that live editions of a period print, of at most a year, and the
register by its ids; none of them grows with the archive.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple, Self

from django.db.models import Case, Count, Exists, Min, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models.edition import Edition, EditionKey, Kind
from articles.models.quotation import Quotation, QuotationQuerySet
from articles.periods import Period
from people.models import Person, Quote

PERSON, ORGANIZATION = (
    EditionKey.of(kind, 0) for kind in (EditionKey.Kind.PERSON, EditionKey.Kind.ORGANIZATION)
)


AT_A_TIME = 200  # stories read for the list of those on a single source


class Voice:
    """Who speaks: somebody of the register, somebody private, or somebody unnamed."""

    UNNAMED, PERSON, PRIVATE, ORGANIZATION = range(4)


class Scope(NamedTuple):
    """What is counted: live at `at`, first published from `begin` to before `end`, in sections.

    `sections` None: in all of them.
    """

    at: datetime
    begin: datetime
    end: datetime
    sections: frozenset[int] | None

    @classmethod
    def of(cls, period: Period, sections: frozenset[int] | None, at: datetime) -> Self:
        return cls(at, *period.instants(timezone.get_default_timezone()), sections)

    @property
    def quotations(self) -> QuotationQuerySet:
        return self._within(Quotation.objects.live(self.at), "section")

    @property
    def stories(self) -> Any:
        return self._within(Edition.objects.listed(self.at), "section_id")

    def _within(self, rows: Any, section: str) -> Any:
        rows = rows.filter(first_published_at__gte=self.begin, first_published_at__lt=self.end)
        return rows if self.sections is None else rows.filter(**{f"{section}__in": self.sections})


def totals(scope: Scope) -> dict[str, int]:
    """Return how many `stories` quote somebody, how many `quotations` they print, and of how many
    the source is `unnamed`, and on `background`, or the words are `verified`.
    """
    record = Quote.objects.filter(pk=OuterRef("quote"))
    unnamed = Q(speaker=Quotation.NOBODY)
    counted = {
        "stories": Q(position=0),  # a story that quotes anybody has a first quotation
        "unnamed": unnamed,
        "background": unnamed & Q(Exists(record.filter(terms=Quote.Terms.BACKGROUND))),
        "verified": Q(Exists(record.filter(verified_by__isnull=False))),
    }
    counts = {name: Count("quote", filter=condition) for name, condition in counted.items()}
    return scope.quotations.aggregate(quotations=Count("*"), **counts)


def voices(scope: Scope) -> list[dict[str, Any]]:
    """Return how many quotations each sort of `voice` has, for each `organization` (its key) for
    which it spoke.
    """
    sorts = Case(
        When(speaker=Quotation.NOBODY, then=Value(Voice.UNNAMED)),
        When(speaker__gte=ORGANIZATION, then=Value(Voice.ORGANIZATION)),
        When(_is_public(), then=Value(Voice.PERSON)),
        default=Value(Voice.PRIVATE),
    )
    rows = scope.quotations.values("organization", voice=sorts)
    return list(rows.annotate(count=Count("*")).order_by())


def most_quoted_people(scope: Scope, shown: int) -> list[dict[str, Any]]:
    """Return the keys of those quoted most, and how often; nobody private."""
    speakers = scope.quotations.values("speaker").annotate(count=Count("*"))
    people = speakers.filter(_of_each(_is_public()))
    return list(people.order_by("-count", "speaker")[:shown])


def first_voices(scope: Scope, shown: int) -> list[dict[str, Any]]:
    """Return the keys of those who were never quoted before the period, the latest first.

    Each with `first`, when the first story with them was published, and with `total`, how many
    there are. Nobody private.
    """
    earlier = Quotation.objects.live(scope.at).filter(
        speaker=OuterRef("speaker"), first_published_at__lt=scope.begin
    )
    voices = scope.quotations.values("speaker").annotate(
        count=Count("*"), first=Min("first_published_at"), total=Window(Count("*"))
    )
    is_named = Q(speaker__gte=ORGANIZATION) | _is_public()
    new = voices.filter(_of_each(~Q(Exists(earlier)) & is_named))
    return list(new.order_by("-first", "speaker")[:shown])


def _of_each(condition: Any) -> Q:
    """Ask once for each who is counted, and not for each quotation: what names a count of rows is
    asked when they are counted (HAVING).
    """
    return Q(count=0) | condition


def first_stories(scope: Scope, voices: list[dict[str, Any]]) -> dict[int, Edition]:
    """Return for each of these voices the story that quoted them first."""
    wanted = {(voice["speaker"], voice["first"]) for voice in voices}
    rows = scope.quotations.filter(
        speaker__in={speaker for speaker, _ in wanted},
        first_published_at__in={first for _, first in wanted},
    )
    cards = rows.select_related("edition").only("speaker", "first_published_at", *_CARD)
    return {
        row.speaker: row.edition
        for row in cards.order_by("-edition")
        if (row.speaker, row.first_published_at) in wanted
    }


_CARD = ("edition__headline", "edition__path")


def single_source(scope: Scope) -> Iterator[Edition]:
    """Yield the analyses that rest on one voice or none, the newest first, read some at a time.

    Voices are counted as the desk check counts them: each description of an unnamed source is one.
    """
    heard = Quotation.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    speakers = Coalesce(Subquery(heard.values(n=Count("speaker", distinct=True))), 0)
    analyses = scope.stories.filter(kind=Kind.ANALYSIS).annotate(speakers=speakers)
    columns = ("headline", "path", "first_published_at", "content")
    found = analyses.filter(speakers__lt=2).only(*columns)
    newest = found.order_by("-first_published_at", "-pk")
    # Not `iterator`: on PostgreSQL, outside a transaction, it reads all of them at the first.
    for start in count(0, AT_A_TIME):
        some = list(newest[start : start + AT_A_TIME])
        yield from (edition for edition in some if _unnamed(edition) < 2)
        if len(some) < AT_A_TIME:
            return


def _unnamed(edition: Edition) -> int:
    """Count the descriptions of unnamed sources."""
    quotations = edition.content["quotations"]
    return len({q["described_as"] for q in quotations if not q["speaker"]})


def _is_public() -> Exists:
    """Is the speaker a person who may be named? What the register says now counts."""
    return Exists(Person.objects.public().filter(pk=OuterRef("speaker") - PERSON))

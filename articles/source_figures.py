"""What the database counts for the report on sources, each figure by one query.

All of them read the quotations that live editions of a period print, of at most a year, and the
register by its ids; none of them grows with the archive.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models.edition import Edition, EditionKey, Kind
from articles.models.quotation import Quotation, QuotationQuerySet
from articles.periods import Period
from people.models import Organization, Person, Quote

PERSON, ORGANIZATION = (
    EditionKey.of(kind, 0) for kind in (EditionKey.Kind.PERSON, EditionKey.Kind.ORGANIZATION)
)


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


def stories(scope: Scope) -> int:
    """Return how many stories quote somebody."""
    return scope.quotations.aggregate(count=Count("edition", distinct=True))["count"]


def shares(scope: Scope) -> list[dict[str, Any]]:
    """Return how many quotations there are of each sort: `voice`, `terms`, `verified`, and `kind`
    and `country` of the organization for which somebody spoke (None without one).
    """
    quote = Quote.objects.filter(pk=OuterRef("quote"))
    organization = Organization.objects.filter(pk=OuterRef("organization") - ORGANIZATION)
    sorts = {
        "voice": Case(
            When(speaker=Quotation.NOBODY, then=Value(Voice.UNNAMED)),
            When(speaker__gte=ORGANIZATION, then=Value(Voice.ORGANIZATION)),
            When(_is_public(), then=Value(Voice.PERSON)),
            default=Value(Voice.PRIVATE),
        ),
        "terms": Subquery(quote.values("terms")),
        "verified": Exists(quote.filter(verified_by__isnull=False)),
        "kind": Subquery(organization.values("kind")),
        "country": Subquery(organization.values("country")),
    }
    return list(scope.quotations.values(**sorts).annotate(count=Count("*")).order_by())


def most_quoted_people(scope: Scope, shown: int) -> list[dict[str, Any]]:
    """Return the ids of those quoted most (`who`), and how often; nobody private."""
    people = scope.quotations.filter(speaker__gte=PERSON, speaker__lt=ORGANIZATION)
    return _most(people.filter(_is_public()), F("speaker") - PERSON, shown)


def most_quoted_organizations(scope: Scope, shown: int) -> list[dict[str, Any]]:
    """Return the ids of organizations whose people, or which themselves, are quoted most."""
    spoken_for = scope.quotations.filter(organization__gte=ORGANIZATION)
    return _most(spoken_for, F("organization") - ORGANIZATION, shown)


def _most(rows: QuotationQuerySet, who: Any, shown: int) -> list[dict[str, Any]]:
    counted = rows.values(who=who).annotate(count=Count("*"))
    return list(counted.order_by("-count", "who")[:shown])


def first_voices(scope: Scope, shown: int) -> list[dict[str, Any]]:
    """Return the keys of those who were never quoted before the period, the latest first.

    Each with `first`, when the first story with them was published, and with `total`, how many
    there are. Nobody private.
    """
    earlier = Quotation.objects.live(scope.at).filter(
        speaker=OuterRef("speaker"), first_published_at__lt=scope.begin
    )
    named = scope.quotations.filter(Q(speaker__gte=ORGANIZATION) | _is_public())
    voices = named.filter(~Exists(earlier)).values("speaker")
    counted = voices.annotate(
        count=Count("*"), first=Min("first_published_at"), total=Window(Count("*"))
    )
    return list(counted.order_by("-first", "speaker")[:shown])


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
    """Yield the analyses that rest on one voice or none, the newest first.

    Voices are counted as the desk check counts them: each description of an unnamed source is one.
    """
    voices = Quotation.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    count = Coalesce(Subquery(voices.values(n=Count("speaker", distinct=True))), 0)
    analyses = scope.stories.filter(kind=Kind.ANALYSIS).annotate(speakers=count)
    columns = ("headline", "path", "first_published_at", "content")
    found = analyses.filter(speakers__lt=2).only(*columns)
    for edition in found.order_by("-first_published_at", "-pk").iterator(200):
        unnamed = (q for q in edition.content["quotations"] if not q["speaker"])
        if len({quotation["described_as"] for quotation in unnamed}) < 2:
            yield edition


def _is_public() -> Exists:
    """Is the speaker a person who may be named? What the register says now counts."""
    people = Person.objects.exclude(standing=Person.Standing.PRIVATE)
    return Exists(people.filter(pk=OuterRef("speaker") - PERSON))

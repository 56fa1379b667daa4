"""What the checks read: a text with its day and register, or a whole story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from articles import body
from articles.deskcheck import passages
from articles.deskcheck.passages import Passage
from articles.deskcheck.register import Register
from articles.models.edition import Edition
from people.dates import PartialDate
from people.models import Quote, User

if TYPE_CHECKING:
    from articles.models import Article


@dataclass(frozen=True)
class Text:
    """Words as they would be printed, and the day on which they would be."""

    passages: tuple[Passage, ...]
    day: date

    @classmethod
    def plain(cls, text: str, day: date) -> Text:
        """Return a plain text, its paragraphs split by blank lines."""
        return cls(tuple(passages.of_text(text)), day)

    @cached_property
    def register(self) -> Register:
        """What the register knows of what is named in it."""
        return Register(passage.text for passage in self.passages)

    @property
    def quotes(self) -> dict[int, Quote]:
        """The records of the quotations in it, by id; a text from outside has none."""
        return {}

    def said_on(self, passage: Passage) -> PartialDate | None:
        """Return on which day a passage was said; None where it is the paper that speaks."""
        quote = self.quotes.get(passage.quote) if passage.quote else None
        return quote.said if quote else None


@dataclass(frozen=True)
class Story(Text):
    """A story about to be published: the unsaved edition that would be, and what is behind it.

    `at` is the moment at which it would go live. Nothing private of a quote may get from `quotes`
    into a finding.
    """

    article: Article
    edition: Edition
    at: datetime

    @classmethod
    def of(cls, article: Article, edition: Edition, at: datetime) -> Story:
        """Return what publishing `edition`, composed but not saved, at `at` has to answer for."""
        words = tuple(passages.of_edition(edition))
        return cls(words, timezone.localdate(at), article, edition, at)

    @cached_property
    def quotes(self) -> dict[int, Quote]:
        records = Quote.objects.select_related(
            "speaker_person", "speaker_organization", "role__person", "role__organization"
        )
        return records.in_bulk(body.quote_ids(self.edition.body))

    @cached_property
    def writers(self) -> set[int]:
        """The accounts of those in its by-lines, by id."""
        people = [b["id"] for b in self.edition.content["bylines"] if b["kind"] == "person"]
        return set(User.objects.filter(person__in=people).values_list("pk", flat=True))

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from people.dates import Answer, PartialDate
from people.models.register import Organization, PartialDateField, Person, Role, partial_date_check
from people.models.user import User

# A change of any of these makes a verification void.
WORDS = ("words", "original_words", "speaker_person", "speaker_organization", "said_on")


class QuoteQuerySet(models.QuerySet):
    def matching(self, text: str) -> Self:
        """Quotes in whose words or speaker's name every word of `text` is found."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(words__icontains=word)
                | Q(speaker_person__name__icontains=word)
                | Q(speaker_organization__name__icontains=word)
            )
        return found


class Quote(models.Model):
    """Words somebody said, as a record. An unnamed speaker's identity is not stored anywhere."""

    class Terms(models.TextChoices):
        ON_RECORD = "on_record", "On the record"
        BACKGROUND = "background", "On background"
        ANONYMOUS = "anonymous", "Anonymous"

    speaker_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name="person"
    )
    speaker_organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        verbose_name="or organization",
    )
    role = models.ForeignKey(
        Role,
        models.SET_NULL,
        null=True,
        blank=True,
        help_text="Left empty: the only role the speaker held on that day.",
    )
    described_as = models.CharField(
        max_length=200,
        blank=True,
        help_text="Printed instead of the role; for an unnamed source: “a Western diplomat”.",
    )
    words = models.TextField(help_text="As printed, without quotation marks.")
    original_words = models.TextField(blank=True)
    original_language = models.CharField(max_length=20, blank=True, help_text="ar, he, fr")
    translator = models.CharField(max_length=200, blank=True)
    said_on = PartialDateField("said on", help_text="2025, 2025-12 or 2025-12-06.")
    venue = models.CharField(max_length=300, blank=True, help_text="Where, and to whom.")
    terms = models.CharField(max_length=20, choices=Terms, default=Terms.ON_RECORD)
    evidence_url = models.URLField("public evidence", blank=True)
    evidence_note = models.TextField(
        "private evidence note", blank=True, help_text="For the desk only, never printed."
    )
    anonymity_reason = models.CharField(
        max_length=300, blank=True, help_text="Printed: why the source is not named."
    )
    anonymity_note = models.TextField(
        "private note on anonymity",
        blank=True,
        help_text="For the desk only. Do not write who it is: the identity is not stored.",
    )
    anonymity_approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    known_to = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who in the newsroom knows the identity.",
    )
    taken_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    taken_at = models.DateTimeField(auto_now_add=True)
    verified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            partial_date_check("said_on", "quote_said_on"),
            models.CheckConstraint(
                condition=Q(speaker_person__isnull=True) | Q(speaker_organization__isnull=True),
                name="quote_one_speaker",
            ),
            models.CheckConstraint(
                condition=Q(speaker_person__isnull=False)
                | Q(speaker_organization__isnull=False)
                | ~Q(described_as=""),
                name="quote_speaker_or_description",
            ),
            models.CheckConstraint(
                condition=Q(
                    Q(speaker_person__isnull=False) | Q(speaker_organization__isnull=False),
                    terms="on_record",
                )
                | (
                    Q(speaker_person__isnull=True, speaker_organization__isnull=True)
                    & ~Q(terms="on_record")
                ),
                name="quote_named_on_the_record_alone",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | Q(taken_by__isnull=True)
                | ~Q(verified_by=models.F("taken_by")),
                name="quote_not_verified_by_its_taker",
            ),
        ]

    def __str__(self) -> str:
        words = self.words if len(self.words) <= 60 else f"{self.words[:59]}…"
        return f"“{words}” ({self.speaker or self.described_as})"

    def clean(self):
        super().clean()
        if self.speaker_person_id and self.speaker_organization_id:
            raise ValidationError("A quote has one speaker: a person or an organization.")
        if not self.speaker and not self.described_as:
            raise ValidationError(
                {"described_as": "Name the speaker, or say how the source is described."}
            )
        if not self.speaker and not self.anonymity_reason:
            raise ValidationError(
                {"anonymity_reason": "Readers are told why a source is not named."}
            )
        if self.speaker and self.terms != self.Terms.ON_RECORD:
            raise ValidationError(
                {"terms": "Who does not speak on the record is not named: leave the speaker out."}
            )
        if not self.speaker and self.terms == self.Terms.ON_RECORD:
            raise ValidationError({"terms": "An unnamed source does not speak on the record."})
        if self.role and self.role.person_id != self.speaker_person_id:
            raise ValidationError({"role": "This is a role of somebody else."})

    @property
    def speaker(self) -> Person | Organization | None:
        """Who said it; None for an unnamed source."""
        return self.speaker_person or self.speaker_organization

    @property
    def said(self) -> PartialDate | None:
        """When it was said, as far as it is known."""
        return PartialDate.parse(self.said_on)

    def printed_as(self, day: PartialDate) -> str:
        """Return what the speaker is called beside the name: as what they spoke on that day.

        `day` stands in when it is not known when the words were said.
        """
        if self.described_as or not self.speaker_person:
            return self.described_as
        if self.role:
            return self.role.label
        said = self.said or day
        held = [r for r in self.speaker_person.roles.all() if r.held_on(said) == Answer.YES]
        return held[0].label if len(held) == 1 else self.speaker_person.described_on(said)

    def verify(self, by: User) -> None:
        """Record that somebody other than the taker has checked the words against evidence.

        Raises ValidationError when `by` took the quote down.
        """
        if by.pk == self.taken_by_id:
            raise ValidationError("Somebody other than the one who took it down verifies a quote.")
        self.verified_by = by
        self.save(update_fields=["verified_by"])

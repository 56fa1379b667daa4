from collections.abc import Iterable
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people import languages
from people.dates import Answer, PartialDate
from people.models.register import Organization, PartialDateField, Person, Role, partial_date_check
from people.models.user import User
from people.seen import state_of

# What readers get of a quote. A change of any of it makes a verification void, and of any of those
# below an approval.
PRINTED = (
    "words",
    "speaker_person",
    "speaker_organization",
    "role",
    "described_as",
    "said_on",
    "venue",
    "terms",
    "anonymity_reason",
    "evidence_url",
    "original_words",
    "original_language",
    "translator",
)
APPROVED_FOR = (
    "words",
    "described_as",
    "terms",
    "anonymity_reason",
    "is_vital",
    "is_only_way",
    "is_reliable",
    "known_to",
)
# Not what a quote says, but who took it down and who affirmed it.
SIGNATURES = ("id", "taken_by_id", "taken_at", "verified_by_id", "anonymity_approved_by_id")
# On what agencies let a source go unnamed: what the one who takes the words down has to affirm.
CONDITIONS = ("is_vital", "is_only_way", "is_reliable")


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
    is_vital = models.BooleanField(
        "information, not opinion, and vital to the story", default=False
    )
    is_only_way = models.BooleanField("it cannot be had on the record, from anybody", default=False)
    is_reliable = models.BooleanField("the source is reliable, and placed to know", default=False)
    anonymity_approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    known_to = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The editor or publisher who has been told who it is, and by whom it is approved "
        "or can be.",
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
                violation_error_message="Say who spoke, or describe them.",
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
                violation_error_message="Who is on the record is named; who is not, is described.",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | Q(taken_by__isnull=True)
                | ~Q(verified_by=models.F("taken_by")),
                name="quote_not_verified_by_its_taker",
            ),
            models.CheckConstraint(
                condition=Q(anonymity_approved_by__isnull=True)
                | Q(taken_by__isnull=True)
                | ~Q(anonymity_approved_by=models.F("taken_by")),
                name="quote_source_not_approved_by_its_taker",
            ),
            models.CheckConstraint(
                condition=Q(anonymity_approved_by__isnull=True)
                | Q(
                    is_vital=True,
                    is_only_way=True,
                    is_reliable=True,
                    known_to__isnull=False,
                    speaker_person__isnull=True,
                    speaker_organization__isnull=True,
                ),
                name="quote_source_approved_on_conditions",
            ),
        ]

    def __str__(self) -> str:
        words = self.words if len(self.words) <= 60 else f"{self.words[:59]}…"
        return f"{self.speaker or self.described_as}: {words}"

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
        self._clean_day()
        if self.known_to_id and self.known_to_id == self.taken_by_id:
            raise ValidationError(
                {"known_to": "Somebody other than the one who took it down must know."}
            )
        self._clean_translation()

    def _clean_day(self) -> None:
        """Words were said before they are taken down, and in a role that was held then."""
        try:
            said = self.said
        except ValueError:
            return  # the field itself has said so
        if said and said.first > timezone.localdate():
            raise ValidationError({"said_on": "This day is still to come."})
        if said and self.role and self.role.held_on(said) == Answer.NO:
            role = self.role
            raise ValidationError(
                {"role": f"This role was not held on that day: {role.title}, {role.span}."}
            )

    def _clean_translation(self) -> None:
        """Words that were translated name their language and who translated them."""
        given = (self.original_words, self.original_language, self.translator)
        if not any(given):
            return
        missing = {
            "original_words": "Give the words as they were said.",
            "original_language": "Say in which language it was said.",
            "translator": "Say who translated it.",
        }
        if not all(given):
            fields = zip(missing.items(), given, strict=True)
            raise ValidationError({name: said for (name, said), value in fields if not value})
        if not languages.is_code(self.original_language):
            raise ValidationError(
                {"original_language": "This is no language code: write ar, he, fr or pt-BR."}
            )

    @property
    def speaker(self) -> Person | Organization | None:
        """Who said it; None for an unnamed source."""
        return self.speaker_person or self.speaker_organization

    @property
    def state(self) -> str:
        """A digest of what the record says, however often it was affirmed."""
        return state_of(self, SIGNATURES)

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
        role = self.role_on(day)
        said = self.said or day
        return role.label if role else self.speaker_person.described_on(said)

    def role_on(self, day: PartialDate) -> Role | None:
        """Return the role in which the speaker spoke: the one named, else the only one held then.

        `day` stands in when it is not known when the words were said.
        """
        if self.role or not self.speaker_person:
            return self.role
        said = self.said or day
        held = [r for r in self.speaker_person.roles.all() if r.held_on(said) == Answer.YES]
        return held[0] if len(held) == 1 else None

    def void(self, changed: Iterable[str]) -> None:
        """Take back, unsaved, what was affirmed of something else than what now stands.

        `changed` are the names of the fields that were changed.
        """
        if set(changed) & set(PRINTED):
            self.verified_by = None
        if set(changed) & set(APPROVED_FOR):
            self.anonymity_approved_by = None

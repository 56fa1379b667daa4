from django.db import models

from articles.models.edition import Edition
from articles.models.live import Dated, DatedQuerySet


class QuotationQuerySet(DatedQuerySet):
    def by(self, speaker: int) -> "QuotationQuerySet":
        """What somebody said; `speaker` is the key of a person or organization."""
        return self.filter(speaker=speaker)

    def latest_said(self) -> "QuotationQuerySet":
        """What was said last comes first."""
        return self.order_by("-day", "-edition", "position")


class Quotation(Dated):
    """A quote as printed in one edition that is live or waits, in as many columns as lists need.

    Derived from the edition's content (`articles.keys`), so it may be thrown away and rebuilt. What
    was said, and as what, is read from the edition itself. Retracted editions have none.
    """

    NOBODY = 0

    pk = models.CompositePrimaryKey("edition_id", "position")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="printed", db_index=False)
    position = models.PositiveSmallIntegerField()
    quote = models.BigIntegerField()  # the id of the record
    # Keys as in EditionKey: who said it, and for which organization.
    speaker = models.BigIntegerField(default=NOBODY)
    organization = models.BigIntegerField(default=NOBODY)
    section = models.BigIntegerField()  # the id of the edition's section
    # The day on which it was said, the last possible where it is known in part; else that of
    # first publication.
    day = models.DateField()

    objects = QuotationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["speaker", "-day", "-edition", "live_from", "live_until"],
                name="quotation_speaker",
            ),
            models.Index(
                fields=["organization", "-day", "-edition", "live_from", "live_until"],
                name="quotation_organization",
            ),
            models.Index(fields=["-first_published_at"], name="quotation_newest"),
            # Who was quoted before some day?
            models.Index(
                fields=["speaker", "first_published_at", "live_from", "live_until"],
                name="quotation_first",
            ),
            models.Index(fields=["section", "-first_published_at"], name="quotation_section"),
        ]

    @property
    def printed(self) -> dict:
        """The quotation as the edition prints it."""
        return self.edition.content["quotations"][self.position]

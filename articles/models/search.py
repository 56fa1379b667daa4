from django.db import models

from articles.models.edition import Edition
from articles.models.live import Dated, DatedQuerySet


class SearchDocument(Dated):
    """What readers' search needs to know of an edition that is live or waits, beside its words.

    Derived from the edition (`articles.indexing`). The words stand where the database's own search
    wants them: in a column of this table on PostgreSQL, in a table of its own on SQLite.
    """

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, related_name="search_document"
    )
    section = models.BigIntegerField()  # the id of the edition's section
    kind = models.CharField(max_length=20)

    objects = DatedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-first_published_at", "-edition", "live_from", "live_until"],
                name="search_newest",
            ),
        ]

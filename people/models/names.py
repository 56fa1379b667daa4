from typing import Self

from django.db import connection, models
from django.db.models import Q

from people.models.register import Organization, Person, Role

LAST_LETTER = "\U0010ffff"  # sorts after every other


class KnownNameQuerySet(models.QuerySet):
    def beginning_with(self, letters: str) -> Self:
        """Names that begin with these letters, which are folded already.

        SQLite takes no index for LIKE, which knows no case there; it takes one for a range.
        """
        found = self.filter(folded__startswith=letters)
        if connection.vendor == "sqlite":
            found = found.filter(folded__gte=letters, folded__lt=letters + LAST_LETTER)
        return found


class KnownName(models.Model):
    """A name or alias of an entry, as the desk check looks for it in a text.

    Derived: `people.naming` writes it wherever entries are saved.
    """

    LONGEST = 200

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="known_names"
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="known_names"
    )
    folded = models.CharField(max_length=LONGEST)
    skeleton = models.CharField(max_length=LONGEST, blank=True)

    objects = KnownNameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, organization__isnull=False)
                | Q(person__isnull=False, organization__isnull=True),
                name="knownname_of_one_entry",
            ),
        ]
        indexes = [
            # On PostgreSQL letter by letter, as LIKE compares: in the order of most languages an
            # index finds no beginnings. Other databases know no such classes and ignore it.
            models.Index(
                fields=["folded"], opclasses=["varchar_pattern_ops"], name="knownname_folded"
            ),
            models.Index(fields=["skeleton"], name="knownname_skeleton"),
        ]

    def __str__(self) -> str:
        return self.folded


class KnownOffice(models.Model):
    """The office of a role, as `people.titles` reads it: what it is called, and where it is held.

    Derived: `people.naming` writes it with the names, so that all who hold an office are found.
    """

    role = models.ForeignKey(Role, models.CASCADE, related_name="known_offices")
    head = models.CharField(max_length=KnownName.LONGEST)
    seat = models.CharField(max_length=KnownName.LONGEST)

    class Meta:
        indexes = [models.Index(fields=["seat", "head"], name="knownoffice_seat")]

    def __str__(self) -> str:
        return f"{self.head}, {self.seat}"

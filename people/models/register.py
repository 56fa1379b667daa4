from collections.abc import Iterable
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people import countries
from people.dates import PATTERN, Answer, PartialDate, span_covers
from people.models.user import User


class PartialDateField(models.CharField):
    """A partial date as text (see `people.dates`); sorts by time, unknown first."""

    description = "Partial date (year, month or day)"

    def __init__(self, *args, **kwargs):
        kwargs.update(max_length=10, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for given_by_init in ("max_length", "blank", "default"):
            del kwargs[given_by_init]
        return name, path, args, kwargs

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        try:
            PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(str(error), code="partial_date") from None


def partial_date_check(field: str, name: str) -> models.CheckConstraint:
    """Return the database's own check that a column holds a partial date."""
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": PATTERN}), name=name)


class EntryQuerySet(models.QuerySet):
    def unmerged(self) -> Self:
        """Entries that stand for themselves."""
        return self.filter(merged_into=None)

    def winners(self, ids: Iterable[int]) -> dict[int, int]:
        """Return what those of these entries that were merged were merged into, by id."""
        merged = self.filter(pk__in=set(ids), merged_into__isnull=False).order_by()
        return dict(merged.values_list("pk", "merged_into"))


class Entry(models.Model):
    """What persons and organizations have in common."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    aliases = models.TextField(
        blank=True, help_text="Other names and spellings, also in other scripts; one a line."
    )
    description = models.TextField(blank=True, help_text="One or two sentences for readers.")
    links = models.TextField(blank=True, help_text="Addresses of pages about them; one a line.")
    wikidata_id = models.CharField(
        "Wikidata id",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", "A Wikidata id looks like Q822.")],
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    added_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    def clean(self):
        """Refuse what only looks like a name, and links that are no web addresses."""
        super().clean()
        self.name = " ".join(self.name.split())
        for line in self.links.splitlines():
            if line.strip() and not line.strip().startswith(("https://", "http://")):
                raise ValidationError({"links": f"“{line.strip()}” is no web address."})

    @property
    def public_slug(self) -> str:
        """The slug readers may follow; empty where there is no page."""
        raise NotImplementedError

    @property
    def known_as(self) -> list[str]:
        """The aliases as a list."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]


class PersonQuerySet(EntryQuerySet):
    def public(self) -> Self:
        """Those who may have a page: a private individual has none."""
        return self.exclude(standing=Person.Standing.PRIVATE)


class Person(Entry):
    class Standing(models.TextChoices):
        PUBLIC_FIGURE = "public_figure", "Public figure"
        STAFF = "staff", "Staff"
        PRIVATE = "private_individual", "Private individual (no page, no link)"

    sort_name = models.CharField(
        max_length=200, blank=True, help_text="Family name first, for lists. Aoun, Joseph"
    )
    standing = models.CharField(
        max_length=20, choices=Standing, default=Standing.PUBLIC_FIGURE, db_index=True
    )
    died_on = models.DateField(null=True, blank=True)
    photo = models.ImageField(upload_to="", max_length=100, blank=True, editable=False)
    photo_alt = models.CharField(
        "its alternative text", max_length=300, blank=True, help_text="Who and what it shows."
    )
    photo_credit = models.CharField("its credit", max_length=200, blank=True)
    private_note = models.TextField(blank=True, help_text="For the desk only, never printed.")
    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="person")

    objects: ClassVar = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "name"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="person_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["public_figure", "staff", "private_individual"]),
                name="person_standing",
            ),
        ]
        indexes = [
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["photo"], name="person_photo"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])

    def clean(self):
        super().clean()
        self.sort_name = self.sort_name or self.default_sort_name()

    def default_sort_name(self) -> str:
        """Return the name with its last word first; where that is no family name, type another."""
        *given, family = self.name.split() or [""]
        return f"{family}, {' '.join(given)}"[:200] if given else family

    @property
    def public_slug(self) -> str:
        """The slug readers may follow; empty for a private individual, who has no page."""
        return "" if self.standing == self.Standing.PRIVATE else self.slug

    def described_on(self, day: PartialDate) -> str:
        """Return what this person was on a day, as printed beside the name; "" when unknown.

        A role certainly held that day comes first, then one perhaps held, then the last one that
        is over ("Former …"). Reads `self.roles.all()`, so prefetch it for many.
        """
        ranked = sorted(self.roles.all(), key=lambda role: (role.started_on, role.pk), reverse=True)
        for wanted in (Answer.YES, Answer.PERHAPS):
            for role in ranked:
                if role.held_on(day) == wanted and not role.ended_without_day:
                    return role.label
        over = [role for role in ranked if role.over_by(day)]
        return f"Former {over[0].label}" if over else ""


class Organization(Entry):
    class Kind(models.TextChoices):
        # Readers see these words too.
        GOVERNMENT = "government", _("Government")
        MILITARY = "military", _("Military")
        PARTY = "party", _("Party or movement")
        INTERNATIONAL = "international", _("International body")
        RESEARCH = "research", _("Research")
        COMPANY = "company", _("Company")
        MEDIA = "media", _("Media")
        NGO = "ngo", _("Non-governmental organization")
        OTHER = "other", pgettext_lazy("kind of organization", "Other")

    short_name = models.CharField(max_length=60, blank=True, help_text="UNIFIL")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER, db_index=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    country = models.CharField(max_length=2, choices=countries.choices, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="organization_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="organization_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(country__regex=countries.PATTERN), name="organization_country"
            ),
        ]
        indexes = [models.Index(fields=["name"], name="organization_name")]

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.slug])

    @property
    def public_slug(self) -> str:
        """The slug readers may follow."""
        return self.slug


class Role(models.Model):
    """A dated tie of a person, a title and perhaps an organization."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    title = models.CharField(max_length=200, help_text="President of Lebanon")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="roles"
    )
    started_on = PartialDateField("from", help_text="2025, 2025-12 or 2025-12-06; empty: unknown.")
    ended_on = PartialDateField("until", help_text="Empty: still in office, unless “ended”.")
    ended = models.BooleanField(default=False, help_text="It is over, but the day is unknown.")
    evidence_url = models.URLField("evidence", blank=True)

    class Meta:
        ordering = ["-started_on", "title"]
        constraints = [
            partial_date_check("started_on", "role_started_on"),
            partial_date_check("ended_on", "role_ended_on"),
            models.CheckConstraint(
                condition=Q(started_on="")
                | Q(ended_on="")
                | Q(ended_on__gte=F("started_on"))
                | Q(started_on__startswith=F("ended_on")),
                name="role_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended=False) | Q(ended_on=""), name="role_ended_or_ended_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.label}"

    def clean(self):
        super().clean()
        if self.ended and self.ended_on:
            raise ValidationError({"ended": "The day it ended is given; leave this unticked."})
        try:
            start, end = PartialDate.parse(self.started_on), PartialDate.parse(self.ended_on)
        except ValueError:
            return  # the field itself has said so
        if start and end and end.last < start.first:
            raise ValidationError({"ended_on": "It cannot end before it starts."})

    @property
    def label(self) -> str:
        """The title with its organization, unless the title names it already."""
        organization = self.organization
        if organization is None:
            return self.title
        names = [organization.name, organization.short_name, *organization.known_as]
        if any(name and name.lower() in self.title.lower() for name in names):
            return self.title
        return f"{self.title}, {organization.short_name or organization.name}"

    @property
    def span(self) -> str:
        """From when to when it is held, as the desk writes days: "2016-10-31 to an unknown day"."""
        end = self.ended_on or ("an unknown day" if self.ended else "today")
        return f"{self.started_on or 'an unknown day'} to {end}"

    @property
    def ended_without_day(self) -> bool:
        """Is all that is known that this role is over?"""
        return self.ended and not self.ended_on

    def held_on(self, day: PartialDate) -> Answer:
        """Say whether the person held this role on `day`: yes, no, or perhaps."""
        return span_covers(
            PartialDate.parse(self.started_on),
            PartialDate.parse(self.ended_on),
            ended=self.ended,
            day=day,
        )

    def over_by(self, day: PartialDate) -> bool:
        """Is this role over on `day`, as far as the register knows?"""
        if self.ended_without_day:
            return self.held_on(day) != Answer.NO  # a no: it had not begun
        end = PartialDate.parse(self.ended_on)
        return end is not None and end.last < day.first

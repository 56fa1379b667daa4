"""What somebody said in live editions, for the pages of people and organizations."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404

from articles.models.edition import EditionKey
from articles.models.quotation import Quotation, QuotationQuerySet
from articles.models.taxonomy import Tag
from articles.subject_keys import is_named

SHOWN = 20
IN_DATA = 200
TOPICS = 8
FILTERS = ("year", "topic")
_YEAR = re.compile(r"[0-9]{4}")
_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{1,18})-([0-9]{1,4})")
YEARS = 12  # offered, the last ones


@dataclass(frozen=True)
class Filter:
    """One word of a filter, the address of the page that it leads to, and whether it is set."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Said:
    """One page of what somebody said: the quotations as printed, and ways to others."""

    entries: list[dict]
    years: list[Filter] = field(default_factory=list)
    topics: list[Filter] = field(default_factory=list)
    older: str = ""

    @property
    def is_filtered(self) -> bool:
        return any(choice.chosen for choice in (*self.years, *self.topics))


def said(rows: QuotationQuerySet, wanted: Mapping[str, str], at: datetime) -> Said:
    """Return the page of quotations that a reader asks for, what was said last first.

    Arguments: `rows` are the quotations of one speaker or organization; `wanted` may hold `year`,
    `topic` (a slug) and `said` (where the page before ended); `at` is the moment as of which
    editions are live. Raises Http404 for what no page of ours has written. At most four queries.
    """
    rows = rows.live(at)
    span = _span(rows)
    if span is None:
        return Said([])
    year, tag = _year(wanted), _tag(wanted, at)
    if year:
        rows = rows.filter(day__range=(date(year, 1, 1), date(year, 12, 31)))
    if tag:
        key = EditionKey.of(EditionKey.Kind.TAG, tag.pk)
        keys = EditionKey.objects.filter(edition=OuterRef("edition"), key=key)
        rows = rows.filter(Exists(keys))
    found = list(_behind(rows, wanted).latest_said().select_related("edition")[: SHOWN + 1])
    kept = {name: wanted[name] for name in FILTERS if wanted.get(name)}
    entries = [{"quotation": row.printed, "edition": row.edition} for row in found[:SHOWN]]
    return Said(
        entries,
        _years(span[1].year, span[0].year, kept),
        _topics(entries, tag, kept),
        _address(kept | {"said": _place(found[SHOWN - 1])}) if len(found) > SHOWN else "",
    )


def page(rows: QuotationQuerySet, wanted: Mapping[str, str]) -> tuple[list[Quotation], str]:
    """Return one page of quotations for machines, and the query that leads to the next ("").

    `wanted` may hold `said`, where the page before ended. Raises Http404 for what no page of ours
    has written. One query.
    """
    behind = _behind(rows, wanted).latest_said().select_related("edition").defer("edition__body")
    found = list(behind[: IN_DATA + 1])
    if len(found) <= IN_DATA:
        return found, ""
    return found[:IN_DATA], f"?{urlencode({'said': _place(found[IN_DATA - 1])})}"


def _span(rows: QuotationQuerySet) -> tuple[date, date] | None:
    """Return the days of the first word and of the last, if there is one.

    Each is one step into the index; for Min and Max at once SQLite reads all of a speaker's rows.
    """
    last = Subquery(rows.order_by("-day").values("day")[:1])
    return rows.order_by("day").annotate(last=last).values_list("day", "last").first()


def _year(wanted: Mapping[str, str]) -> int | None:
    text = wanted.get("year")
    if text and not _YEAR.fullmatch(text):
        raise Http404("There is no such year.")
    if text == "0000":
        raise Http404("There is no such year.")
    return int(text) if text else None


def _tag(wanted: Mapping[str, str], at: datetime) -> Tag | None:
    """Return the topic that is asked for. One of drafts alone is as unknown as none."""
    slug = wanted.get("topic")
    if not slug:
        return None
    tag = Tag.objects.filter(slug=slug.replace("\0", "")).first()
    if tag is None or not is_named(tag, at):
        raise Http404("There is no such topic.")
    return tag


def _behind(rows: QuotationQuerySet, wanted: Mapping[str, str]) -> QuotationQuerySet:
    """Return what follows the place at which the page before ended."""
    text = wanted.get("said")
    if not text:
        return rows
    place = _PLACE.fullmatch(text)
    try:
        day = date.fromisoformat(place[1]) if place else None
    except ValueError:
        day = None
    if place is None or day is None:
        raise Http404("There is no such page.")
    edition, position = int(place[2]), int(place[3])
    return (
        rows.filter(day__lte=day)
        .exclude(day=day, edition__gt=edition)
        .exclude(day=day, edition=edition, position__lte=position)
    )


def _place(row: Quotation) -> str:
    return f"{row.day.isoformat()}-{row.edition_id}-{row.position}"


def _years(last: int, first: int, kept: dict[str, str]) -> list[Filter]:
    """Offer the last years between the first and the last word, and the one that is set."""
    spoken = range(max(first, last - YEARS + 1), last + 1)
    years = {f"{year:04}" for year in spoken} | {kept.get("year", f"{last:04}")}
    if len(years) == 1 and "year" not in kept:
        return []
    return [_filter("year", year, year, kept) for year in sorted(years, reverse=True)]


def _topics(entries: list[dict], chosen: Tag | None, kept: dict[str, str]) -> list[Filter]:
    """Offer the commonest topics of the stories that are shown."""
    editions = {entry["edition"].pk: entry["edition"] for entry in entries}.values()
    names = {tag["slug"]: tag["name"] for e in editions for tag in e.content["tags"]}
    if chosen:
        return [_filter("topic", chosen.slug, chosen.name, kept)]
    common = Counter(tag["slug"] for e in editions for tag in e.content["tags"])
    return [_filter("topic", slug, names[slug], kept) for slug, _ in common.most_common(TOPICS)]


def _filter(name: str, value: str, label: str, kept: dict[str, str]) -> Filter:
    """A filter that is set leads to the page without it."""
    chosen = kept.get(name) == value
    others = {key: other for key, other in kept.items() if key != name}
    return Filter(label, _address(others if chosen else others | {name: value}), chosen)


def _address(wanted: dict[str, str]) -> str:
    return f"?{urlencode(wanted)}#quotations"

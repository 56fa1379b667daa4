"""Words and dates of an edition as readers see them. Pure: nothing here asks the database."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles import labels, quotation_marks, renditions
from articles.absolute import absolute, page_of
from articles.labels import comma
from articles.models.edition import Edition
from people.dates import PartialDate

register = template.Library()


@register.simple_tag
def reader_styles() -> SafeString:
    """Write the style sheet into the page. The policy allows exactly this text."""
    return mark_safe(f"<style>{settings.READER_STYLES}</style>")


# The crop of a picture, and how wide it stands, as the style sheets lay it out.
_BESIDE_AIR = "calc(100vw - 2rem)"
PLACES = {
    "article": ("whole", f"(min-width: 67rem) 64rem, {_BESIDE_AIR}"),
    "lead": ("wide", f"(min-width: 67rem) 35rem, (min-width: 46.25em) 56vw, {_BESIDE_AIR}"),
    "second": ("wide", f"(min-width: 67rem) 26rem, (min-width: 46.25em) 40vw, {_BESIDE_AIR}"),
}

# By the length of the ISO text.
PARTIAL_DATE_FORMATS = {4: "Y", 7: "MONTH_FORMAT", 10: "DAY_FORMAT"}

# What could end a script element, or a line of JavaScript, is written as an escape of JSON.
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}


register.simple_tag(comma)
register.filter("kind_meaning", labels.kind_meaning)
register.filter("correction_label", labels.correction_label)
register.filter("see_label", labels.see_label)
register.filter("ai_note", labels.ai_note)
register.filter("withdrawal_reason", labels.withdrawal_reason)


@register.filter
def title_elsewhere(edition: Edition) -> str:
    """What a story is called where it is not read: in a tab, a search, on other sites."""
    headline = edition.content.get("seo_title") or edition.headline
    if edition.retracted:
        return gettext("Retracted: %(headline)s") % {"headline": headline}
    return headline


@register.filter
def description_elsewhere(edition: Edition) -> str:
    """What it says there; of a retracted story nothing that it said."""
    if edition.retracted:
        return gettext("We have retracted this story.")
    return edition.content.get("seo_description") or edition.summary


@register.filter
def in_a_row(names: Iterable[str]) -> SafeString:
    """Names as a list within a sentence, each written in its own direction."""
    return format_html_join(comma(), "<bdi>{}</bdi>", ((name,) for name in names))


@register.filter
def names_of(notes: Iterable[dict[str, Any]]) -> str:
    """Who stands in the margin beside a paragraph, as a list."""
    return comma().join(note["name"] for note in notes)


@register.filter
def linked_sections(sections: Iterable[dict[str, str]]) -> SafeString:
    """Sections as a list of links within a sentence."""
    return format_html_join(comma(), '<a href="/{slug}/">{name}</a>', sections)


@register.filter
def linked_pages(pages: Iterable[Any]) -> SafeString:
    """Pages that are suggested as a list of links within a sentence."""
    rows = ((page.url, page.name) for page in pages)
    return format_html_join(comma(), '<a href="{}">{}</a>', rows)


@register.filter
def by_role(bylines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Group bylines under their labels, so that a photographer is not taken for a writer.

    Returns a list of ``{"label", "credits"}``, without roles that nobody has.
    """
    bylines = list(bylines or [])
    groups = [
        {"label": label, "credits": [line for line in bylines if line["role"] == role]}
        for role, label in labels.BYLINE_LABELS.items()
    ]
    return [group for group in groups if group["credits"]]


@register.filter
def by_quotation(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gather the stories that print the same words, so that a list shows the words once.

    Takes ``{"quotation", "edition"}``, returns ``{"quotation", "editions"}`` in the same order,
    the words as the first of these stories prints them.
    """
    gathered: dict[int, dict[str, Any]] = {}
    for entry in entries or []:
        quotation = entry["quotation"]
        once = gathered.setdefault(quotation["id"], {"quotation": quotation, "editions": []})
        once["editions"].append(entry["edition"])
    return list(gathered.values())


@register.filter
def linked_name(entry: dict[str, Any]) -> str:
    """A name as printed, linked to its page in the register; without a slug it has none.

    A filter, not a partial: a file ends with a line break, and no space may stand before a comma.
    """
    if not entry.get("slug"):
        return entry.get("name", "")
    shelf = "organizations" if entry.get("kind") == "organization" else "people"
    return format_html('<a href="/{}/{}/">{}</a>', shelf, entry["slug"], entry["name"])


@register.filter
def prominent(corrections: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The notices that stand above the text: a reader must not learn of them at the end."""
    return [correction for correction in corrections or [] if _is_prominent(correction)]


@register.filter
def lesser(corrections: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The notices that stand below the text."""
    return [correction for correction in corrections or [] if not _is_prominent(correction)]


def _is_prominent(correction: dict[str, Any]) -> bool:
    return correction["severity"] == "serious" or correction["kind"] == "retraction"


@register.filter
def retractions(corrections: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The notices that say why a story was retracted."""
    return [correction for correction in corrections or [] if correction["kind"] == "retraction"]


@register.filter
def instant(value: str | datetime | None) -> datetime | None:
    """The moment that an edition's content keeps as ISO text, ready for the ``date`` filter."""
    if not value or isinstance(value, datetime):
        return value or None
    return parse_datetime(value)


@register.filter
def exact(at: datetime) -> str:
    """A moment to the second with the newsroom's offset, the same for people and machines."""
    return timezone.localtime(at).isoformat(timespec="seconds")


@register.filter
def moment(at: datetime) -> SafeString:
    """A day and the time of it, in the element that tells machines the same."""
    return _time(at, "MOMENT_FORMAT")


@register.filter
def moment_to_the_second(at: datetime) -> SafeString:
    """A moment of the past at which the desk looks, told exactly."""
    return _time(at, "SECOND_FORMAT")


@register.filter
def moment_after(at: datetime, before: datetime | None) -> SafeString:
    """A moment that is told after another: of the same day, its time is enough."""
    same_day = before and timezone.localdate(at) == timezone.localdate(before)
    return _time(at, "TIME_FORMAT" if same_day else "MOMENT_FORMAT")


@register.filter
def day(at: datetime) -> SafeString:
    """The day of a moment, in the element that tells machines the moment itself."""
    return _time(at, "DAY_FORMAT")


@register.filter
def time_or_day(at: datetime, today: date | None) -> SafeString:
    """When a story came out, for lists: of today's its time, of any other its day."""
    return _time(at, "TIME_FORMAT" if timezone.localdate(at) == today else "DAY_FORMAT")


def _time(at: datetime, form: str) -> SafeString:
    told = date_format(timezone.localtime(at), form)
    return format_html('<time datetime="{}">{}</time>', exact(at), told)


@register.filter
def years_before(at: datetime | None, today: date | None) -> int:
    """How many whole years lie between a moment and a day, by the newsroom's calendar."""
    if not at or not today:
        return 0
    day = timezone.localdate(at)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


@register.filter
def error_report(edition: Edition, address: str) -> str:
    """Where a reader writes who has found an error: a letter that says in which edition."""
    lines = [
        absolute(edition.path),
        gettext("Edition %(number)s") % {"number": edition.number},
        "",
        gettext("What is wrong, and how I know:"),
    ]
    error = gettext("Error in “%(headline)s”") % {"headline": edition.headline}
    subject = quote(error, safe="")
    text = quote("\r\n".join(lines), safe="")
    return f"mailto:{quote(address, safe='@')}?subject={subject}&body={text}"


@register.filter
def linked_data(value: dict[str, Any]) -> SafeString:
    """JSON-LD in its element, which no browser runs: the policy need not let it."""
    text = json.dumps(value, ensure_ascii=False).translate(_IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


register.filter("absolute", absolute)
register.filter("page_of", page_of)


@register.filter
def partial_date(value: str) -> str:
    """Print a date of which perhaps only the year or the month is known.

    ``"2025-12"`` becomes "December 2025". What is no date is returned as it came: an archive's
    "about 1990" is better than nothing.
    """
    try:
        day = PartialDate.parse(value)
    except ValueError:
        return value
    return date_format(day.first, PARTIAL_DATE_FORMATS[len(value)]) if day else ""


@register.filter
def said_on(value: str) -> SafeString:
    """When words were said, as far as it is known."""
    told = format_html('<time datetime="{}">{}</time>', value, partial_date(value))
    if len(value) == len("2025-12-06"):
        return format_html(gettext("said on {day}"), day=told)
    return format_html(gettext("said in {month}"), month=told)


@register.filter
def way_in_time(when: str, rel: str) -> str:
    """The words of a link to an earlier (`prev`) or a later day, month or year."""
    told = gettext("Earlier: %(when)s") if rel == "prev" else gettext("Later: %(when)s")
    return told % {"when": when}


@register.filter
def in_quotation_marks(words: str, language: str) -> str:
    """Put words in the quotation marks of a language; in text, so that they are read and copied."""
    opening, closing = quotation_marks.of(language)
    return f"{opening}{words}{closing}"


@register.filter
def direction(language: str) -> str:
    """``rtl`` or ``ltr``, the writing direction of a language tag such as ``ar-LB``."""
    return "rtl" if (language or "").lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"


@register.filter
def ladder(image: dict[str, Any], place: str) -> renditions.Ladder:
    """A picture as an edition prints it, in all the renditions that a place on a page may need."""
    return renditions.ladder(image, *PLACES[place])


@register.filter
def largest(image: dict[str, Any], crop: str) -> renditions.Rendition:
    """A picture as an edition prints it, in one large rendition, for other sites."""
    return renditions.largest(image, crop)

"""Readers' search: a page that works by itself, and suggestions while one types."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from articles.models.edition import Edition, EditionKey, Kind
from articles.models.taxonomy import Section, Tag
from articles.search import A_PAGE, CANDIDATES, LONGEST_QUERY, Filters, Found, find, terms
from articles.subject_keys import Subject, keys_in_print, keys_of
from articles.suggestions import suggest
from articles.views.answers import kept, page
from people.models.register import Organization, Person

OFFERED = 6  # ways to narrow a search, at most
_DAY = {"type": "date"}
# What may narrow a search by its page; a person as the one whom a story names, not as its writer.
_SUBJECTS: dict[str, QuerySet] = {
    "topic": Tag.objects.all(),
    "person": Person.objects.public(),
    "organization": Organization.objects.all(),
}

_UNKNOWN = {
    "topic": _("There is no topic of this name on our pages."),
    "person": _("There is no person of this name on our pages."),
    "organization": _("There is no organization of this name on our pages."),
}


class SearchForm(forms.Form):
    """What a reader may ask. Topics, people and organizations are named by their slugs."""

    q = forms.CharField(label=_("Search for"), required=False, max_length=LONGEST_QUERY)
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=_("Section"),
        to_field_name="slug",
        required=False,
        empty_label=_("All sections"),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *Kind.choices], required=False
    )
    since = forms.DateField(
        label=pgettext_lazy("first day", "From"),
        required=False,
        widget=forms.DateInput(_DAY, "%Y-%m-%d"),
    )
    until = forms.DateField(
        label=pgettext_lazy("last day", "Until"),
        required=False,
        widget=forms.DateInput(_DAY, "%Y-%m-%d"),
    )
    topic = forms.SlugField(required=False, allow_unicode=True)
    person = forms.SlugField(required=False, allow_unicode=True)
    organization = forms.SlugField(required=False, allow_unicode=True)
    page = forms.IntegerField(min_value=1, max_value=CANDIDATES // A_PAGE, required=False)

    def __init__(self, data: Any, at: datetime) -> None:
        super().__init__(data)
        self.at = at
        self.subjects: dict[str, Subject] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))
        words = terms(cleaned.get("q") or "")
        if any(cleaned.values()) and not any(word.wanted for word in words):
            self.add_error("q", _("Type at least one word that the stories should have."))
        for name in _SUBJECTS:
            if cleaned.get(name):
                self._clean_subject(name, cleaned[name])
        return cleaned

    def filters(self) -> Filters:
        """Return what narrows the search. The form is valid."""
        asked = self.cleaned_data
        return Filters(
            section=asked["section"].pk if asked["section"] else None,
            kind=asked["kind"] or None,
            keys=tuple(map(keys_in_print, self.subjects.values())),
            since=asked["since"],
            until=asked["until"],
        )

    def _clean_subject(self, name: str, slug: str) -> None:
        """One without a page is told apart from none by nobody; one that was merged stands for the
        other.
        """
        known = _SUBJECTS[name]
        found = known.filter(slug=slug).first()
        if found and found.merged_into_id:
            found = known.filter(pk=found.merged_into_id, merged_into=None).first()
        if found and self._is_named(found):
            self.subjects[name] = found
        else:
            self.add_error(name, _UNKNOWN[name])

    def _is_named(self, subject: Subject) -> bool:
        return EditionKey.objects.live(self.at).filter(key=keys_of(subject)[0]).exists()


@require_safe
@csp_override(settings.SEARCH_CSP)
def search(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    form = SearchForm(request.GET, at)
    number, found, instead = 1, Found(), {}
    if form.is_valid():
        number, text, filters = (
            form.cleaned_data["page"] or 1,
            form.cleaned_data["q"],
            form.filters(),
        )
        found = find(text, filters, at, number)
        instead = {} if found.hits else _instead(text, filters, at)
    if "page" in form.errors or (number > 1 and not found.hits):
        raise Http404("There is no such page.")
    return page(
        "articles/search.html",
        form=form,
        found=found,
        pages=_pages(form, found, number),
        offers=_offers(form, found),
        instead=instead,
    )


def _instead(text: str, filters: Filters, at: datetime) -> dict[str, Any]:
    """Return what to offer who finds nothing: pages of a like name, and all without filters."""
    return {
        "near": suggest(text, at),
        "count": find(text, Filters(), at).count if filters != Filters() else 0,
        "address": f"?{urlencode({'q': text})}",
    }


def _pages(form: SearchForm, found: Found, number: int) -> dict[str, str]:
    """Return the addresses of the pages before and after this one, where there are any."""
    return {
        "before": _address(form, page=number - 1) if number > 1 else "",
        "after": _address(form, page=number + 1) if number * A_PAGE < found.count else "",
    }


def _offers(form: SearchForm, found: Found) -> list[tuple[Subject, str]]:
    """Return what several hits are about, with the address of the search narrowed to it."""
    times: Counter[tuple[str, int]] = Counter()
    for hit in found.hits:
        times.update(asked for asked in _about(hit.edition) if asked[0] not in form.subjects)
    several = [asked for asked, hits in times.most_common() if 1 < hits < found.count]
    best = several[:OFFERED]
    subjects = {
        name: known.filter(merged_into=None).in_bulk([pk for other, pk in best if other == name])
        for name, known in _SUBJECTS.items()
    }
    offered: dict[str, tuple[Subject, str]] = {}
    for name, pk in best:
        if subject := subjects[name].get(pk):  # of two of one name the more frequent
            offered.setdefault(str(subject), (subject, _address(form, **{name: subject.slug})))
    return list(offered.values())


def _about(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield the topics, people and organizations that a story names, each once."""
    yield from (("topic", tag["id"]) for tag in edition.content["tags"])
    yield from ((source["kind"], source["id"]) for source in edition.sources() if source["kind"])


def _address(form: SearchForm, **instead: Any) -> str:
    """Return the address of this search, from its first page on, with something else in it."""
    kept = {name: form.data[name] for name in form.fields if name != "page" and form.data.get(name)}
    return f"?{urlencode(kept | instead)}"


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with the names of pages that begin with what was typed, as JSON."""
    text = request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", "")
    found = suggest(text, timezone.now())
    return kept(
        JsonResponse(
            {"suggestions": [{"name": s.name, "url": s.url, "sort": s.sort} for s in found]}
        )
    )

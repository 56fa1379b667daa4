"""The public record: which editions a story had, what stood in each, and what was corrected."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import comparison, identities, past
from articles.absolute import absolute
from articles.models.edition import Edition
from articles.models.live import Cursor
from articles.views import heads, places
from articles.views.answers import kept, page
from articles.views.reader import edition_context, elsewhere

EDITIONS_A_PAGE = 50
CORRECTIONS_A_PAGE = 30


def _of_live_story(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the live edition and the present; a story that is not live answers itself."""

    @require_safe
    @wraps(view)
    def answer(
        request: HttpRequest, section: str, year: str, month: str, day: str, slug: str, **what: int
    ) -> HttpResponse:
        if not settings.PUBLIC_RECORD:
            raise Http404("This newsroom keeps its record to itself.")
        at, path = timezone.now(), f"/{section}/{year}/{month}/{day}/{slug}/"
        live = Edition.objects.cards().live(at).filter(path=path).order_by("live_until").first()
        if live is None:
            return elsewhere(path, at, request.path.removeprefix(path))
        return view(request, live, at, **what)

    return answer


# The editions of a story


@dataclass(frozen=True)
class Entry:
    """An edition in the list: since when it is withheld, what was wrong in it, what it followed."""

    edition: Edition
    withheld_at: datetime | None
    corrections: list[dict]
    previous: int | None


@_of_live_story
def editions(request: HttpRequest, live: Edition, at: datetime) -> HttpResponse:
    """List the editions that have been live, newest first."""
    lived = Edition.objects.lived(at).filter(article=live.article_id).order_by("-number")
    if before := _number(request):
        lived = lived.filter(number__lt=before)
    found = list(lived.defer("body", "content")[: EDITIONS_A_PAGE + 1])
    if not found:
        raise Http404("There is no such page.")
    shown = found[:EDITIONS_A_PAGE]
    return page(
        "articles/editions.html",
        head=heads.of_list(request, "before"),
        live=live,
        entries=list(_entries(found, live, at))[:EDITIONS_A_PAGE],
        older=f"?before={shown[-1].number}" if len(found) > len(shown) else "",
    )


def _number(request: HttpRequest) -> int | None:
    text = request.GET.get("before")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise Http404("There is no such page.")
    return int(text)


def _entries(found: list[Edition], live: Edition, at: datetime) -> Iterator[Entry]:
    closed = past.withheld([live.article_id], at)
    for edition, before in zip_longest(found, found[1:]):
        withheld_at = closed.get((live.article_id, edition.number))
        comparable = before and not withheld_at and (live.article_id, before.number) not in closed
        yield Entry(
            edition,
            withheld_at,
            _corrections_of(edition, live),
            before.number if comparable else None,
        )


def _corrections_of(edition: Edition, live: Edition) -> list[dict]:
    """Return what readers are told now of what was wrong in an edition."""
    notes = live.content["corrections"]
    return [note for note in notes if note["corrects"] == edition.number]


@_of_live_story
def edition(request: HttpRequest, live: Edition, at: datetime, number: int) -> HttpResponse:
    """Show an edition that is over in the article's dress; the live one has its own address."""
    if number == live.number:
        return kept(redirect(live.path))
    (old,) = _lived(live, at, number)
    if gone := _withheld_of([old], at):
        return _gone(live, gone)
    context = edition_context(identities.linked(old, identities.of(old))) | {
        "old": {
            "current": live.path,
            "corrections": _corrections_of(old, live),
        }
    }
    return page("articles/article.html", head=heads.Head(absolute(live.path)), **context)


@_of_live_story
def diff(
    request: HttpRequest, live: Edition, at: datetime, first: int, second: int
) -> HttpResponse:
    """Show what the second of two editions changed in the first; either may be the later one."""
    before, after = _lived(live, at, first, second)
    if gone := _withheld_of([before, after], at):
        return _gone(live, gone)
    known = {note["id"] for note in before.content["corrections"]}
    return page(
        "articles/diff.html",
        live=live,
        before=before,
        after=after,
        differences=comparison.between(before, after),
        notes=[note for note in after.content["corrections"] if note["id"] not in known],
    )


def _lived(live: Edition, at: datetime, *numbers: int) -> list[Edition]:
    """Return editions by number, different ones. Raises Http404 for one that never was live."""
    lived = Edition.objects.lived(at).filter(article=live.article_id, number__in=numbers)
    found = {edition.number: edition for edition in lived}
    if len(found) < len(numbers):
        raise Http404("There is no such edition.")
    return [found[number] for number in numbers]


def _withheld_of(editions: list[Edition], at: datetime) -> dict[int, datetime]:
    """Return which of these editions of one story are withheld: their numbers, and since when."""
    closed = past.withheld({edition.article_id for edition in editions}, at)
    numbers = {edition.number for edition in editions}
    return {number: since for (_, number), since in closed.items() if number in numbers}


def _gone(live: Edition, gone: dict[int, datetime]) -> HttpResponse:
    return page("articles/withheld.html", status=410, live=live, gone=sorted(gone.items()))


# The log of corrections


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """List what was corrected or retracted in stories that are live, newest first."""
    entries, older = log(timezone.now(), places.cursor(request))
    head = heads.of_list(request, "before", feed=gettext("Corrections"))
    return page("articles/corrections.html", head=head, entries=entries, older=older)


def log(at: datetime, after: Cursor | None = None) -> tuple[list[dict[str, Any]], str]:
    """Return one page of the log as of `at`, and the address of the next."""
    found = list(_corrected(at, after)[: CORRECTIONS_A_PAGE + 1])
    shown, older = found[:CORRECTIONS_A_PAGE], ""
    if len(found) > len(shown):
        older = places.after(Cursor(shown[-1].live_from, shown[-1].pk))
    articles = {edition.article_id for edition in shown}
    live = Edition.objects.cards().live(at).filter(article__in=articles)
    stories = {edition.article_id: edition for edition in live}
    closed = past.withheld(articles, at)
    # A story that was withdrawn since the first of these queries is among the editions alone.
    told = [edition for edition in shown if edition.article_id in stories]
    return [_logged(edition, stories[edition.article_id], closed) for edition in told], older


def _corrected(at: datetime, after: Cursor | None) -> QuerySet[Edition]:
    """Return the editions that put something right, of stories that are live at `at`."""
    putting_right = Edition.objects.putting_right().standing()
    rows = putting_right.filter(live_from__lte=after[0] if after else at)
    if after:
        rows = rows.exclude(live_from=after[0], pk__gte=after.tie)
    live = Edition.objects.live(at).filter(article=OuterRef("article"))
    return rows.filter(Exists(live)).defer("body", "content").order_by("-live_from", "-pk")


def _logged(
    edition: Edition, story: Edition, closed: dict[tuple[int, int], datetime]
) -> dict[str, Any]:
    """Return an entry of the log: what the story says now of what this edition put right."""
    hidden = {number for article, number in closed if article == edition.article_id}
    notes = [
        note
        | {"compared": settings.PUBLIC_RECORD and not hidden & {note["corrects"], edition.number}}
        for note in story.content["corrections"]
        if datetime.fromisoformat(note["at"]) == edition.live_from
    ]
    told = "" if notes or edition.number in hidden else edition.change_text
    return {"edition": edition, "story": story, "notes": notes, "told": told}

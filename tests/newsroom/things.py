"""Everything in a newsroom that an address or a form can name."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain
from typing import Any

from django.utils import timezone

from articles.models import Event
from people import letters, seen
from people.user_roles import UserRole
from tests import factories
from tests.newsroom import policy
from tests.newsroom.premises import SECRETIVE, Newsroom

# What no record has, for an address that names nothing.
NOTHING = {
    **dict.fromkeys(("pk", "object_id", "id", "story"), 999_999_999),
    "slug": "nothing",
    "name": "0.png",
}


@dataclass(frozen=True)
class Thing:
    """Something that an address or a form names.

    `names` is its sort, `variety` which of them, and `values` what stands for it in addresses and
    forms. What belongs to a story has its `state`; `secret` is what nobody reads who does not know
    of it, and `verb` what is done with a story.
    """

    names: str
    variety: str
    values: dict[str, Any] = field(default_factory=dict)
    state: str = ""
    secret: str = ""
    verb: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.verb, policy.STATES.get(self.variety, self.variety))))

    def twin(self) -> "Thing":
        """Return what stands for it where there is no such thing."""
        names = ["story"] if "story" in self.values else NOTHING
        nothing = {name: NOTHING[name] for name in names if name in self.values}
        return replace(self, values=self.values | nothing)


def things_in(newsroom: Newsroom) -> dict[str, list[Thing]]:
    """Return all things by their sort."""
    found: dict[str, list[Thing]] = {}
    for thing in chain(
        _stories(newsroom),
        _readers(newsroom),
        _records(newsroom),
        _quotes(newsroom),
        _similar(newsroom),
        _answers(newsroom),
        _pages(newsroom),
    ):
        found.setdefault(thing.names, []).append(thing)
    return found


def _stories(newsroom: Newsroom) -> Iterator[Thing]:
    """Yield each story once for its pages, once for each verb, and once as what a form chooses."""
    for state, article in newsroom.stories.items():
        article.refresh_from_db()
        proposal = article.corrections.filter(approved_by=None).last()
        values = {
            "pk": article.pk,
            "object_id": article.pk,
            "version": article.version,
            "first": 1,
            "second": article.version,
            "proposal": proposal and seen.marked(proposal),
        }
        secret = article.headline if state in SECRETIVE else ""
        story = Thing("articles_article", state, values, state=state, secret=secret)
        yield story
        for names in ("home", "proposal"):
            yield replace(story, names=names, values={"story": article.pk})
        for verb in policy.verbs():
            yield replace(story, names="verb", verb=verb, values=values | {"name": verb})


def _readers(newsroom: Newsroom) -> Iterator[Thing]:
    """Yield what readers might look for of each story."""
    for state, article in newsroom.stories.items():
        edition = article.editions.order_by("number").first()
        made_up = f"/{article.section.slug}/{timezone.localdate():%Y/%m/%d}/{article.slug}/"
        path = edition.path if edition else made_up
        parts = ("section", "year", "month", "day", "slug")
        values = dict(zip(parts, path.strip("/").split("/"), strict=True))
        rest = {"number": 1, "first": 1, "second": 2, "digest": 0}
        yield Thing("address", state, values | rest)
        at = newsroom.began.isoformat().replace("+00:00", "Z")
        yield Thing("past", state, {"time": at, "path": path.removeprefix("/")})
        picture = article.image.file.name
        parts = {"content": picture.split(".")[0], "crop": "whole", "width": 8}
        yield Thing("picture", state, parts | {"name": picture, "extension": "jpg"})
        yield Thing("topic", state, {"slug": article.tags.get().slug})
        yield Thing("person", state, {"slug": article.about_people.get().slug})
        yield Thing("organization", state, {"slug": article.about_organizations.get().slug})


def _records(newsroom: Newsroom) -> Iterator[Thing]:
    """Yield the records of the admin."""
    stories, creator = newsroom.stories, newsroom.actors["creator"]
    waiting, lived = (stories[state].editions.first() for state in ("sch", "liv"))
    yield _record("articles_edition", "that waits", waiting, state="sch")
    yield _record("articles_edition", "that lived", lived)
    for state in ("liv", "l+r"):
        proposal = stories[state].corrections.last()
        yield _record("articles_correction", f"proposed, of {state}", proposal, state=state)
    approved = stories["l+d"].corrections.first()
    yield _record("articles_correction", "approved", approved, state="l+d")
    yield _record("articles_event", "of a story", Event.objects.first())
    yield _record("articles_tag", "a tag", factories.tag())
    yield _record("articles_section", "in use", newsroom.section)
    yield _record("articles_section", "empty", factories.section("Empty shelf"))
    yield _record("articles_page", "a page", factories.page("About us", slug=""))
    holder = factories.person("Joseph Aoun")
    yield _record("people_role", "a role", factories.role(holder, "President"))
    for names, make, owner in (
        ("people_person", factories.person, "added_by"),
        ("people_organization", factories.organization, "added_by"),
        ("people_quote", factories.quote, "taken_by"),
        ("articles_image", factories.image, "uploaded_by"),
    ):
        own, other = make(**{owner: creator}), make(**{owner: factories.reporter()})
        yield _record(names, "one’s own", own, into=other.pk)
        yield _record(names, "another’s", other, into=own.pk)
    yield _record("people_user", "superuser", factories.user(is_superuser=True))
    yield _record("people_user", "another", factories.user(UserRole.REPORTER, email="a@b.example"))


def _quotes(newsroom: Newsroom) -> Iterator[Thing]:
    """Yield quotes of stories, and every button of a quote with one."""
    draft, printed = newsroom.quotes.values()
    own = factories.quote(taken_by=newsroom.actors["creator"])
    yield _record("people_quote", "of a draft", draft, state="dra")
    yield _record("people_quote", "printed", printed)
    for variety, quote, name, state in (
        ("approve one printed", printed, "approve_source", ""),
        ("discard one printed", printed, "discard", ""),
        ("discard one’s own", own, "discard", ""),
        ("verify one of a draft", draft, "verify", "dra"),
        ("verify one’s own", own, "verify", ""),
    ):
        yield _record("quote", variety, quote, state=state, name=name)


def _record(names: str, variety: str, record: Any, state: str = "", **more: Any) -> Thing:
    values = dict.fromkeys(("pk", "object_id", "id"), record.pk)
    if hasattr(record, "state"):
        values["seen"] = seen.marked(record)
    return Thing(names, variety, values | more, state=state)


def _similar(newsroom: Newsroom) -> Iterator[Thing]:
    """Yield stories beside which a live one is pinned, and what is pinned beside one elsewhere."""
    stories = newsroom.stories
    for state, article in stories.items():
        other = stories["bre" if state == "liv" else "liv"]
        yield Thing("similar", state, {"pk": article.pk, "story": other.pk}, state=state)
    there = factories.published(section=newsroom.elsewhere).article
    for state in ("liv", "dra", "sch", "wit"):
        variety = "to one elsewhere" if state == "liv" else "hidden, to one there"
        yield Thing("similar", variety, {"pk": there.pk, "story": stories[state].pk})
    hidden = {"pk": stories["liv"].pk, "story": factories.draft(section=newsroom.elsewhere).pk}
    yield Thing("similar", "hidden, to one here", hidden)


def _answers(newsroom: Newsroom) -> Iterator[Thing]:
    """Yield an approved story in which the desk check finds something."""
    marked = newsroom.values("marked") | {"body": "<p>TK</p>"}
    article = factories.approved(**marked)
    (finding,) = article.findings(factories.publisher())
    values = {"pk": article.pk, "version": article.version, "finding": finding.key}
    yield Thing("answer", "app", values, state="app")


def _pages(newsroom: Newsroom) -> Iterator[Thing]:
    """Yield what is no record of the desk."""
    stories, section = newsroom.stories, newsroom.section
    later = factories.tomorrow() + timedelta(hours=1)
    yield Thing("shelf", "section", {"slug": section.slug})
    yield Thing("front", "section", {"slug": section.slug, "story": stories["liv"].pk})
    on_home = factories.placed(stories["sch"], slot=2, live_from=later)
    on_section = factories.placed(stories["liv"], slot=2, front=section)
    yield Thing("placement", "home", {"pk": on_home.pk})
    yield Thing("placement", "section", {"pk": on_section.pk})
    year, month, day = f"{timezone.localdate():%Y-%m-%d}".split("-")
    yield Thing("day", "today", {"year": year, "month": month, "day": day})
    yield Thing("leaf", "public", {"slug": factories.page("Ethics").slug})
    yield Thing("sitemap", "first", {"number": 1})
    *_, uid, token, _ = letters.link_for(factories.user()).split("/")
    yield Thing("link", "good", {"uidb64": uid, "token": token})
    yield Thing("link", "bad", {"uidb64": uid, "token": f"{token}0"})
    for variety, app, model, field_name in (
        ("people", "articles", "article", "about_people"),
        ("stories", "articles", "correction", "article"),
        ("accounts", "articles", "section", "editors"),
    ):
        values = {"app_label": app, "model_name": model, "field_name": field_name}
        yield Thing("completion", variety, values)

"""Two editors at one story, in 1,000 orders of what they do: no text is ever silently lost.

Each order is a walk of two to six steps, drawn with a fixed seed: one of the two opens the story
in a tab, types and saves there, saves over the other's version after a refusal that showed it, or
does a verb; a publisher approves a correction, which makes a version too. The story is new,
live, live for the second time, waits to be published, or is withdrawn. After each step:

- a save went through if, and only if, the tab had seen the version that stood, or its writer
  chose to save over just that one; otherwise the answer has what was typed in its form, and both
  texts beside each other;
- every text of a save that went through stands in a version, and in the working copy until
  somebody saves another over it, or a verb gives the story back as readers had it. A verb that
  does so while somebody's text is unpublished saves that text again as the last version.

A tab is opened without fetching its page, for speed: the form is filled as the page would fill it,
and one walk of ten fetches a real page and compares.
"""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.models import Article, Correction
from articles.workflow import Refused
from people.models import User
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

WALKS = 1_000
BATCHES = 10
FIELDS = ("headline", "kicker", "summary", "body", "bottom_line", "methods")
NOTE = "More is known."

# What gives the working copy back as readers had it, while they had its very version.
REPEATING = ("roll_back", "retract", "reinstate")
VERBS: dict[str, Callable[[Article, User], object]] = {
    "submit": lambda a, by: a.submit(by, a.version),
    "approve": lambda a, by: a.approve(by, a.version),
    "return": lambda a, by: a.return_to_writer(by, a.version, "Once more."),
    "publish": lambda a, by: a.publish(by, a.version, note=NOTE),
    "schedule": lambda a, by: a.publish(by, a.version, factories.tomorrow(), note=NOTE),
    "cancel": lambda a, by: a.cancel(by),
    "breaking": lambda a, by: a.publish_breaking(by, a.version, "It burns.", note=NOTE),
    "withdraw": lambda a, by: a.withdraw(by, "error", "It was not ready."),
    "retract": lambda a, by: a.retract(by, "It was made up."),
    "reinstate": lambda a, by: a.reinstate(by, "It stands."),
    "roll_back": lambda a, by: a.roll_back(by, 1, "It was right."),
    "correct": lambda a, by: approve_correction(a, by),
}
# Verbs that by chance would seldom follow each other.
ROUNDS = {"out": ("submit", "approve", "publish"), "back": ("submit", "approve", "return")}
STEPS = ["open"] * 2 + ["save"] * 12 + [*ROUNDS] * 2 + [*VERBS]


def approve_correction(article: Article, by: User) -> None:
    """Propose a correction of what readers have, and approve it."""
    live = article.live_edition()
    if live is None:
        raise Refused("There is nothing to correct.")
    note = {"wrong": "Monday.", "right": "Tuesday.", "proposed_by": factories.reporter()}
    Correction.objects.create(article=article, corrects=live, **note).approve(by)


class Tab(NamedTuple):
    """The story as one editor sees it: the form as it stands, and what it was refused for."""

    form: dict[str, Any]
    refused_for: int | None = None

    @property
    def seen(self) -> int:
        return int(self.form["seen_version"])


class Walk:
    """One order of steps on one story, and what must be so after each."""

    def __init__(self, chance: random.Random, editors: list[Client], form: dict[str, Any]) -> None:
        self.chance, self.editors, self.blank = chance, editors, form
        self.article = chance.choice(STANDINGS)()
        self.version = self.article.version
        self.standing = text_of(self.article)  # what the working copy has to hold
        self.saved: list[dict[str, str]] = [self.standing]
        self.tabs = [self.tab(), self.tab()]
        self.typed = 0
        self.done = Counter[str]()

    def tab(self) -> Tab:
        """Open the story without fetching its page."""
        self.article.refresh_from_db()
        own = {"section": str(self.article.section_id), "slug": self.article.slug}
        own["seen_version"] = str(self.article.version)
        own["bylines-__prefix__-article"] = str(self.article.pk)
        return Tab(self.blank | text_of(self.article) | own)

    def step(self) -> None:
        who, name = self.chance.randrange(2), self.chance.choice(STEPS)
        refused = [n for n, tab in enumerate(self.tabs) if tab.refused_for]
        if refused and self.chance.random() < 0.4:  # whoever was refused often goes on at once
            who, name = refused[0], "save"
        if name == "open":
            self.tabs[who] = self.tab()
        elif name == "save":
            self.save(who, over=self.chance.choice([None, self.tabs[who].refused_for]))
        elif name in ROUNDS:
            for verb in ROUNDS[name]:
                self.do(verb)
        else:
            self.do(name)
        self.check()

    # Saving

    def save(self, who: int, over: int | None = None) -> None:
        """Type something new in some fields of a tab, and save."""
        fields = self.chance.sample(FIELDS, self.chance.randint(1, 3))
        tab = self.tabs[who]._replace(form=self.tabs[who].form | {f: self.text(f) for f in fields})
        sent = tab.form | ({"save_over": str(over)} if over else {})
        page = self.editors[who].post(desk.story_url(self.article), sent)
        if self.version in (tab.seen, over):
            assert page.status_code == 302
            self.done["saved" if self.version == tab.seen else "saved over"] += 1
            self.accept({name: tab.form[name] for name in FIELDS})
            self.tabs[who] = self.tab()
        else:
            self.done["refused"] += 1
            self.tabs[who] = self.refused(page, tab, fields)

    def text(self, field: str) -> str:
        self.typed += 1
        words = f"{field} {self.typed} of story {self.article.pk}"
        return f"<p>{words}</p>" if field == "body" else words

    def accept(self, text: dict[str, str]) -> None:
        self.version += 1
        self.standing = text
        self.saved.append(text)

    def refused(self, page: HttpResponse, tab: Tab, fields: list[str]) -> Tab:
        """Make sure that a refusal shows both texts and keeps the one that was typed."""
        assert "while you were writing" in page.content.decode()
        kept = desk.fields(page)
        assert {name: kept[name] for name in FIELDS} == {name: tab.form[name] for name in FIELDS}
        shown = {d.label for d in page.context["stale"].differences}
        assert {page.context["adminform"].form[field].label for field in fields} <= shown
        assert page.context["stale"].saved.number == self.version
        return Tab(tab.form | {"seen_version": kept["seen_version"]}, refused_for=self.version)

    # Verbs

    def do(self, verb: str) -> None:
        self.article.refresh_from_db()
        was_published, before = self.article.is_published, self.article.live_edition()
        try:
            VERBS[verb](self.article, factories.publisher())
        except Refused:
            return
        self.done[verb] += 1
        self.article.refresh_from_db()
        self.version = self.article.version
        if verb in REPEATING and was_published:
            self.standing = text_of(self.article)
            live = self.article.live_edition()
            assert live != before
            assert self.standing["summary"] == live.summary

    # What has to be so

    def check(self) -> None:
        self.article.refresh_from_db()
        assert self.article.version == self.version
        assert text_of(self.article) == self.standing
        kept = [text_in(version.values) for version in self.article.versions.all()]
        assert [text for text in self.saved if text not in kept] == []
        assert kept[0] == self.standing


def published() -> Article:
    return factories.published().article


def published_twice() -> Article:
    return factories.updated(published(), summary="Known since noon.").article


def waiting() -> Article:
    return factories.tomorrows(factories.ready(published())).article


STANDINGS: list[Callable[[], Article]] = [
    factories.draft,
    published,
    published_twice,
    waiting,
    factories.withdrawn,
]


def text_of(article: Article) -> dict[str, str]:
    return {name: getattr(article, name) for name in FIELDS}


def text_in(values: dict[str, Any]) -> dict[str, str]:
    return {name: values[name] for name in FIELDS}


def form_in(page: HttpResponse) -> dict[str, Any]:
    """Return the form of a page without what no two pages have in common."""
    return {n: value for n, value in desk.fields(page).items() if n != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("batch", range(BATCHES))
def test_of_two_editors_neither_loses_a_text(batch):
    chance, done = random.Random(batch), Counter[str]()
    shelf = factories.section()
    users = [factories.user(UserRole.EDITOR, sections=[shelf]), factories.user(UserRole.PUBLISHER)]
    editors = [desk.client(user) for user in users]
    form = form_in(editors[0].get(desk.story_url(factories.draft())))

    for place in range(WALKS // BATCHES):
        walk = Walk(chance, editors, form)
        if place % 10 == 0:
            page = editors[place % 2].get(desk.story_url(walk.article))
            assert form_in(page) == walk.tab().form
        for _ in range(chance.randint(2, 6)):
            walk.step()
        done += walk.done

    assert {"saved", "saved over", "refused"} <= done.keys()

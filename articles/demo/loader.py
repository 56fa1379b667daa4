"""Brings the demo newsroom into a database: once, whole, and the same each time."""

import re
import tomllib
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import fronts, publishing
from articles.demo import FOLDER
from articles.demo.shelves import Shelves
from articles.deskcheck import Level, Story, gate, run
from articles.models import Article, Edition, Event, Tag
from people.models import User

Progress = Callable[[Iterable], Iterable]

# What the file of a story says of an edition that is no value of it.
ABOUT_EDITIONS = frozenset(
    ("change", "change_text", "corrections", "live_from", "days_before", "time", "overruled")
)
# How one story of the demo names another; its address has a day, which loading decides.
_LINK = re.compile('href="story:([^"]+)"')


def is_loaded() -> bool:
    """Does this database hold the demo newsroom?"""
    return Article.objects.filter(uid=_uid("lebanon-israel-talks")).exists()


@transaction.atomic
def load(progress: Progress = iter) -> None:
    """Load everything, in one transaction: a load that was cut short leaves nothing."""
    Demo(timezone.localtime()).load(progress)


class Demo:
    """The demo's stories, which name what stands on its shelves by the keys of the data files."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.shelves = Shelves(now)
        self.paths: dict[str, str] = {}

    def load(self, progress: Progress) -> None:
        self.shelves.load()
        published: list[dict[str, Any]] = []
        unpublished: list[dict[str, Any]] = []
        for path in sorted((FOLDER / "stories").glob("*.toml")):
            story = tomllib.loads(path.read_text())
            (published if "edition" in story else unpublished).append(story)
        self.paths = {story["slug"]: self._path(story) for story in published}
        rows = (row for story in progress(published) for row in self._rows(story))
        publishing.load(rows, self.publisher, Edition.Origin.DEMO)
        for story in published:
            self._overrule(story)
            self._take_back(story)
        for story in unpublished:
            self._write(story)
        for placement in tomllib.loads((FOLDER / "fronts.toml").read_text())["placement"]:
            self._place(**placement)

    @cached_property
    def publisher(self) -> User:
        return self.shelves.users["publisher"]

    def _rows(self, story: dict[str, Any]) -> list[dict[str, Any]]:
        """Return one row for each edition; an edition overrides the story's values."""
        rows = []
        for edition in story["edition"]:
            values = story | {name: edition[name] for name in edition.keys() - ABOUT_EDITIONS}
            rows.append(
                {
                    "uid": _uid(story["slug"]),
                    "values": self._values(values),
                    "live_from": self.moment_of(edition),
                    "change": edition.get("change", ""),
                    "change_text": edition.get("change_text", ""),
                    "corrections": edition.get("corrections", []),
                    "created_by": self._writer(story),
                    "published_by": self.publisher,
                    "approved_by": self.shelves.users["editor"],
                }
            )
        return rows

    def moment_of(self, edition: dict[str, Any]) -> datetime:
        fixed = edition.get("live_from")
        return fixed or self._moment(-edition["days_before"], edition["time"])

    def _path(self, story: dict[str, Any]) -> str:
        day = timezone.localdate(self.moment_of(story["edition"][0]))
        return f"/{self.shelves.sections[story['section']].slug}/{day:%Y/%m/%d}/{story['slug']}/"

    def _overrule(self, story: dict[str, Any]) -> None:
        """Record that the publisher overruled what the desk check finds wrong in an edition."""
        for number, row in enumerate(story["edition"], start=1):
            if reason := row.get("overruled"):
                edition = Edition.objects.get(article__uid=_uid(story["slug"]), number=number)
                subject = Story.of(edition.article, edition, edition.live_from)
                errors = [found for found in run(subject) if found.level == Level.ERROR]
                facts = {"reason": reason, "at": edition.live_from, "version": edition.version}
                gate.record_answers(
                    Event.Verb.OVERRULE, edition.article, self.publisher, errors, **facts
                )

    def _take_back(self, story: dict[str, Any]) -> None:
        """Withdraw or retract what the demo shows as withdrawn or retracted, as of now."""
        if not story.keys() & {"withdrawn", "retracted"}:
            return
        article = Article.objects.get(uid=_uid(story["slug"]))
        if "withdrawn" in story:
            article.withdraw(self.publisher, **story["withdrawn"])
        if "retracted" in story:
            article.retract(self.publisher, **story["retracted"])

    def _write(self, story: dict[str, Any]) -> None:
        """Bring an unpublished story to its stage by the verbs that the desk uses."""
        values, by = self._values(story), self.shelves.users[story["created_by"]]
        relations = {name: values.pop(name) for name in ("tags", "about_people", "bylines")}
        organizations = values.pop("about_organizations")
        article = Article.objects.create(
            uid=_uid(story["slug"]),
            created_by=by,
            assignee=self.shelves.users.get(story.get("assignee", "")),
            section_id=values.pop("section"),
            image_id=values.pop("image"),
            **values,
        )
        article.tags.set(Tag.objects.filter(pk__in=relations["tags"]))
        article.about_people.set(relations["about_people"])
        article.about_organizations.set(organizations)
        for position, byline in enumerate(relations["bylines"]):
            article.bylines.create(
                role=byline["role"], person_id=byline["person"], position=position
            )
        article.record_version(by)
        self._advance(article, story, by)

    def _advance(self, article: Article, story: dict[str, Any], by: User) -> None:
        editor = self.shelves.users["editor"]
        if story["stage"] in ("in_review", "approved") or "returned" in story:
            article.submit(by, article.version)
        if "returned" in story:
            article.return_to_writer(editor, article.version, story["returned"])
        if story["stage"] == "approved":
            article.approve(editor, article.version)
        if "embargo_in_days" in story:
            until = self._moment(story["embargo_in_days"], story["time"])
            article.set_embargo(self.publisher, until)
        if "scheduled_in_days" in story:
            live_from = self._moment(story["scheduled_in_days"], story["time"])
            article.publish(self.publisher, article.version, live_from=live_from)

    def _place(self, story: str, front: str, slot: int, *, with_story: bool = False) -> None:
        article = Article.objects.get(uid=_uid(story))
        waiting = article.waiting_edition() if with_story else None
        live_from = waiting.live_from if waiting else None
        fronts.place(article, self.publisher, self.shelves.sections.get(front), slot, live_from)

    def _values(self, story: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a version, with ids where the file has keys."""
        plain = {name: story[name] for name in Article.PLAIN if name in story}
        body = story["body"]
        for key, quote in self.shelves.quotes.items():
            body = body.replace(f'data-quote="{key}"', f'data-quote="{quote.pk}"')
        body = _LINK.sub(lambda link: f'href="{self.paths[link[1]]}"', body)
        image = self.shelves.images.get(story.get("image", ""))
        return plain | {
            "body": body,
            "section": self.shelves.sections[story["section"]].pk,
            "image": image.pk if image else None,
            "tags": [self.shelves.tags[name].pk for name in story["tags"]],
            "about_people": [self.shelves.people[key].pk for key in story["about_people"]],
            "about_organizations": [
                self.shelves.organizations[key].pk for key in story["about_organizations"]
            ],
            "bylines": [
                {
                    "role": b["role"],
                    "person": self.shelves.people[b["person"]].pk,
                    "organization": None,
                }
                for b in story["bylines"]
            ],
        }

    def _writer(self, story: dict[str, Any]) -> User:
        """The account of the first person in the by-line, else the reporter's."""
        return (
            self.shelves.people[story["bylines"][0]["person"]].user
            or self.shelves.users["reporter"]
        )

    def _moment(self, days: int, clock: str) -> datetime:
        day = self.now.date() + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def _uid(slug: str) -> uuid.UUID:
    """The same story has the same id in every demo."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"newsroom:demo:{slug}")

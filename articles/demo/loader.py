"""Brings the demo newsroom into a database: once, whole, and the same each time."""

import tomllib
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.demo import FOLDER, PASSWORD
from articles.models import Article, Edition, Image, Section, Tag
from people.models import Organization, Person, Quote, User
from people.pictures import cleaned, keep

Progress = Callable[[Iterable], Iterable]


def is_loaded() -> bool:
    """Does this database hold the demo newsroom?"""
    return Article.objects.filter(uid=_uid("lebanon-israel-talks")).exists()


@transaction.atomic
def load(progress: Progress = iter) -> None:
    """Load everything, in one transaction: a load that was cut short leaves nothing."""
    Demo(timezone.localtime()).load(progress)


class Demo:
    """What has been loaded so far, by the keys of the data files."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.users: dict[str, User] = {}
        self.organizations: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}
        self.quotes: dict[str, Quote] = {}
        self.sections: dict[str, Section] = {}
        self.tags: dict[str, Tag] = {}
        self.images: dict[str, Image] = {}

    def load(self, progress: Progress) -> None:
        self._load_taxonomy()
        self._load_register()
        self._load_staff()
        self._load_images()
        published: list[dict[str, Any]] = []
        unpublished: list[dict[str, Any]] = []
        for path in sorted((FOLDER / "stories").glob("*.toml")):
            story = tomllib.loads(path.read_text())
            (published if "edition" in story else unpublished).append(story)
        for story in progress(published):
            publishing.load(self._rows(story), self.publisher, Edition.Origin.DEMO)
        for story in unpublished:
            self._write(story)

    @cached_property
    def publisher(self) -> User:
        return self.users["publisher"]

    # The register and the shelves

    def _load_taxonomy(self) -> None:
        data = _read("taxonomy.toml")
        for section in data["section"]:
            key = section.pop("key")
            self.sections[key], _ = Section.objects.get_or_create(
                slug=section["slug"], defaults=section
            )
        for tag in data["tag"]:
            self.tags[tag["name"]], _ = Tag.objects.get_or_create(name=tag["name"], defaults=tag)

    def _load_register(self) -> None:
        data = _read("register.toml")
        for entry in data["organization"]:
            key = entry.pop("key")
            self.organizations[key] = Organization.objects.create(slug=key, **_lines(entry))
        for entry in data["person"]:
            self._load_person(entry)
        for quote in data["quote"]:
            self._load_quote(quote)

    def _load_person(self, entry: dict[str, Any]) -> None:
        key, roles = entry.pop("key"), entry.pop("role", [])
        entry.pop("user", None)  # staff.toml ties accounts to persons
        person = self.people[key] = Person.objects.create(slug=key, **_lines(entry))
        for role in roles:
            organization = self.organizations.get(role.pop("organization", ""))
            person.roles.create(organization=organization, **role)

    def _load_quote(self, quote: dict[str, Any]) -> None:
        key, title = quote.pop("key"), quote.pop("role", "")
        speaker = self.people[quote.pop("speaker")]
        if "said_days_before" in quote:
            day = self.now.date() - timedelta(days=quote.pop("said_days_before"))
            quote["said_on"] = day.isoformat()
        self.quotes[key] = Quote.objects.create(
            speaker_person=speaker,
            role=speaker.roles.filter(title=title).first() if title else None,
            **quote,
        )

    def _load_staff(self) -> None:
        password = make_password(PASSWORD)  # made once: it is slow on purpose
        for member in _read("staff.toml")["staff"]:
            user = self.users[member["username"]] = User.objects.create(
                username=member["username"],
                first_name=member["first_name"],
                last_name=member["last_name"],
                password=password,
                is_staff=True,
            )
            user.groups.set(
                Group.objects.filter(name__in=[r.capitalize() for r in member["roles"]])
            )
            user.edited_sections.set(self.sections[key] for key in member["edits_sections"])
            if member["person"]:
                self.people[member["person"]].user = user
                self.people[member["person"]].save(update_fields=["user"])

    def _load_images(self) -> None:
        for image in _read("images.toml")["image"]:
            key, path = image.pop("key"), FOLDER / "images" / image.pop("file")
            with path.open("rb") as file:
                name = keep(cleaned(file, path.stat().st_size))
            self.images[key] = Image.objects.create(file=name, uploaded_by=self.publisher, **image)

    # The stories

    def _rows(self, story: dict[str, Any]) -> list[dict[str, Any]]:
        """Return one row for each edition; an edition overrides the story's values."""
        rows = []
        for edition in story["edition"]:
            about = {"change", "change_text", "corrections", "live_from", "days_before", "time"}
            values = story | {name: edition[name] for name in edition.keys() - about}
            rows.append(
                {
                    "uid": _uid(story["slug"]),
                    "values": self._values(values),
                    "live_from": edition.get("live_from")
                    or self._moment(-edition["days_before"], edition["time"]),
                    "change": edition.get("change", ""),
                    "change_text": edition.get("change_text", ""),
                    "corrections": edition.get("corrections", []),
                    "created_by": self._writer(story),
                    "published_by": self.publisher,
                    "approved_by": self.users["editor"],
                }
            )
        return rows

    def _write(self, story: dict[str, Any]) -> None:
        """Bring an unpublished story to its stage by the verbs that the desk uses."""
        values, by = self._values(story), self.users[story["created_by"]]
        relations = {name: values.pop(name) for name in ("tags", "about_people", "bylines")}
        organizations = values.pop("about_organizations")
        article = Article.objects.create(
            uid=_uid(story["slug"]),
            created_by=by,
            assignee=self.users.get(story.get("assignee", "")),
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
        if story["stage"] in ("in_review", "approved"):
            article.submit(by, article.version)
        if story["stage"] == "approved":
            article.approve(self.users["editor"], article.version)
        if "scheduled_in_days" in story:
            live_from = self._moment(story["scheduled_in_days"], story["time"])
            article.publish(self.publisher, article.version, live_from=live_from)

    def _values(self, story: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a version, with ids where the file has keys."""
        plain = {name: story[name] for name in Article.PLAIN if name in story}
        body = story["body"]
        for key, quote in self.quotes.items():
            body = body.replace(f'data-quote="{key}"', f'data-quote="{quote.pk}"')
        image = self.images.get(story.get("image", ""))
        return plain | {
            "body": body,
            "section": self.sections[story["section"]].pk,
            "image": image.pk if image else None,
            "tags": [self.tags[name].pk for name in story["tags"]],
            "about_people": [self.people[key].pk for key in story["about_people"]],
            "about_organizations": [
                self.organizations[key].pk for key in story["about_organizations"]
            ],
            "bylines": [
                {"role": b["role"], "person": self.people[b["person"]].pk, "organization": None}
                for b in story["bylines"]
            ],
        }

    def _writer(self, story: dict[str, Any]) -> User:
        """The account of the first person in the by-line, else the reporter's."""
        return self.people[story["bylines"][0]["person"]].user or self.users["reporter"]

    def _moment(self, days: int, clock: str) -> datetime:
        day = self.now.date() + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def _uid(slug: str) -> uuid.UUID:
    """The same story has the same id in every demo."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"newsroom:demo:{slug}")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text())


def _lines(entry: dict[str, Any]) -> dict[str, Any]:
    """Write a list of aliases as the register keeps it, one a line."""
    return entry | {"aliases": "\n".join(entry.get("aliases", []))}

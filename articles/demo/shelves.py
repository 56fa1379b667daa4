"""What the demo newsroom has before its first story: a register, shelves, staff and pictures."""

import hashlib
import tomllib
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from articles.demo import FOLDER, PASSWORD
from articles.models import Image, Page, Section, Tag
from people import naming
from people.models import Organization, Person, Quote, User
from people.pictures import Picture, keep


class Shelves:
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

    def load(self) -> None:
        self._load_taxonomy()
        self._load_register()
        self._load_staff()
        self._load_quotes()
        self._load_images()
        self._load_pages()

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
        naming.renew(self.people.values(), self.organizations.values())

    def _load_person(self, entry: dict[str, Any]) -> None:
        key, roles = entry.pop("key"), entry.pop("role", [])
        entry.pop("user", None)  # staff.toml ties accounts to persons
        if "died_days_before" in entry:
            entry["died_on"] = self._day_before(entry.pop("died_days_before"))
        person = self.people[key] = Person.objects.create(slug=key, **_lines(entry))
        for role in roles:
            organization = self.organizations.get(role.pop("organization", ""))
            person.roles.create(organization=organization, **role)

    def _load_quotes(self) -> None:
        for quote in _read("register.toml")["quote"]:
            self._load_quote(quote)

    def _load_quote(self, quote: dict[str, Any]) -> None:
        key, title = quote.pop("key"), quote.pop("role", "")
        speaker = self.people[quote.pop("speaker")]
        if "said_days_before" in quote:
            quote["said_on"] = self._day_before(quote.pop("said_days_before")).isoformat()
        self.quotes[key] = Quote.objects.create(
            speaker_person=speaker,
            role=speaker.roles.filter(title=title).first() if title else None,
            taken_by=self.users["reporter"],
            verified_by=self.users["copyeditor"] if quote.pop("verified", True) else None,
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
            name = keep(_drawn(path.read_bytes()))
            rights = {"licence": "Drawn for this demo; free to use with it"}
            self.images[key] = Image.objects.create(
                file=name, uploaded_by=self.users["publisher"], **rights | image
            )

    def _load_pages(self) -> None:
        for position, page in enumerate(_read("pages.toml")["page"], start=1):
            public = {"position": position, "is_public": True}
            Page.objects.get_or_create(slug=page["slug"], defaults=public | page)

    def _day_before(self, days: int) -> date:
        return self.now.date() - timedelta(days=days)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text())


def _drawn(data: bytes) -> Picture:
    """Our own drawing as it lies there: it has nothing to hide, and few colours to lose."""
    return Picture(f"{hashlib.sha256(data).hexdigest()[:40]}.png", data)


def _lines(entry: dict[str, Any]) -> dict[str, Any]:
    """Write a list of aliases as the register keeps it, one a line."""
    return entry | {"aliases": "\n".join(entry.get("aliases", []))}

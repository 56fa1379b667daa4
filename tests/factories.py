"""Records for tests, made the way the desk makes them: through the public verbs.

Whatever a test does not care for is filled in; a story that nobody in particular wrote, approved or
published is the work of one reporter and one publisher, who are the same for the whole test.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

import PIL.Image
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from articles import fronts, takedown
from articles.models import (
    Article,
    Byline,
    Correction,
    Edition,
    Image,
    Page,
    Placement,
    Section,
    Tag,
)
from people import naming, pictures
from people.models import Organization, Person, Quote, Role, User
from people.models.quote import CONDITIONS
from people.user_roles import UserRole

_numbers = count(1)


# Accounts


def user(*roles: UserRole, sections: Iterable[Section] = (), **fields: Any) -> User:
    """Make an account with these roles, the editor of these sections."""
    fields.setdefault("username", f"user-{next(_numbers)}")
    account = User.objects.create_user(is_staff=True, **fields)
    account.groups.set(Group.objects.filter(name__in=roles))
    account.edited_sections.set(sections)
    return account


def reporter() -> User:
    """Return the test's one reporter."""
    return _the(UserRole.REPORTER)


def publisher() -> User:
    """Return the test's one publisher."""
    return _the(UserRole.PUBLISHER)


def _the(role: UserRole) -> User:
    username = f"the-{slugify(role)}"
    return User.objects.filter(username=username).first() or user(role, username=username)


# The register and the shelves


def section(name: str = "", **fields: Any) -> Section:
    name = name or f"Section {next(_numbers)}"
    return Section.objects.create(name=name, slug=slugify(name), **fields)


def tag(name: str = "", **fields: Any) -> Tag:
    return Tag.objects.create(name=name or f"Tag {next(_numbers)}", **fields)


def page(title: str = "", **fields: Any) -> Page:
    """Write a page of the newsroom itself, which readers may see."""
    title = title or f"Page {next(_numbers)}"
    fields = {"slug": slugify(title), "body": "<p>Words.</p>", "is_public": True} | fields
    return Page.objects.create(title=title, **fields)


def person(name: str = "", **fields: Any) -> Person:
    name = name or f"Person {next(_numbers)}"
    someone = Person.objects.create(name=name, slug=slugify(name), **fields)
    naming.renew([someone])
    return someone


def organization(name: str = "", **fields: Any) -> Organization:
    name = name or f"Organization {next(_numbers)}"
    body = Organization.objects.create(name=name, slug=slugify(name), **fields)
    naming.renew(organizations=[body])
    return body


def role(holder: Person, title: str, **fields: Any) -> Role:
    held = Role.objects.create(person=holder, title=title, **fields)
    naming.renew([holder])
    return held


def quote(
    words: str = "Yes.", speaker: Person | Organization | None = None, **fields: Any
) -> Quote:
    """Take a quote down; without a speaker it is that of an unnamed diplomat.

    A quote that no story uses is there for its taker alone: the test's one reporter.
    """
    if "taken_by" not in fields:
        fields["taken_by"] = reporter()
    if isinstance(speaker, Person):
        fields["speaker_person"] = speaker
    elif speaker:
        fields["speaker_organization"] = speaker
    else:
        fields = {
            "described_as": "a diplomat",
            "terms": Quote.Terms.ANONYMOUS,
            "anonymity_reason": "who may not speak in public",
        } | fields
    return Quote.objects.create(words=words, **fields)


def unnamed(words: str = "Perhaps.", **fields: Any) -> Quote:
    """Take down what a source said who is not named, with all that agencies ask for."""
    conditions: dict[str, Any] = dict.fromkeys(CONDITIONS, True)
    return quote(words, **conditions | {"known_to": publisher()} | fields)


def quoting(*quotes: Quote) -> str:
    """Return a body that prints these quotes."""
    printed = (f'<blockquote data-quote="{q.pk}"><p>{q.words}</p></blockquote>' for q in quotes)
    return "<p>They spoke.</p>" + "".join(printed)


def image(**fields: Any) -> Image:
    """Put a picture of a colour that no other has into the library."""
    upload = BytesIO()
    PIL.Image.new("RGB", (8, 6), next(_numbers)).save(upload, "PNG")
    picture = pictures.cleaned(upload, upload.tell())
    fields = {"alt": "A coloured surface", "credit": "The tests"} | fields
    return Image.objects.create(file=ContentFile(picture.data, picture.name), **fields)


# Stories, each further on its way than the one before


def draft(
    by: User | None = None,
    *,
    bylines: Iterable[Person | Organization] = (),
    **values: Any,
) -> Article:
    """Write a story and save it once. `values` are fields; tags and people go in as lists."""
    by = by or reporter()
    number = next(_numbers)
    fields = {"headline": f"Story-{_in_letters(number)}", "slug": f"story-{number}"} | values
    several = {name: fields.pop(name, ()) for name in _SEVERAL}
    if "section" not in fields:
        fields["section"] = Section.objects.first() or section()
    article = Article.objects.create(created_by=by, **fields)
    for name, records in several.items():
        getattr(article, name).set(records)
    for position, maker in enumerate(bylines):
        kind = "person" if isinstance(maker, Person) else "organization"
        Byline.objects.create(article=article, position=position, **{kind: maker})
    article.record_version(by)
    return article


_SEVERAL = ("tags", "about_people", "about_organizations")


def _in_letters(number: int) -> str:
    """Headlines that differ in digits alone are taken for one series, and words that two share
    make them similar.
    """
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def edit(article: Article, by: User | None = None, **values: Any) -> Article:
    """Save the story again, with these values or at least another kicker, which tells nothing."""
    article.refresh_from_db()
    values = values or {"kicker": f"Kicker {next(_numbers)}"}
    for name, value in values.items():
        if name in _SEVERAL:
            getattr(article, name).set(value)
        else:
            setattr(article, name, value)
    article.save()
    article.record_version(by or article.created_by)
    return article


def submitted(by: User | None = None, **values: Any) -> Article:
    article = draft(by, **values)
    article.submit(publisher(), article.version)
    return article


def approved(by: User | None = None, **values: Any) -> Article:
    article = submitted(by, **values)
    article.approve(publisher(), article.version)
    return article


def published(by: User | None = None, **values: Any) -> Edition:
    article = approved(by, **values)
    return article.publish(publisher(), article.version)


def scheduled(
    by: User | None = None, *, live_from: datetime | None = None, **values: Any
) -> Edition:
    """Publish a story from tomorrow, or `live_from`, on."""
    article = approved(by, **values)
    return article.publish(publisher(), article.version, live_from or tomorrow())


def cancelled(by: User | None = None, **values: Any) -> Edition:
    return scheduled(by, **values).article.cancel(publisher())


def withdrawn(by: User | None = None, **values: Any) -> Article:
    article = published(by, **values).article
    article.withdraw(publisher(), takedown.ReasonClass.ERROR, "It was not ready.")
    return article


def retracted(**values: Any) -> Edition:
    """Make a live edition that is retracted, the second one of its story."""
    return published(**values).article.retract(publisher(), "It was made up.")


def ready(article: Article, **values: Any) -> Article:
    """Edit a story and take the new version through review, so that it may be published."""
    if article.stage != Article.Stage.DRAFT or values or article.is_published:
        edit(article, **values)
    if article.stage == Article.Stage.DRAFT:
        article.submit(publisher(), article.version)
    article.approve(publisher(), article.version)
    return article


def updated(article: Article, *, change: str = "", note: str = "", **values: Any) -> Edition:
    """Publish the story again, with other values; readers are told, unless the change is minor."""
    ready(article, **values)
    note = note or ("" if change == "minor" else "More is known.")
    return article.publish(publisher(), article.version, change=change, note=note)


def tomorrows(article: Article) -> Edition:
    """Let the approved version of a story that readers know wait until tomorrow."""
    note = "More is known by then."
    return article.publish(publisher(), article.version, tomorrow(), note=note)


def correction(of: Edition, **fields: Any) -> Correction:
    """Propose a correction of an edition and have it approved."""
    fields = {"wrong": "It was Monday.", "right": "It was Tuesday."} | fields
    note = Correction.objects.create(
        article=of.article, corrects=of, proposed_by=reporter(), **fields
    )
    note.approve(publisher())
    return note


def placed(
    article: Article, slot: int = Placement.LEAD, front: Section | None = None, **times: datetime
) -> Placement:
    """Place a story on a front: now as the lead of the home page, if nothing else is said."""
    return fronts.place(article, publisher(), front, slot, **times)


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)

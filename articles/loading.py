"""Bulk work behind `publishing.load`: whole archives, a batch of articles at a time."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import keys, saving, vocabulary
from articles.composing import Names, compose, first_path
from articles.models.correction import Correction
from articles.models.edition import Address, Edition
from articles.models.event import Event
from articles.models.live import OPEN
from articles.models.taxonomy import Tagging
from articles.rows import Story, gathered
from people.models import User

BATCH = 1000


def load(rows: Iterable[dict], by: User, origin: str) -> int:
    """Load rows in batches, each in its own transaction. See `publishing.load`."""
    if origin not in Edition.Origin or origin == Edition.Origin.DESK:
        raise ValueError(f"“{origin}” is no origin of an archive.")
    loaded = 0
    for batch in batched(gathered(rows), BATCH):
        with transaction.atomic():
            loaded += _load_batch(list(batch), by, origin)
    return loaded


def _load_batch(stories: list[Story], by: User, origin: str) -> int:
    stories = _without_known(stories)
    names = Names.of([row["values"] for story in stories for row in story.rows])
    _require_sections(stories, names)
    _insert_articles(stories)
    _insert_versions(stories)
    for position in range(max((len(story.rows) for story in stories), default=0)):
        round_ = [story for story in stories if position < len(story.rows)]
        _insert_editions(round_, position, names, origin)
    _insert_addresses(stories)
    _insert_keys(stories)
    _insert_events(stories, by, origin)
    return sum(len(story.editions) for story in stories)


def _without_known(stories: list[Story]) -> list[Story]:
    uids = [story.uid for story in stories]
    article_model = apps.get_model("articles", "Article")
    known = set(article_model.objects.filter(uid__in=uids).values_list("uid", flat=True))
    return [story for story in stories if story.uid not in known]


def _require_sections(stories: list[Story], names: Names) -> None:
    for story in stories:
        for section in (row["values"]["section"] for row in story.rows):
            if section not in names.sections:
                raise ValueError(f"Article {story.uid}: there is no section {section}.")


def _insert_articles(stories: list[Story]) -> None:
    """Insert the working copies, each as its last row leaves it: approved and published."""
    article_model = apps.get_model("articles", "Article")
    for story in stories:
        _complete_slugs(story, article_model)
        for number, row in enumerate(story.rows, start=1):
            story.article = _working_copy(story, row, number, article_model)
            _check_fields(story.article)
    article_model.objects.bulk_create([story.article for story in stories])
    _insert_relations(stories, article_model)


def _check_fields(article: Any) -> None:
    try:
        article.clean_fields(exclude=_CHECKED_OTHERWISE)
    except ValidationError as error:
        error.add_note(f"Article {article.uid}, edition {article.version}.")
        raise


def _working_copy(story: Story, row: dict, number: int, article_model: Any) -> Any:
    values = row["values"]
    return article_model(
        uid=story.uid,
        section_id=values["section"],
        image_id=values["image"],
        stage=article_model.Stage.APPROVED,
        version=number,
        approved_version=number,
        approved_by=row["approved_by"],
        is_published=True,
        created_by=story.rows[0].get("created_by") or story.rows[0]["published_by"],
        saved_at=row["live_from"],
        **{name: values[name] for name in article_model.PLAIN},
    )


def _complete_slugs(story: Story, article_model: Any) -> None:
    """Give every row a slug: as at the desk, the first headline makes it, and it stays."""
    slug = ""
    for values in (row["values"] for row in story.rows):
        made = article_model(uid=story.uid, headline=values["headline"]).default_slug()
        slug = values["slug"] = values["slug"] or slug or made


# The body is clean by now. Relations are held by foreign keys; asking for each would be a query.
_CHECKED_OTHERWISE = ("body", "section", "image", "approved_by", "created_by", "assignee")


def _insert_relations(stories: list[Story], article_model: Any) -> None:
    tagging: list[Tagging] = []
    people, organizations, bylines = [], [], []
    through_people = article_model.about_people.through
    through_organizations = article_model.about_organizations.through
    byline_model = article_model.bylines.rel.related_model
    for story in stories:
        pk, values = story.article.pk, story.rows[-1]["values"]
        tagging += [Tagging(content_object_id=pk, tag_id=tag) for tag in values["tags"]]
        people += [through_people(article_id=pk, person_id=p) for p in values["about_people"]]
        organizations += [
            through_organizations(article_id=pk, organization_id=o)
            for o in values["about_organizations"]
        ]
        bylines += [
            byline_model(
                article_id=pk,
                role=byline["role"],
                person_id=byline["person"],
                organization_id=byline["organization"],
                position=position,
            )
            for position, byline in enumerate(values["bylines"])
        ]
    for rows in (tagging, people, organizations, bylines):
        if rows:
            type(rows[0])._default_manager.bulk_create(rows)


def _insert_versions(stories: list[Story]) -> None:
    version_model = apps.get_model("articles", "Version")
    versions = version_model.objects.bulk_create(
        version_model(
            article=story.article,
            number=number,
            values=row["values"],
            saved_by=row["published_by"],
            saved_at=row["live_from"],
        )
        for story in stories
        for number, row in enumerate(story.rows, start=1)
    )
    saving.keep_quotes(versions)


def _insert_editions(stories: list[Story], position: int, names: Names, origin: str) -> None:
    """Insert the edition that each story's row at this position makes."""
    for story in stories:
        row = story.rows[position]
        previous = story.editions[-1] if story.editions else None
        edition = compose(
            row["values"],
            names,
            uid=str(story.uid),
            live_from=row["live_from"],
            previous=previous,
            corrections=_insert_corrections(story, row),
            live_until=_until(story, position),
            article=story.article,
            number=position + 1,
            version=position + 1,
            path=previous.path if previous else first_path(row["values"], names, row["live_from"]),
            published_by=row["published_by"],
            approved_by=row["approved_by"],
            origin=origin,
        )
        change = row.get("change") or ("update" if previous else "first")
        edition.tell(previous, change, row.get("change_text", ""))
        edition.seal(previous.digest if previous else "")
        story.editions.append(edition)
    Edition.objects.bulk_create([story.editions[-1] for story in stories])


def _until(story: Story, position: int) -> datetime:
    following = story.rows[position + 1 : position + 2]
    return following[0]["live_from"] if following else OPEN


def _insert_corrections(story: Story, row: dict) -> list[dict]:
    """Insert the notes of a row, each tied to the edition that was wrong; return them printed."""
    printed = []
    for note in row.get("corrections", ()):
        correction = Correction.objects.create(
            article=story.article,
            corrects=story.editions[note["corrects"] - 1],
            kind=note["kind"],
            severity=note["severity"],
            wrong=note["wrong"],
            right=note["right"],
            proposed_by=row["published_by"],
            approved_by=row["approved_by"],
        )
        printed.append(correction.as_printed())
    return printed


def _insert_addresses(stories: list[Story]) -> None:
    paths = [story.editions[0].path for story in stories]
    taken = set(Address.objects.filter(path__in=paths).values_list("path", flat=True))
    for story, path in zip(stories, paths, strict=True):
        if path in taken:
            raise ValueError(f"Article {story.uid}: the address {path} is taken.")
        taken.add(path)
    Address.objects.bulk_create(
        Address(path=story.editions[0].path, article=story.article) for story in stories
    )


def _insert_keys(stories: list[Story]) -> None:
    """Insert the keys of the editions that are live or wait, the last ones of each story."""
    now = timezone.now()
    lasting = [e for story in stories for e in story.editions if e.live_until > now]
    words = [vocabulary.words_of(edition) for edition in lasting]
    vocabulary.count(
        vocabulary.of_articles(lasting, words), [story.article.pk for story in stories]
    )
    keys.count(keys.articles(keys.insert(lasting, words)))


def _insert_events(stories: list[Story], by: User, origin: str) -> None:
    now = timezone.now()
    Event.objects.bulk_create(
        Event(
            verb=Event.Verb.LOAD,
            by=by,
            at=now,
            article=story.article,
            version=edition.version,
            edition=edition,
            data={"origin": str(origin)},
        )
        for story in stories
        for edition in story.editions
    )

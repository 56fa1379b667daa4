"""kill -9 in the midst of a verb: the newsroom stands wholly before it or wholly after it.

Every verb that makes, moves or closes editions is done by a process of its own, on the database of
the test, and killed there: once before each statement that writes, once before the commit, once
after it, and five times by another process at a moment of chance. No other connection is open
meanwhile, so that on SQLite whoever looks next recovers the log of the dead one.
"""

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client

from articles.models import (
    Address,
    Article,
    Correction,
    Edition,
    EditionKey,
    Event,
    Image,
    KeyCount,
    Term,
    Version,
)
from tests import factories
from tests.faults import mortal, soundness

pytestmark = pytest.mark.django_db(transaction=True)

BY_CHANCE = 5  # kills from outside, for each verb
_numbers = count(1)


class Mortals:
    """Gives orders to the process that forks those who carry them out."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def order(self, verb: str, article: Article, **death: float) -> dict[str, Any]:
        """Have a verb done, and return how that ended. Nobody else is connected meanwhile."""
        name = connection.settings_dict["NAME"]
        connection.close()
        order = {"database": str(name), "verb": verb, "article": article.pk} | death
        print(json.dumps(order), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, "The process that takes the orders has ended: its error stands above."
        return json.loads(answer)


@pytest.fixture(scope="module")
def mortals() -> Iterator[Mortals]:
    command = [sys.executable, "-m", mortal.__name__]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as process:
        yield Mortals(process)
        process.stdin.close()


# Stories


def ready_update(**values: Any) -> Article:
    return factories.ready(factories.published(**values).article, summary="Known since noon.")


def ready_correction(**values: Any) -> Article:
    edition = factories.published(**values)
    factories.correction(edition)
    return factories.ready(edition.article, body="<p>It opens on Tuesday.</p>")


def while_somebody_writes(edition: Edition) -> Article:
    """A verb that repeats an edition has a draft to save besides."""
    return factories.edit(edition.article, summary="Half a sentence of somebody's")


PREPARED: dict[str, Callable[..., Article]] = {
    "publish": factories.approved,
    "schedule": ready_update,
    "update": ready_update,
    "correct": ready_correction,
    "breaking": factories.draft,
    "retract": lambda **values: while_somebody_writes(factories.published(**values)),
    "reinstate": factories.withdrawn,
    "roll_back": lambda **values: while_somebody_writes(
        factories.updated(
            factories.published(**values).article, summary="Wrong."
        ).article.editions.get(number=2)
    ),
    "withdraw": lambda **values: factories.published(**values).article,
    "reschedule": lambda **values: factories.scheduled(**values).article,
    "cancel": lambda **values: factories.tomorrows(ready_update(**values)).article,
}


class Newsroom(NamedTuple):
    """What all stories of one test share, so that each differs from the next by its slug alone."""

    values: dict[str, Any]

    def story(self, verb: str) -> Article:
        picture = factories.image()
        values = self.values | {"slug": f"killed-{next(_numbers)}", "image": picture}
        return PREPARED[verb](**values)


@pytest.fixture
def newsroom() -> Newsroom:
    speaker = factories.person("Joseph Aoun")
    factories.publisher()
    return Newsroom(
        {
            "headline": "The harbour opens",
            "body": factories.quoting(factories.quote("On Monday.", speaker)),
            "section": factories.section("City"),
            "tags": [factories.tag("Harbour")],
            "about_people": [speaker],
            "about_organizations": [factories.organization("The Port")],
            "bylines": [factories.person("Ann Writer")],
        }
    )


# What a story is, in every table


def rows(article: Article) -> dict[str, list[dict[str, Any]]]:
    """Return all that the database holds of a story, and what readers get of it."""
    story = {"article": article.pk}
    with transaction.atomic():
        article.locked()  # on PostgreSQL this waits until the last statement of the dead is over
        found = {
            Article: Article.objects.filter(pk=article.pk),
            Version: Version.objects.filter(**story).order_by("number"),
            Edition: Edition.objects.filter(**story).order_by("number"),
            EditionKey: EditionKey.objects.counted()
            .filter(edition__article=article)
            .order_by("edition", "key"),
            Event: Event.objects.filter(**story).order_by("pk"),
            Address: Address.objects.filter(**story).order_by("pk"),
            Correction: Correction.objects.filter(**story),
            Image: Image.objects.filter(pk=article.image_id),
        }
        held = {model.__name__: list(query.values()) for model, query in found.items()}
    return held | {"readers": [readers_get(article)]}


def readers_get(article: Article) -> dict[str, Any]:
    address = Address.objects.filter(article=article).first()
    path = address.path if address else "/city/2020/01/01/nothing/"
    return {
        "status": Client().get(path).status_code,
        "on_front": Client().get("/").content.count(f'href="{path}"'.encode()),
    }


# What differs from one story to the next though the same was done to both.
OWN = re.compile(r"id|uid|url|file|slug|path|image|(previous_)?digest|\w+_id")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+\+00:00")


def likeness(held: Any) -> Any:
    """Return rows without what is a story's own: moments become their order among the others."""
    moments = sorted(set(_moments(held)))
    return _plain(held, {moment: place for place, moment in enumerate(moments)})


def _moments(held: Any) -> Iterator[datetime]:
    if isinstance(held, dict | list):
        for part in held.values() if isinstance(held, dict) else held:
            yield from _moments(part)
    elif moment := _moment(held):
        yield moment


def _moment(held: Any) -> datetime | None:
    if isinstance(held, str) and MOMENT.fullmatch(held):
        return datetime.fromisoformat(held)
    return held if isinstance(held, datetime) else None


def _plain(held: Any, places: dict[datetime, int]) -> Any:
    if isinstance(held, dict):
        return {
            name: bool(value) if OWN.fullmatch(name) else _key(name, _plain(value, places))
            for name, value in held.items()
        }
    if isinstance(held, list):
        return [_plain(part, places) for part in held]
    moment = _moment(held)
    return places[moment] if moment else held


def _key(name: str, value: Any) -> Any:
    """Of an edition's key the kind: corrections and pictures are each story's own."""
    return value >> 32 if name == "key" else value


# Tests


@pytest.mark.parametrize("verb", mortal.VERBS)
def test_killed_at_any_step_a_verb_is_wholly_done_or_not_at_all(mortals, newsroom, verb):
    first = newsroom.story(verb)  # which has rows made for words that the next ones share
    mortal.do(verb, first.pk)
    assert goes_on(first)
    unharmed = newsroom.story(verb)
    steps = mortals.order(verb, unharmed)["steps"]
    done = likeness(rows(unharmed))
    assert steps > 4

    for step in range(1, steps + 1):
        story = newsroom.story(verb)
        before, counts = rows(story), soundness.counts()

        death = mortals.order(verb, story, step=step)

        after = rows(story)
        assert death == {"killed": True}
        assert soundness.wrong_with(story) == []
        if step < steps:
            assert (after, soundness.counts()) == (before, counts)
            mortal.do(verb, story.pk)
            after = rows(story)
        assert likeness(after) == done
        assert goes_on(story)
    assert soundness.wrong() == []


@pytest.mark.parametrize("verb", mortal.VERBS)
def test_killed_at_a_moment_of_chance_a_verb_is_wholly_done_or_not_at_all(mortals, newsroom, verb):
    unharmed = newsroom.story(verb)
    seconds = mortals.order(verb, unharmed)["seconds"]
    done = likeness(rows(unharmed))
    chance = random.Random(verb)

    for _ in range(BY_CHANCE):
        story = newsroom.story(verb)
        before, counts = rows(story), soundness.counts()

        mortals.order(verb, story, seconds=chance.uniform(0.2, 1.2) * seconds)

        after = rows(story)
        assert soundness.wrong_with(story) == []
        if after == before:
            assert soundness.counts() == counts
            mortal.do(verb, story.pk)
            after = rows(story)
        assert likeness(after) == done
        assert goes_on(story)
    assert soundness.wrong() == []


def test_rebuild_that_is_killed_at_any_step_is_set_right_by_the_next(mortals, newsroom):
    story = [newsroom.story(verb) for verb in ("publish", "cancel", "retract", "reinstate")][-1]
    mortals.order(mortal.REBUILD, story)
    steps = mortals.order(mortal.REBUILD, story)["steps"]
    right = derived()
    assert steps > 10

    for step in range(1, steps + 1):
        death = mortals.order(mortal.REBUILD, story, step=step)
        mortal.do(mortal.REBUILD, story.pk)

        assert death == {"killed": True}
        assert derived() == right


def derived() -> list[list[tuple]]:
    counted = KeyCount.objects.exclude(count=0), Term.objects.exclude(count=0)
    return [sorted(rows.values_list()) for rows in (EditionKey.objects.all(), *counted)]


def goes_on(story: Article) -> bool:
    """Can the next version of a story be published, whatever was done to it?"""
    story.refresh_from_db()
    if story.waiting_edition():
        story.cancel(factories.publisher())
    edition = factories.updated(story, summary="What came next.")
    return story.live_edition() == edition

"""Different verbs on one story in one moment: one after the other, in whatever order, or refused.

Each round takes a story as it may stand, and lets several people do what they may in the same
moment, each in a thread with a connection of its own; saves go through the desk's form. Which
rounds is chance with a fixed seed; which of a round's threads comes first is the machine's.
"""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from articles.models import Article, Correction
from articles.workflow import Refused
from people.models import User
from tests import desk, factories
from tests.faults import soundness
from tests.faults.together import all_at_once, fresh

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 12
NOTE = "More is known."


def live() -> Article:
    return factories.published().article


def updated() -> Article:
    """Two editions, and a third one approved."""
    return factories.ready(factories.updated(live()).article)


def waiting() -> Article:
    return factories.tomorrows(factories.ready(live())).article


def corrected() -> Article:
    """Live, approved anew, and with a note that nobody has approved yet."""
    edition = factories.published()
    people = {"article": edition.article, "proposed_by": factories.reporter()}
    Correction.objects.create(corrects=edition, wrong="Monday.", right="Tuesday.", **people)
    return factories.ready(edition.article)


STANDINGS: list[Callable[[], Article]] = [
    factories.submitted,
    factories.approved,
    live,
    updated,
    waiting,
    corrected,
    factories.withdrawn,
    lambda: factories.retracted().article,
]

Deed = Callable[[Article, User], object]

DEEDS: dict[str, Deed] = {
    "submit": lambda a, by: a.submit(by, a.version),
    "approve": lambda a, by: a.approve(by, a.version),
    "return": lambda a, by: a.return_to_writer(by, a.version, "Once more."),
    "publish": lambda a, by: a.publish(by, a.version, note=NOTE),
    "schedule": lambda a, by: a.publish(by, a.version, factories.tomorrow(), note=NOTE),
    "breaking": lambda a, by: a.publish_breaking(by, a.version, "It burns.", note=NOTE),
    "reschedule": lambda a, by: a.reschedule(by, factories.tomorrow()),
    "cancel": lambda a, by: a.cancel(by),
    "withdraw": lambda a, by: a.withdraw(by, "error", "It was not ready."),
    "retract": lambda a, by: a.retract(by, "It was made up."),
    "reinstate": lambda a, by: a.reinstate(by, "It stands."),
    "roll_back": lambda a, by: a.roll_back(by, 1, "It was right."),
    "correct": lambda a, by: a.corrections.get(approved_by=None).approve(by),
}


def deed(name: str, article: Article) -> Callable[[], object]:
    """Return what does a verb with the story as it stands on somebody's screen."""
    screen, by = fresh(article)
    if name == "correct" and not screen.corrections.filter(approved_by=None).exists():
        name = "publish"  # nothing to approve
    return lambda: DEEDS[name](screen, by)


def save(article: Article, text: str) -> Callable[[], HttpResponse]:
    """Return what sends the desk's form, open in somebody's browser, with this for a summary."""
    browser, url = desk.client(factories.publisher()), desk.story_url(article)
    typed = desk.fields(browser.get(url)) | {"summary": text}
    return lambda: browser.post(url, typed)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_whatever_is_done_in_one_moment_leaves_no_story_torn_and_no_text_lost(seed):
    chance = random.Random(seed)
    for standing in STANDINGS:
        article = standing()
        texts = ["Text of Ann.", "Text of Ben."]
        deeds = [deed(name, article) for name in chance.choices([*DEEDS], k=4)]

        answers = race([*(save(article, text) for text in texts), *deeds], chance)

        pages = dict(zip(texts, answers, strict=False))
        saved = {text for text, page in pages.items() if page.status_code == 302}
        kept = article.versions.filter(values__summary__in=texts)
        assert {version.values["summary"] for version in kept} == saved
        for text in pages.keys() - saved:
            assert "Nothing of yours is lost" in pages[text].content.decode()
            assert desk.fields(pages[text])["summary"] == text
        assert soundness.wrong_with(article) == []
    assert soundness.wrong() == []


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_whoever_wins_readers_get_one_edition_and_one_that_was_approved(seed):
    article = updated()
    names = ["publish"] * 4 + ["withdraw", "cancel", "return", "schedule", "retract"]
    actions = [deed(name, article) for name in names]
    actions += [save(article, "Nobody approved this.") for _ in range(2)]

    race(actions, random.Random(seed))

    assert article.editions.live(timezone.now()).count() <= 1
    assert "Nobody approved this." not in article.editions.values_list("summary", flat=True)
    assert soundness.wrong() == []


def race(actions: list[Callable[[], object]], chance: random.Random) -> list[Any]:
    """Do these in one moment, started in an order of chance; return their answers in the order
    given. A verb may be refused, and nothing else may go wrong.
    """
    order = chance.sample(range(len(actions)), len(actions))
    found = dict(zip(order, all_at_once([actions[n] for n in order]), strict=True))
    wrong = [a for a in found.values() if isinstance(a, Exception) and not isinstance(a, Refused)]
    assert wrong == []
    return [found[n] for n in range(len(actions))]

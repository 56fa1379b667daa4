"""One verb of a story as a button of the desk. `articles.verbs` has them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Edition
from articles.standing import Standing
from articles.verb_forms import VerbForm
from articles.workflow import Action, Refused, may
from people.models import User

Answers = Mapping[str, Any]  # what the verb's form found


@dataclass(frozen=True)
class Verb:
    """One button: `offered` says whether it makes sense now, the table whether one may."""

    name: str
    label: str
    action: Action
    done: str  # said when it is done; may name the story's {section}
    offered: Callable[[Standing], bool]
    run: Callable[[Article, User, int, Answers], object]
    form: type[VerbForm] = VerbForm
    rare: bool = False  # folded away: it takes something from readers, or gives it back

    def is_offered(self, user: User, standing: Standing) -> bool:
        """Does it make sense as the story stands, and may this user do it?"""
        return self.offered(standing) and may(user, self.action, standing.article)

    def ask(self, standing: Standing, data: Any = None) -> VerbForm:
        """Return its form; several stand on one page, so each field's id names the verb."""
        return self.form(standing, data, auto_id=f"{self.name}-%s")

    @transaction.atomic
    def run_instead_of(
        self, waiting: int, article: Article, by: User, version: int, answers: Answers
    ) -> object:
        """Call off the waiting edition of this number and go on: both, or neither.

        Raises Refused, also when another edition waits than the one that was on the screen.
        """
        cancelled = article.cancel(by)
        if cancelled.number != waiting:
            raise Refused(f"Edition {cancelled.number} waits now, and not edition {waiting}.")
        return self.run(article, by, version, answers)

    def message(self, article: Article, result: object) -> str:
        """Return what the one who pressed the button is told of what came of it.

        A version that waits already answers another "Publish" with its waiting edition.
        """
        if isinstance(result, Edition) and _waits(result):
            at = timezone.localtime(result.live_from)
            return f"Scheduled: it goes live by itself on {at:%-d %B %Y at %H:%M %Z}."
        return self.done.format(section=article.section)


def _waits(edition: Edition) -> bool:
    return edition.live_from > timezone.now() and not edition.was_cancelled

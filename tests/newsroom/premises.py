"""Who goes through the newsroom, and the stories that stand in it, one in every state."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from articles.models import Article, Correction, Edition
from people.models import User
from people.user_roles import UserRole
from tests import factories
from tests.newsroom import policy

PASSWORD = "low-water-9"
# Stands in the headline of what readers know nothing of.
SECRET = "Undisclosed"


class Newsroom:
    """Actors and things. Who approves and publishes the stories is none of the actors."""

    def __init__(self) -> None:
        self.section, self.elsewhere = factories.section("Harbour"), factories.section("Town")
        self.actors = {name: self._account(name) for name in policy.ACTORS if name != "anonymous"}
        self.people = {
            name: factories.person(f"Somebody who is {name}", user=self.actors[name])
            for name in ("by-line", "signing editor", "signing publisher")
        }
        self.quotes = {
            "of a draft": factories.quote("We open on Monday."),
            "printed": factories.unnamed("We opened on Monday."),
        }
        # Sees every form there is: what others may not send is filled in as it stands there.
        self.chief = factories.user(UserRole.PUBLISHER, username="chief", is_superuser=True)
        self.stories = {state: MAKERS[state](**self.values(state)) for state in policy.STATES}
        self.began = timezone.now()

    def _account(self, name: str) -> User:
        roles, _ = policy.ACTORS[name]
        fields = {"username": name.replace(" ", "-"), "password": PASSWORD}
        fields |= {"is_superuser": True} if name == "superuser" else {}
        desks = {"editor elsewhere": [self.elsewhere]}
        sections = desks.get(name, [self.section] if name.endswith("editor") else [])
        return factories.user(*roles, sections=sections, **fields)

    def values(self, state: str) -> dict[str, Any]:
        """Return what a story is made of: everything it names is named by no other story."""
        name = state.replace("+", "-and-")
        quoted = {"dra": ["of a draft"], "liv": ["printed"]}.get(state, [])
        return {
            "by": self.actors["creator"],
            "assignee": self.actors["assignee"],
            "bylines": self.people.values(),
            "section": self.section,
            "slug": f"story-{name}",
            "headline": f"{SECRET} {name}" if state in UNKNOWN else f"Known {name}",
            "tags": [factories.tag(f"Tag {name}")],
            "about_people": [factories.person(f"Person {name}")],
            "about_organizations": [factories.organization(f"Organization {name}")],
            "image": factories.image(),
            "body": factories.quoting(*(self.quotes[name] for name in quoted)),
        }


# Stories in every state


def _embargoed(**values: Any) -> Article:
    article = factories.approved(**values)
    article.set_embargo(factories.publisher(), factories.tomorrow())
    return article


def _live(**values: Any) -> Article:
    edition = factories.published(**values)
    propose(edition)
    return edition.article


def _redrafted(**values: Any) -> Article:
    """Publish a story and a correction of it, and write on."""
    first = factories.published(**values)
    factories.correction(first)
    article = first.article
    factories.updated(article, change="correction", body="<p>It opens on Tuesday.</p>")
    propose(article.live_edition())
    return factories.edit(article, headline=f"{SECRET} {article.slug}")


def _resubmitted(**values: Any) -> Article:
    article = _redrafted(**values)
    article.submit(factories.publisher(), article.version)
    return article


def _breaking(**values: Any) -> Article:
    article = factories.draft(**values)
    article.publish_breaking(factories.publisher(), article.version, "It burns.")
    return article


def _withdrawn(**values: Any) -> Article:
    article = _live(**values)
    article.withdraw(factories.publisher(), "error", "It was not ready.")
    return article


def _retracted(**values: Any) -> Article:
    edition = factories.retracted(**values)
    propose(edition)
    return edition.article


def propose(wrong: Edition) -> Correction:
    facts = {"wrong": "On Monday.", "right": "On Tuesday.", "proposed_by": factories.reporter()}
    return Correction.objects.create(article=wrong.article, corrects=wrong, **facts)


MAKERS: dict[str, Callable[..., Article]] = {
    "dra": factories.draft,
    "rev": factories.submitted,
    "app": factories.approved,
    "emb": _embargoed,
    "sch": lambda **values: factories.scheduled(**values).article,
    "liv": _live,
    "l+d": _redrafted,
    "l+r": _resubmitted,
    "bre": _breaking,
    "wit": _withdrawn,
    "ret": _retracted,
}
# Of these readers know nothing at all; of those with a newer draft, nothing of that.
UNKNOWN = {"dra", "rev", "app", "emb", "sch"}
SECRETIVE = UNKNOWN | {"l+d", "l+r"}

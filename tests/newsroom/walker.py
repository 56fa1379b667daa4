"""One actor who goes through every address of the newsroom, and notes what is not as expected."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests import desk
from tests.newsroom.expected import POLICIES, expected, knows
from tests.newsroom.policy import WRITES
from tests.newsroom.premises import PASSWORD, Newsroom
from tests.newsroom.things import Thing, things_in
from tests.newsroom.typed import address, form, is_about_things, typed

LOGIN = desk.url("login")
WRITING = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
# A session is written when somebody logs in, out, or opens a link.
PASSING = {"django_session"}
REFUSALS = {"login", "closed", "absent", "refused"}
# What no two answers share, and the name of what was asked for.
OWN = re.compile(
    r"nonce-[^']+|nonce=\"[^\"]+\"|csrfmiddlewaretoken\" value=\"\w+\""
    r"|name=\"article\" value=\"\d+\"|next=\S+"
)
WRONG = re.compile(r'class="(errornote|refused)"')
MOVING = {"Content-Length", "Date", "Expires", "Last-Modified"}


class Walker:
    def __init__(self, newsroom: Newsroom, actor: str) -> None:
        self.actor, self.account = actor, newsroom.actors.get(actor)
        self.things = things_in(newsroom)
        self.browser = Client(enforce_csrf_checks=True)
        self.chief = desk.client(newsroom.chief)
        self.forms: dict[str, dict[str, Any]] = {}
        self.nothing: dict[tuple, tuple] = {}
        self.deviations: list[str] = []
        self.asked = 0
        self._log_in()

    def _log_in(self) -> None:
        """Come in through the door; who has no account gets no further than its cookie."""
        door = desk.fields(self.browser.get(LOGIN), "login-form")
        if self.account:
            name = self.account.username
            answer = self.browser.post(LOGIN, door | {"username": name, "password": PASSWORD})
            assert answer.status_code == 302, f"{name} cannot log in."

    def walk(self) -> None:
        """Ask at every route for everything that it can name."""
        for route, (names, *_) in POLICIES.items():
            things = self.things.get(names, [])
            for thing in things if things and is_about_things(route, names) else [None]:
                self._visit(route, names, thing)

    def _visit(self, route: str, names: str, thing: Thing | None) -> None:
        """Open a page, and send its form."""
        url = address(route, thing)
        page = self._ask("get", route, thing, url)
        if names == "link" and page.status_code == 302:
            url = page.url  # the token goes into the session, the form stands beside it
            page = self.browser.get(url)
        self._ask("post", route, thing, url, self._filled(page, route, names, thing, url))

    # Asking

    def _ask(
        self, method: str, route: str, thing: Thing | None, url: str, data: dict | None = None
    ) -> HttpResponse:
        what = expected(route, method, self.actor, thing)
        answer, written = self._send(method, url, data, undo=what == "done")
        found = self._found(route, answer, written)
        if found != what:
            self._note(method, route, thing, f"expected {what}, found {found}")
        hidden = what in REFUSALS and not knows(self.actor, thing)
        if hidden and self._shown(answer) != self._of_nothing(method, route, thing, data):
            self._note(method, route, thing, "the answer tells that there is such a thing")
        self._look_for_secrets(method, route, thing, _text(answer))
        return answer

    def _send(
        self, method: str, url: str, data: dict | None, undo: bool
    ) -> tuple[HttpResponse, set[str]]:
        """Return the answer and the tables written; what is expected to be done is undone."""
        self.browser.cookies.pop("messages", None)  # of the page before
        cookies = deepcopy(self.browser.cookies)
        self.asked += 1
        with transaction.atomic(), _writing() as written:
            answer = getattr(self.browser, method)(url, data)
            list(answer)  # a file is closed when it has been read
            transaction.set_rollback(undo)
        if undo:
            self.browser.cookies = cookies
        return answer, written

    def _filled(
        self, page: HttpResponse, route: str, names: str, thing: Thing | None, url: str
    ) -> dict[str, Any]:
        """Fill in the form of a page; where there is none, the one that others have."""
        token = {"csrfmiddlewaretoken": self.browser.cookies["csrftoken"].value}
        name, fields = form(route, names), token
        if names == "verb":
            name = url
        if name and f'"{name}"' in _text(page):
            fields = desk.fields(page, name)
        elif name and names != "verb":
            fields = self._form_of_others(route, url, name) | token
        return fields | typed(route, names, thing, self.actor)

    def _form_of_others(self, route: str, url: str, name: str) -> dict[str, Any]:
        """Return the form that others see there: of one thing for all that a route can name."""
        if route not in self.forms:
            page = self.chief.get(url)
            there = f'"{name}"' in _text(page)
            self.forms[route] = desk.fields(page, name) if there else {}
        return self.forms[route]

    # Judging

    def _found(self, route: str, answer: HttpResponse, written: set[str]) -> str:
        """Name what was answered, in the words of the policy."""
        names = POLICIES[route].names
        if written & set(WRITES.get(names, [names])):
            return "done"
        if written - PASSING:
            return f"{answer.status_code}, and {', '.join(sorted(written))} was written"
        if answer.status_code in (301, 302):
            return self._led(answer)
        told = {200: "page", 403: "closed", 404: "absent", 405: "405", 410: "gone", 422: "refused"}
        found = told.get(answer.status_code, str(answer.status_code))
        wrong = found == "page" and WRONG.search(_text(answer))
        return "refused" if wrong else found

    def _led(self, answer: HttpResponse) -> str:
        """Name a redirect: to log in, or back to a page that says how it went."""
        if answer.url.startswith(f"{LOGIN}?"):
            return "login"
        levels = {message.level for message in messages.get_messages(answer.wsgi_request)}
        if messages.ERROR in levels:
            return "refused"
        return "again" if levels & {messages.SUCCESS, messages.INFO} else "away"

    def _of_nothing(
        self, method: str, route: str, thing: Thing, data: dict | None
    ) -> tuple[Any, ...]:
        """Return the answer to the same request where there is no such thing."""
        twin = thing.twin()
        key = (method, address(route, twin), thing.verb)
        if key not in self.nothing:
            if method == "post":
                data = data | typed(route, thing.names, twin, self.actor)
            answer, _ = self._send(method, address(route, twin), data, undo=True)
            self.nothing[key] = self._shown(answer)
        return self.nothing[key]

    def _shown(self, answer: HttpResponse) -> tuple[Any, ...]:
        """Return an answer without what no two answers share."""
        headers = {
            name: OWN.sub("", value) for name, value in answer.headers.items() if name not in MOVING
        }
        return answer.status_code, headers, OWN.sub("", _text(answer))

    def _look_for_secrets(self, method: str, route: str, thing: Thing | None, text: str) -> None:
        for story in self.things["articles_article"]:
            if story.secret and story.secret in text and not knows(self.actor, story):
                self._note(method, route, thing, f"it shows “{story.secret}”")

    def _note(self, method: str, route: str, thing: Thing | None, what: str) -> None:
        where = f"{method.upper()} {route}" + (f" ({thing})" if thing and str(thing) else "")
        self.deviations.append(f"{self.actor}: {where}: {what}")


def _text(answer: HttpResponse) -> str:
    """Return what a page says; a file says nothing."""
    return "" if answer.streaming else answer.content.decode()


@contextmanager
def _writing() -> Iterator[set[str]]:
    """Collect the tables into which statements write meanwhile."""
    written: set[str] = set()

    def watch(execute: Any, sql: str, *args: Any) -> Any:
        if not sql.lstrip("( ").upper().startswith(READING):  # PostgreSQL unites in brackets
            written.update(WRITING.findall(sql) or [sql])
        return execute(sql, *args)

    with connection.execute_wrapper(watch):
        yield written

"""Processes that each do one verb and can be killed while they do: `python -m tests.faults.mortal`.

This process never asks the database. For each order (a line of JSON) it forks a child that does,
and answers with a line how that ended. It kills with SIGKILL, which no process can put off.

An order has `database` (its name), `verb` and `article`, and may have one of `step` (the child
kills itself before this step of its writing, counted from 1) and `seconds` (it is killed from
outside when so much time has passed). Steps are the statements that write, then the commit, then
what follows it. The answer has `killed`, and `steps` and `seconds` of a child that did its work.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import django

if __name__ == "__main__":
    django.setup()  # before the models below are imported

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.models import Article
from people.models import User

NOTE = "More is known."

# Each on a story that `prepared` for it, with no choice left to the clock but what "now" is.
VERBS: dict[str, Callable[[Article, User], object]] = {
    "publish": lambda a, by: a.publish(by, a.version),
    "schedule": lambda a, by: a.publish(
        by, a.version, timezone.now() + timedelta(days=1), "", NOTE
    ),
    "update": lambda a, by: a.publish(by, a.version, note=NOTE),
    "correct": lambda a, by: a.publish(by, a.version, change="correction", note=NOTE),
    "breaking": lambda a, by: a.publish_breaking(by, a.version, "It burns.", note=NOTE),
    "retract": lambda a, by: a.retract(by, "It was made up."),
    "reinstate": lambda a, by: a.reinstate(by, "It stands."),
    "roll_back": lambda a, by: a.roll_back(by, 1, "It was right."),
    "withdraw": lambda a, by: a.withdraw(by, "error", "It was not ready."),
    "reschedule": lambda a, by: a.reschedule(by, timezone.now() + timedelta(days=2)),
    "cancel": lambda a, by: a.cancel(by),
}

REBUILD = "rebuild"  # of keys and counts, whatever the article


def do(verb: str, article: int) -> object:
    """Do a verb as the test's publisher, with the version that stands."""
    if verb == REBUILD:
        return call_command("rebuild_keys", verbosity=0)
    by = User.objects.get(username="the-publisher")
    return VERBS[verb](Article.objects.get(pk=article), by)


class Steps:
    """Counts the steps of writing on a connection, and kills this process before one of them."""

    READING = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")

    def __init__(self, fatal: int | None) -> None:
        self.fatal, self.taken = fatal, 0

    def watch(self) -> None:
        connection.execute_wrappers.append(self._statement)
        connection._commit = partial(self._commit, connection._commit)  # has no hook of its own

    def step(self) -> None:
        self.taken += 1
        if self.taken == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def _statement(self, execute: Callable, sql: str, *args: Any) -> Any:
        if not sql.lstrip().upper().startswith(self.READING):
            self.step()
        return execute(sql, *args)

    def _commit(self, commit: Callable[[], None]) -> None:
        self.step()
        commit()
        self.step()


def main() -> None:
    settings.DESK_CHECK_LEVELS = {"*": "off"}  # as for every other test
    for line in sys.stdin:
        print(json.dumps(_obey(json.loads(line))), flush=True)


def _obey(order: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _live(order, writing)
    os.close(writing)
    if order.get("seconds") is not None:
        time.sleep(order["seconds"])
        os.kill(child, signal.SIGKILL)  # not yet waited for, so the number is still the child's
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        said = answer.read()
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return {"killed": killed} | (json.loads(said) if said and not killed else {})


def _live(order: dict[str, Any], writing: int) -> None:
    """Carry an order out, tell of it, and end without the parent's own clearing up."""
    began, code = time.monotonic(), 1
    try:
        connection.settings_dict["NAME"] = order["database"]
        steps = Steps(order.get("step"))
        steps.watch()
        do(order["verb"], order["article"])
        told = {"steps": steps.taken, "seconds": time.monotonic() - began}
        os.write(writing, json.dumps(told).encode())
        code = 0
    except Exception:
        traceback.print_exc()
    os._exit(code)


if __name__ == "__main__":
    main()

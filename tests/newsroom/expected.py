"""What the policy says of one request: `policy.py` is read here, and every cell given its meaning.

Answers, beside those that the policy names: `login` (sent to log in), `refused` (said so, on a page
or the next one, and nothing done), `again` (answered as done, for it is done already), `gone`.
"""

from typing import NamedTuple

from tests.newsroom import policy
from tests.newsroom.things import Thing

DESK = "/desk/"


class Policy(NamedTuple):
    """What its address names, and the cells of one route."""

    names: str
    get: str
    post: str


class Cell(NamedTuple):
    """Of a verb: what comes of asking for it in one state."""

    button: bool
    pressed: str


CELLS = {
    "X": Cell(True, "done"),
    "x": Cell(False, "done"),
    "b": Cell(True, "refused"),
    "=": Cell(False, "again"),
    "": Cell(False, "refused"),
}
READ = {"p": "page", ">": "away", "g": "gone", "": "absent"}


def _table(text: str) -> dict[str, dict[str, str]]:
    """Return rows by name, each with its cells by column."""
    head, *lines = (line.split("|") for line in text.strip("\n").splitlines())
    columns = [cell.strip() for cell in head[1:]]
    return {
        line[0].strip(): dict(zip(columns, (cell.strip() for cell in line[1:]), strict=True))
        for line in lines
    }


def _routes() -> dict[str, Policy]:
    parts = [row for row in _table(policy.PARTS) if ":" not in row]
    lines = [
        line.format(f"/desk/{part.replace('_', '/')}", names=part)
        for part in parts
        for line in policy.OF_A_PART.strip().splitlines()
    ]
    lines += policy.ROUTES.strip().splitlines()
    cells = [[cell.strip() for cell in _in_full(line).split(" | ")] for line in lines]
    return {route: Policy(*rest) for route, *rest in cells}


def _in_full(line: str) -> str:
    for word in ("DIFF", "LISTED", "SIMILAR", "STORY"):
        line = line.replace(word, getattr(policy, word))
    return line


READING = _table(policy.READING)
VERBS = _table(policy.VERBS)
CHOICES = _table(policy.CHOICES)
READERS = _table(policy.READERS)
RIGHTS: dict[str, dict[str, str]] = {}
for _rights in (policy.PARTS, policy.OTHERS, policy.FRONTS, policy.DOORS, policy.OWN):
    for _row, _cells in _table(_rights).items():
        RIGHTS.setdefault(_row, {}).update(_cells)
RIGHTS["verb"] = RIGHTS["articles_article"]
# What only those may do with a story, or know of it, who read it.
OF_A_STORY = {"articles_article", "answer", "home", "proposal", "similar", "verb"}
POLICIES = _routes()


def knows(actor: str, thing: Thing | None) -> bool:
    """May this actor know that there is such a thing?"""
    return thing is None or any(letter.islower() for letter in rights(actor, thing.names, thing))


def rights(actor: str, names: str, thing: Thing | None = None) -> str:
    """Return the letters of an actor: for a part of the desk, and for one thing of it."""
    if thing is None:
        return _of(actor, names)
    letters = _of(actor, f"{names}: {thing.variety}", names)
    reading = _reading(actor, thing.state) if thing.state else ""
    if names in OF_A_STORY:
        return letters + reading
    if thing.state and not reading:  # of what belongs to a story nobody knows without reading it
        return "".join(letter for letter in _of(actor, names) if letter.isupper())
    return letters


def expected(route: str, method: str, actor: str, thing: Thing | None) -> str:
    """Return what the policy of a route says of one request."""
    names, get, post = POLICIES[route]
    cell = get if method == "get" else post
    outside = actor == "anonymous" and route.startswith(DESK)
    if outside and names not in ("door", "link"):
        return "login"
    if cell == "verb":
        return _verb(actor, thing, method)
    letters = rights(actor, names, thing)
    for choice in cell.split(" else "):
        answer, _, letter = choice.partition(" if ")
        if not letter or letter in letters:
            return _meant(answer, actor, thing)
    return _lacking(actor, names, thing)


def _meant(answer: str, actor: str, thing: Thing | None) -> str:
    """Return the answer of a cell; some say where to look it up."""
    how, _, name = answer.partition(" ")
    if how == "as":
        return READ[READERS[name][thing.variety]]
    if how == "choose":
        mark = CHOICES[name][thing.state]
        return "done" if mark == "X" or (mark and _reading(actor, thing.state)) else "refused"
    return answer


def _lacking(actor: str, names: str, thing: Thing | None) -> str:
    """Closed, if the whole part is, or if it is no secret that there is such a thing."""
    hidden = thing and rights(actor, names) and not knows(actor, thing)
    return "absent" if hidden else "closed"


def _verb(actor: str, thing: Thing, method: str) -> str:
    if not knows(actor, thing):
        return "absent"
    cell = CELLS[VERBS[thing.verb][thing.state]]
    if not _may(actor, thing.verb):
        return "refused"
    if method == "post":
        return cell.pressed
    return "page" if cell.button else "refused"


def _may(actor: str, verb: str) -> bool:
    who = VERBS[verb]["who"]
    if "2" in who and actor.startswith("signing"):
        return False
    names = policy.ACTORS[actor][1]
    return any(name in who.split() for name in names)


def _reading(actor: str, state: str) -> str:
    names = policy.ACTORS[actor][1]
    return next((READING[name][state] for name in names if name in READING), "")


def _of(actor: str, *rows: str) -> str:
    """Return the first cell that these rows have for an actor, under any of their names."""
    names = [*policy.ACTORS[actor][1], *(["inside"] if actor != "anonymous" else [])]
    cells = (RIGHTS.get(row, {}).get(name) for row in rows for name in names)
    return next((cell for cell in cells if cell is not None), "")

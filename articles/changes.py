"""What a new edition of a story is called. No silent edits: readers are told, or somebody signs
for a change too small to tell.
"""

from __future__ import annotations

from articles.models.edition import Edition
from articles.workflow import Refused

Change = Edition.Change

# A change of any of these is told to readers, or named minor by whoever publishes it.
COLUMNS = ("headline", "summary", "body")
CONTENT = ("bottom_line", "quotations", "bylines")


def named(previous: Edition | None, edition: Edition, change: str, note: str) -> str:
    """Return the change that an edition makes over the previous one.

    A note that has been approved makes it a correction (an update, if it only says what is new),
    whatever it was called. Otherwise it is what was asked for; asked for nothing, it is an update
    when there is a note for readers, and minor when nothing that counts has changed.

    Raises `workflow.Refused` for a change that does not fit, and for one that readers would not
    hear of.
    """
    if previous is None:
        return Change.FIRST
    if change not in ("", *Edition.CHANGES, Change.REINSTATED):
        raise Refused("Say what sort of change it is.")
    if change == Change.REINSTATED:
        return _reinstated(previous, note)
    if kinds := _new_notes(previous, edition):
        return Change.UPDATE if kinds == {"update"} else Change.CORRECTION
    if change == Change.CORRECTION:
        raise Refused("No approved correction waits to be printed: propose one, and approve it.")
    if change == Change.UPDATE or (change == "" and note):
        return _update(note)
    if change == "" and differs(previous, edition):
        raise Refused(
            "Readers would not hear of this change: print a correction, say in a note what is "
            "new, or name it a minor change."
        )
    return Change.MINOR


def differs(before: Edition, after: Edition) -> bool:
    """Did anything change of which readers must hear?"""
    return any(getattr(before, name) != getattr(after, name) for name in COLUMNS) or any(
        before.content.get(name) != after.content[name] for name in CONTENT
    )


def _new_notes(previous: Edition, edition: Edition) -> set[str]:
    """Return the kinds of the notes that the previous edition did not print."""
    printed = {note["id"] for note in previous.content.get("corrections", [])}
    return {n["kind"] for n in edition.content["corrections"] if n["id"] not in printed}


def _update(note: str) -> str:
    if not note.strip():
        raise Refused("An update says in a note for readers what is new.")
    return Change.UPDATE


def _reinstated(previous: Edition, note: str) -> str:
    if not previous.retracted:
        raise Refused("The story is not retracted.")
    if not note.strip():
        raise Refused("Say in a note for readers why the story stands again.")
    return Change.REINSTATED

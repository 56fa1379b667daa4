"""The notices of an edition as text, for whoever reads it without its page. Pure, no ORM."""

from datetime import datetime
from typing import NamedTuple

from articles.labels import correction_label
from articles.models.edition import Edition
from articles.templatetags.reader import instant, retractions


class Notice(NamedTuple):
    """What readers are told was wrong: since when, and under which id of the page ("" if none)."""

    label: str
    text: str
    at: datetime
    id: str = ""


def of(edition: Edition) -> list[Notice]:
    """Return the notices that stand on the page of an edition, the oldest first.

    A retraction without a note of its own is told by what the edition says of its change.
    """
    notes = edition.content["corrections"]
    found = [
        Notice(
            correction_label(note["kind"]),
            told(note),
            instant(note["at"]) or edition.live_from,
            f"correction-{note['id']}",
        )
        for note in notes
    ]
    if edition.change == Edition.Change.RETRACTION and not retractions(notes):
        label = correction_label("retraction")
        found.append(Notice(label, edition.change_text, edition.live_from))
    return found


def told(note: dict) -> str:
    """Return in one line what a note says."""
    if note["kind"] == "retraction":
        return " ".join(filter(None, [note["wrong"], note["right"]]))
    wrong = f"What was wrong: {note['wrong']}" if note["wrong"] else ""
    right = f"What is right: {note['right']}" if note["right"] and wrong else note["right"]
    return " ".join(filter(None, [wrong, right]))

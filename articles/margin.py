"""What stands beside a paragraph: who is quoted there, who is named for the first time. No ORM."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from articles.blocks import Block

Entry = dict[str, Any]


class Margin:
    """The margin of one page: everybody stands in it once.

    Words set apart have their source beside them already, so their speakers are left out.
    """

    def __init__(self, quotations: Mapping[int, Entry], named: Iterable[Entry]) -> None:
        self._quotations = dict(quotations)
        quoted = {_who(q["speaker"]) for q in quotations.values() if q["speaker"]}
        self._named = {
            entry["name"]: entry
            for entry in named
            if entry.get("title") and _who(entry) not in quoted
        }

    def of(self, paragraph: Block) -> list[Entry]:
        """Return the notes of a paragraph: `name`, and the `quotation` or the `entry` it is of."""
        spoken = (self._quotations.pop(quote, None) for _, _, quote in paragraph.stretches())
        notes = [
            {"name": _speaker(quotation), "quotation": quotation}
            for quotation in spoken
            if quotation
        ]
        text = paragraph.text()
        for name in [name for name in self._named if _stands_in(name, text)]:
            notes.append({"name": name, "entry": self._named.pop(name)})
        return notes


def _who(entry: Entry) -> tuple[str, int]:
    return entry["kind"], entry["id"]


def _speaker(quotation: Entry) -> str:
    return (quotation["speaker"] or {}).get("name") or quotation["described_as"]


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None

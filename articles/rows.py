"""The rows of an archive: which of them make one story, what they hold, and what is refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone

from articles import body
from articles.models.edition import Edition

BLANK_VALUES: dict[str, Any] = {
    "headline": "",
    "kicker": "",
    "summary": "",
    "body": "",
    "bottom_line": "",
    "kind": "news",
    "dateline": "",
    "image": None,
    "image_alt": "",
    "image_caption": "",
    "language": "en",
    "slug": "",
    "ai_use": "",
    "methods": "",
    "documents": [],
    "seo_title": "",
    "seo_description": "",
    "tags": [],
    "about_people": [],
    "about_organizations": [],
    "bylines": [],
}


@dataclass
class Story:
    """One article of a batch with its rows, and what has been made of them so far."""

    uid: UUID
    rows: list[dict]
    article: Any = None
    editions: list[Edition] = field(default_factory=list)


def gathered(rows: Iterable[dict]) -> Iterator[Story]:
    """Gather the rows of each article, with all values in place and clean.

    Raises ValueError, which names the article, for rows that publishing could not have made.
    """
    seen: set[int] = set()
    for uid, its_rows in groupby(rows, key=lambda row: UUID(str(row["uid"]))):
        if uid.int in seen:
            raise ValueError(f"The rows of article {uid} do not stand together.")
        seen.add(uid.int)
        story = Story(uid, [_checked(row) for row in its_rows])
        times = [row["live_from"] for row in story.rows]
        if sorted(set(times)) != times:
            raise ValueError(f"The rows of article {uid} are not oldest first.")
        if len(times) > 1 and times[-2] > timezone.now():
            raise ValueError(f"Article {uid}: more than one edition is still to come.")
        _check_changes(story)
        yield story


def _checked(row: dict) -> dict:
    wrong = (row["values"].keys() - BLANK_VALUES.keys()) ^ {"section"}
    if wrong:
        raise ValueError(f"Article {row['uid']}: unknown or missing values {sorted(wrong)}.")
    values = BLANK_VALUES | row["values"]
    try:
        values["body"] = body.clean(values["body"])
    except body.BodyError as error:
        raise ValueError(f"Article {row['uid']}: {error}") from error
    for ids in ("tags", "about_people", "about_organizations"):
        values[ids] = sorted(values[ids])
    return row | {"values": values}


def _check_changes(story: Story) -> None:
    """Refuse a change that publishing would not make, and notes on editions that were not there."""
    for position, row in enumerate(story.rows):
        changes = Edition.CHANGES if position else (Edition.Change.FIRST,)
        if (change := row.get("change")) and change not in changes:
            raise ValueError(f"Article {story.uid}: edition {position + 1} is no “{change}”.")
        for note in row.get("corrections", ()):
            if not 1 <= note["corrects"] <= position:
                raise ValueError(
                    f"Article {story.uid}: edition {position + 1} corrects"
                    f" edition {note['corrects']}, which was not before it."
                )

"""Reads a register from a CSV file, one row a role. Pure functions, no ORM.

The columns are those of COLUMNS. Aliases are split by `|`. A day is `2025`, `2025-12` or
`2025-12-06`; an empty start, or `?`, is unknown; an empty end is still in office, `?` is over since
an unknown day. A row without a title only adds the person.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from people.dates import PartialDate

COLUMNS = ("name", "aliases", "title", "organization", "started_on", "ended_on")
LONGEST = 200  # characters of a name, as the register's columns have them
UNKNOWN = "?"


class UnreadableFile(Exception):  # noqa: N818 - it reads as what happened
    """A file that cannot be taken over; `faults` has a line for each thing that is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a person, and one role unless the title is empty. `line` is where it begins."""

    line: int
    name: str
    aliases: tuple[str, ...] = ()
    title: str = ""
    organization: str = ""
    started_on: str = ""
    ended_on: str = ""
    ended: bool = False
    keys: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def leaves_out(self) -> bool:
        """Does the row tell something of a role that has no title?"""
        return not self.title and any(
            (self.organization, self.started_on, self.ended_on, self.ended)
        )


def read(data: bytes) -> list[Row]:
    """Return the rows of a file. Raises UnreadableFile with all that is wrong, line by line."""
    # What is no UTF-8 is found by its mark, so that every such row is named at once.
    records = _records(data.decode("utf-8-sig", errors="replace"))
    _, header = next(records, (1, []))
    if isinstance(header, str) or sorted(map(str.strip, header)) != sorted(COLUMNS):
        wanted = ",".join(COLUMNS)
        raise UnreadableFile([f"line 1: the first row must be {wanted}, with commas between."])
    columns = [name.strip() for name in header]
    rows, faults = [], []
    for line, cells in records:
        if cells == [] or (not isinstance(cells, str) and not any(map(str.strip, cells))):
            continue
        try:
            rows.append(_row(line, columns, cells))
        except ValueError as fault:
            faults.append(f"line {line}: {fault}")
    if faults:
        raise UnreadableFile(faults)
    return rows


def _records(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record with the line where it begins; for a broken one what is wrong with it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except csv.Error as error:
            yield line, str(error)
        except StopIteration:
            return


def _row(line: int, columns: list[str], cells: list[str] | str) -> Row:
    """Return the row that these cells make. Raises ValueError, which says what is wrong."""
    if isinstance(cells, str):
        raise ValueError(f"this cannot be read as CSV ({cells}).")
    if len(cells) != len(columns):
        raise ValueError(f"there are {len(cells)} cells instead of {len(columns)}.")
    given = {column: _text(column, cell) for column, cell in zip(columns, cells, strict=True)}
    name = _short("name", given["name"])
    if not name:
        raise ValueError("the name is missing.")
    aliases = [_short("alias", part) for part in given["aliases"].split("|") if part.strip()]
    started_on, ended_on, ended = _span(given["started_on"], given["ended_on"])
    return Row(
        line,
        name,
        tuple(dict.fromkeys(aliases)),
        _short("title", given["title"]),
        _short("organization", given["organization"]),
        started_on,
        ended_on,
        ended,
        frozenset(map(key, (name, *aliases))),
    )


def _text(column: str, cell: str) -> str:
    """Return a cell's text in one line. Raises ValueError for what is no text."""
    if "\N{REPLACEMENT CHARACTER}" in cell:
        raise ValueError(f"the {column} is not in UTF-8: save the file in that encoding.")
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise ValueError(f"the {column} has a control character in it.")
    return text


def _short(what: str, text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"the {what} is longer than {LONGEST} characters.")
    return text.strip()


def _span(started_on: str, ended_on: str) -> tuple[str, str, bool]:
    """Return start, end, and whether it is over since an unknown day."""
    ended = ended_on == UNKNOWN
    started_on = "" if started_on == UNKNOWN else started_on
    ended_on = "" if ended else ended_on
    start, end = PartialDate.parse(started_on), PartialDate.parse(ended_on)
    if start and end and end.last < start.first:
        raise ValueError(f"it ends ({ended_on}) before it starts ({started_on}).")
    return started_on, ended_on, ended


def key(name: str) -> str:
    """Return by what two spellings are one name: neither case nor spaces make another."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def people(rows: Iterable[Row]) -> list[list[Row]]:
    """Gather the rows of each person: those that share a name or alias, also by way of others."""
    known: dict[str, list[Row]] = {}
    for row in rows:
        theirs = {id(known[name]): known[name] for name in row.keys if name in known}
        *parts, whole = sorted([[row], *theirs.values()], key=len)
        for part in parts:
            whole += part
        # Only what was in the smaller parts: else a long list would be gone through for each row.
        for moved in (row, *(row for part in parts for row in part)):
            known.update(dict.fromkeys(moved.keys, whole))
    gathered = {id(theirs): sorted(theirs, key=lambda row: row.line) for theirs in known.values()}
    return sorted(gathered.values(), key=lambda theirs: theirs[0].line)

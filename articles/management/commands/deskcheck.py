import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from articles.deskcheck import Finding, Text, run


class BadLine(ValueError):  # noqa: N818 - it reads as what happened
    """A line that cannot be checked, and why."""


class Command(BaseCommand):
    help = (
        'Run the desk check over texts: each line of FILE is {"id", "on", "text"}, the text with '
        "blank lines between its paragraphs. Prints a line for each with what was found. Runs the "
        "checks that need a text, its day and the register alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.jsonl", type=Path)

    def handle(self, *args, **options):
        bad = 0
        try:
            with options["file"].open("rb") as file:
                for number, line in _lines(file):
                    try:
                        self.stdout.write(_answer(line))
                    except BadLine as fault:
                        bad += 1
                        self.stderr.write(f"line {number}: {fault}")
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        if bad:
            raise CommandError(f"{bad} line{'s' if bad > 1 else ''} could not be checked.")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers."""
    for number, line in enumerate(file, start=1):
        if line.strip():
            yield number, line


def _answer(line: bytes) -> str:
    entry = _entry(line)
    text = Text.plain(entry["text"], _day(entry["on"]))
    findings = [_printed(finding) for finding in run(text)]
    return json.dumps({"id": entry["id"], "findings": findings}, ensure_ascii=False)


def _entry(line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise BadLine(f"this is no JSON ({error}).") from None
    if not isinstance(entry, dict):
        raise BadLine('a line is an object: {"id": …, "on": …, "text": …}.')
    for name in ("id", "on", "text"):
        if name not in entry:
            raise BadLine(f"“{name}” is missing.")
    if not isinstance(entry["text"], str):
        raise BadLine("“text” must be a string.")
    return entry


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadLine(f"“on” must be a day such as 2025-12-06, not {value!r}.") from None


def _printed(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "check": finding.check,
        "level": finding.level.value,
        "message": finding.message,
        "hint": finding.hint,
        "where": where and {"start": where.start, "end": where.end, "text": where.text},
    }

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people import importing, register_file
from people.register_file import UnreadableFile


class Command(BaseCommand):
    help = (
        "Take people, organizations and dated roles over from a CSV file with the columns "
        f"{','.join(register_file.COLUMNS)}: one row a role. All of it or nothing; what the "
        "register has already is not added again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be added, and write nothing"
        )

    def handle(self, *, file: Path, dry_run: bool, verbosity: int, **options: Any) -> None:
        try:
            plan = importing.plan(register_file.read(file.read_bytes()))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnreadableFile as refusal:
            raise CommandError(f"Nothing was added.\n{refusal}") from refusal
        for note in plan.notes if verbosity else ():
            self.stdout.write(note)
        if dry_run:
            for line in plan.lines():
                self.stdout.write(line)
        else:
            plan.carry_out()
        if plan.is_empty:
            self.stdout.write("Nothing to add: the register has it all.")
        else:
            self.stdout.write(f"{'Would add' if dry_run else 'Added'}: {plan.summary()}.")

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles import erasing
from articles.models import Address, Edition
from articles.workflow import Refused
from people.models import User


class Command(BaseCommand):
    help = (
        "Blank one edition of the past for good, with the drafts that led to it, and print what "
        "remains. For a court's order: what readers should only no longer see is withheld or "
        "withdrawn at the desk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="of the story, as /world/2025/12/06/slug/")
        parser.add_argument("number", type=int, help="of the edition")
        parser.add_argument("--by", required=True, help="the account that answers for it")
        parser.add_argument("--reason", required=True, help="for the events of the story")

    def handle(self, *, path: str, number: int, by: str, reason: str, **options: Any) -> None:
        edition = self._edition(path, number)
        account = User.objects.filter(username=by, is_active=True).first()
        if account is None:
            raise CommandError(f"There is no active account “{by}”.")
        try:
            remaining = erasing.erase(edition, account, reason)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Edition {number} of {path} is erased. What remains:")
        for line in remaining:
            self.stdout.write(f"  {line}")

    def _edition(self, path: str, number: int) -> Edition:
        address = Address.objects.filter(path=path).first()
        if address is None:
            raise CommandError(f"No story has the address {path}.")
        edition = address.article.editions.filter(number=number).first()
        if edition is None:
            raise CommandError(f"The story at {path} has no edition {number}.")
        return edition

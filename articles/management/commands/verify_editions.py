from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles import chain
from articles.models import Edition


class Command(BaseCommand):
    help = (
        "Read the digest chain of every article and print each edition that was tampered with. "
        "Exits with 1 when there is one. Neither the last edition cut off nor digests computed "
        "anew by whoever may write to the database can be seen."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        total = Edition.objects.count()
        disable = None if verbosity else True
        faults = 0
        with tqdm(chain.stored(), total=total, unit=" editions", disable=disable) as editions:
            for fault in chain.faults(editions):
                faults += 1
                with tqdm.external_write_mode():
                    self.stdout.write(str(fault))
        if faults:
            raise CommandError(f"{faults:,} faults in the chain of {total:,} editions.")
        if verbosity:
            self.stdout.write(f"{total:,} editions are as they were made.")

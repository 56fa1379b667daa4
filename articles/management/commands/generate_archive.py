from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from articles import publishing
from articles.models import Edition
from articles.synthetic import cast, stories


class Command(BaseCommand):
    help = (
        "Make a synthetic archive of N published articles over the last ten years. A larger N "
        "later adds to it; the same seed gives the same stories."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, articles: int, seed: int, verbosity: int, **options: Any) -> None:
        if articles < 1:
            raise CommandError("An archive has at least one article.")
        actors = cast.gather()
        missing = stories.missing(articles, seed)
        with tqdm(missing, unit=" articles", disable=None if verbosity else True) as numbers:
            rows = stories.rows(numbers, seed, timezone.now(), actors)
            loaded = publishing.load(rows, actors.account, Edition.Origin.SYNTHETIC)
        if verbosity:
            self.stdout.write(f"{loaded:,} editions loaded.")

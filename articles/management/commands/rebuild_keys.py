from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from articles import rebuilding
from articles.models import Article, KeyCount


class Command(BaseCommand):
    help = (
        "Make the keys of all editions and their counts anew, while the newsroom goes on. A run "
        "that was cut short may be run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--after",
            type=int,
            default=0,
            metavar="ARTICLE",
            help="go on after the article of this id, the last that a run cut short has shown",
        )

    def handle(self, *, after: int, verbosity: int, **options: Any) -> None:
        disable = None if verbosity else True
        if not after:  # words were counted before any key was made
            with tqdm(total=rebuilding.uncounted(), unit=" articles", disable=disable) as progress:
                for passed in rebuilding.count_words():
                    progress.update(passed)
        total = Article.objects.filter(pk__gt=after).count()
        with tqdm(total=total, unit=" articles", disable=disable) as progress:
            for ids in rebuilding.make_keys(after):
                progress.set_postfix(after=ids[-1], refresh=False)
                progress.update(len(ids))
        for _ in tqdm(
            rebuilding.count_keys(), total=KeyCount.objects.count(), unit=" keys", disable=disable
        ):
            pass

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles import evaluation, rebuilding
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Rank the articles of a corpus by how similar they are to each other: loads "
        "CORPUS_DIR/NAME.articles.jsonl.gz into a scratch database and prints "
        "{article id: [30 ids, best first]} as JSON, each as of its own date."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="CORPUS_DIR")
        parser.add_argument("name", metavar="NAME")
        parser.add_argument(
            "--in-this-database",
            action="store_true",
            help="use the database of the settings, which has no stories yet, and leave them in it",
        )

    def handle(self, *, folder: Path, name: str, verbosity: int, **options: Any) -> None:
        path = folder / f"{name}.articles.jsonl.gz"
        if options["in_this_database"]:
            self._rank(path, verbosity)
        elif not path.is_file():
            raise CommandError(f"There is no {path}.")
        else:
            _in_scratch(folder, name, verbosity)

    def _rank(self, path: Path, verbosity: int) -> None:
        if Article.objects.exists():
            raise CommandError("This database has stories already.")
        try:
            corpus = evaluation.read(path)
        except evaluation.BadCorpus as error:
            raise CommandError(str(error)) from error
        evaluation.load(corpus)
        for _ in rebuilding.make_keys():  # now that all words are counted
            pass
        disable = None if verbosity else True
        ranked = tqdm(
            evaluation.ranked(corpus), total=len(corpus.ids), unit=" articles", disable=disable
        )
        self.stdout.write(json.dumps(dict(ranked), ensure_ascii=False))


def _in_scratch(folder: Path, name: str, verbosity: int) -> None:
    """Do it in another process, on a database of its own that is thrown away."""
    with TemporaryDirectory(prefix="related-") as scratch:
        env = os.environ | {"DATABASE_URL": f"sqlite:///{scratch}/corpus.sqlite3"}
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        level = f"--verbosity={verbosity}"
        commands = (
            ["migrate", "--verbosity=0"],
            ["evaluate_related", str(folder.resolve()), name, "--in-this-database", level],
        )
        for command in commands:
            done = subprocess.run([*manage, *command], env=env, check=False)  # noqa: S603
            if done.returncode:
                raise CommandError("The corpus was not ranked.")

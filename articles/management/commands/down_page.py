"""`manage.py down_page`: the page for a proxy to serve while the newsroom itself is away."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.views.answers import unavailable


class Command(BaseCommand):
    help = "Print the page that a proxy shows while the newsroom does not answer."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(unavailable())

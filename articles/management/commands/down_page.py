from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management import BaseCommand

from articles.views.answers import unavailable

STYLES = ("reader/base.css", "reader/site.css")


class Command(BaseCommand):
    help = "Print the page that a proxy serves while this site does not answer: one file, whole."

    def handle(self, **options: Any) -> None:
        sheets = (Path(str(finders.find(name))).read_text() for name in STYLES)
        style = f"<style>\n{''.join(sheets)}</style>\n  </head>"
        self.stdout.write(unavailable(alone=True).replace("</head>", style))

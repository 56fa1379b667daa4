"""Many people in one moment: a thread for each, with a database connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from articles.models import Article
from people.models import User
from tests import factories


def all_at_once(actions: list[Callable[[], Any]]) -> list[Any]:
    """Do all of these in the same moment; return the answer of each, an exception being one."""
    start, answers = Barrier(len(actions)), {}

    def act(place: int) -> None:
        start.wait()
        try:
            answers[place] = actions[place]()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=act, args=[place]) for place in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in range(len(actions))]


def fresh(article: Article) -> tuple[Article, User]:
    """Return story and publisher as another request reads them."""
    return Article.objects.get(pk=article.pk), factories.publisher()

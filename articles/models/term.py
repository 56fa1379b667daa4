from collections.abc import Iterable
from typing import Self

from django.db import models


class TermQuerySet(models.QuerySet):
    def of(self, language: str, words: Iterable[str]) -> Self:
        """The rows of some words of a language."""
        return self.filter(language=language, word__in=list(words))


class Term(models.Model):
    """A word, by its stem, and how many articles, listed or waiting, it stands in. For ranking.

    The terms of an edition are keys of their own kind, whose id is this row's.
    """

    word = models.CharField(max_length=80)
    language = models.CharField(max_length=35)
    count = models.BigIntegerField(default=0)
    # The count that a rebuild under way has come to (see `articles.recounting`).
    recount = models.BigIntegerField(default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="term_once")]

    def __str__(self) -> str:
        return f"{self.word}: {self.count}"

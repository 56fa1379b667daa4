"""The desk check: reads a story against the register and the house's rules before publication.

Modelled on Django's system checks. A check is a function that yields findings:

    from articles.deskcheck import Finding, check

    @check("exclamations")
    def exclamations(story):
        for passage in story.passages:
            if "!" in passage.text:
                yield Finding.warning("mark", "An exclamation mark.", where=passage.place())

`gate` holds a publication up; `run` is for whoever only wants to know.
"""

from articles.deskcheck.findings import Finding, Level, Place
from articles.deskcheck.passages import Passage
from articles.deskcheck.registry import check, run
from articles.deskcheck.subjects import Story, Text

__all__ = ["Finding", "Level", "Passage", "Place", "Story", "Text", "check", "run"]

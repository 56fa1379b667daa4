"""What was never meant for readers: marks that a writer leaves for later, and filler text."""

import re
from collections.abc import Iterator

from articles.deskcheck.findings import Finding
from articles.deskcheck.registry import check
from articles.deskcheck.subjects import Text

# Upper case where the word in lower case is an ordinary one: they hold, what is to come.
MARKS = re.compile(
    r"""(?<![\w./@-])(?:
        TK(?:\s?TK)* | XXX+ | HOLD | TO\ COME | FIXME | TODO
        | (?i:do\ not\ publish) | (?i:not\ for\ publication) | (?i:lorem\ ipsum)
    )(?![\w/@-]) | \?{3,}""",
    re.VERBOSE,
)


@check("placeholders", reads=Text)
def placeholders(text: Text) -> Iterator[Finding]:
    """Find the marks that a newsroom's writers put where something is still missing."""
    for passage in text.passages:
        for match in MARKS.finditer(passage.text):
            yield Finding.error(
                "mark",
                f"“{match.group()}” was left in the {passage.name}.",
                "Fill in what is missing, or take the mark out.",
                passage.place(*match.span()),
            )

"""What a finished story has: it could be published without, but seldom should be."""

from collections.abc import Iterator

from articles.deskcheck.findings import Finding, Place
from articles.deskcheck.registry import check
from articles.deskcheck.subjects import Story
from articles.models.edition import Kind

TAGS = 3  # with fewer, similar articles and topic pages hardly find the story
CONCLUDING = (Kind.ANALYSIS,)  # kinds that end in a bottom line
EXPLAINING = (Kind.ANALYSIS, Kind.EXPLAINER)  # kinds that tell how we know


@check("completeness")
def completeness(story: Story) -> Iterator[Finding]:
    """Name the parts of the page that would be empty."""
    for field, missing in _missing(story):
        yield Finding.warning(field, missing, where=_field(field))


def _missing(story: Story) -> Iterator[tuple[str, str]]:
    edition, content = story.edition, story.edition.content
    if not edition.summary.strip():
        yield "summary", "The story has no summary."
    if len(content["tags"]) < TAGS:
        yield "tags", f"The story has fewer than {TAGS} tags."
    if not content["bylines"]:
        yield "bylines", "The story has no by-line."
    yield from _missing_of_image(content["image"])
    if edition.kind in CONCLUDING and not content["bottom_line"].strip():
        yield "bottom_line", f"This {_kind(edition.kind)} has no bottom line."
    if edition.kind in EXPLAINING and not content["methods"].strip():
        yield "methods", f"This {_kind(edition.kind)} does not say how we know."
    if not content["ai_use"]:
        yield "ai_use", "Nobody has said whether AI was used."


def _missing_of_image(image: dict | None) -> Iterator[tuple[str, str]]:
    if image is None:
        yield "image", "The story has no lead image."
    elif not image["alt"].strip():
        yield "image_alt", "The lead image has no alternative text."
    elif not image["credit"].strip():
        yield "image", "The lead image has no credit."


def _kind(kind: str) -> str:
    return Kind(kind).label.lower()


def _field(name: str) -> Place:
    """Return the place of a field in which nothing stands."""
    return Place(name, 0, 0, 0, "")

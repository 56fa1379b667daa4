"""Where a story's links lead, and whether we may print its picture."""

from collections.abc import Iterator

from articles import links
from articles.deskcheck.findings import Finding, Place
from articles.deskcheck.registry import check
from articles.deskcheck.subjects import Story
from articles.links import Answer, Link
from articles.models.image import Image

FOLLOWED = 50  # of a story with more, the first


@check("links")
def broken_links(story: Story) -> Iterator[Finding]:
    """Find internal links that lead nowhere, and links that anybody on the way can read."""
    answers: dict[str, Answer] = {}
    for link in links.in_body(story.edition.body):
        where = _place(story, link)
        if link.path is None and link.url.startswith("http://"):
            yield Finding.warning(
                "http",
                f"The link to {link.url} is not encrypted.",
                "Try the same address with https.",
                where,
            )
        if link.path is None:
            continue
        if link.path not in answers and len(answers) < FOLLOWED:
            answers[link.path] = links.follow(link.path, story.at)
        if answers.get(link.path) == Answer.MISSING:
            yield Finding.error(
                "broken", f"There is no page at {link.path}.", "Correct the address.", where
            )
        elif answers.get(link.path) == Answer.WITHDRAWN:
            yield Finding.error(
                "withdrawn",
                f"The story at {link.path} was withdrawn.",
                "Take the link out.",
                where,
            )


@check("images")
def rights(story: Story) -> Iterator[Finding]:
    """Find a lead image whose rights nobody has noted, or whose licence is over."""
    printed = story.edition.content["image"]
    image = Image.objects.filter(pk=printed["id"]).first() if printed else None
    if image is None:
        return
    where = Place("image", 0, 0, 0, "")
    if not image.licence.strip():
        yield Finding.warning(
            "rights",
            "Nobody has noted under which licence the lead image is printed.",
            "Name the licence in the picture library.",
            where,
        )
    if image.licence_until and image.licence_until < story.day:
        yield Finding.error(
            "expired",
            f"The licence of the lead image ended on {image.licence_until:%-d %B %Y}.",
            "Renew it, or choose another picture.",
            where,
        )


def _place(story: Story, link: Link) -> Place:
    passage = next(p for p in story.passages if (p.part, p.number) == ("body", link.number))
    return passage.place(link.start, link.end)

"""What a newsroom never means to publish: the living as dead, and the same story twice."""

import re
from collections.abc import Iterator
from datetime import timedelta

from articles import body, keys, quotation_marks, related
from articles.deskcheck.findings import Finding, Place
from articles.deskcheck.registry import check
from articles.deskcheck.subjects import Story
from articles.models.edition import Edition, EditionKey, Kind
from people.models import Person

SAME_HEADLINE = timedelta(days=30)
RUN = 6  # words in a row that two stories do not share by chance
_WORD = re.compile(r"\w+")


@check("accidents")
def accidents(story: Story) -> Iterator[Finding]:
    """Find an obituary of the living, a headline used a short while ago, and a text used before."""
    if story.edition.kind == Kind.OBITUARY:
        yield from _obituary(story)
    yield from _same_headline(story)
    yield from _same_text(story)


def _obituary(story: Story) -> Iterator[Finding]:
    """The register must know the death of somebody whom the obituary is about."""
    about = [entry for entry in story.edition.content["about"] if entry["kind"] == "person"]
    people = Person.objects.filter(pk__in=[entry["id"] for entry in about])
    died = {pk for pk, day in people.values_list("pk", "died_on") if day and day <= story.day}
    where = Place("about_people", 0, 0, 0, "")
    if not about:
        yield Finding.warning(
            "nobody", "The obituary does not say whom it is about.", "Name the person.", where
        )
    elif not died:
        yield Finding.error(
            "alive",
            f"As far as the register knows, {about[0]['name']} is alive.",
            "Make sure, and enter the day of death in the register.",
            where,
        )


def _same_headline(story: Story) -> Iterator[Finding]:
    key = EditionKey.of(EditionKey.Kind.HEADLINE, keys.headline_id(story.edition.headline))
    # What waits is nobody's business here: it may be under embargo.
    recent = EditionKey.objects.live(story.at).filter(
        key=key, first_published_at__gte=story.at - SAME_HEADLINE
    )
    others = recent.exclude(edition__article=story.article.pk).select_related("edition")
    other = others.defer("edition__body", "edition__content").first()
    if other and keys.headline_words(other.edition.headline) == keys.headline_words(
        story.edition.headline
    ):
        yield Finding.error(
            "headline",
            f"A story with this headline was published on {other.first_published_at:%-d %B %Y}.",
            "Is it the same story? If not, say in the headline what is new.",
            next(passage.place() for passage in story.passages if passage.part == "headline"),
        )


def _same_text(story: Story) -> Iterator[Finding]:
    """Compare it with the stories that share most with it."""
    ours = _words(story.edition.body)
    if len(ours) < 2 * RUN:
        return
    offered = related.alike(story.edition, at=story.at)
    for other in Edition.objects.filter(pk__in=offered).only("headline", "body").order_by("pk"):
        if _shared(ours, _words(other.body)) > 0.5:
            yield Finding.error(
                "text",
                f"Most of this text stands in {quotation_marks.around(other.headline)} already.",
                "Link to that story, or correct it instead of writing it again.",
            )


def _words(html: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(body.text(html))]


def _shared(ours: list[str], theirs: list[str]) -> float:
    """Return the share of our words that stand in runs of RUN words which theirs has too."""
    runs = {tuple(theirs[at : at + RUN]) for at in range(len(theirs) - RUN + 1)}
    starts = [at for at in range(len(ours) - RUN + 1) if tuple(ours[at : at + RUN]) in runs]
    return len({at + step for at in starts for step in range(RUN)}) / len(ours)

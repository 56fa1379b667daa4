"""Whom a story rests on: how many voices, and whether they are always the same."""

from collections import Counter
from collections.abc import Iterator

from articles.deskcheck.findings import Finding
from articles.deskcheck.registry import check
from articles.deskcheck.subjects import Story
from articles.models.edition import Edition, Kind

RECENT = 20  # last stories of the section that are looked at
OFTEN = 5  # quoted in more of them than this, somebody is heard often


@check("sourcing")
def sourcing(story: Story) -> Iterator[Finding]:
    """Find an analysis that rests on one source, and the people whom the section always asks."""
    voices = list(_voices(story.edition))
    if story.edition.kind == Kind.ANALYSIS and len(set(voices)) < 2:
        yield Finding.warning(
            "single",
            "An analysis rests on a single source." if voices else "An analysis quotes nobody.",
            "Quote somebody who sees it differently, or say why nobody else could be asked.",
        )
    people = _people(story.edition)
    heard = _heard(story) if people else Counter()
    for person in people:
        times = heard[person["id"]]
        if times > OFTEN:
            yield Finding.info(
                "often",
                f"{person['name']} is quoted in {times} of the last {RECENT} stories of "
                f"{story.edition.section}.",
                "Is there somebody else who knows?",
            )


def _voices(edition: Edition) -> Iterator[tuple]:
    """Yield who speaks in it: persons, organizations, and each description of an unnamed source."""
    for quotation in edition.content["quotations"]:
        speaker = quotation["speaker"]
        yield (
            (speaker["kind"], speaker["id"]) if speaker else ("unnamed", quotation["described_as"])
        )


def _people(edition: Edition) -> list[dict]:
    speakers = (quotation["speaker"] for quotation in edition.content["quotations"])
    found = {s["id"]: s for s in speakers if s and s["kind"] == "person"}
    return list(found.values())


def _heard(story: Story) -> Counter[int]:
    """Count in how many of the section's last stories each person is quoted."""
    section = Edition.objects.cards().filter(section=story.edition.section_id)
    recent = section.listed(story.at).newest(story.at).exclude(article=story.article.pk)
    return Counter(
        person["id"]
        for edition in recent.only("content").order_by("-first_published_at", "-id")[:RECENT]
        for person in _people(edition)
    )

"""Similar articles: what comes first, what never comes, and why each is there."""

import math
import random
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import candidates, publishing, related
from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db


def archive(*stories: dict[str, Any]) -> list[Edition]:
    """Load stories: `days` is the age of each, all else its values; tags and writers by record."""
    by, shelf = factories.publisher(), factories.section()
    rows = [
        {
            "uid": uuid.uuid4(),
            "values": {
                "headline": headline,
                "slug": f"story-{number}",
                "section": shelf.pk,
                "tags": [tag.pk for tag in tags],
                "bylines": [
                    {"role": "writing", "person": writer.pk, "organization": None}
                    for writer in writers
                ],
            },
            "live_from": timezone.now() - timedelta(days=days),
            "published_by": by,
            "approved_by": by,
        }
        for number, (headline, tags, writers, days) in enumerate(map(_parts, stories))
    ]
    before = set(Edition.objects.values_list("pk", flat=True))
    publishing.load(rows, by, "synthetic")
    return list(Edition.objects.exclude(pk__in=before).order_by("pk"))


def _parts(story: dict[str, Any]) -> tuple:
    headline = story.get("headline") or f"Story-{uuid.uuid4()}"
    return headline, story.get("tags", ()), story.get("writers", ()), story.get("days", 10)


def found(edition: Edition, **options: Any) -> list[Edition]:
    return [similar.edition for similar in related.to(edition, **options)]


def common(tags, times: int = 20) -> list[dict]:
    """Return stories that make tags common and are similar to nothing else."""
    return [{"tags": tags, "days": 900 + number} for number in range(times)]


# What comes first


def test_one_rare_tag_beats_several_common_ones():
    rare, *often = (factories.tag() for _ in range(4))
    archive(*common(often))
    shares_often, shares_rare = archive({"tags": often}, {"tags": [rare]})
    story = factories.published(tags=[rare, *often])

    similar = found(story, limit=2)

    assert similar == [shares_rare, shares_often]


def test_of_two_stories_that_share_the_same_the_newer_comes_first():
    tag = factories.tag()
    older, newer = archive({"tags": [tag], "days": 60}, {"tags": [tag], "days": 2})
    story = factories.published(tags=[tag])

    similar = found(story)

    assert similar == [newer, older]


def test_age_counts_gently():
    rare, often = factories.tag(), factories.tag()
    archive(*common([often]))
    old, new = archive({"tags": [rare, often], "days": 300}, {"tags": [often], "days": 1})
    story = factories.published(tags=[rare, often])

    similar = found(story, limit=2)

    assert similar == [old, new]


def test_shared_writer_counts_less_than_a_shared_tag():
    tag, writer = factories.tag(), factories.person()
    on_topic, by_writer = archive({"tags": [tag]}, {"writers": [writer]})
    story = factories.published(tags=[tag], bylines=[writer])

    similar = found(story)

    assert similar == [on_topic, by_writer]


def test_of_equals_the_one_loaded_last_comes_first_on_every_database():
    tag = factories.tag()
    editions = archive(*({"tags": [tag]} for _ in range(candidates.SECOND_LOOK + 20)))
    story = factories.published(tags=[tag])

    similar = found(story, at=timezone.now() + timedelta(days=1))

    newest = sorted(editions, key=lambda e: (e.first_published_at, e.pk), reverse=True)
    assert similar == newest[:6]


def test_order_is_that_of_the_formula_on_every_database():
    chance = random.Random(7)
    tags = [factories.tag() for _ in range(12)]
    spread = [1, 1, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18]
    stories = [
        {
            "tags": list({chance.choices(tags, spread)[0] for _ in range(4)}),
            "days": chance.randrange(1, 700),
        }
        for _ in range(120)
    ]
    editions = archive(*stories)
    story, at = factories.published(tags=tags[::2]), timezone.now()

    similar = related.to(story, limit=20, at=at)

    expected = by_formula(story, [*editions, story], at)[:20]
    assert [entry.edition.pk for entry in similar] == [pk for pk, _ in expected]
    assert [entry.score for entry in similar] == pytest.approx(
        [score for _, score in expected], rel=1e-4
    )


def by_formula(story: Edition, all_of: list[Edition], at: datetime) -> list[tuple[int, float]]:
    """.02 Σ ln((N + 1) / (n + ½)) · weight over shared tags, times (1 + days / 30) ** -¼."""
    on = {e.pk: {tag["id"] for tag in e.content["tags"]} for e in all_of}
    idf = {
        tag: math.log((len(all_of) + 1) / (sum(tag in tags for tags in on.values()) + 0.5))
        for tag in on[story.pk]
    }
    scores = {}
    for other in all_of:
        days = (at - other.first_published_at).total_seconds() / 86_400
        shared = sum(idf[tag] for tag in on[story.pk] & on[other.pk])
        scores[other.pk] = (
            0.02 * shared * len(on[other.pk] or "x") ** -0.25 * (1 + days / 30) ** -0.25
        )
    ranked = sorted(scores.items(), key=lambda entry: -entry[1])
    return [(pk, score) for pk, score in ranked if score > 0 and pk != story.pk]


# What never comes


def test_story_that_shares_nothing_is_no_filler():
    archive({"tags": [factories.tag()]}, {"tags": [factories.tag()]}, {})
    story = factories.published(tags=[factories.tag()])

    similar = found(story)

    assert similar == []


def test_story_without_tags_and_names_has_no_similar_ones():
    archive({}, {})
    story = factories.published()

    similar = found(story)

    assert similar == []


def test_what_is_not_listed_is_not_similar():
    tag = factories.tag()
    factories.draft(tags=[tag])
    factories.approved(tags=[tag])
    factories.scheduled(tags=[tag])
    factories.cancelled(tags=[tag])
    factories.withdrawn(tags=[tag])
    factories.retracted(tags=[tag])
    story = factories.published(tags=[tag])

    similar = found(story)

    assert similar == []


def test_waiting_story_is_similar_from_its_moment_on():
    tag = factories.tag()
    waiting = factories.scheduled(tags=[tag])
    story = factories.published(tags=[tag])

    similar = found(story, at=waiting.live_from)

    assert similar == [waiting]


def test_tag_that_a_story_has_lost_makes_it_similar_no_longer():
    tag = factories.tag()
    other = factories.published(tags=[tag])
    factories.updated(other.article, tags=[factories.tag()])
    story = factories.published(tags=[tag])

    similar = found(story)

    assert similar == []


def test_story_is_not_similar_to_itself_or_to_its_former_editions():
    first = factories.published(tags=[factories.tag()])

    second = factories.updated(first.article)

    assert found(second) == []


def test_story_is_not_similar_to_its_own_draft():
    live = factories.published(tags=[factories.tag()], headline="As it is")
    article = factories.edit(live.article, headline="As it will be")

    draft = publishing.preview(article, factories.reporter(), timezone.now())

    assert found(draft) == []


def test_of_another_story_the_edition_of_the_moment_is_similar():
    tag = factories.tag()
    other = factories.published(tags=[tag], headline="Before").article
    factories.ready(other, headline="After")
    waiting = factories.tomorrows(other)
    story = factories.published(tags=[tag])

    similar = [[e.headline for e in found(story, at=at)] for at in (None, waiting.live_from)]

    assert similar == [["Before"], ["After"]]


@pytest.mark.parametrize("headline", ["Weekly briefing 13", "WEEKLY BRIEFING: 14"])
def test_instalments_of_a_series_are_left_out(headline):
    tag = factories.tag()
    archive({"tags": [tag], "headline": headline})
    story = factories.published(tags=[tag], headline="Weekly briefing 12")

    similar = found(story)

    assert similar == []


def test_many_instalments_of_a_series_keep_no_other_story_out():
    tag, series = factories.tag(), factories.tag()
    briefings = ({"tags": [tag, series], "headline": f"Weekly briefing {n}"} for n in range(30))
    other, *_ = archive({"tags": [tag]}, *briefings)
    story = factories.published(tags=[tag, series], headline="Weekly briefing 31")

    similar = found(story)

    assert similar == [other]


def test_of_another_series_one_instalment_is_enough():
    tag = factories.tag()
    _, newer = archive(
        {"tags": [tag], "headline": "Weekly briefing 12", "days": 9},
        {"tags": [tag], "headline": "Weekly briefing 13", "days": 2},
    )
    story = factories.published(tags=[tag])

    similar = found(story)

    assert similar == [newer]


def test_no_more_than_asked_for_are_given():
    tag = factories.tag()
    archive(*({"tags": [tag], "days": days} for days in range(1, 9)))
    story = factories.published(tags=[tag])

    similar = found(story, limit=3)

    assert len(similar) == 3


def test_text_that_tells_the_same_is_left_out_but_not_for_the_desk_check():
    text = f"<p>{' '.join(f'Word{letter}' for letter in 2 * 'abcdefghijklmnopqrstuvwxyz')}</p>"
    again = factories.published(headline="Mines cleared: engineers", body=text)
    story = factories.published(headline="Engineers clear mines", body=text)

    similar = found(story)

    assert similar == []
    assert related.alike(story) == [again.pk]


def test_two_texts_that_tell_the_same_are_not_both_shown():
    tag, text = factories.tag(), "<p>Patrols crossed the river; engineers cleared mines.</p>"
    for headline in ("Patrols cross", "Crossing patrols"):
        factories.published(headline=headline, body=text, tags=[tag])
    story = factories.published(tags=[tag])

    similar = found(story)

    assert len(similar) == 1


def test_words_make_stories_similar_that_share_nothing_else():
    other = factories.published(body="<p>Mangroves, mangroves along coasts and coasts.</p>")
    factories.published(body="<p>Budgets and taxes.</p>")
    story = factories.published(body="<p>A mangrove grows. The coast is restored.</p>")

    similar = found(story)

    assert similar == [other]


def test_one_word_in_common_is_chance():
    factories.published(body="<p>Mangroves, mangroves along the delta.</p>")
    story = factories.published(body="<p>A mangrove grows. The coast is restored.</p>")

    similar = found(story)

    assert similar == []


def test_tag_by_which_nothing_is_recommended_makes_nothing_similar():
    opinion = factories.tag("Opinion", recommends=False)
    factories.published(tags=[opinion])
    story = factories.published(tags=[opinion])

    similar = found(story)

    assert similar == []

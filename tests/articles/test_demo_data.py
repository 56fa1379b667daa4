"""The demo newsroom's stories and images hold together: every key, every word, every moment."""

import re
import struct
from collections import Counter

import pytest

from tests.articles.demo_data import (
    BLOCKS,
    DEMO,
    EDITIONS,
    IMAGES,
    ORGANIZATIONS,
    PEOPLE,
    PUBLISHED,
    QUOTES,
    STAFF,
    STORIES,
    TAXONOMY,
    Body,
    keys,
    names_of,
    plain,
    words_in,
)

KINDS = {"news", "analysis", "opinion", "explainer", "interview", "review", "obituary"}
ALLOWED = BLOCKS | {"strong", "em", "sub", "sup", "ul", "ol", "br", "hr", "a", "blockquote"}
VALUES = {
    *("headline", "kicker", "summary", "body", "bottom_line", "kind", "section", "tags"),
    *("about_people", "about_organizations", "bylines", "dateline", "image", "image_alt"),
    *("image_caption", "language", "slug", "ai_use", "methods", "documents"),
    *("seo_title", "seo_description"),
}
STORY = VALUES | {
    *("stage", "created_by", "assignee", "returned", "time", "edition"),
    *("scheduled_in_days", "embargo_in_days", "withdrawn", "retracted"),
}
EDITION = VALUES | {
    *("live_from", "days_before", "time", "change", "change_text", "corrections", "overruled"),
}

LONGEST = {"headline": 200, "kicker": 60, "summary": 600, "bottom_line": 800, "seo_title": 120}

every_edition = pytest.mark.parametrize(("name", "values"), EDITIONS, ids=[n for n, _ in EDITIONS])
every_story = pytest.mark.parametrize("name", sorted(STORIES))
every_image = pytest.mark.parametrize("image", IMAGES, ids=keys(IMAGES))

# Stories


@every_edition
def test_every_key_of_a_story_exists(name, values):
    tags, sections = keys(TAXONOMY["tag"], "name"), keys(TAXONOMY["section"])

    quoted = [key for key, _ in Body(values["body"]).quotations]

    assert values["section"] in sections
    assert set(values["tags"]) <= set(tags)
    assert set(values["about_people"]) <= PEOPLE.keys()
    assert set(values["about_organizations"]) <= ORGANIZATIONS.keys()
    assert {line["person"] for line in values["bylines"]} <= PEOPLE.keys()
    assert values.get("image", IMAGES[0]["key"]) in keys(IMAGES)
    assert set(quoted) <= QUOTES.keys()


@every_story
def test_a_story_has_only_fields_that_are_known(name):
    story = STORIES[name]

    of_editions = {field for edition in story.get("edition", []) for field in edition}

    assert story.keys() <= STORY
    assert of_editions <= EDITION
    assert story["slug"] == name
    assert story["kind"] in KINDS


@every_edition
def test_a_body_uses_only_the_tags_that_stories_may_have(name, values):
    body = Body(values["body"])

    assert body.tags <= ALLOWED


@every_edition
def test_subheads_begin_at_the_second_level(name, values):
    levels = re.findall(r"<h(\d)>", values["body"])

    first = levels[0] if levels else "2"

    assert first == "2"


@every_edition
def test_a_story_is_long_enough_and_tagged(name, values):
    least = 250 if name in PUBLISHED else 150

    assert words_in(values) >= least
    assert len(set(values["tags"])) >= 3
    assert values["summary"]


@every_edition
def test_no_field_is_longer_than_its_column(name, values):
    lengths = {field: len(values.get(field, "")) for field in LONGEST}

    too_long = [field for field, length in lengths.items() if length > LONGEST[field]]

    assert too_long == []


@every_edition
def test_quoted_words_are_the_words_of_the_record(name, values):
    quotations = Body(values["body"]).quotations

    printed = [(key, plain(words)) for key, words in quotations]

    assert printed == [(key, plain(QUOTES[key]["words"])) for key, _ in quotations]


@every_edition
def test_whoever_a_story_is_about_is_named_in_it(name, values):
    text = values["headline"] + values["summary"] + Body(values["body"]).text
    about = [PEOPLE[key] for key in values["about_people"]]
    about += [ORGANIZATIONS[key] for key in values["about_organizations"]]

    unnamed = [
        entry["key"]
        for entry in about
        if not any(name.replace("'", "’").lower() in text.lower() for name in names_of(entry))
    ]

    assert unnamed == []


@every_edition
def test_whoever_is_quoted_with_a_page_of_their_own_is_what_the_story_is_about(name, values):
    speakers = {QUOTES[key]["speaker"] for key, _ in Body(values["body"]).quotations}

    public = {key for key in speakers if PEOPLE[key]["standing"] != "private_individual"}

    assert public <= set(values["about_people"])


def test_no_two_stories_share_a_headline():
    headlines = Counter(story["headline"] for story in STORIES.values())

    assert headlines.most_common(1)[0][1] == 1


def test_no_two_stories_share_a_paragraph():
    paragraphs = Counter(
        block
        for story in STORIES.values()
        for block in set(Body(story["body"]).blocks)
        if len(block.split()) > 4
    )

    repeated = [block for block, count in paragraphs.items() if count > 1]

    assert repeated == []


def test_every_tag_section_quote_and_image_is_used():
    used_tags = {tag for _, values in EDITIONS for tag in values["tags"]}
    used_quotes = {key for _, values in EDITIONS for key, _ in Body(values["body"]).quotations}

    assert used_tags == set(keys(TAXONOMY["tag"], "name"))
    assert used_quotes == QUOTES.keys()
    assert {STORIES[name]["section"] for name in PUBLISHED} == set(keys(TAXONOMY["section"]))
    assert {story.get("image") for story in STORIES.values()} - {None} == set(keys(IMAGES))


def test_apostrophes_in_prose_are_typographic():
    prose = [
        (name, field)
        for name, values in EDITIONS
        for field in ("headline", "summary", "bottom_line", "methods", "body")
        if "'" in values[field]
    ]

    assert prose == []


# Stages and editions


def test_there_are_stories_in_every_stage_and_some_that_wait():
    unpublished = [STORIES[name] for name in STORIES.keys() - PUBLISHED]

    stages = Counter(story["stage"] for story in unpublished)
    fields = Counter(field for story in unpublished for field in story)

    assert stages == {"draft": 5, "in_review": 5, "approved": 5}
    assert sorted(s["scheduled_in_days"] for s in unpublished if "scheduled_in_days" in s) == [1, 2]
    assert fields["embargo_in_days"] == fields["returned"] == 1


def test_stories_on_the_desk_belong_to_demo_accounts():
    unpublished = [STORIES[name] for name in STORIES.keys() - PUBLISHED]

    accounts = {story[field] for story in unpublished for field in ("created_by", "assignee")}

    assert accounts <= set(keys(STAFF, "username"))


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_editions_run_forward_and_only_corrections_carry_notices(name):
    rows = STORIES[name]["edition"]

    moments = [row.get("live_from") or (-row["days_before"], row["time"]) for row in rows]

    assert moments == sorted(set(moments))
    assert next(row["change"] for row in rows) == "first"
    assert all(row["change_text"] for row in rows[1:])
    assert all((row["change"] == "correction") == ("corrections" in row) for row in rows)


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_moments_have_an_offset_or_are_days_before_loading(name):
    rows = STORIES[name]["edition"]

    fixed = [row["live_from"] for row in rows if "live_from" in row]

    assert all(moment.utcoffset() is not None for moment in fixed)
    assert all(row["days_before"] >= 1 for row in rows if "live_from" not in row)


def test_a_correction_names_an_edition_that_came_before():
    for name in PUBLISHED:
        for number, row in enumerate(STORIES[name]["edition"], start=1):
            for correction in row.get("corrections", []):
                assert 1 <= correction["corrects"] < number
                assert correction["wrong"]
                assert correction["right"]


def test_a_former_mayor_is_called_mayor_only_in_the_story_that_is_in_review():
    called = [name for name, values in EDITIONS if "Mayor Corwin Ashgrove" in values["body"]]

    assert [STORIES[name]["stage"] for name in called] == ["in_review"]


# Images


@every_image
def test_an_image_is_a_small_png_of_the_size_of_a_lead(image):
    data = (DEMO / "images" / image["file"]).read_bytes()

    width, height = struct.unpack(">II", data[16:24])

    assert data.startswith(b"\x89PNG")
    assert (width, height) == (1600, 900)
    assert len(data) <= 200_000


@every_image
def test_an_image_has_alt_text_a_caption_and_a_credit(image):
    texts = [image["alt"], image["caption"], image["credit"]]

    assert all(texts)
    assert len(image["alt"]) <= 300

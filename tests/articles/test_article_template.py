"""What an article's page says, from an edition that was never saved: no database."""

import re
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models.edition import Edition
from articles.templatetags import reader

SECTION = {"id": 1, "name": "World", "slug": "world"}
SITE = {"name": "The Gazette", "language": "en", "sections": [SECTION]}
NOTICE = {
    "id": 1,
    "kind": "correction",
    "severity": "minor",
    "wrong": "The bridge opened in 1978.",
    "right": "The bridge opened in 1987.",
    "corrects": 1,
    "at": "2025-12-06T16:02:00+00:00",
}


def edition(retracted=False, number=1, change_text="", summary="", **content):
    return Edition(
        number=number,
        path="/world/2025/12/06/bridge/",
        kind="analysis",
        retracted=retracted,
        headline="The bridge holds",
        summary=summary,
        first_published_at=datetime(2025, 12, 6, 14, 10, tzinfo=UTC),
        change_text=change_text,
        content={"section": SECTION, "kicker": "World", "language": "en", **content},
    )


def page(story, body="<p>Its text.</p>", **context):
    context = {"corrections": story.content.get("corrections", []), **context}
    return render_to_string(
        "articles/article.html", {"site": SITE, "edition": story, "body": body, **context}
    )


def test_a_page_has_one_first_heading():
    html = page(edition())

    assert html.count("<h1") == 1


def test_the_skip_link_comes_before_everything_else():
    html = page(edition())

    assert html.index('href="#main"') < html.index("<header")


def test_the_kind_of_story_is_explained():
    html = page(edition())

    assert "<em>Analysis</em>: what the facts suggest, by a reporter who covers them" in html


def test_parts_that_a_story_has_not_leave_no_heading():
    html = page(edition())

    assert "<h2" not in html


@pytest.mark.parametrize("how", [{"severity": "serious"}, {"kind": "retraction"}])
def test_a_serious_notice_stands_above_the_text_and_there_alone(how):
    html = page(edition(corrections=[NOTICE | how]), body="THE TEXT")

    assert html.index("opened in 1987") < html.index("THE TEXT")
    assert html.count("opened in 1987") == 1


def test_a_minor_notice_stands_below_the_text():
    html = page(edition(corrections=[NOTICE]), body="THE TEXT")

    assert html.index("opened in 1987") > html.index("THE TEXT")
    assert html.count("opened in 1987") == 1


def test_a_notice_says_what_was_wrong():
    html = page(edition(corrections=[NOTICE]))

    assert "The bridge opened in 1978." in html


def test_the_update_leads_to_the_notice():
    html = page(edition(corrections=[NOTICE], updated_at=NOTICE["at"]))

    assert '<a href="#correction-1">see correction</a>' in html
    assert 'id="correction-1"' in html


def test_machines_read_the_same_moment_as_readers():
    html = page(edition())

    assert '<time datetime="2025-12-06T14:10:00+00:00">6 December 2025, 14:10</time>' in html


def test_every_moment_on_the_page_is_one_that_machines_can_read():
    story = edition(corrections=[NOTICE], updated_at=NOTICE["at"])

    html = page(story, latest=[story], similar=[{"edition": story, "reason": "Bridges"}])

    moments = re.findall(r'<time datetime="(.*?)"', html)
    assert {datetime.fromisoformat(moment).year for moment in moments} == {2025}


def test_an_update_of_another_day_names_the_day():
    html = page(edition(updated_at="2025-12-08T09:00:00+00:00"))

    assert ">8 December 2025, 09:00</time>" in html


def test_a_retracted_story_says_so_above_its_text():
    html = page(edition(retracted=True), body="THE TEXT")

    assert html.index("We have retracted this story") < html.index("THE TEXT")


def test_a_retraction_without_a_notice_of_its_own_says_what_was_written_of_it():
    story = edition(retracted=True, change_text="The interview was made up.")
    story.change = "retraction"

    html = page(story, body="THE TEXT")

    assert html.index("The interview was made up.") < html.index("THE TEXT")


@pytest.mark.parametrize("struck", [True, False])
def test_a_struck_text_is_readable_and_said_to_be_struck(struck):
    html = page(edition(retracted=True, struck=struck), body="THE TEXT")

    assert "THE TEXT" in html
    assert ('role="deletion"' in html) is struck
    assert ("What follows is struck through" in html) is struck


def test_a_source_without_a_page_is_named_without_a_link():
    source = {"kind": "person", "name": "Maya", "slug": "", "title": "a resident", "quoted": True}

    html = page(edition(), sources=[source])

    assert "/people/" not in html


def test_whoever_is_only_named_is_no_source():
    maya = {"kind": "person", "id": 1, "name": "Maya", "slug": "", "title": "", "quoted": True}
    council = maya | {"kind": "organization", "name": "The Council", "quoted": False}

    both, one = page(edition(), sources=[maya, council]), page(edition(), sources=[council])

    places = [both.index(words) for words in (">Sources in", "Maya", ">Also named in", "Council")]
    assert places == sorted(places)
    assert '<h2 id="sources">Named in this story</h2>' in one


def test_no_space_stands_before_the_comma_after_a_name():
    byline = {
        "role": "writing",
        "kind": "person",
        "name": "Lina",
        "slug": "lina",
        "title": "editor",
    }

    html = page(edition(bylines=[byline]))

    assert "Lina</a>, <span" in html


def test_the_edition_line_says_what_changed():
    html = page(edition(number=2, change_text="corrects the year"))

    assert "Edition 2: corrects the year" in html


def test_a_preview_says_that_it_is_not_published():
    html = page(edition(), preview=True)

    assert "Preview, not published" in html


def test_a_preview_is_not_for_search_engines():
    html = page(edition(), preview=True)

    assert '<meta name="robots" content="noindex">' in html


def test_a_published_story_is_no_preview():
    html = page(edition())

    assert "Preview" not in html


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("en", "ltr")])
def test_a_story_is_set_in_the_direction_of_its_language(language, way):
    html = page(edition(language=language))

    assert f'<article class="article" dir="{way}">' in html


def test_a_similar_story_says_why_it_is_similar():
    similar = [{"edition": edition(), "reason": "Both on Bridges, Steel"}]

    html = page(edition(), similar=similar)

    assert "Both on Bridges, Steel" in html


def test_a_story_of_today_shows_its_time_in_lists():
    site = SITE | {"today": datetime(2025, 12, 6, tzinfo=UTC).date()}

    html = page(edition(), latest=[edition()], site=site)

    assert ">14:10</time>" in html


def test_an_older_story_shows_its_day_in_lists():
    site = SITE | {"today": datetime(2025, 12, 9, tzinfo=UTC).date()}

    html = page(edition(), latest=[edition()], site=site)

    assert html.count(">6 December 2025</time>") == 1


# How old it is


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2025, 12, 6), None),
        (date(2026, 12, 5), None),
        (date(2026, 12, 6), "more than a year"),
        (date(2028, 12, 5), "2 years"),
        (date(2028, 12, 6), "3 years"),
    ],
)
def test_a_story_says_how_many_years_old_it_is(today, told):
    html = render_to_string(
        "articles/article.html", {"site": SITE | {"today": today}, "edition": edition()}
    )

    assert re.findall(r"This story is (.+?) old\.", html) == [told] * bool(told)


def test_the_years_of_a_story_are_counted_in_the_zone_of_the_newsroom():
    at = datetime(2025, 12, 5, 23, tzinfo=UTC)  # the sixth, in Beirut

    with timezone.override("Asia/Beirut"):
        years = [reader.years_before(at, date(2026, 12, day)) for day in (5, 6)]

    assert years == [0, 1]


# Reporting an error


def test_a_report_of_an_error_names_the_story_and_its_edition(settings):
    settings.SITE_URL = "https://paper.example"
    story = edition(number=3)
    story.headline = "Aoun & “peace” – ten years"

    html = render_to_string(
        "articles/article.html", {"site": SITE | {"reports": "e@paper.example"}, "edition": story}
    )

    (letter,) = re.findall(r'href="(mailto:[^"]+)"', html)
    address, _, query = unescape(letter).partition("?")
    written = parse_qs(query, strict_parsing=True)
    assert address == "mailto:e@paper.example"
    assert written["subject"] == ["Error in “Aoun & “peace” – ten years”"]
    assert written["body"][0].split("\r\n")[:2] == [
        "https://paper.example/world/2025/12/06/bridge/",
        "Edition 3",
    ]
    assert "+" not in query


def test_without_an_address_no_story_offers_a_report():
    html = page(edition())

    assert "Report an error" not in html

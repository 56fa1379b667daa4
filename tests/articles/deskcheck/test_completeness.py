import pytest

from articles.models import Article, Kind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def completeness(only):
    only("completeness")


def whole(**values):
    """Write an analysis that lacks nothing, but for `values`."""
    whole = {
        "kind": Kind.ANALYSIS,
        "summary": "What the talks are about.",
        "bottom_line": "They go on.",
        "methods": "We read the minutes.",
        "ai_use": Article.AIUse.NONE,
        "tags": [factories.tag() for _ in range(3)],
        "bylines": [factories.person()],
        "image": factories.image(),
    }
    return factories.draft(**whole | values)


def test_a_whole_story_lacks_nothing(broken):
    story = whole()

    assert broken(story) == []


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        ("summary", " "),
        ("bottom_line", ""),
        ("methods", ""),
        ("ai_use", ""),
        ("bylines", []),
        ("image", None),
    ],
)
def test_what_is_empty_is_named_once(broken, field, empty):
    story = whole(**{field: empty})

    assert broken(story) == [(field, "warning")]


def test_two_tags_are_too_few(broken):
    story = whole(tags=[factories.tag(), factories.tag()])

    assert broken(story) == [("tags", "warning")]


@pytest.mark.parametrize(("lacks", "rule"), [("alt", "image_alt"), ("credit", "image")])
def test_a_picture_has_its_words(broken, lacks, rule):
    story = whole(image=factories.image(**{lacks: " "}))

    assert broken(story) == [(rule, "warning")]


def test_news_need_no_bottom_line(broken):
    story = whole(kind=Kind.NEWS, bottom_line="", methods="")

    assert broken(story) == []

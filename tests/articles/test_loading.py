"""Archives: stories that were published elsewhere or at another time."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import body, publishing, rebuilding, saving
from articles.models import OPEN, Article, Edition, EditionKey, Event, KeyCount
from tests import factories

pytestmark = pytest.mark.django_db

UID = uuid.UUID("01900000-0000-7000-8000-000000000001")


def ago(**time: float) -> datetime:
    return timezone.now() - timedelta(**time)


def row(live_from: datetime | None = None, *, uid: uuid.UUID = UID, **row: Any) -> dict:
    """Return a row; what is no part of a row is one of its values."""
    parts = {
        name: row.pop(name) for name in ("change", "change_text", "corrections") if name in row
    }
    shelf = row.pop("section", None) or factories.section()
    return {
        "uid": uid,
        "values": {"headline": "Loaded", "section": shelf.pk, **row},
        "live_from": live_from or ago(days=1),
        "created_by": factories.reporter(),
        "published_by": factories.publisher(),
        "approved_by": factories.publisher(),
        **parts,
    }


def load(*rows: dict, origin: str = "import") -> int:
    return publishing.load(rows, factories.publisher(), origin)


def wrong(**note: Any) -> dict:
    texts = {"kind": "correction", "severity": "minor", "wrong": "Monday", "right": "Tuesday"}
    return texts | note


# What is loaded


def test_loaded_edition_was_live_in_the_past():
    moment = ago(days=400)

    load(row(moment))

    edition = Edition.objects.get()
    assert (edition.live_from, edition.first_published_at) == (moment, moment)
    assert (edition.live_until, edition.origin) == (OPEN, "import")


def test_editions_of_a_story_follow_each_other():
    moments = [ago(days=3), ago(days=2), ago(days=1)]

    load(*(row(moment) for moment in moments))

    editions = Edition.objects.order_by("number")
    windows = [(edition.live_from, edition.live_until) for edition in editions]
    assert windows == list(zip(moments, [*moments[1:], OPEN], strict=True))
    assert {edition.first_published_at for edition in editions} == {moments[0]}


def test_working_copy_stands_as_the_last_row_leaves_it():
    tags, writer = [factories.tag(), factories.tag()], factories.person()
    latest = [tag.pk for tag in reversed(tags)]
    byline = {"role": "writing", "person": writer.pk, "organization": None}

    load(row(ago(days=2), headline="Before"), row(headline="After", tags=latest, bylines=[byline]))

    article = Article.objects.get()
    assert (article.headline, article.stage, article.version) == ("After", "approved", 2)
    assert article.is_published
    assert article.versions.first().values == saving.values(article)


def test_loaded_story_goes_on_at_the_desk():
    load(row(ago(days=2)), row())

    edition = factories.updated(Article.objects.get(), headline="Now")

    assert (edition.number, edition.version, edition.origin) == (3, 3, "desk")
    assert edition.previous_digest == Edition.objects.get(number=2).digest


def test_address_is_made_of_the_first_row():
    shelf = factories.section("World")

    load(
        row(datetime(2025, 12, 6, 10, tzinfo=timezone.get_default_timezone()), section=shelf),
        row(headline="Another headline", section=factories.section()),
    )

    assert {edition.path for edition in Edition.objects.all()} == {"/world/2025/12/06/loaded/"}
    assert Article.objects.get().slug == "loaded"


def test_every_edition_has_one_event_of_loading():
    load(row(ago(days=2)), row(), row(uid=uuid.uuid4(), slug="other"))

    events = Event.objects.all()

    assert {event.edition for event in events} == set(Edition.objects.all())
    assert {(event.verb, event.data["origin"]) for event in events} == {("load", "import")}


def test_correction_is_tied_to_the_edition_that_was_wrong():
    load(row(ago(days=3)), row(ago(days=2)), row(corrections=[wrong(corrects=1)]))

    (note,) = Article.objects.get().corrections.all()

    assert note.corrects.number == 1
    printed = Edition.objects.get(number=3).content["corrections"]
    assert [(c["id"], c["corrects"]) for c in printed] == [(note.pk, 1)]


def test_correction_is_carried_to_later_editions_and_not_printed_again():
    load(row(ago(days=3)), row(ago(days=2), corrections=[wrong(corrects=1)]), row())

    printed = Edition.objects.get(number=3).content["corrections"]

    assert [(c["corrects"], c["at"]) for c in printed] == [
        (1, Edition.objects.get(number=2).live_from.isoformat())
    ]


def test_script_in_a_body_is_cleaned():
    load(row(body='<p onclick="steal()">Text<script>alert(1)</script></p>'))

    bodies = {Edition.objects.get().body, Article.objects.get().body}

    assert bodies == {"<p>Text</p>"}
    assert Article.objects.get().versions.get().values["body"] == "<p>Text</p>"


def test_loading_the_same_again_loads_nothing():
    rows = [row(ago(days=2)), row()]
    load(*rows)

    loaded = load(*rows)

    assert loaded == 0
    assert (Edition.objects.count(), Event.objects.count()) == (2, 2)


def test_load_that_was_cut_short_may_be_run_again():
    load(row())

    loaded = load(row(), row(uid=uuid.uuid4(), slug="other"))

    assert loaded == 1
    assert Article.objects.count() == 2


def test_keys_and_counts_are_those_that_a_rebuild_makes():
    tags = [factories.tag(), factories.tag()]
    load(
        row(ago(days=2), tags=[tags[0].pk]),
        row(factories.tomorrow(), tags=[tag.pk for tag in tags]),
        row(ago(days=9), uid=uuid.uuid4(), slug="other", tags=[tags[1].pk]),
    )
    rows, counts = (sorted(model.objects.values_list()) for model in (EditionKey, KeyCount))

    for steps in (rebuilding.make_keys(), rebuilding.count_keys()):
        list(steps)

    assert sorted(EditionKey.objects.values_list()) == rows
    assert sorted(KeyCount.objects.values_list()) == counts


# What is refused


@pytest.mark.parametrize("origin", ["desk", "", "elsewhere"])
def test_origin_that_is_no_archive_is_refused(origin):
    with pytest.raises(ValueError, match="is no origin of an archive"):
        load(row(), origin=origin)

    assert not Article.objects.exists()


@pytest.mark.parametrize("hours", [0, -1], ids=["two at once", "newest first"])
def test_rows_out_of_order_are_refused(hours):
    moment = ago(days=1)

    with pytest.raises(ValueError, match=f"{UID} are not oldest first"):
        load(row(moment), row(moment + timedelta(hours=hours)))

    assert not Article.objects.exists()


def test_rows_of_a_story_that_stand_apart_are_refused():
    rows = [row(ago(days=2)), row(uid=uuid.uuid4(), slug="other"), row()]

    with pytest.raises(ValueError, match=f"{UID} do not stand together"):
        load(*rows)

    assert not Article.objects.exists()


@pytest.mark.parametrize("values", [{"headlines": "x"}, {"id": 3}])
def test_unknown_value_is_refused(values):
    with pytest.raises(
        ValueError, match=f"{UID}: unknown or missing values .'{next(iter(values))}"
    ):
        load(row(**values))

    assert not Article.objects.exists()


def test_body_that_is_too_long_is_refused_with_its_article():
    with pytest.raises(ValueError, match=f"{UID}: .*long"):
        load(row(body="x" * (body.MAX_CHARS + 1)))

    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"headline": ""},
        {"headline": "x" * 201},
        {"kind": "gossip"},
        {"slug": "a/b"},
        {"ai_use": "perhaps"},
        {"documents": [{"title": "x", "url": "javascript:alert(1)"}]},
    ],
)
@pytest.mark.parametrize("position", [0, 1], ids=["first edition", "last edition"])
def test_value_that_the_desk_would_refuse_is_refused_in_every_edition(position, values):
    rows = [row(ago(days=2)), row()]
    rows[position]["values"] |= values

    with pytest.raises(ValidationError) as refusal:
        load(*rows)

    assert list(refusal.value.message_dict) == list(values)
    assert refusal.value.__notes__ == [f"Article {UID}, edition {position + 1}."]
    assert not Article.objects.exists()


@pytest.mark.parametrize("change", ["first", "retraction", "nonsense"])
def test_change_of_another_sort_is_refused(change):
    with pytest.raises(ValueError, match=f"{UID}: .*{change}"):
        load(row(ago(days=2)), row(change=change))

    assert not Article.objects.exists()


@pytest.mark.parametrize("number", [0, -1, 2, 3])
def test_correction_of_an_edition_that_was_not_there_is_refused(number):
    with pytest.raises(ValueError, match=f"{UID}: .*edition {number}"):
        load(row(ago(days=2)), row(corrections=[wrong(corrects=number)]))

    assert not Article.objects.exists()


def test_more_than_one_edition_to_come_is_refused():
    moment = factories.tomorrow()

    with pytest.raises(ValueError, match=f"{UID}: more than one .*to come"):
        load(row(moment), row(moment + timedelta(days=1)))

    assert not Article.objects.exists()


def test_a_section_that_is_not_there_is_named():
    unknown = row()
    unknown["values"]["section"] = 987_654

    with pytest.raises(ValueError, match="there is no section 987654"):
        load(unknown)


def test_an_address_that_is_taken_is_named_with_the_article():
    shelf, moment, second = factories.section(), ago(days=1), uuid.uuid4()
    rows = [row(moment, uid=uid, slug="tides", section=shelf) for uid in (UID, second)]

    with pytest.raises(ValueError, match=f"{second}: the address .*/tides/ is taken"):
        load(*rows)

    assert not Edition.objects.exists()

"""Writing and saving a story at the desk: what is wrong is said, and nothing typed is lost."""

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry

from articles import body, saving
from articles.models import Article, Tag
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

ADD = "articles_article_add"


@pytest.fixture
def reporter():
    return factories.reporter()


def new_story(user, **typed):
    """Open the form of a new story, type, save, and follow to the next page."""
    browser = desk.client(user)
    filled = desk.fields(browser.get(desk.url(ADD))) | {"headline": "Harbour tides"} | typed
    if "section" not in typed:
        filled["section"] = factories.section().pk
    return browser.post(desk.url(ADD), filled, follow=True)


def errors_at_the_top(page):
    note = page.content.decode().split('class="errornote"')[1]
    return note.split("</div>")[0]


def errors_beside(page, field):
    row = page.content.decode().split(f"form-row field-{field}")[1]
    return row.split('class="form-row')[0]


# A new story


def test_a_new_story_is_a_draft_of_its_writer_in_version_1(reporter):
    section = factories.section()

    new_story(reporter, section=section.pk, summary="It rose.", body="<p>Twice a day.</p>")

    story = Article.objects.get()
    assert (story.stage, story.version, story.created_by) == ("draft", 1, reporter)
    assert (story.section, story.summary, story.body) == (
        section,
        "It rose.",
        "<p>Twice a day.</p>",
    )


def test_who_saved_stays_with_the_story_and_is_told_its_version(reporter):
    page = new_story(reporter)

    story = Article.objects.get()
    assert page.redirect_chain[-1][0] == desk.story_url(story)
    assert desk.messages(page) == ["Saved: this is version 1."]


def test_a_story_needs_a_section(reporter):
    page = new_story(reporter, section="")

    assert not Article.objects.exists()
    assert "This field is required." in errors_beside(page, "section")
    assert "Section" in errors_at_the_top(page)


def test_a_story_needs_a_headline(reporter):
    page = new_story(reporter, headline=" ", summary="A long summary.")

    assert "This field is required." in errors_beside(page, "headline")
    assert desk.fields(page)["summary"] == "A long summary."


def test_a_headline_pasted_on_two_lines_is_one(reporter):
    new_story(reporter, headline="Harbour\r\n  tides")

    assert Article.objects.get().headline == "Harbour tides"


def test_tags_that_were_typed_are_made_and_known_ones_found(reporter):
    known = factories.tag("Harbour")

    new_story(reporter, tags=["harbour", "Spring  tides"])

    tags = Article.objects.get().tags.order_by("name")
    assert [tag.name for tag in tags] == ["Harbour", "Spring tides"]
    assert known in tags
    assert Tag.objects.count() == 2


def test_a_new_story_is_offered_signed_by_its_writer(reporter):
    person = factories.person("Ines Halloran", user=reporter)

    new_story(reporter)

    byline = Article.objects.get().bylines.get()
    assert (byline.person, byline.role) == (person, "writing")


def test_a_writer_may_take_the_by_line_away(reporter):
    factories.person(user=reporter)

    new_story(reporter, **{"bylines-TOTAL_FORMS": 0})

    assert not Article.objects.get().bylines.exists()


def test_a_writer_who_is_not_in_the_register_signs_nothing(reporter):
    new_story(reporter)

    assert not Article.objects.get().bylines.exists()


def test_a_by_line_names_a_person_or_an_agency(reporter):
    person, agency = factories.person(user=reporter), factories.organization()

    page = new_story(reporter, **{"bylines-0-organization": agency.pk})

    assert not Article.objects.exists()
    assert "A by-line names a person or an agency, and one of them." in page.content.decode()
    assert desk.fields(page)["bylines-0-person"] == str(person.pk)


def test_a_copy_editor_begins_no_story():
    browser = desk.client(factories.user(UserRole.COPY_EDITOR))

    page = browser.post(desk.url(ADD), {"headline": "Forged"})

    assert page.status_code == 403
    assert not Article.objects.exists()


def test_an_editor_who_hands_a_story_to_another_desk_is_told_where_it_is():
    own, other = factories.section("City"), factories.section("Culture")
    editor = factories.user(UserRole.EDITOR, sections=[own])
    story = factories.submitted(section=own, headline="Harbour tides")

    page = desk.save(editor, story, section=other.pk)

    assert page.redirect_chain[-1][0] == desk.url("index")
    assert "it is now with the editors of Culture" in desk.messages(page)[0]


# What is wrong


WRONG = {
    "a headline that is too long": ("headline", "x" * 201, "at most 200 characters"),
    "a kicker that is too long": ("kicker", "x" * 61, "at most 60 characters"),
    "a section that is gone": ("section", "999999", "This section is no longer there"),
    "a section that is no number": ("section", "x'", "This section is no longer there"),
    "a kind that is none": ("kind", "gossip", "not one of the available choices"),
    "a picture that is gone": ("image", "999999", "no longer in the library"),
    "a tag of 101 letters": ("tags", ["x" * 101], "This tag is too long"),
    "a tag without letters": ("tags", ["!!"], "a tag needs letters or digits"),
    "a document without address": ("documents", "The treaty", "Line 1: write"),
    "a document whose address is none": ("documents", "The treaty | far away", "is no web address"),
    "a document with a null character": ("documents", "A\x00 | https://x.example", "Null"),
    "a summary with a null character": ("summary", "A\x00", "Null characters"),
    "an address with spaces": ("slug", "two words", "valid “slug”"),
    "a day that is none": ("due_at", "2025-02-30T10:00", "Say when"),
    "a time with a null character": ("due_at", "2026-07-01T10:00\x00", "Say when"),
    "a year mistyped": ("due_at", "0026-07-01T10:00", "Choose a year"),
    "a body that is too long": ("body", f"<p>{'x' * body.MAX_CHARS}</p>", "too long"),
}


@pytest.mark.parametrize(("field", "typed", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_beside_the_field_and_at_the_top(reporter, field, typed, said):
    page = new_story(reporter, **{field: typed})

    assert not Article.objects.exists()
    assert said in errors_beside(page, field)
    assert said in errors_at_the_top(page)


KEPT = {
    case: wrong for case, wrong in WRONG.items() if wrong[0] not in ("section", "kind", "image")
}


@pytest.mark.parametrize(("field", "typed", "said"), KEPT.values(), ids=KEPT)
def test_what_was_typed_is_still_in_the_form(reporter, field, typed, said):
    page = new_story(reporter, **{field: typed, "bottom_line": "Water finds its way."})

    kept = desk.fields(page)
    assert kept[field] == typed
    assert kept["headline" if field != "headline" else "bottom_line"]
    assert kept["bottom_line"] == "Water finds its way."


def test_a_person_who_was_deleted_meanwhile_is_named_as_gone(reporter):
    person = factories.person()
    story = factories.draft(reporter, about_people=[person])
    browser = desk.client(reporter)
    typed = desk.fields(browser.get(desk.story_url(story))) | {"summary": "Typed."}
    story.about_people.clear()
    person.delete()

    page = browser.post(desk.story_url(story), typed)

    assert "no longer in the register" in errors_beside(page, "about_people")
    assert desk.fields(page)["summary"] == "Typed."


def test_a_script_in_the_body_is_not_stored(reporter):
    new_story(reporter, body="<p>Tides<script>alert(1)</script> <b onclick=x>rise</b>.</p>")

    assert Article.objects.get().body == "<p>Tides <strong>rise</strong>.</p>"


def test_a_field_does_not_cut_what_is_pasted(reporter):
    page = desk.client(reporter).get(desk.url(ADD)).content.decode()

    assert "maxlength" not in page.split('id="article_form"')[1]


# Saving again


def test_each_save_that_changes_something_makes_a_version(reporter):
    story = factories.draft(reporter)

    desk.save(reporter, story, summary="It rose.")

    story.refresh_from_db()
    assert story.version == 2
    assert story.versions.first().values["summary"] == "It rose."
    assert story.versions.first().saved_by == reporter


def test_saving_without_a_change_makes_no_version(reporter):
    story = factories.draft(reporter, tags=[factories.tag()], about_people=[factories.person()])

    desk.save(reporter, story)

    story.refresh_from_db()
    assert story.version == 1


def test_saving_keeps_the_story_as_it_stands_in_every_field(reporter):
    story = factories.draft(
        reporter,
        body="<p>Twice a <em>day</em>.</p>",
        bottom_line="Water finds its way.",
        documents=[{"title": "The | treaty", "url": "https://treaty.example/"}],
        tags=[factories.tag("Tides, spring")],
        image=factories.image(),
        bylines=[factories.person(), factories.organization()],
    )
    before = saving.values(story)

    desk.save(reporter, story, kicker="Harbour")

    story.refresh_from_db()
    assert saving.values(story) == before | {"kicker": "Harbour"}


def test_saving_an_approved_story_makes_the_approval_void_and_says_so_before():
    publisher = factories.publisher()
    story = factories.approved()

    before = desk.open_story(publisher, story).content.decode()
    desk.save(publisher, story, summary="Changed.")

    story.refresh_from_db()
    assert "Saving makes the approval void" in before
    assert (story.stage, story.approved_version) == ("draft", None)


def test_saving_a_live_story_leaves_readers_what_they_have():
    edition = factories.published(summary="Old.")

    desk.save(factories.publisher(), edition.article, summary="New.")

    edition.article.refresh_from_db()
    assert edition.article.live_edition().summary == "Old."
    assert edition.article.is_published is False


def test_a_reporter_saves_nothing_into_a_story_in_review(reporter):
    story = factories.submitted(reporter, summary="As submitted.")

    page = desk.client(reporter).post(desk.story_url(story), {"summary": "Forged."})

    story.refresh_from_db()
    assert page.status_code == 403
    assert story.summary == "As submitted."


def test_a_story_of_somebody_else_is_not_there(reporter):
    story = factories.draft(factories.user(UserRole.REPORTER), headline="Not for you")

    page = desk.client(reporter).get(desk.story_url(story))

    assert page.status_code == 404
    assert "Not for you" not in page.content.decode()


def test_a_forged_save_of_somebody_elses_story_changes_nothing(reporter):
    story = factories.draft(factories.user(UserRole.REPORTER), summary="Theirs.")

    desk.client(reporter).post(desk.story_url(story), {"summary": "Forged."})

    story.refresh_from_db()
    assert story.summary == "Theirs."


@pytest.mark.parametrize("field", ["assignee", "embargo_until", "stage", "approved_version"])
def test_a_reporter_sets_by_a_forged_save_nothing_that_is_not_theirs_to_set(reporter, field):
    story = factories.draft(reporter)
    before = getattr(story, field)
    forged = {"assignee": reporter.pk, "embargo_until": "2035-01-01T10:00", "stage": "approved"}

    desk.save(reporter, story, **{field: forged.get(field, 1)})

    story.refresh_from_db()
    assert getattr(story, field) == before


def test_a_writer_cannot_be_forged(reporter):
    other = factories.user(UserRole.REPORTER)

    new_story(reporter, created_by=other.pk)

    assert Article.objects.get().created_by == reporter


def test_an_editor_assigns_a_story_to_somebody_who_writes():
    section = factories.section()
    editor = factories.user(UserRole.EDITOR, sections=[section])
    story = factories.draft(section=section)
    writer = factories.user(UserRole.REPORTER)

    desk.save(editor, story, assignee=writer.pk)

    story.refresh_from_db()
    assert story.assignee == writer


def test_a_story_is_not_assigned_to_an_account_that_was_closed():
    closed = factories.user(UserRole.REPORTER, is_active=False)
    story = factories.draft()

    page = desk.save(factories.publisher(), story, assignee=closed.pk)

    assert "This account no longer writes here" in errors_beside(page, "assignee")


def test_an_older_screen_does_not_put_back_what_was_planned_since():
    story, publisher = factories.draft(), factories.publisher()
    browser = desk.client(publisher)
    older = desk.fields(browser.get(desk.story_url(story)))
    writer = factories.user(UserRole.REPORTER)
    desk.save(publisher, story, assignee=writer.pk)

    browser.post(desk.story_url(story), older | {"summary": "Typed on the older screen."})

    story.refresh_from_db()
    assert (story.assignee, story.summary) == (writer, "Typed on the older screen.")


def test_nothing_of_a_draft_goes_into_the_admins_own_log(reporter):
    new_story(reporter)

    desk.save(reporter, Article.objects.get(), headline="Secret tides")

    assert not LogEntry.objects.exists()


# Times


def test_a_time_that_comes_twice_is_due_when_the_writer_says_which(reporter, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    refused = new_story(reporter, due_at="2026-10-25T02:30")
    offered = refused.content.decode().count('name="due_at_reading"')

    new_story(reporter, due_at="2026-10-25T02:30", due_at_reading="2026-10-25T01:30:00+00:00")

    assert "comes twice" in errors_beside(refused, "due_at")
    assert desk.fields(refused)["due_at"] == "2026-10-25T02:30"
    assert offered == 2
    assert Article.objects.get().due_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("hour", [0, 1])
def test_a_time_that_comes_twice_stays_when_the_story_is_saved_again(reporter, settings, hour):
    settings.TIME_ZONE = "Europe/Berlin"
    due_at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    article = factories.draft(reporter, due_at=due_at)

    desk.save(reporter, article, summary="New.")

    article.refresh_from_db()
    assert (article.summary, article.due_at) == ("New.", due_at)


def test_what_is_due_is_asked_for_in_the_time_of_the_site(reporter, settings):
    settings.TIME_ZONE = "Asia/Beirut"

    page = desk.open_story(reporter, factories.draft(reporter))

    assert "In the time of Asia/Beirut." in page.content.decode()

"""The whole way of a story in a real browser: written, submitted, approved, published, read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.demo import PASSWORD
from articles.models import Article
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def newsroom():
    """Make a reporter who stands in the register, an editor of a section, and a publisher."""
    section = factories.section("Harbour")
    factories.tag("Spring tides")
    reporter = factories.user(UserRole.REPORTER, username="ines", password=PASSWORD)
    factories.person("Ines Halloran", user=reporter)
    factories.user(UserRole.EDITOR, username="marguerite", password=PASSWORD, sections=[section])
    factories.user(UserRole.PUBLISHER, username="callum", password=PASSWORD)


def type_tag(page, name):
    page.locator(".field-tags .select2-search__field").click()
    page.keyboard.type(name)
    page.locator(".select2-results__option--highlighted", has_text=name).wait_for()
    page.keyboard.press("Enter")


def write(page, headline):
    """Begin a story, fill in what a story needs, and save it."""
    page.get_by_role("link", name="New story").first.click()
    page.locator(".word-count").wait_for()
    page.get_by_label("Headline").fill(headline)
    page.get_by_label("Summary").fill("It rose, and then it fell.")
    page.locator(".ProseMirror").click()
    page.locator(".ProseMirror:focus").wait_for()
    page.keyboard.type("Twice a day the water rises.")
    page.keyboard.press("Enter")
    page.keyboard.type("Twice a day it falls.")
    page.get_by_label("Section").select_option(label="Harbour")
    type_tag(page, "Spring tides")
    type_tag(page, "Low water")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved: this is version 1.").wait_for()


def press(page, button, said):
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_text(said).wait_for()


@pytest.mark.smoke
def test_a_story_goes_from_its_writer_to_its_readers(newsroom, log_in, open_page):
    reporter, editor, publisher = log_in("ines"), log_in("marguerite"), log_in("callum")

    write(reporter, "The harbour breathes")
    press(reporter, "Submit for review", "Submitted: the story is in review")
    for page, button, said in (
        (editor, "Approve", "Approved: a publisher can publish"),
        (publisher, "Publish", "Published: readers get it now."),
    ):
        page.reload()
        page.get_by_role("link", name="The harbour breathes").click()
        press(page, button, said)
    path = Article.objects.get().live_edition().path
    reader = open_page()
    reader.goto(path)

    assert reader.get_by_role("heading", level=1).inner_text() == "The harbour breathes"
    body = reader.locator(".body").inner_text()
    assert body.split("\n\n") == ["Twice a day the water rises.", "Twice a day it falls."]
    text = reader.locator("main").inner_text()
    for part in ("It rose, and then it fell.", "Ines Halloran", "Spring tides", "Low water"):
        assert part in text


def test_what_was_submitted_is_read_and_no_longer_written(newsroom, log_in):
    page = log_in("ines")
    write(page, "The harbour breathes")

    press(page, "Submit for review", "Submitted: the story is in review")

    assert page.get_by_text("Twice a day the water rises.").is_visible()
    assert page.locator("textarea, .ProseMirror").count() == 0
    assert page.get_by_role("button", name="Save").count() == 0


def test_the_buttons_wait_while_something_is_not_saved(newsroom, log_in):
    page = log_in("ines")
    write(page, "The harbour breathes")
    submit = page.get_by_role("button", name="Submit for review")
    page.locator(".word-count").wait_for()
    before = submit.is_enabled()

    page.get_by_label("Summary").fill("Changed, and not saved.")

    assert before
    assert submit.is_disabled()
    assert page.get_by_text("Save first: these buttons act on the saved text.").is_visible()


def test_a_note_to_the_writer_is_still_there_when_the_story_was_saved(newsroom, log_in):
    article = factories.submitted(headline="The harbour breathes")
    page = log_in("callum")
    page.goto(f"/desk/articles/article/{article.pk}/change/")
    page.locator(".word-count").wait_for()
    page.get_by_text("Return to writer…").click()
    page.get_by_label("What the writer should do").fill("Ask the pilots too.")

    page.get_by_label("Summary").fill("Changed.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved: this is version 2.").wait_for()
    kept = page.get_by_label("What the writer should do").input_value()
    page.get_by_role("button", name="Return to writer", exact=True).click()
    page.get_by_text("Returned: the story is a draft again").wait_for()

    assert kept == "Ask the pilots too."
    assert article.events.get(verb="return_to_writer").reason == "Ask the pilots too."


def test_who_leaves_a_story_with_a_note_half_written_is_asked(newsroom, log_in):
    article = factories.submitted(headline="The harbour breathes")
    page = log_in("callum")
    page.goto(f"/desk/articles/article/{article.pk}/change/")
    page.locator(".word-count").wait_for()
    page.get_by_text("Return to writer…").click()
    page.get_by_label("What the writer should do").fill("Ask the pilots too.")
    asked = []

    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="History", exact=True).click()
    page.wait_for_url("**/history/")

    assert asked == ["beforeunload"]


def test_who_was_signed_out_logs_in_beside_and_saves_what_was_typed(newsroom, log_in):
    page = log_in("ines")
    write(page, "The harbour breathes")
    page.locator(".word-count").wait_for()
    page.get_by_label("Summary").fill("Written all afternoon.")
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Save").click()
    page.get_by_text("You were signed out, so nothing was sent.").wait_for()
    kept = Article.objects.get().version
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Log in in another tab").click()
    opened.value.get_by_label("Username").fill("ines")
    opened.value.get_by_label("Password").fill(PASSWORD)
    opened.value.get_by_role("button", name="Log in").click()
    opened.value.get_by_role("heading", name="The desk").wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved: this is version 2.").wait_for()

    assert kept == 1
    assert Article.objects.get().summary == "Written all afternoon."


def test_a_tag_that_was_chosen_counts_as_not_saved(newsroom, log_in):
    page = log_in("ines")
    write(page, "The harbour breathes")
    page.locator(".word-count").wait_for()

    type_tag(page, "Moon")

    assert page.get_by_role("button", name="Submit for review").is_disabled()


def test_a_text_that_was_typed_counts_as_not_saved(newsroom, log_in):
    page = log_in("ines")
    write(page, "The harbour breathes")
    page.locator(".word-count").wait_for()

    page.locator(".ProseMirror").click()
    page.locator(".ProseMirror:focus").wait_for()
    page.keyboard.type("More. ")

    assert page.get_by_role("button", name="Submit for review").is_disabled()


def test_of_two_tabs_the_second_sees_both_texts_and_saves_its_own(newsroom, log_in):
    first = log_in("ines")
    write(first, "The harbour breathes")
    second = first.context.new_page()
    second.goto(first.url)
    second.locator(".word-count").wait_for()
    first.get_by_label("Summary").fill("Of the first tab.")
    first.get_by_role("button", name="Save").click()
    first.get_by_text("Saved: this is version 2.").wait_for()

    second.get_by_label("Summary").fill("Of the second tab.")
    second.get_by_role("button", name="Save").click()
    second.get_by_role("heading", name="Two saves at once").wait_for()
    shown = second.locator(".stale").inner_text()
    second.get_by_role("button", name="Save mine as version 3").click()
    second.get_by_text("Saved: this is version 3.").wait_for()

    assert "Of the first tab." in shown
    assert "Of the second tab." in shown
    assert Article.objects.get().summary == "Of the second tab."


def test_a_refused_story_keeps_what_was_written(newsroom, log_in):
    page = log_in("ines")
    page.get_by_role("link", name="New story").first.click()
    page.locator(".word-count").wait_for()
    page.locator(".ProseMirror").click()
    page.locator(".ProseMirror:focus").wait_for()
    page.keyboard.type("Twice a day the water rises.")
    type_tag(page, "Low water")

    page.get_by_role("button", name="Save").click()
    page.get_by_text("Not saved yet.").wait_for()
    page.locator(".word-count").wait_for()

    assert page.locator(".ProseMirror").inner_text() == "Twice a day the water rises."
    assert "Low water" in page.locator(".field-tags").inner_text()
    assert not Article.objects.exists()


def test_a_story_is_scheduled(newsroom, log_in):
    article = factories.approved(headline="The harbour breathes")
    page = log_in("callum")
    later = timezone.localtime() + timedelta(days=1)
    page.goto(f"/desk/articles/article/{article.pk}/change/")

    page.get_by_text("Publish later…").click()
    page.get_by_label("Goes live").fill(f"{later:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Publish later").click()
    page.get_by_text("Scheduled: it goes live by itself").wait_for()

    assert article.waiting_edition() is not None


@pytest.mark.expects_errors("422")
def test_a_time_that_comes_twice_is_chosen_and_then_typed_anew(newsroom, log_in, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    article = factories.approved(headline="The harbour breathes")
    page = log_in("callum")
    page.goto(f"/desk/articles/article/{article.pk}/change/")
    page.get_by_text("Publish later…").click()
    page.get_by_label("Goes live").fill(twice())
    page.get_by_role("button", name="Publish later").click()

    page.get_by_label("02:30 CET (UTC+1)").check()
    page.get_by_role("button", name="Publish later").click()
    page.get_by_text("Scheduled: it goes live by itself").wait_for()
    chosen = article.waiting_edition().live_from
    page.get_by_text("Change the time…").click()
    page.get_by_label("Goes live").fill(twice().replace("T02", "T12"))
    page.get_by_role("button", name="Change the time").click()
    page.get_by_text("12:30 CET").first.wait_for()

    assert f"{chosen:%H:%M}" == "01:30"
    assert f"{article.waiting_edition().live_from:%H:%M}" == "11:30"


def twice():
    """Return half past two of the next year's day on which Europe sets its clocks back."""
    day = date(timezone.localdate().year + 1, 10, 31)
    return f"{day - timedelta(days=(day.weekday() + 1) % 7)}T02:30"


def test_a_withdrawal_asks_for_its_reasons_before_it_is_sent(newsroom, log_in):
    edition = factories.published()
    page = log_in("callum")
    page.goto(f"/desk/articles/article/{edition.article_id}/change/")

    page.get_by_text("Breaking, taking back, bringing back").click()
    page.get_by_text("Withdraw…").click()
    page.get_by_role("button", name="Withdraw", exact=True).click()
    missing = page.locator("select:invalid").count()
    page.get_by_label("Reason that readers are told").select_option("legal")
    page.get_by_label("Reason for the desk").fill("A court.")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_text("Withdrawn: readers get a notice instead.").wait_for()

    assert missing == 1
    assert edition.article.live_edition() is None


def test_a_person_is_added_from_the_story_that_names_them(newsroom, log_in):
    page = log_in("ines")
    page.get_by_role("link", name="New story").first.click()
    page.locator(".word-count").wait_for()

    with page.expect_popup() as opened:
        page.locator("#add_id_about_people").click()
    popup = opened.value
    popup.get_by_label("Name", exact=False).first.fill("Ruta Kalnmeier")
    popup.get_by_label("Sort name").click()
    popup.get_by_role("button", name="Save").click()
    page.get_by_title("Ruta Kalnmeier").wait_for()

    assert "Ruta Kalnmeier" in page.locator(".field-about_people").inner_text()

"""The demo's correction, played by its people: the first edition named the wrong president."""

import shutil

import pytest

from articles.demo import FOLDER, loader
from articles.models import Article
from tests.browser.writing import search_quotes, wait_for_caret

pytestmark = pytest.mark.django_db(transaction=True)

SECOND_EDITION = "\n[[edition]]\nlive_from = 2025-12-06T16:02"
HEADLINE_OF = "lebanon-israel-talks"
WRONG = "Michel Aoun was not president: his term ended on 30 October 2022."
RIGHT = "Joseph Aoun has been president since 9 January 2025."


@pytest.fixture
def story(tmp_path, monkeypatch) -> Article:
    """The demo newsroom on 6 December 2025 at 15:00, before it knew."""
    folder = shutil.copytree(FOLDER, tmp_path / "demo")
    file = folder / "stories" / f"{HEADLINE_OF}.toml"
    first, cut, _ = file.read_text().partition(SECOND_EDITION)
    assert cut
    file.write_text(first)
    monkeypatch.setattr(loader, "FOLDER", folder)
    loader.load()
    return Article.objects.get(slug=HEADLINE_OF)


def open_story(page, story):
    page.goto(f"/desk/articles/article/{story.pk}/change/")


def press(page, button, said):
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_text(said).wait_for()


def propose(page, story):
    open_story(page, story)
    page.get_by_role("link", name="Propose a correction").click()
    page.get_by_label("Severity").select_option(label="Serious (above the text)")
    page.get_by_label("What was wrong").fill(WRONG)
    page.get_by_label("What is right").fill(RIGHT)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()


def approve_correction(page):
    page.goto("/desk/articles/correction/")
    row = page.get_by_role("row").filter(has_text="Michel Aoun was not president")
    row.get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option(label="Approve: the next edition prints it")
    page.get_by_role("button", name="Run").click()
    page.get_by_text("Approved: Correction").wait_for()


def select_in_text(page, words, start, length):
    """Select some letters of the text, as with the mouse, and wait for the keys to go there."""
    page.locator(".ProseMirror").evaluate(
        """(text, [words, start, length]) => {
            const editor = text.editor
            editor.state.doc.descendants((node, at) => {
                const found = node.isText ? node.text.indexOf(words) : -1
                if (found < 0) return
                const from = at + found + start
                editor.chain().focus().setTextSelection({ from, to: from + length }).run()
            })
        }""",
        [words, start, length],
    )
    wait_for_caret(page)


def put_right(page, story):
    """Name the right president, and take the quote of the right one."""
    open_story(page, story)
    page.locator(".word-count").wait_for()
    select_in_text(page, "President Michel Aoun", len("President "), len("Michel"))
    page.keyboard.type("Joseph")
    quote = "We are committed to this option"
    select_in_text(page, quote, 0, len(quote))
    page.locator(".ProseMirror").evaluate("t => t.editor.commands.deleteNode('sourcedQuote')")
    search_quotes(page, "committed to this option").filter(has_text="Joseph Aoun").click()
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("Saved: this is version").wait_for()


def test_correction_goes_from_who_saw_it_to_the_readers(story, log_in, open_page):
    reporter, editor, publisher = log_in("reporter"), log_in("editor"), log_in("publisher")
    reader = open_page(viewport={"width": 375, "height": 800})
    path = story.live_edition().path

    propose(reporter, story)
    approve_correction(publisher)
    put_right(editor, story)
    press(editor, "Submit for review", "Submitted: the story is in review")
    open_story(publisher, story)
    press(publisher, "Approve", "Approved: a publisher can publish")
    publisher.locator("summary", has_text="Publish…").click()
    form = publisher.locator("form[action$='/do/publish/']")
    form.get_by_label("Sort of change").select_option(value="correction")
    form.get_by_role("button", name="Publish", exact=True).click()
    publisher.get_by_text("Published: readers get it now.").wait_for()
    reader.goto(path)

    above = reader.locator(".correction").first
    assert WRONG in above.inner_text()
    assert "President Joseph Aoun received" in reader.locator(".body").inner_text()
    assert "Updated" in reader.locator(".times").inner_text()
    above.get_by_role("link", name="What changed").click()
    assert "Michel" in reader.locator(".differences del").all_inner_texts()
    assert "Joseph" in reader.locator(".differences ins").all_inner_texts()
    reader.get_by_role("link", name="edition 1", exact=True).click()
    assert "President Michel Aoun received" in reader.locator(".body").inner_text()
    reader.goto("/corrections/")
    assert RIGHT in reader.locator("main").inner_text()

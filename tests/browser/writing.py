"""Steps of a writer in the browser."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests import factories


def sign_in(page, client, user):
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": settings.SITE_URL}
    page.context.add_cookies([cookie])


def open_story(page, client, story):
    """Sign in as the test's reporter and open a story, the caret at its end."""
    sign_in(page, client, factories.reporter())
    page.goto(f"/desk/articles/article/{story.pk}/change/")
    page.locator(".word-count").wait_for()
    page.locator(".ProseMirror").evaluate("text => text.editor.commands.focus('end')")
    wait_for_caret(page)


def write_story(page, client, body=""):
    """Open a new story with this body."""
    open_story(page, client, factories.draft(body=body))


def wait_for_caret(page):
    """Wait until keys go into the text: the editor takes the focus a moment later."""
    page.locator(".ProseMirror:focus").wait_for()


def select_words(page, words):
    """Select words of the text, which stand in it once, within one line."""
    page.locator(".ProseMirror").evaluate(
        """(text, words) => text.editor.state.doc.descendants((node, at) => {
            const start = node.isTextblock ? node.textContent.indexOf(words) : -1
            if (start < 0) return
            const from = at + 1 + start
            text.editor.commands.setTextSelection({ from, to: from + words.length })
        })""",
        words,
    )


def html_in(page):
    """Return what the editor would send."""
    return page.locator(".ProseMirror").evaluate("text => text.editor.getHTML()")


def save(page):
    # The page asks first whether one is still signed in, and is sent a moment later.
    with page.expect_navigation():
        page.locator("input[name=_continue]").first.click()
    page.locator(".word-count").wait_for()


def search_quotes(page, words=""):
    """Open the search for a quote, type, and return the list that is found."""
    page.keyboard.press("Control+Shift+B")
    page.get_by_role("combobox", name="Words of it").wait_for()
    page.keyboard.type(words)
    return page.locator(".quote-dialog").get_by_role("option")


def paste(page, html):
    """Paste HTML that another program put on the clipboard."""
    page.locator(".ProseMirror").evaluate(
        """(text, html) => {
            const clipboardData = new DataTransfer()
            clipboardData.setData("text/html", html)
            const options = { clipboardData, bubbles: true, cancelable: true }
            text.dispatchEvent(new ClipboardEvent("paste", options))
        }""",
        html,
    )


def violations(page, part):
    """Return the rules of accessibility that a part of the page breaks."""
    found = Axe().run(page, context=part).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]

"""A real browser. No page may report an error: of a script, a missing file, a breach of the CSP."""

import pytest
from playwright.sync_api import sync_playwright

from articles.demo import PASSWORD
from tests import chromium


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what uses the browser, before `-m` chooses."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser():
    """Start one Chromium for all tests."""
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.ABSENT)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's synchronous calls keep an event loop in this thread. None of our code runs in
        # it, but Django sees it and would refuse the ORM to the tests.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chrome = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def open_page(browser, live_server, request, settings):
    """Open pages as `open_page(**options of the browser context)`, and hear what they report.

    An error fails the test, unless it is expected by name, and then it has to come:
    `@pytest.mark.expects_errors("part of the message")`.
    """
    settings.SITE_URL = live_server.url
    contexts, errors = [], []

    def open_page(**options):
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        context.on("weberror", lambda event: errors.append(str(event.error)))
        context.on("console", lambda said: said.type == "error" and errors.append(said.text))
        contexts.append(context)
        return context.new_page()

    yield open_page

    for context in contexts:
        context.close()
    expected = [part for mark in request.node.iter_markers("expects_errors") for part in mark.args]
    unexpected = [error for error in errors if not any(part in error for part in expected)]
    missing = [part for part in expected if not any(part in error for error in errors)]
    assert not unexpected, "\n".join(["A page reported:", *unexpected])
    assert not missing, "\n".join(["No page reported:", *missing])


@pytest.fixture
def page(open_page):
    """Open one page, of a desktop's size."""
    return open_page(viewport={"width": 1280, "height": 800})


@pytest.fixture
def log_in(open_page):
    """Log in at the desk with the demo's password, each in a browser of one's own."""

    def log_in(username):
        page = open_page(viewport={"width": 1280, "height": 900})
        page.goto("/desk/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("heading", name="The desk").wait_for()
        return page

    return log_in

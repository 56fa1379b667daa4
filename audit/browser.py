"""Pages in a real Chromium, in every dress that readers may see them in."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium

SCHEMES = ("light", "dark")
HEIGHTS = {320: 640, 375: 812, 768: 1024, 1280: 800}


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium for the block."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.ABSENT)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield chrome
        chrome.close()


@contextmanager
def opened(chrome: Browser, url: str, scheme: str, width: int) -> Iterator[Page]:
    """Open a page in one dress for the block."""
    viewport = {"width": width, "height": HEIGHTS[width]}
    context = chrome.new_context(color_scheme=scheme, viewport=viewport, reduced_motion="reduce")
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    yield page
    context.close()

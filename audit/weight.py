"""What an article makes a reader's connection carry before they scroll."""

from typing import NamedTuple
from urllib.parse import urlsplit

from audit.browser import browser, opened

MOST_TEXT = 35 * 1024  # bytes of HTML, CSS and JavaScript, compressed
MOST_REQUESTS = 6
TEXT = {"document", "stylesheet", "script"}


class Weight(NamedTuple):
    """What a page asked for, on a phone."""

    text: int  # bytes as they were sent
    everything: int
    requests: int
    hosts: set[str]


def of(url: str) -> Weight:
    """Weigh a page as it is before anybody scrolls."""
    answers = []
    with browser() as chrome, opened(chrome, "about:blank", "light", 375) as page:
        page.on("requestfinished", lambda request: answers.append((request, request.sizes())))
        page.goto(url, wait_until="networkidle")
        words = len(page.inner_text("main").split())
        sizes = [(request, size["responseBodySize"]) for request, size in answers]
    print(f"{url}: {words} words")
    return Weight(
        sum(size for request, size in sizes if request.resource_type in TEXT),
        sum(size for _, size in sizes),
        len(sizes),
        {urlsplit(request.url).netloc for request, _ in sizes},
    )


def faults(site: str, pages: dict[str, str]) -> list[str]:
    """Return a line for each limit that the article exceeds."""
    weight = of(site + pages["article"])
    print(f"  {weight.text} bytes of text, {weight.everything} in all, {weight.requests} requests")
    found = []
    if weight.text > MOST_TEXT:
        found.append(f"article: {weight.text} bytes of text, more than {MOST_TEXT}")
    if weight.requests > MOST_REQUESTS:
        found.append(f"article: {weight.requests} requests, more than {MOST_REQUESTS}")
    if others := weight.hosts - {urlsplit(site).netloc}:
        found.append(f"article: it calls {', '.join(sorted(others))}")
    return found

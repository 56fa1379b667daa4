"""One page of every kind that readers see, found as they find it: by following links from home."""

import re
import urllib.error
import urllib.request
from collections import deque
from urllib.parse import urljoin, urlsplit

import django
from django.urls import Resolver404, resolve

# Kinds to which no link leads from the pages looked at, or which one route has several of.
UNLINKED = {
    "found": "/search/?q=ferry",
    "nothing found": "/search/?q=zeppelin",
    "not found": "/nothing-here/",
    "sign in": "/desk/login/",
}
# Of a kind that has many pages these, by how their path ends: the story that has everything, the
# edition of it that was wrong, stories in another dress, and who is quoted.
CHOSEN = {
    "article": "/lebanon-israel-talks/",
    "edition": "/lebanon-israel-talks/editions/1/",
    "Arabic article": "/al-khatt-al-azraq/",
    "retracted article": "/ferry-fares-double/",
    "person": "/joseph-aoun/",
    "organization": "/organizations/unifil/",
}
MOST = 150  # pages to look for links on
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')


def of(site: str) -> dict[str, str]:
    """Return a path for each kind of page of a running demo, by the kind's name."""
    django.setup()
    found: dict[str, str] = {}
    seen, waiting = {"/"}, deque(["/"])
    looked = 0
    while waiting and looked < MOST:
        path = waiting.popleft()
        looked += 1
        text = _html(site + path)
        if text is None:
            continue
        kind = _kind(path)
        found.setdefault(kind, path)
        for link in _links(site, path, text):
            if link not in seen:
                seen.add(link)
                # A kind that is still missing goes first.
                (waiting.append if _kind(link) in found else waiting.appendleft)(link)
    chosen = {
        kind: next(path for path in seen if path.endswith(end)) for kind, end in CHOSEN.items()
    }
    return found | chosen | UNLINKED


def _links(site: str, path: str, text: str) -> list[str]:
    absolute = (urljoin(site + path, link.replace("&amp;", "&")) for link in _LINK.findall(text))
    ours = (urlsplit(link) for link in absolute if link.startswith(f"{site}/"))
    paths = [f"{link.path}?{link.query}" if link.query else link.path for link in ours]
    return [path for path in paths if _kind(path)]


def _kind(path: str) -> str:
    """Return the name of the route that answers a path; "" for the desk's and for none."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    return "" if match.namespaces else str(match.url_name).replace("_", " ")


def _html(url: str) -> str | None:
    """Return a page's text; None for what is no page."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            is_page = answer.headers.get_content_type() == "text/html"
            return answer.read().decode() if is_page else None
    except urllib.error.HTTPError:
        return None

"""How tests look at a story's HTML, and make up markup that nobody would write."""

import re
from html.parser import HTMLParser

from hypothesis import strategies as st

ALLOWED = {
    tag: set()
    for tag in ("p", "h2", "h3", "strong", "em", "s", "sub", "sup", "ul", "ol", "li", "br", "hr")
} | {"a": {"href"}, "blockquote": {"data-quote"}, "q": {"data-quote"}}
SAFE_ADDRESS = re.compile(r"https?://[^/\\]|mailto:\S+@|/(?![/\\])", re.IGNORECASE)


def words_marked(response) -> str:
    """Return a page of differences without what is only read out, by a screen reader."""
    return re.sub(r' data-read="[^"]*"', "", response.content.decode())


class Seen(HTMLParser):
    """What another parser than ours finds in HTML: tags, attributes and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.words = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        self.words += data

    def handle_comment(self, data):
        self.tags.append("a comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def forbidden_in(html: str) -> list:
    """Return the tags, attributes and addresses that a story may not hold."""
    seen = Seen(html)
    return [
        *(tag for tag in seen.tags if tag not in ALLOWED),
        *(found for found in seen.attributes if found[1] not in ALLOWED.get(found[0], ())),
        *unsafe_addresses_in(html),
    ]


def unsafe_addresses_in(html: str) -> list:
    addresses = [value for _, name, value in Seen(html).attributes if name == "href"]
    return [value for value in addresses if not SAFE_ADDRESS.match(value or "")]


_names = st.sampled_from(
    [
        *ALLOWED,
        *("h1", "b", "i", "div", "span", "table", "td", "script", "style", "svg", "x"),
    ]
)
_slash = st.sampled_from(["", "/"])
_quote = st.sampled_from(["", '"', "'"])
_attribute = st.sampled_from(["href", "data-quote", "onclick", "title"])
_value = st.sampled_from(
    [
        "/a",
        "//a",
        "http://a.b/?c=1&copy=2",
        "http://[",
        "http://1.2.3.999/",
        "javascript:a",
        "mailto:a@b",
        "a b",
        "1",
        "07",
        "٣",
        "-1",
        "9" * 20,
        "&#58;",
        "<p>",
        "\t",
        "é",
    ]
)
_end = st.sampled_from([">", "/>", "", " >"])
_tags = st.builds("<{}{}>".format, _slash, _names)
_tags_with_attributes = st.builds(
    "<{}{} {}={}{}{}{}".format, _slash, _names, _attribute, _quote, _value, _quote, _end
)
_crumbs = st.sampled_from(
    [*"<>&\"'=/\\ \n\t\xa0\x00\x85\ud800\ufeff\u200b", "<!--", "-->", "<!", "<?", "&lt;", "&#129;"]
)
tag_soup = st.lists(
    _tags | _tags | _tags_with_attributes | _crumbs | st.text(max_size=5), max_size=25
).map("".join)

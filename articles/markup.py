"""Takes HTML from anywhere apart into text and tags. Pure, and linear in its input.

Why a scanner of our own before nh3: parsers that follow the HTML standard, nh3's among them, are
quadratic on hostile nesting, and html.parser on unfinished tags. This one keeps nothing but words,
the names of tags and two attributes that it has judged. `articles.body` still lets nh3 have the
last word.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

MAX_CHARS = 200_000
# Opening and closing tags. A text of that length in paragraphs of forty words has 2,000, and
# time goes by tags.
MAX_TAGS = 8_000
MAX_DEPTH = 20

# An element whose content is no text is dropped whole. No part of this expression crosses a "<"
# except to look for one fixed end, so that it is linear in whatever it is given.
_TOKEN = re.compile(
    r"""
    <!--(?:-?>|.*?(?:-->|--!>|\Z))
  | <[!?][^>]*(?:>|\Z)
  | <(?P<hidden>head|iframe|math|noembed|noframes|object|script|select|style|svg|template
      |textarea|title|xml|xmp)(?=[\s/>])
      (?:[^<>]*/>|.*?(?:</(?P=hidden)[^<>]*>|\Z))
  | <(?P<slash>/?)(?P<name>[a-z][a-z0-9:-]*+)
      (?P<attributes>(?:[^<>"']|"[^<"]*"|'[^<']*')*+)>
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""(?:^|(?<=[\s"'/]))(href|data-quote)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+))""",
    re.IGNORECASE,
)
# A single space stays as it is, which most are.
_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
# Neither a database nor a page wants them: control characters, lone surrogates, noncharacters.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Python refuses to turn very long digits into a number.
_LONG_REFERENCE = re.compile(r"&#x?[0-9a-f]{9,};?", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(r"&(?!#?[a-z0-9]+;)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/?#\\]|/(?![/\\])|mailto:[^\s?]+@", re.IGNORECASE)
_IN_ADDRESS = {" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "\xa0": "%C2%A0"}
_QUOTE_ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_MAX_BIGINT = 2**63 - 1
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
# Their end tags are optional, so counting them would see depth where there is none; the tables
# around them are counted.
_UNCOUNTED = re.compile("p|td|th|tr|thead|tbody|tfoot|dt|dd|option")


class BodyError(ValueError):
    """The text cannot be a story's body; the message says why, to whoever wrote it."""


class Tag(NamedTuple):
    """A tag, its name in small letters; where a link leads and which quote a quotation names."""

    name: str
    ends: bool
    href: str | None
    quote: int | None


def tokens(html: str) -> Iterator[str | Tag]:
    """Yield the text and the tags of HTML in order; scripts, comments and the like are left out.

    Raises BodyError when it is too long, has too many tags or is nested too deep.
    """
    check_size(html)
    html = _CONTROLS.sub("", html)
    nesting = _Nesting()
    at = 0
    for token in _TOKEN.finditer(html):
        yield _SPACES.sub(" ", _resolved(html[at : token.start()]))
        at = token.end()
        if token["name"]:
            tag = _tag(token["name"].lower(), bool(token["slash"]), token["attributes"])
            nesting.follow(tag)
            yield tag
    yield _SPACES.sub(" ", _resolved(html[at:]))


def check_size(html: str) -> None:
    """Raise BodyError for more characters or tags than a story can have."""
    if len(html) > MAX_CHARS:
        raise BodyError(
            f"This text is too long: {len(html):,} characters; the limit is {MAX_CHARS:,}."
        )
    if html.count("<") > MAX_TAGS:
        raise BodyError(
            f"This text has too much markup: {html.count('<'):,} tags; the limit is {MAX_TAGS:,}."
        )


class _Nesting:
    """Follows how deep the source is nested, by the elements that stay open."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._depth = 0

    def follow(self, tag: Tag) -> None:
        if _VOID.fullmatch(tag.name) or _UNCOUNTED.fullmatch(tag.name):
            return
        if tag.ends and self._open[tag.name]:
            self._open[tag.name] -= 1
            self._depth -= 1
        elif not tag.ends and (tag.name != "li" or not self._item_follows_item()):
            self._open[tag.name] += 1
            self._depth += 1
        if self._depth > MAX_DEPTH:
            raise BodyError(f"This text is nested too deep: more than {MAX_DEPTH} levels.")

    def _item_follows_item(self) -> bool:
        return self._open["li"] >= max(1, self._open["ul"] + self._open["ol"])


def _tag(name: str, ends: bool, attributes: str) -> Tag:
    href = quote = None
    if name == "a" and not ends:
        href = _address(_attribute(attributes, "href"))
    elif name in ("blockquote", "q") and not ends:
        quote = _quote_id(_attribute(attributes, "data-quote"))
    return Tag(name, ends, href, quote)


def _attribute(source: str, name: str) -> str:
    """Return the value of an attribute, "" when there is none; the first of two counts."""
    for found in _ATTRIBUTE.finditer(source):
        if found[1].lower() == name:
            # In an attribute "&copy=" is no sign but part of an address.
            value = found[2] or found[3] or found[4] or ""
            return _resolved(_BARE_AMPERSAND.sub("&amp;", value))
    return ""


def _resolved(source: str) -> str:
    if "&" not in source:
        return source
    return _CONTROLS.sub("", unescape(_LONG_REFERENCE.sub("\ufffd", source)))


def _quote_id(value: str) -> int | None:
    if _QUOTE_ID.fullmatch(value) and int(value) <= _MAX_BIGINT:
        return int(value)
    return None


def _address(value: str) -> str | None:
    """Return where a link may lead: the web, a mailbox or a path of this site; else None.

    A browser passes over line breaks in an address, and takes a backslash for a slash.
    """
    value = re.sub(r"[\t\n\r\f]", "", value).strip(" ")
    if not _ADDRESS.match(value):
        return None
    return re.sub(r'[ "<>\xa0]', lambda sign: _IN_ADDRESS[sign[0]], value)

"""What XML may hold. Pure, no ORM."""

import re

# https://www.w3.org/TR/xml/#charsets: not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_control_characters(text: str) -> str:
    """Return text without what would make a whole document unreadable."""
    return _FORBIDDEN.sub("", text)

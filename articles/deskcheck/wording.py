"""How titles are put into an editor's sentences."""

import re
from datetime import timedelta

from django.utils.formats import date_format

from articles.templatetags.reader import partial_date
from people.dates import Answer, PartialDate
from people.folding import folded
from people.models import Role
from people.places import BY_NAME

_OWNER = re.compile(r"^(?P<owner>(?:(?!\b(?:of|for|to)\b).)*(?:['’]s|s['’])\s)(?P<title>.+)$")
_NOT_NOW = re.compile(
    r"\b(?:then|current|incumbent|sitting|caretaker|outgoing)[\s-]", re.IGNORECASE
)
_FEW = timedelta(days=14)  # "on Monday" is the story's day as well
_JOINTS = re.compile(r"\b(?:of|for|to|at|in|on)\b")
_WITH_ARTICLE = re.compile(
    r"^United |\bof\b|\b(?:Authority|Council|Federation|Union|Association|Party|Commission|Court"
    r"|Foundation|Agency|League|Trust|Society|Committee|Fund|Organi[sz]ation|Reserve|Chamber|Army"
    r"|Museum|Gallery|Library|Opera|Philharmonic|Orchestra|Club|Guild|Cooperative|Choir|Institute|Observatory|Company|Group|Forces?|Board|Assembly|Parliament|Ministry|Netherlands|Philippines|Republic)$"
)


def former(title: str) -> str:
    """Return a title as that of somebody who held it: "Lebanon's former foreign minister"."""
    title = _NOT_NOW.sub("", title)
    owned = _OWNER.match(title)
    return f"{owned['owner']}former {owned['title']}" if owned else f"former {title}"


def of_role(role: Role) -> str:
    """Return a role in words: "Chief Executive of Selwyn Ferries", "Mayor of Port Selwyn"."""
    organization = role.organization
    if organization is None or role.label == role.title:
        return role.title
    name = organization.short_name or organization.name
    if _JOINTS.search(role.title) and folded(name) not in BY_NAME:
        return role.label
    article = "the " if _WITH_ARTICLE.search(name) and not name.startswith("The ") else ""
    return f"{role.title} of {article}{name}"


def when(role: Role) -> str:
    """Return from when to when a role is held, as far as is known; "" when nothing is."""
    start, end = partial_date(role.started_on), partial_date(role.ended_on)
    if start and end:
        return f"from {start} to {end}"
    return f"until {end}" if end else f"since {start}" if start else ""


def term(role: Role, day: PartialDate) -> str:
    """Say of a role when it was held, as seen from a day."""
    if role.over_by(day):
        end = partial_date(role.ended_on)
        return f"was {of_role(role)} until {end}" if end else f"is no longer {of_role(role)}"
    if role.held_on(day) == Answer.NO:
        return f"was not {of_role(role)} before {partial_date(role.started_on)}"
    if role.ended_on:
        return f"was {of_role(role)} then"
    verb = "has been" if role.started_on else "is"
    return f"{verb} {of_role(role)} {when(role)}".strip()


def on(day: PartialDate) -> str:
    """Return "on 6 December 2025", "in 2019"; of longer spans both days."""
    first, last = day.first, day.last
    if last - first < _FEW:
        return f"on {date_format(last, 'j F Y')}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return (
            f"in {first.year}" if first.year == last.year else f"from {first.year} to {last.year}"
        )
    return f"between {date_format(first, 'j F Y')} and {date_format(last, 'j F Y')}"

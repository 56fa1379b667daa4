"""What a text says that somebody is, before anybody asks whether it is true. Pure, no ORM."""

from dataclasses import dataclass
from enum import StrEnum

from people.titles import Office


class Sense(StrEnum):
    """When the title is said to be held."""

    NOW = "now"
    FORMER = "former"  # held once, no longer
    THEN = "then"  # held at the time that is spoken of
    ONCE = "once"  # held at some time: "the late", "was"
    NEXT = "next"  # not yet held: "-elect", "incoming"


class Turn(StrEnum):
    """What a verb says of the title: a date beside it is that of the whole."""

    NONE = ""
    WAS = "was"
    BEGUN = "begun"  # "became", "was sworn in as"
    GIVEN = "given"  # "was elected": it may begin later
    ENDED = "ended"  # "stepped down as"


@dataclass(frozen=True)
class Claim:
    """A title beside a name, `start` to `end` of a passage, with where each of the two stands.

    `people` are all who may be meant. `office` is None for a bare "of ORGANIZATION", of which
    `seat` tells. `sure_seat` is False where "its" or an adjective names the place, which may be
    something else.
    """

    people: tuple[int, ...]
    office: Office | None
    sense: Sense
    seat: str
    sure_seat: bool
    start: int
    end: int
    name_start: int
    name_end: int
    title_start: int
    title_end: int
    is_said: bool = False  # with a verb in the present: "who is", "heads"
    turn: Turn = Turn.NONE

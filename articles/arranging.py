"""A front as readers get it: the stories that editors placed in their slots, then the newest."""

from datetime import datetime
from typing import NamedTuple

from articles.models.edition import Edition, EditionQuerySet
from articles.models.placement import Placement
from articles.models.taxonomy import Section


class Arrangement(NamedTuple):
    """The first page of a front: what stands in its slots, and the stories below them."""

    slots: dict[int, Edition]
    below: list[Edition]
    last: Edition | None  # older stories come after this one; None when there are none

    @property
    def stories(self) -> list[Edition]:
        """All of the page, in its order."""
        return [*self.slots.values(), *self.below]


def of(front: Section | None) -> EditionQuerySet:
    """Return the editions that a front is about: those of its section, or all."""
    return Edition.objects.filter(section=front) if front else Edition.objects.all()


def placed(front: Section | None, at: datetime) -> dict[int, Edition]:
    """Return what stands in which slot at `at`. A story that is not listed leaves its slot."""
    slots = dict(Placement.objects.on(front).live(at).values_list("article_id", "slot"))
    editions = Edition.objects.listed(at).cards().filter(article__in=slots)
    return {slots[edition.article_id]: edition for edition in editions}


def arrange(
    front: Section | None, newest: EditionQuerySet, at: datetime, stories_a_page: int
) -> Arrangement:
    """Return the first page of a front as of `at`.

    `newest` are its stories, the newest first. They fill what no editor has filled. Older pages go
    on in that order behind the last of these: what is newer stands on the page, here or in a slot.
    """
    pinned = placed(front, at)
    articles = {edition.article_id for edition in pinned.values()}
    found = [e for e in newest[: stories_a_page + 1] if e.article_id not in articles]
    rest = stories_a_page - len(pinned)
    others = iter(fill := found[:rest])
    slots = {slot: pinned.get(slot) or next(others, None) for slot in Placement.SLOTS}
    return Arrangement(
        slots={slot: edition for slot, edition in slots.items() if edition},
        below=list(others),
        last=fill[-1] if fill and len(found) > rest else None,
    )

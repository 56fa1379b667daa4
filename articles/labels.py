"""The words that readers get for what an edition keeps as a code, in the newsroom's language."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

# A label alone is missed by half of the readers; the sentence beside it is what they remember.
KIND_MEANINGS = {
    "news": _("what happened, and how we know"),
    "analysis": _("what the facts suggest, by a reporter who covers them"),
    "opinion": _("the view of its author, not of this newsroom"),
    "explainer": _("the background to the news, step by step"),
    "interview": _("the answers of one person to our questions"),
    "review": _("the judgement of a critic who has seen, heard or read the work"),
    "obituary": _("a life, told after its end"),
}

# In the order in which a page names them.
BYLINE_LABELS = {
    "writing": pgettext_lazy("before names of writers", "By"),
    "reporting": pgettext_lazy("before names", "Reporting by"),
    "photography": pgettext_lazy("before names", "Photographs by"),
    "translation": pgettext_lazy("before names", "Translated by"),
}

CORRECTION_LABELS = {
    "correction": _("Correction"),
    "clarification": _("Clarification"),
    "editors_note": _("Editor’s note"),
    "retraction": _("Retraction"),
    "update": pgettext_lazy("label of a notice", "Updated"),
}

# The link to the one notice of a page; it follows "Updated 6 December 2025, 14:00, ".
SEE_LABELS = {
    "correction": _("see correction"),
    "clarification": _("see clarification"),
    "editors_note": _("see editor’s note"),
    "retraction": _("see retraction"),
    "update": _("see update"),
}

AI_NOTES = {
    "assisted": _("AI tools were used to help prepare this story."),
    "generated": _("This story contains words or pictures made by AI tools."),
}

# Each follows "It … was taken down on 6 December 2025, 14:00 ".
WITHDRAWAL_REASONS = {
    "legal": _("for legal reasons"),
    "privacy": _("to protect somebody’s privacy"),
    "rights": _("because we had no right to publish it"),
    "safety": _("for somebody’s safety"),
    "error": _("because it was published by mistake"),
}


def comma() -> str:
    """What stands between the names of a list, or between a name and a title."""
    return pgettext("between the names of a list", ", ")


def kind_meaning(kind: str) -> str:
    """The sentence that says what a kind of story promises its reader."""
    return str(KIND_MEANINGS.get(kind, ""))


def correction_label(kind: str) -> str:
    """The word that opens a notice of this kind."""
    return str(CORRECTION_LABELS.get(kind) or gettext("Note"))


def see_label(corrections: Sequence[dict[str, Any]]) -> str:
    """The words of the link to the notices of a page."""
    if len(corrections) > 1:
        return gettext("see corrections")
    return str(SEE_LABELS.get(corrections[0]["kind"]) or gettext("see note"))


def ai_note(ai_use: str) -> str:
    """What readers are told about the use of AI; nothing when there was none."""
    return str(AI_NOTES.get(ai_use, ""))


def withdrawal_reason(reason_class: str) -> str:
    """Why a story was taken down, as far as readers are told."""
    return str(WITHDRAWAL_REASONS.get(reason_class, ""))

"""Which language the interface speaks: to readers the newsroom's, at the desk English.

What wears the readers' dress is put in `LANGUAGE_CODE`, whoever asks for it. The desk's pages and
what machines read are English, whatever the newsroom's language.
"""

from django.conf import settings
from django.utils import translation

ENGLISH = "en"


def for_readers() -> translation.override:
    """Within it words are put as readers get them; the desk uses it for pages in their dress."""
    return translation.override(settings.LANGUAGE_CODE)


def in_english() -> translation.override:
    """Within it words are put as the desk and machines get them."""
    return translation.override(ENGLISH)

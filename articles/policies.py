"""The policies that a newsroom may have published, and those that it has.

By their properties of a schema.org NewsMediaOrganization (https://schema.org/docs/news.html), which
are the codes of IPTC's trust indicators too (http://cv.iptc.org/newscodes/trustindicator/).
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings

from articles.absolute import absolute

TITLES = {
    "publishingPrinciples": "Publishing principles",
    "correctionsPolicy": "Corrections",
    "ethicsPolicy": "Ethics",
    "unnamedSourcesPolicy": "Unnamed sources",
    "verificationFactCheckingPolicy": "Verification",
    "actionableFeedbackPolicy": "Feedback",
    "ownershipFundingInfo": "Ownership and funding",
    "noBylinesPolicy": "Stories without a by-line",
    "diversityPolicy": "Diversity",
    "missionCoveragePrioritiesPolicy": "Mission",
    "masthead": "Masthead",
}


class Policy(NamedTuple):
    """One that can be read: its name among machines, its title, its address."""

    name: str
    title: str
    url: str


def published(pages: Mapping[str, str]) -> list[Policy]:
    """Return the policies that can be read, with absolute addresses.

    Arguments: `pages` are the paths of the site's own pages, by the policy that each is. What the
    settings name stands elsewhere, and comes before a page of the same policy.
    """
    return [
        Policy(name, TITLES[name], absolute(url) if url.startswith("/") else url)
        for name, url in ({**pages, **settings.POLICIES}).items()
        if name in TITLES
    ]

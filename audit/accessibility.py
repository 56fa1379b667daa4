"""What axe finds wrong on a page, and what stands out beside it, in every dress."""

from itertools import product

from axe_playwright_python.sync_playwright import Axe
from tqdm import tqdm

from audit.browser import SCHEMES, browser, opened

WIDTHS = (320, 768, 1280)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def faults(site: str, pages: dict[str, str]) -> list[str]:
    """Return a line for each fault of the pages: an axe violation, or a page that scrolls aside."""
    found, axe = [], Axe()
    with browser() as chrome:
        for (kind, path), scheme, width in tqdm(
            list(product(pages.items(), SCHEMES, WIDTHS)), desc="Accessibility", unit="page"
        ):
            dress = f"{kind} ({path}), {scheme}, {width} px"
            with opened(chrome, site + path, scheme, width) as page:
                for violation in axe.run(page, options=OPTIONS).response["violations"]:
                    where = "; ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
                    found.append(f"{dress}: {violation['help']}: {where}")
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{dress}: it is wider than the window")
    return found

"""`make screenshots`: every kind of page at four widths, light and dark, to look at."""

import argparse
from itertools import product
from pathlib import Path

from tqdm import tqdm

from audit import pages
from audit.browser import HEIGHTS, SCHEMES, browser, opened
from audit.demo import ROOT, demo

FOLDER = ROOT / "var" / "screenshots"


def take(site: str, folder: Path) -> None:
    """Write a picture of each whole page as KIND-WIDTH-SCHEME.png."""
    folder.mkdir(parents=True, exist_ok=True)
    found = pages.of(site)
    with browser() as chrome:
        for (kind, path), scheme, width in tqdm(
            list(product(found.items(), SCHEMES, HEIGHTS)), desc="Screenshots"
        ):
            with opened(chrome, site + path, scheme, width) as page:
                page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
                page.wait_for_load_state("networkidle")
                file = folder / f"{kind.replace(' ', '-')}-{width}-{scheme}.png"
                page.screenshot(path=file, full_page=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m audit.screenshots", description=__doc__)
    parser.add_argument("--site", help="a demo that runs already, by its address")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    if options.site:
        take(options.site, options.folder)
    else:
        with demo() as site:
            take(site, options.folder)
    print(f"They lie in {options.folder}")


if __name__ == "__main__":
    main()

"""`make audit`: the demo's pages before the judges that browsers, search engines and people use.

It ends with 1 when one of them finds a fault, after all have spoken.
"""

import argparse
import sys
from contextlib import nullcontext

from audit import accessibility, markup, pages, speed, weight
from audit.demo import demo

JUDGES = {
    "weight": weight.faults,
    "markup": markup.faults,
    "accessibility": accessibility.faults,
    "speed": speed.faults,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m audit", description=__doc__)
    parser.add_argument("judges", nargs="*", choices=[*JUDGES, []], help="all, if none is named")
    parser.add_argument("--site", help="a demo that runs already, by its address")
    options = parser.parse_args()
    with nullcontext(options.site) if options.site else demo() as site:
        found = pages.of(site)
        print("\n".join(["Pages:", *(f"  {kind}: {path}" for kind, path in found.items())]))
        faults = {
            name: judge(site, found)
            for name, judge in JUDGES.items()
            if not options.judges or name in options.judges
        }
    for name, lines in faults.items():
        print(f"\n{name}: {len(lines) or 'no'} faults")
        print("\n".join(f"  {line}" for line in lines))
    sys.exit(any(faults.values()))


if __name__ == "__main__":
    main()

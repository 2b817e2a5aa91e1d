"""Draw the flows: `python -m tests.support.screenshots [--check] [--png FOLDER [--only TEXT]]`."""

import argparse
import asyncio
import sys
from pathlib import Path

from tests.support import environment, stale
from tests.support.pictures import picture, write_png
from tests.support.source import ROOT

FOLDER = ROOT / "screenshots"


def pictures(only: str = "") -> dict[Path, str]:
    """Return the SVG of every flow whose name has `only` in it, by the file it belongs in."""
    from tests.flows.flows import FLOWS

    return {
        FOLDER / f"{flow.name}-{flow.size[0]}x{flow.size[1]}.svg": asyncio.run(picture(flow))
        for flow in FLOWS
        if only in flow.name
    }


def main() -> int:
    """Write the pictures, or tell which are stale; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.screenshots", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell which pictures are stale")
    parser.add_argument("--png", type=Path, metavar="FOLDER", help="draw them as PNG only, to look at")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="with --png: flows with this in their names"
    )
    options = parser.parse_args()
    environment.clean()
    made = pictures(options.only if options.png else "")
    if options.png:
        options.png.mkdir(parents=True, exist_ok=True)
        for path, svg in made.items():
            write_png(svg, options.png / path.with_suffix(".png").name)
        return 0
    gone = stale.leftovers(made, FOLDER, "*.svg")
    return stale.update(made, gone, check=options.check, command="make screenshots")


if __name__ == "__main__":
    sys.exit(main())

"""The pictures of the flows: `python -m tests.support.screenshots [--check] [--png FOLDER [--only TEXT]]`.

They are the snapshots that the tests hold every flow to, without what editors would trim; so nothing is drawn
twice, and a picture is as true as the tests are green. PNG files are drawn anew, to look at while working.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from tests.support import environment, stale
from tests.support.flow import Flow
from tests.support.pictures import normalised, picture, write_png
from tests.support.source import ROOT

FOLDER = ROOT / "screenshots"
SNAPSHOTS = ROOT / "tests" / "snapshots" / "__snapshots__" / "test_snapshots"
SNAPSHOT = "test_the_screen_looks_as_agreed[{}].svg"


def pictures() -> dict[Path, str]:
    """Return the SVG of every flow that has been agreed on, by the file it belongs in."""
    from tests.flows.flows import FLOWS

    agreed = {FOLDER / f"{named(flow)}.svg": SNAPSHOTS / SNAPSHOT.format(named(flow)) for flow in FLOWS}
    return {path: normalised(svg.read_text(encoding="utf-8")) for path, svg in agreed.items() if svg.exists()}


def named(flow: Flow) -> str:
    """Return the name of the picture of a flow."""
    return f"{flow.name}-{flow.size[0]}x{flow.size[1]}"


def draw(folder: Path, only: str) -> None:
    """Draw the flows whose names have `only` in them as PNG files."""
    from tests.flows.flows import FLOWS

    folder.mkdir(parents=True, exist_ok=True)
    for flow in FLOWS:
        if only in flow.name:
            write_png(asyncio.run(picture(flow)), folder / f"{named(flow)}.png")


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
    if options.png:
        draw(options.png, options.only)
        return 0
    made = pictures()
    gone = stale.leftovers(made, FOLDER, "*.svg")
    return stale.update(made, gone, check=options.check, command="make screenshots")


if __name__ == "__main__":
    sys.exit(main())

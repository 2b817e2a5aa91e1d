"""A screen as SVG, the same to the byte for the same content, and as PNG for looking at."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.support.flow import Flow, walk

GENERATED_ID = re.compile(r"terminal-\d+-")
FONT = re.compile(r"Fira Code")
TEXT = re.compile(r"<text ")
TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


async def picture(flow: Flow) -> str:
    """Return what the screen shows at the end of a flow, as SVG."""
    app = flow.build()
    async with app.run_test(size=flow.size) as pilot:
        await walk(flow, pilot)
        return normalised(app.export_screenshot(title="amtui", simplify=True))


def normalised(svg: str) -> str:
    """Return SVG without what differs between runs that show the same."""
    return TRAILING.sub("", GENERATED_ID.sub("terminal-", svg)).rstrip() + "\n"


def write_png(svg: str, target: Path) -> None:
    """Draw SVG with a font that draws boxes and blocks in cells.

    Raises:
        FileNotFoundError: rsvg-convert is not installed.
    """
    if shutil.which("rsvg-convert") is None:
        message = "rsvg-convert is missing; Debian has it in librsvg2-bin"
        raise FileNotFoundError(message)
    drawable = TEXT.sub('<text xml:space="preserve" ', FONT.sub("DejaVu Sans Mono", svg))
    subprocess.run(["rsvg-convert", "--output", target], input=drawable.encode(), check=True)

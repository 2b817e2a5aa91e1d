"""Writing lists to files by keys, and reading what is in them."""

import csv
import json
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from amtui.screens.dialogs.reason import ReasonDialog
from tests.flows.visitor import Visitor

WIDE = (240, 40)


def there() -> list[str]:
    """Return the names of the files that are there."""
    return sorted(path.name for path in Path().iterdir())


def text(name: str) -> str:
    """Return what is in a file."""
    return Path(name).read_text()


def lines_of(name: str) -> list[list[str]]:
    """Return the lines of a CSV file."""
    with Path(name).open(newline="") as stream:
        return list(csv.reader(stream))


def away(name: str) -> None:
    """Take a file away."""
    Path(name).unlink()


async def ask(me: Visitor, name: str) -> None:
    """Ask for the list to be written to a file."""
    await me.press("ctrl+e")
    assert isinstance(me.app.screen, ReasonDialog), me.said
    await me.press("ctrl+u")
    await me.paste(name)
    await me.press("enter")


def objects(name: str) -> list[dict[str, Any]]:
    """Return the rows of a JSON file."""
    found: list[dict[str, Any]] = json.loads(Path(name).read_text())
    return found


async def written(me: Visitor, name: str = "list.json") -> list[dict[str, Any]]:
    """Write the list that is shown and return what is in the file."""
    await ask(me, name)
    await me.see("Wrote ")
    found = objects(name)
    assert f"Wrote {len(found):,} row" in me.said
    away(name)
    me.app.clear_notifications()
    return found


def sheet(name: str) -> list[list[Any]]:
    """Return the cells of a workbook."""
    return CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()

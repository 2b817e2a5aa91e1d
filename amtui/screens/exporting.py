"""A list as it is on the screen, written to a file beside the keys."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from threading import Event
from typing import TYPE_CHECKING, Any

from amtui.domain.errors import Refused
from amtui.domain.paging import Slice
from amtui.domain.wording import counted, listed
from amtui.screens.viewer import now_of
from amtui.widgets.text import one_line
from amtui.widgets.virtual_table.marks import Marks

if TYPE_CHECKING:
    from pathlib import Path

    from amtui.app import AmtuiApp
    from amtui.screens.listed import Listed
    from amtui.widgets.virtual_table import Column, RowSource, VirtualTable

PAGE = 2_000
"""So many rows are read at a time."""
FILES = "files"
"""The group of the workers that write: no key waits for them."""
EVERY = Marks(all_but=True)


@dataclass(frozen=True, slots=True)
class Part:
    """A list, or a part of one, as it was when it was asked for: its rows, and which of them are wanted.

    Attributes:
        n: how many rows are wanted, as far as that is known.
        hidden: how many marked ones the filter hides.
    """

    source: "RowSource[Any]"
    marks: Marks
    n: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written.

    Attributes:
        marked: only marked rows are.
        columns: those that are shown.
        without: the headings of those for which the screen has no room.
    """

    parts: tuple[Part, ...]
    marked: bool
    columns: "tuple[Column[Any], ...]"
    without: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many rows are wanted, as far as that is known."""
        return sum(part.n for part in self.parts)

    def question(self, name: str) -> str:
        """Return what is asked: how much of which list is written, and what is left out."""
        rows = counted(self.n, "marked row" if self.marked else "row")
        hidden = sum(part.hidden for part in self.parts)
        left_out = [f"{hidden:,} marked that the filter hides"] if hidden else []
        left_out += [f"{listed(self.without)}, for which the screen has no room"] if self.without else []
        rest = f". Left out: {'; '.join(left_out)}" if left_out else ""
        return f"Write {rows} of {one_line(name)} to a file: .csv, .xlsx or .json{rest}"


async def write_list_of(screen: "Listed") -> None:
    """Ask for a file, and begin to write to it what a screen lists; how many rows went where is said then.

    Raises:
        AmtuiError: it cannot be, or was stopped; there is no file then.
    """
    from amtui.screens.dialogs.reason import ReasonDialog
    from amtui.services.list_file import list_path, suggested

    app, name = screen.app, screen.list_name()
    if app.file_work.is_claimed:
        raise Refused("a list is being written already", next="Press ctrl+c to stop that.")
    wanted = await _wanted(screen.lists())
    dialog = ReasonDialog(wanted.question(name), "File", suggested(name, now_of(app).date()))
    typed = await app.push_screen_wait(dialog)
    if not typed:
        return
    path = list_path(typed, wanted.n)
    if (force := await _may_replace(app, path)) is None:
        return
    app.begin(_write(app, wanted, path, screen.list_zone(), force=force), group=FILES)


async def _wanted(tables: "Sequence[VirtualTable[Any]]") -> Wanted:
    marked = any(table.marks for table in tables)
    read = [(table, table.pager) for table in tables if table.pager is not None]
    parts = [await _part(table, pager.source, marked=marked) for table, pager in read]
    if not any(part.n for part in parts):
        if any(part.hidden for part in parts):
            raise Refused("the filter hides every marked row", next="Press escape to clear the marks.")
        raise Refused("there is no row to write")
    first = next((table for table in tables if table.display and table.size.width), tables[0])
    shown = first.shown_columns
    without = [column.label or column.key for column in first.columns if column not in shown]
    return Wanted(tuple(parts), marked, shown, tuple(without))


async def _part(table: "VirtualTable[Any]", source: "RowSource[Any]", *, marked: bool) -> Part:
    if not marked:
        return Part(source, EVERY, table.count.n, 0)
    hidden = await table.hidden_marks()
    return Part(source, table.marks, table.marks.count(table.count.n) - hidden, hidden)


async def _may_replace(app: "AmtuiApp", path: "Path") -> bool | None:
    """Return whether a file is there that is to be replaced; None where it is to stay."""
    from amtui.screens.dialogs.confirm import ConfirmDialog
    from amtui.services.list_file import is_taken

    if not await asyncio.to_thread(is_taken, path):
        return False
    question = ConfirmDialog(f"{path} is there already.", "replaces it")
    return True if await app.push_screen_wait(question) else None


async def _write(app: "AmtuiApp", wanted: Wanted, path: "Path", zone: tzinfo, *, force: bool) -> None:
    from amtui.services.list_file import write_list

    cells = [cell for column in wanted.columns for cell in column.in_files]
    reader = Reader(asyncio.get_running_loop(), wanted, app.file_work.step)
    values = [value for _, value in cells]

    def plain(value: object) -> object:
        return value.astimezone(zone) if isinstance(value, datetime) else value

    lines = ([plain(value(row)) for value in values] for row in reader.rows())
    with app.file_work.claimed():
        try:
            n = await asyncio.to_thread(write_list, path, _apart(cells), lines, force=force)
        finally:
            reader.left.set()
    app.say(f"Wrote {counted(n, 'marked row' if wanted.marked else 'row')} to {path}.")


def _apart(cells: "Sequence[tuple[str, Callable[[Any], object]]]") -> list[str]:
    """Return the headings; of equal ones the later with a number, as a JSON object holds each once."""
    heads: list[str] = []
    for head, _ in cells:
        same = sum(other == head or other.startswith(f"{head} (") for other in heads)
        heads.append(f"{head} ({same + 1})" if head in heads else head)
    return heads


class Reader:
    """Reads rows for the thread that writes them, a stretch at a time.

    Args:
        loop: on which the sources are asked.
        wanted: which rows.
        step: told how far it has come; raises where it is to stop.

    Attributes:
        left: set when nobody waits for the rows any more.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, wanted: Wanted, step: Callable[[int, int, str], object]
    ) -> None:
        self._loop = loop
        self._wanted = wanted
        self._step = step
        self.left = Event()

    def rows(self) -> Iterator[Any]:
        """Yield the rows, part after part.

        Raises:
            Refused: it was stopped.
            AmtuiError: they cannot be read.
        """
        seen = 0
        for part in self._wanted.parts:
            found, after = 0, None
            while page := self._page(part, after):
                wanted = [row for row in page.rows if part.source.row_id(row) in part.marks]
                yield from wanted
                found, seen = found + len(wanted), seen + len(page.rows)
                if page.exhausted or not page.keys or (not part.marks.all_but and found >= part.n):
                    break
                after = page.keys[-1]
                self._step(found if self._wanted.marked else seen, max(self._wanted.n, 1), "rows written")

    def _page(self, part: Part, after: Any) -> Any:
        if self.left.is_set():
            raise Refused("nobody waits for the file any more")
        asked = part.source.fetch(Slice(after=after, limit=PAGE))
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result()

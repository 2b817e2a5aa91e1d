"""A file looked at before it is imported: as much as can be known, even where it cannot be read yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from amtui.data.formats.batch import Batch
from amtui.data.formats.chunk import Chunk
from amtui.data.formats.fields import Kind, Layout
from amtui.data.formats.file_mapping import FileMapping
from amtui.data.formats.headers import ColumnUse, match_columns
from amtui.data.formats.reading import ReadOptions, read
from amtui.data.formats.recognise import Recognised, choose_layout, recognise
from amtui.data.formats.table import Table, open_table
from amtui.domain.errors import Refused, UsageError

FIRST_ROWS = 30


class Head(Table):
    """The first rows of a table."""

    __slots__ = ()

    def chunks(self, size: int = FIRST_ROWS, *, header: bool = True) -> Iterator[Chunk]:
        """Give the first rows in one chunk."""
        for chunk in super().chunks(size + 1, header=header):
            lines, rows = chunk.lines[:FIRST_ROWS], chunk.rows[:FIRST_ROWS]
            yield Chunk(lines, rows, 1.0)
            return


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a file.

    Attributes:
        head: its first rows.
        recognised: how it would be read; None where it cannot be yet.
        uses: the columns that hold fields, as far as they are known.
        problem: why it cannot be read yet; empty where it can.
    """

    head: Table
    layout: Layout
    recognised: Recognised | None
    uses: tuple[ColumnUse, ...]
    problem: str = ""

    def sample(self) -> list[tuple[int, list[str]]]:
        """Return line and cells of the first rows."""
        return list(self.head.rows(header=not self.layout.positions))

    def batches(self, zone_of: Callable[[str | None], ZoneInfo]) -> list[Batch]:
        """Return the first rows as they would go in."""
        if self.recognised is None:
            return []
        return list(read(replace(self.recognised, table=self.head), ReadOptions(zone_of=zone_of)))


def look_into(path: Path, kind: Kind, said: FileMapping) -> Seen:
    """Open a file and find out what can be found out.

    Raises:
        NotFound: there is no such file.
        Refused: it is no table, or is damaged.
        UsageError: the mapping names what the file or the kind lacks.
    """
    table = open_table(path, encoding=said.encoding, separator=said.separator, sheet=said.sheet)
    head = Head(table.path, table.source, table.first_row, table.first_line, table.warnings)
    try:
        recognised = recognise(table, kind, mapping=said)
    except Refused as error:
        layout = _layout(table, kind, said)
        return Seen(head, layout, None, match_columns(layout, table.first_row, said), _short(error))
    return Seen(head, recognised.layout, recognised, recognised.uses)


def _layout(table: Table, kind: Kind, said: FileMapping) -> Layout:
    try:
        return choose_layout(table, kind, said.format, (), said.columns)
    except (Refused, UsageError):
        return choose_layout(table, kind, "plain", (), said.columns)


def _short(error: Refused) -> str:
    """Whoever looks at a file sees its columns."""
    return error.message.partition(" Its columns are: ")[0].rstrip(".")

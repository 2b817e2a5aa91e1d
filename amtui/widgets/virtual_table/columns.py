"""Columns and how they share a width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from amtui.widgets.text import Align
from amtui.widgets.virtual_table.cells import Cell, cell_parts

Row = TypeVar("Row")
GAP = 2
"""Blank cells between two columns."""


# Without slots: with them `Column[Request](...)` fails on Python 3.11.
@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a table.

    Attributes:
        key: its stable name; also that of the order it asks for.
        label: the words of its heading.
        render: what it shows for a row; pure and quick.
        width: a fixed width in cells; 0 means flexible, between `least` and `most`.
        least: the width below which a flexible column makes no sense.
        most: the width above which it gains nothing; 0 is no limit.
        ease: the width from which a flexible column reads well; 0 is `least`.
        weight: its share of the spare room.
        align: numbers belong to the right.
        priority: where the room is short the column of the lowest priority goes first.
        extra: whether it is shown only where all others read well.
        value: what a file holds of a row in its place: a number, a day, a moment; else its words. What is
            named is an attribute of the row.
        also: what a file holds beside that, as one cell shows more than one thing; each under its heading.
        by_group: whether only the first row of a group shows it, where the table groups its rows.
        sortable: whether a click on the heading asks for its order.
    """

    key: str
    label: str
    render: Callable[[Row], Cell]
    width: int = 0
    least: int = 6
    most: int = 0
    ease: int = 0
    weight: int = 1
    align: Align = "left"
    priority: int = 0
    sortable: bool = True
    by_group: bool = False
    extra: bool = False
    value: str | Callable[[Row], object] | None = None
    also: tuple[tuple[str, str | Callable[[Row], object]], ...] = ()

    @property
    def floor(self) -> int:
        """The least width in cells at which the column is shown."""
        return self.width or self.least

    @property
    def comfort(self) -> int:
        """The least width in cells at which the column reads well."""
        return max(self.floor, self.ease)

    def words(self, row: Row) -> str:
        """Return the words that it shows for a row."""
        return "".join(part.text for part in cell_parts(self.render(row)))

    @property
    def in_files(self) -> tuple[tuple[str, Callable[[Row], object]], ...]:
        """What a file holds in its place: each heading, and what stands under it."""
        parts = ((self.label or self.key.capitalize(), self.value or self.words), *self.also)
        return tuple((head, attrgetter(give) if isinstance(give, str) else give) for head, give in parts)


class Placed(NamedTuple, Generic[Row]):
    """A column where it stands: its first cell and its width."""

    column: Column[Row]
    x: int
    width: int


def place(columns: Sequence[Column[Row]], cells: int, gap: int = GAP) -> tuple[Placed[Row], ...]:
    """Share a width between columns, leaving out the least important that do not fit.

    The last one left is shown even where it has to be narrower than it asks for.

    Args:
        columns: in the order shown.
        cells: the whole width, gaps included.
        gap: blank cells between two columns.
    """
    shown = _that_fit(list(columns), cells, gap)
    if not shown or cells <= 0:
        return ()
    widths = _widths(shown, cells - gap * (len(shown) - 1))
    placed: list[Placed[Row]] = []
    x = 0
    for column, width in zip(shown, widths, strict=True):
        placed.append(Placed(column, x, width))
        x += width + gap
    return tuple(placed)


def _that_fit(columns: list[Column[Row]], cells: int, gap: int) -> list[Column[Row]]:
    if sum(column.comfort + gap for column in columns) - gap > cells:
        columns = [column for column in columns if not column.extra] or columns
    while len(columns) > 1 and sum(column.floor + gap for column in columns) - gap > cells:
        # Of equals the rightmost goes: reading starts at the left.
        columns.remove(min(reversed(columns), key=lambda column: column.priority))
    if columns and columns[0].floor > cells and len(columns) == 1:
        return [replace(columns[0], width=max(1, cells))]
    return columns


def _widths(columns: Sequence[Column[Row]], cells: int) -> list[int]:
    """Spare room dealt out by weight, over again while a column reaches its most."""
    widths = [column.comfort for column in columns]
    if sum(widths) > cells:
        widths = [column.floor for column in columns]
    growing = [index for index, column in enumerate(columns) if not column.width and column.weight > 0]
    while growing and (spare := cells - sum(widths)) > 0:
        total = sum(columns[index].weight for index in growing)
        dealt = 0
        for index in list(growing):
            column = columns[index]
            grant = max(1, spare * column.weight // total)
            limit = column.most - widths[index] if column.most else spare
            grant = max(0, min(grant, limit, spare - dealt))
            widths[index] += grant
            dealt += grant
            if column.most and widths[index] >= column.most:
                growing.remove(index)
        if not dealt:
            break
    return widths

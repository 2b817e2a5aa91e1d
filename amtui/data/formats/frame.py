"""The columns of one batch while they are made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from amtui.data.formats.notes import Notes
from amtui.data.formats.repeats import Repeats

Column = Sequence[Any]
"""One value per row; None is unknown."""


@dataclass(slots=True)
class Frame:
    """Columns by name, and the rows that turned out to be unusable.

    Attributes:
        size: rows.
        columns: one value per row each; None is unknown.
        bad: reason by row number within the batch; the first reason stays.
        notes: what to tell after the import.
        repeats: how often the same content came before in this file.
        zone_of: the zone of an account by its name, for times that name none.
        clock_only: instants that the file gives as a time of day only.
        headers: the columns of the file by the field that they hold.
        left_out: rows that are no records of the kind at all.
    """

    size: int
    columns: dict[str, Column]
    bad: dict[int, str]
    notes: Notes
    repeats: Repeats
    zone_of: Callable[[str | None], ZoneInfo]
    clock_only: frozenset[str] = frozenset()
    headers: Mapping[str, str] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)

    def column(self, name: str) -> Column:
        """Return a column; one that the file lacks is unknown throughout."""
        found = self.columns.get(name)
        return [None] * self.size if found is None else found

    def header(self, name: str) -> str:
        """Return what the file calls a field, for reasons; the field's name where no column holds it."""
        return self.headers.get(name, name)

    def reject(self, row: int, reason: str) -> None:
        """Leave a row out, with the reason."""
        self.bad.setdefault(row, reason)

    def leave_out(self, row: int, note: str) -> None:
        """Pass over a row that is no record of the kind, and count it in a note."""
        if row not in self.left_out:
            self.left_out.add(row)
            self.notes.add(note)

"""What a named format is, and what the modules of the formats share."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from amtui.data.formats.fields import Kind, Layout
from amtui.data.formats.table import Table
from amtui.data.formats.words import squash


@dataclass(frozen=True, slots=True)
class Vendor:
    """A format with a name.

    Attributes:
        name: as `--format` takes it; the ids of its rows are unique within it.
        kind: what its rows are.
        layout_of: returns how a table of the format is read, None if it is none; the paths are further
            files of the same export.
        layout: is used for any table where the format is named and a mapping says the columns.
        forced: makes that layout of the table, where it depends on its columns.
    """

    name: str
    kind: Kind
    layout_of: Callable[[Table, Sequence[Path]], Layout | None]
    layout: Layout | None = None
    forced: Callable[[Table], Layout] | None = None

    def layout_for(self, table: Table) -> Layout | None:
        """Return how a table is read that is said to be of the format; None where its header must tell."""
        return self.layout if self.forced is None else self.forced(table)


def by_header(layout: Layout, *groups: Collection[str]) -> Vendor:
    """Return a format that is known by its header: of each group of squashed headers one must be there."""

    def layout_of(table: Table, _related: Sequence[Path]) -> Layout | None:
        return layout if has_one_of_each(table.first_row, groups) else None

    return Vendor(layout.format, layout.kind, layout_of, layout)


def has_one_of_each(header: Sequence[str], groups: Sequence[Collection[str]]) -> bool:
    """Tell whether a header has one column of every group; the groups hold squashed headers."""
    names = set(map(squash, header))
    return all(not names.isdisjoint(group) for group in groups)


def each(*headers: str) -> tuple[tuple[str], ...]:
    """Return groups of one header each, squashed: all of them must be there."""
    return tuple((squash(header),) for header in headers)

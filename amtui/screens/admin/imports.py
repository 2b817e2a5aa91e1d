"""The room of the imports: which files were taken in, by whom, and what became of their rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from amtui.domain.office_records import ImportRow
from amtui.screens.admin.room import Room
from amtui.screens.viewer import zone_of
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

if TYPE_CHECKING:
    from amtui.services.backend import Backend


class Imports(Room):
    """Which files were taken in."""

    key, title = "imports", "Imports"
    noun = ("file", "files")
    empty = "No file was taken in yet. Press I to import one."
    sort_keys: ClassVar[Any] = {"kind": lambda row: row.kind, "rejected": lambda row: row.rejected}

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[ImportRow]("at", "When", self._at, width=16, priority=10, value="at"),
            Column[ImportRow]("file", "File", lambda row: row.file, least=14, weight=2, priority=9),
            Column[ImportRow]("kind", "Kind", lambda row: row.kind, width=9, priority=7),
            Column[ImportRow](
                "read", "Rows", lambda row: f"{row.read:,}", width=9, align="right", priority=6, value="read"
            ),
            Column[ImportRow](
                "rejected", "Rejected", _rejected, width=9, align="right", priority=8, value="rejected"
            ),
            Column[ImportRow]("who", "Who", lambda row: row.who, least=12, most=22, priority=5),
        )

    async def ask(self, backend: "Backend", text: str) -> Sequence[ImportRow]:  # noqa: ARG002
        """Read the files that were taken in."""
        from amtui.data.queries.import_log import import_log

        return await backend.ask(import_log)

    def searched(self, row: ImportRow) -> str:
        """Return what the filter is looked for in."""
        return f"{row.file} {row.kind} {row.who} {row.account}"

    def told(self, row: ImportRow) -> str:
        """Return what became of the rows."""
        parts = (
            f"{getattr(row, name):,} {name}" for name in ("imported", "updated", "unchanged", "rejected")
        )
        return " · ".join(filter(None, (", ".join(parts), row.account)))

    def _at(self, row: ImportRow) -> str:
        return f"{row.at.astimezone(zone_of(self.screen.app)):%Y-%m-%d %H:%M}"


def _rejected(row: ImportRow) -> Cell:
    return (f"▼ {row.rejected:,}", "warn") if row.rejected else "–"

"""The room of the record: who changed what, searched and written to a file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from amtui.domain.filter_audit import AUDIT
from amtui.domain.filters import parse
from amtui.domain.office_records import AuditRow, AuditWish
from amtui.screens.admin.room import Room
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.virtual_table import Column

if TYPE_CHECKING:
    from amtui.services.backend import Backend

SHOWN = 500
"""So many entries are listed; a filter finds older ones."""


class Audit(Room):
    """Who changed what."""

    key, title = "audit", "Audit"
    noun = ("entry", "entries")
    empty = "Nothing was changed yet."
    offers = frozenset({"export"})
    grammar = AUDIT
    in_lines = True

    def __init__(self, screen: Any) -> None:
        super().__init__(screen)
        self.wish = AuditWish(limit=SHOWN)

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[AuditRow]("at", "When", self._at, width=16, priority=10, value="at"),
            Column[AuditRow]("who", "Who", lambda row: row.who, least=12, most=22, priority=9),
            Column[AuditRow]("what", "What", lambda row: row.what, least=16, most=32, priority=8),
            Column[AuditRow](
                "account", "Account", lambda row: row.account or "–", least=10, most=24, priority=5
            ),
            Column[AuditRow]("after", "Now", lambda row: row.after or "–", least=14, weight=2, priority=6),
        )

    async def ask(self, backend: "Backend", text: str) -> Sequence[AuditRow]:
        """Read the entries that the filter finds, the latest first."""
        from amtui.data.queries.audit_log import audit_rows

        self.wish = AuditWish(filter=parse(text, AUDIT), limit=SHOWN)
        return await backend.ask(audit_rows, wish=replace(self.wish, local=True))

    async def read_names(self, backend: "Backend") -> None:
        """Read who there is, and what can be changed."""
        from amtui.data.queries.audit_filter import audit_names

        self.names = await backend.ask(audit_names)

    def told(self, row: AuditRow) -> str:
        """Return the whole entry."""
        return f"before  {row.before or '–'}\nnow     {row.after or '–'}"

    def export(self, _row: AuditRow | None) -> None:
        """Write what the filter finds to a file."""
        self.screen.app.begin(self._export())

    async def _export(self) -> None:
        from amtui.services.audit_file import write_audit

        dialog = ReasonDialog(
            "Write what the filter finds to a file: .csv, .xlsx, .md or .json", "File", "audit.csv"
        )
        name: str | None = await self.screen.app.push_screen_wait(dialog)
        backend = self.screen.app.backend
        if name and backend is not None:
            n = await write_audit(backend, self.wish, name)
            self.screen.app.say(f"{n:,} entries written to {name}")

    def _at(self, row: AuditRow) -> str:
        return f"{row.at.astimezone(zone_of(self.screen.app)):%Y-%m-%d %H:%M}"

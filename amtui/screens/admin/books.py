"""The room of the books: whose accounts are whose."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from amtui.domain.admin_changes import AssociateAccounts
from amtui.domain.changes import SetAccount
from amtui.domain.people import UNASSIGNED, HeldAccount, UserRow
from amtui.domain.wording import counted
from amtui.screens.admin.account_form import form_of, new_account
from amtui.screens.admin.handing import ask_transfer, ask_user
from amtui.screens.admin.room import Room
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

if TYPE_CHECKING:
    from amtui.services.backend import Backend


class Books(Room):
    """Which account manager holds which account."""

    key, title = "books", "Books"
    noun = ("account", "accounts")
    empty = "No account yet. Import some, or press a to enter one."
    offers = frozenset({"assign", "transfer", "switch", "edit", "add"})
    sort_keys: ClassVar[Any] = {
        "name": lambda row: row.name.casefold(),
        "am": lambda row: row.am.casefold(),
        "requests": lambda row: row.open_requests,
        "state": lambda row: not row.active,
    }

    def __init__(self, screen: Any) -> None:
        super().__init__(screen)
        self.people: tuple[UserRow, ...] = ()
        self.names: dict[int, str] = {}

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[HeldAccount]("name", "Account", lambda row: row.name, least=16, weight=2, priority=10),
            Column[HeldAccount]("am", "Account manager", _am, least=14, most=26, priority=9),
            Column[HeldAccount]("state", "State", _state, width=10, priority=8),
            Column[HeldAccount](
                "requests",
                "Open",
                lambda row: str(row.open_requests or "–"),
                width=5,
                align="right",
                priority=6,
            ),
            Column[HeldAccount]("parent", "Part of", self._parent, least=10, most=24, priority=4),
        )

    async def ask(self, backend: "Backend", text: str) -> Sequence[HeldAccount]:  # noqa: ARG002
        """Read the accounts, and who could hold them."""
        from amtui.data.queries.books import held_accounts
        from amtui.data.queries.people import users

        self.people = await backend.ask(users)
        rows = await backend.ask(held_accounts)
        self.names = {row.id: row.name for row in rows}
        return rows

    def searched(self, row: HeldAccount) -> str:
        """Return what the filter is looked for in."""
        return f"{row.name} {'unassigned' if row.am_id == UNASSIGNED else row.am} {self._parent(row)}"

    def told(self, row: HeldAccount) -> str:
        """Return what goes along with the account."""
        parts = (counted(row.open_requests, "open request"), counted(row.reviews, "planned review"))
        return f"{' and '.join(parts)} go along with the account"

    def edit(self, row: HeldAccount) -> None:
        """Change the account."""
        self.screen.app.begin(self._edit(row))

    def add(self, _row: HeldAccount | None) -> None:
        """Enter an account."""
        zone = zone_of(self.screen.app).key
        self.screen.app.push_screen(new_account(self.people, zone), self.screen.saved)

    async def _edit(self, row: HeldAccount) -> None:
        if (backend := self.screen.app.backend) is not None:
            self.screen.app.push_screen(await form_of(backend, row.id), self.screen.saved)

    def assign(self, row: HeldAccount) -> None:
        """Give the marked accounts, or the one under the cursor, to an account manager."""
        self.screen.app.begin(self._assign(self.screen.picked() or (row,)))

    def transfer(self, row: HeldAccount) -> None:
        """Give the whole book that the account is in to somebody else."""
        self.screen.app.begin(ask_transfer(self.screen.app, row.am_id, _am_name(row), self.people))

    def switch(self, row: HeldAccount) -> None:
        """Let the account take no new work, or take it again."""
        self.screen.app.begin(self._switch(row))

    async def _assign(self, rows: Sequence[HeldAccount]) -> None:
        what = rows[0].name if len(rows) == 1 else counted(len(rows), "account")
        taker = await ask_user(self.screen.app, f"Who manages {what}?", self.people)
        if taker is not None:
            seen = tuple((row.id, row.version) for row in rows)
            change = AssociateAccounts(accounts=seen, am_id=taker[0])
            await self.screen.app.change(change, self.screen.table.clear_marks)

    async def _switch(self, row: HeldAccount) -> None:
        status, verb = ("inactive", "Deactivate") if row.active else ("active", "Activate")
        question = f"{verb} {row.name}{' and its sub-accounts' if row.active else ''}"
        dialog = ReasonDialog(question, needed=row.active)
        reason: str | None = await self.screen.app.push_screen_wait(dialog)
        if reason is not None:
            fields = (("status", status),)
            seen: dict[str, Any] = {"account_id": row.id, "expected_version": row.version}
            await self.screen.app.change(SetAccount(**seen, fields=fields, reason=reason or None))

    def _parent(self, row: HeldAccount) -> str:
        return self.names.get(row.parent_id, "–") if row.parent_id is not None else "–"


def _am(row: HeldAccount) -> Cell:
    return ("unassigned", "warn") if row.am_id == UNASSIGNED else row.am


def _am_name(row: HeldAccount) -> str:
    return "nobody" if row.am_id == UNASSIGNED else row.am


def _state(row: HeldAccount) -> Cell:
    return ("● active", "good") if row.active else ("◌ inactive", "dim")

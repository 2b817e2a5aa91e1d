"""The room of the books: whose accounts are whose."""

from typing import TYPE_CHECKING, Any

from amtui.domain.admin_changes import AssociateAccounts
from amtui.domain.changes import SetAccount
from amtui.domain.filter_office import BOOKS
from amtui.domain.filters import parse
from amtui.domain.people import UNASSIGNED, HeldAccount
from amtui.domain.wording import counted
from amtui.screens.admin.account_form import form_of, new_account
from amtui.screens.admin.handing import ask_transfer, ask_user, choices
from amtui.screens.admin.paged import Queries
from amtui.screens.admin.room import PagedRoom
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.services.backend import Backend


class Books(PagedRoom):
    """Which account manager holds which account."""

    key, title = "books", "Books"
    noun = ("account", "accounts")
    empty = "No account yet. Import some, or press a to enter one."
    offers = frozenset({"assign", "transfer", "switch", "edit", "add"})
    grammar = BOOKS

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[HeldAccount]("name", "Account", lambda row: row.name, least=16, weight=2, priority=10),
            Column[HeldAccount]("am", "Account manager", _am, least=14, most=26, priority=9),
            Column[HeldAccount](
                "state",
                "State",
                _state,
                width=10,
                priority=8,
                value=lambda row: "active" if row.active else "inactive",
            ),
            Column[HeldAccount](
                "requests",
                "Open",
                lambda row: str(row.open_requests or "–"),
                width=5,
                align="right",
                priority=6,
                value="open_requests",
            ),
            Column[HeldAccount](
                "parent",
                "Part of",
                lambda row: row.parent or "–",
                least=10,
                most=24,
                priority=4,
                value="parent",
            ),
        )

    def queries(self) -> Queries:
        """Return what the list is asked."""
        from amtui.data.queries.book_list import book_count, book_page, book_rank

        return Queries(book_page, book_count, book_rank)

    async def read_names(self, backend: "Backend") -> None:
        """Read what accounts and people are called."""
        from amtui.data.queries.account_names import account_names

        accounts, people = await backend.ask(account_names), await choices(backend)
        names = tuple(row.name for row in people)
        self.names = {"account": accounts, "parent": accounts, "am": names}

    def told(self, row: HeldAccount) -> str:
        """Return what goes along with the account."""
        parts = (counted(row.open_requests, "open request"), counted(row.reviews, "planned review"))
        why = f"inactive: {row.status_reason} · " if row.status_reason and not row.active else ""
        return f"{why}{' and '.join(parts)} go along with the account"

    def edit(self, row: HeldAccount) -> None:
        """Change the account."""
        self.screen.app.begin(self._edit(row))

    def add(self, _row: HeldAccount | None) -> None:
        """Enter an account."""
        self.screen.app.begin(self._add())

    async def _add(self) -> None:
        from amtui.data.queries.own_fields import own_field_names

        if (backend := self.screen.app.backend) is not None:
            own, zone = await backend.ask(own_field_names), zone_of(self.screen.app).key
            self.screen.app.push_screen(new_account(self.screen.people, zone, own), self.screen.saved)

    async def _edit(self, row: HeldAccount) -> None:
        if (backend := self.screen.app.backend) is not None:
            self.screen.app.push_screen(await form_of(backend, row.id), self.screen.saved)

    def assign(self, row: HeldAccount | None) -> None:
        """Give the marked accounts, or the one under the cursor, to an account manager."""
        self.screen.app.begin(self._assign(row))

    def transfer(self, row: HeldAccount) -> None:
        """Give the whole book that the account is in to somebody else."""
        self.screen.app.begin(ask_transfer(self.screen.app, row.am_id, _am_name(row)))

    def switch(self, row: HeldAccount) -> None:
        """Let the account take no new work, or take it again."""
        self.screen.app.begin(self._switch(row))

    async def _assign(self, row: HeldAccount | None) -> None:
        seen = await self._picked(row)
        if not seen:
            return
        alone = row.name if row is not None and seen == ((row.id, row.version),) else ""
        taker = await ask_user(self.screen.app, f"Who manages {alone or counted(len(seen), 'account')}?")
        if taker is not None:
            change = AssociateAccounts(accounts=seen, am_id=taker[0])
            await self.screen.app.change(change, self.screen.table.clear_marks)

    async def _picked(self, row: HeldAccount | None) -> tuple[tuple[int, int], ...]:
        """Return the marked accounts, or the one under the cursor, each with the version it has."""
        from amtui.data.queries.book_list import marked_accounts

        marks, backend = self.screen.table.marks, self.screen.app.backend
        if not marks or backend is None:
            return ((row.id, row.version),) if row is not None else ()
        asked = parse(self.screen.filters[self.key], BOOKS)
        return await backend.ask(marked_accounts, marked=marks.ids, all_but=marks.all_but, filter=asked)

    async def _switch(self, row: HeldAccount) -> None:
        app = self.screen.app
        dialog = ReasonDialog(await _question(app, row), needed=row.active)
        reason: str | None = await app.push_screen_wait(dialog)
        if reason is not None:
            fields = (("status", "inactive" if row.active else "active"),)
            seen: dict[str, Any] = {"account_id": row.id, "expected_version": row.version}
            await app.change(SetAccount(**seen, fields=fields, reason=reason or None))


async def _question(app: "AmtuiApp", row: HeldAccount) -> str:
    """Return the question whether an account takes work, with the sub-accounts that it concerns."""
    from amtui.data.queries.account_below import accounts_below

    active, inactive = await app.backend.ask(accounts_below, account_id=row.id) if app.backend else (0, 0)
    if not row.active:
        left = counted(inactive, "inactive sub-account")
        stay = f" Its {left} {'stays' if inactive == 1 else 'stay'} so." if inactive else ""
        return f"Activate {row.name}?{stay}"
    along = f" and its {counted(active, 'active sub-account')}" if active else ""
    requests = counted(row.open_requests, "open request")
    stay = (
        f" Its {requests} {'stays' if row.open_requests == 1 else 'stay'} open." if row.open_requests else ""
    )
    return f"Deactivate {row.name}{along}?{stay}"


def _am(row: HeldAccount) -> Cell:
    return ("unassigned", "warn") if row.am_id == UNASSIGNED else row.am


def _am_name(row: HeldAccount) -> str:
    return "nobody" if row.am_id == UNASSIGNED else row.am


def _state(row: HeldAccount) -> Cell:
    return ("● active", "good") if row.active else ("◌ inactive", "dim")

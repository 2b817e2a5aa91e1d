"""The room of the users: who works here, as what, and under whom."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from amtui.domain.admin_changes import ActivateUser, DeactivateUser, DeleteUser
from amtui.domain.filter_office import STAFF
from amtui.domain.staff import INSTEAD, STAYS, StaffRow
from amtui.domain.wording import counted
from amtui.screens.admin.handing import ask_heir, ask_transfer, choices
from amtui.screens.admin.paged import Queries
from amtui.screens.admin.room import PagedRoom
from amtui.screens.admin.user_form import known_user, new_user, password_of
from amtui.screens.admin.user_keys import look_after_keys
from amtui.screens.dialogs.confirm import ConfirmDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

if TYPE_CHECKING:
    from amtui.services.backend import Backend

DOES = {DeactivateUser: "deactivates", DeleteUser: "deletes"}
LOST = {DeactivateUser: "", DeleteUser: " Undo brings back neither password nor keys."}


class Users(PagedRoom):
    """Who may work here."""

    key, title = "users", "Users"
    noun = ("user", "users")
    empty = "No user yet. Press a to enter one."
    offers = frozenset({"add", "edit", "switch", "remove", "transfer", "password", "keys"})
    grammar = STAFF

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[StaffRow]("name", "Name", lambda row: row.name, least=14, most=28, priority=10),
            Column[StaffRow]("login", "Login", lambda row: row.login, least=10, most=20, priority=9),
            Column[StaffRow]("role", "Role", lambda row: row.role.value, width=8, priority=8),
            Column[StaffRow](
                "state",
                "State",
                _state,
                width=10,
                priority=7,
                value=lambda row: "active" if row.active else "inactive",
            ),
            Column[StaffRow](
                "accounts", "Accounts", _or_dash("accounts"), width=8, align="right", priority=6,
                value="accounts",
            ),
            Column[StaffRow](
                "manager", "Reports to", _or_dash("manager"), least=10, most=22, priority=5, value="manager"
            ),
            Column[StaffRow](
                "email", "Email", _or_dash("email"), least=14, weight=2, priority=4, value="email"
            ),
            Column[StaffRow](
                "employee", "Employee id", _or_dash("employee_id"), width=11, priority=2, value="employee_id"
            ),
        )  # fmt: skip

    def queries(self) -> Queries:
        """Return what the list is asked."""
        from amtui.data.queries.staff import staff_count, staff_page, staff_rank

        return Queries(staff_page, staff_count, staff_rank)

    async def read_names(self, backend: "Backend") -> None:
        """Read what people are called."""
        people = await choices(backend)
        names, logins = tuple(row.name for row in people), tuple(row.login for row in people)
        self.names = {"name": names, "manager": names, "login": logins}

    def told(self, row: StaffRow) -> str:
        """Return how the user is reached, and who reports to them."""
        rest = row.n_reports - len(row.reports)
        parts = (
            f"phone {row.phone}" if row.phone else "",
            f"mobile {row.mobile}" if row.mobile else "",
            f"zone {row.zone}",
            f"reports: {', '.join(row.reports)}{f' and {rest:,} more' if rest else ''}"
            if row.reports
            else "",
            *(f"away {leave.first} to {leave.last}" for leave in row.leaves),
        )
        return " · ".join(filter(None, parts))

    def add(self, _row: StaffRow | None) -> None:
        """Enter a user."""
        zone = zone_of(self.screen.app).key
        self.screen.app.push_screen(new_user(self.screen.people, zone), self.screen.saved)

    def edit(self, row: StaffRow) -> None:
        """Change a user."""
        self.screen.app.push_screen(known_user(row, self.screen.people), self.screen.saved)

    def password(self, row: StaffRow) -> None:
        """Give a user another password."""
        backend = self.screen.app.backend
        own = backend is not None and backend.identity.user_id == row.id
        self.screen.app.push_screen(password_of(row, own=own))

    def keys(self, row: StaffRow) -> None:
        """Add a key that a user logs in with, or take one away."""
        self.screen.app.begin(look_after_keys(self.screen.app, row))

    def switch(self, row: StaffRow) -> None:
        """Let a user work no more, or again."""
        if row.active:
            self.screen.app.begin(self._end(row, DeactivateUser, "Deactivate"))
        else:
            self.screen.app.begin_change(ActivateUser(user_id=row.id, expected_version=row.version))

    def remove(self, row: StaffRow) -> None:
        """Take a user away who never worked here."""
        self.screen.app.begin(self._delete(row))

    def transfer(self, row: StaffRow) -> None:
        """Give the book of the user to somebody else."""
        self.screen.app.begin(ask_transfer(self.screen.app, row.id, row.name))

    async def _delete(self, row: StaffRow) -> None:
        from amtui.data.queries.people import has_worked

        if (backend := self.screen.app.backend) is None:
            return
        if await backend.ask(has_worked, user_id=row.id):
            self.screen.app.say(f"{row.name} {STAYS}. {INSTEAD}", severity="warning")
        else:
            await self._end(row, DeleteUser, "Delete")

    async def _end(self, row: StaffRow, kind: type[DeactivateUser | DeleteUser], verb: str) -> None:
        heir_id: int | None = None
        question = f"{verb} {row.name}, who holds no account?"
        if row.accounts:
            heir = await ask_heir(self.screen.app, row)
            if heir is None:
                return
            heir_id, name = heir
            question = f"{verb} {row.name} and give {counted(row.accounts, 'account')} to {name}?"
        if await self.screen.app.push_screen_wait(ConfirmDialog(question + LOST[kind], DOES[kind])):
            await self.screen.app.change(kind(user_id=row.id, expected_version=row.version, heir_id=heir_id))


def _state(row: StaffRow) -> Cell:
    return ("● active", "good") if row.active else ("◌ inactive", "dim")


def _or_dash(attribute: str) -> Callable[[StaffRow], str]:
    return lambda row: str(getattr(row, attribute) or "–")

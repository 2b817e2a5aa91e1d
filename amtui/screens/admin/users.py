"""The room of the users: who works here, as what, and under whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from amtui.domain.admin_changes import ActivateUser, DeactivateUser, DeleteUser
from amtui.domain.people import UserRow
from amtui.domain.wording import counted
from amtui.screens.admin.handing import ask_heir, ask_transfer
from amtui.screens.admin.room import Room
from amtui.screens.admin.user_form import known_user, new_user, password_of
from amtui.screens.dialogs.confirm import ConfirmDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

if TYPE_CHECKING:
    from amtui.services.backend import Backend

DOES = {DeactivateUser: "deactivates", DeleteUser: "deletes"}


class Users(Room):
    """Who may work here."""

    key, title = "users", "Users"
    noun = ("user", "users")
    empty = "No user yet. Press a to enter one."
    offers = frozenset({"add", "edit", "switch", "remove", "transfer", "password"})
    sort_keys: ClassVar[Any] = {
        "name": lambda row: row.name.casefold(),
        "login": lambda row: row.login,
        "role": lambda row: row.role.value,
        "accounts": lambda row: row.accounts,
        "state": lambda row: not row.active,
    }

    def __init__(self, screen: Any) -> None:
        super().__init__(screen)
        self.people: dict[int, UserRow] = {}

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[UserRow]("name", "Name", lambda row: row.name, least=14, most=28, priority=10),
            Column[UserRow]("login", "Login", lambda row: row.login, least=10, most=20, priority=9),
            Column[UserRow]("role", "Role", lambda row: row.role.value, width=8, priority=8),
            Column[UserRow]("state", "State", _state, width=10, priority=7),
            Column[UserRow](
                "accounts",
                "Accounts",
                lambda row: str(row.accounts or "–"),
                width=8,
                align="right",
                priority=6,
            ),
            Column[UserRow]("manager", "Reports to", self._manager, least=10, most=22, priority=5),
            Column[UserRow]("email", "Email", lambda row: row.email or "–", least=14, weight=2, priority=4),
            Column[UserRow](
                "employee", "Employee id", lambda row: row.employee_id or "–", width=11, priority=2
            ),
        )

    async def ask(self, backend: "Backend", text: str) -> Sequence[UserRow]:  # noqa: ARG002
        """Read the users."""
        from amtui.data.queries.people import users

        rows = await backend.ask(users)
        self.people = {row.id: row for row in rows}
        return rows

    def searched(self, row: UserRow) -> str:
        """Return what the filter is looked for in."""
        parts = (row.name, row.login, row.email, row.employee_id, row.role, self._manager(row), row.phone)
        return " ".join(map(str, parts))

    def told(self, row: UserRow) -> str:
        """Return how the user is reached, and who reports to them."""
        below = [one.name for one in self.people.values() if one.manager_id == row.id]
        parts = (
            f"phone {row.phone}" if row.phone else "",
            f"mobile {row.mobile}" if row.mobile else "",
            f"zone {row.zone}",
            f"reports: {', '.join(below)}" if below else "",
            *(f"away {leave.first} to {leave.last}" for leave in row.leaves),
        )
        return " · ".join(filter(None, parts))

    def add(self, _row: UserRow | None) -> None:
        """Enter a user."""
        zone = zone_of(self.screen.app).key
        self.screen.app.push_screen(new_user(tuple(self.people.values()), zone), self.screen.saved)

    def edit(self, row: UserRow) -> None:
        """Change a user."""
        self.screen.app.push_screen(known_user(row, tuple(self.people.values())), self.screen.saved)

    def password(self, row: UserRow) -> None:
        """Give a user another password."""
        self.screen.app.push_screen(password_of(row))

    def switch(self, row: UserRow) -> None:
        """Let a user work no more, or again."""
        if row.active:
            self.screen.app.begin(self._end(row, DeactivateUser, "Deactivate"))
        else:
            self.screen.app.begin_change(ActivateUser(user_id=row.id, expected_version=row.version))

    def remove(self, row: UserRow) -> None:
        """Take a user away who never worked here."""
        self.screen.app.begin(self._end(row, DeleteUser, "Delete"))

    def transfer(self, row: UserRow) -> None:
        """Give the book of the user to somebody else."""
        self.screen.app.begin(ask_transfer(self.screen.app, row.id, row.name, tuple(self.people.values())))

    async def _end(self, row: UserRow, kind: type[DeactivateUser | DeleteUser], verb: str) -> None:
        heir_id: int | None = None
        question = f"{verb} {row.name}, who holds no account?"
        if row.accounts:
            heir = await ask_heir(self.screen.app, row, tuple(self.people.values()))
            if heir is None:
                return
            heir_id, name = heir
            question = f"{verb} {row.name} and give {counted(row.accounts, 'account')} to {name}?"
        if await self.screen.app.push_screen_wait(ConfirmDialog(question, DOES[kind])):
            await self.screen.app.change(kind(user_id=row.id, expected_version=row.version, heir_id=heir_id))

    def _manager(self, row: UserRow) -> str:
        found = self.people.get(row.manager_id) if row.manager_id is not None else None
        return found.name if found else "–"


def _state(row: UserRow) -> Cell:
    return ("● active", "good") if row.active else ("◌ inactive", "dim")

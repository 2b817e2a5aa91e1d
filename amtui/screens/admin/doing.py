"""What answers the actions of administration: the room that is shown, where it offers them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amtui.screens.admin.screen import AdminScreen

WITHOUT_ROW = frozenset({"add", "export"})


class Doing:
    """Hands each action to the room that is shown."""

    def __init__(self, screen: "AdminScreen") -> None:
        self._screen = screen

    def do_admin_add(self) -> None:
        """Enter a row."""
        self._do("add")

    def do_admin_edit(self) -> None:
        """Change the row."""
        self._do("edit")

    def do_admin_switch(self) -> None:
        """Activate or deactivate it."""
        self._do("switch")

    def do_admin_remove(self) -> None:
        """Delete it, or set it back."""
        self._do("remove")

    def do_admin_assign(self) -> None:
        """Associate accounts."""
        self._do("assign")

    def do_admin_transfer(self) -> None:
        """Transfer a book."""
        self._do("transfer")

    def do_admin_password(self) -> None:
        """Set a password."""
        self._do("password")

    def do_admin_keys(self) -> None:
        """Look after public keys."""
        self._do("keys")

    def do_admin_export(self) -> None:
        """Write the record to a file."""
        self._do("export")

    def _do(self, what: str) -> None:
        room, row = self._screen.room, self._screen.selected()
        if what not in room.offers:
            self._screen.app.say(f"There is nothing of the kind under {room.title}.", severity="warning")
        elif row is not None or what in WITHOUT_ROW or (what == "assign" and self._screen.marks()):
            getattr(room, what)(row)

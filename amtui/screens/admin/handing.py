"""Asking who takes accounts over, and showing what would go along before anything does."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from amtui.domain.admin_changes import TransferBook
from amtui.domain.people import UNASSIGNED, HeldAccount, UserChoice, UserRow
from amtui.domain.wording import counted
from amtui.screens.dialogs.confirm import ConfirmDialog
from amtui.screens.dialogs.pick import PickDialog
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.services.backend import Backend

NOBODY = "nobody: leave them unassigned"
NAMED = 8
"""So many accounts are named one by one; the others are counted."""
AROUND = 16
"""Lines of the terminal that the names leave to what stands around them, the keys above all."""


async def ask_user(app: "AmtuiApp", question: str, *, but: int | None = None) -> tuple[int, str] | None:
    """Ask for an active user or nobody; return the id and what they are called."""
    found = await choices(app.backend) if app.backend else ()
    able = [row for row in found if row.id != but]
    names = {str(row.id): row.name for row in able} | {str(UNASSIGNED): "nobody"}
    offered = [*((str(row.id), f"{row.name} ({row.login})") for row in able), (str(UNASSIGNED), NOBODY)]
    chosen: str | None = await app.push_screen_wait(PickDialog(question, offered, placeholder="a person"))
    return None if chosen is None else (int(chosen), names[chosen])


async def choices(backend: "Backend") -> tuple[UserChoice, ...]:
    """Read who can be chosen."""
    from amtui.data.queries.people import user_choices

    return await backend.ask(user_choices)


async def ask_heir(app: "AmtuiApp", row: UserRow) -> tuple[int, str] | None:
    """Ask who takes over the accounts of a user."""
    question = f"{row.name} holds {counted(row.accounts, 'account')}. Who takes over?"
    return await ask_user(app, question, but=row.id)


async def ask_transfer(app: "AmtuiApp", from_id: int, name: str) -> None:
    """Ask whom a whole book goes to, show what would go along, and do it once that is agreed to."""
    from amtui.data.queries.books import held_accounts

    if app.backend is None:
        return
    held = await app.backend.ask(held_accounts, am_id=from_id)
    if not held:
        app.say(f"{name} holds no account; there is nothing to transfer.", severity="warning")
        return
    question = f"Who takes over the book of {name}, {counted(len(held), 'account')}?"
    taker = await ask_user(app, question, but=from_id)
    if taker is None:
        return
    agreed: bool | None = await app.push_screen_wait(TransferDialog(name, taker[1], held))
    if agreed:
        await app.change(TransferBook(from_id=from_id, to_id=taker[0]))


class TransferDialog(ConfirmDialog):
    """What would go from one to the other; nothing has been changed yet."""

    def __init__(self, giver: str, taker: str, held: Sequence[HeldAccount]) -> None:
        super().__init__(f"Dry run: the book of {giver} goes to {taker}", "transfers it · u undoes it whole")
        self._held = held

    def inputs(self) -> ComposeResult:
        """Yield what goes along."""
        yield Static(safe("\n".join(self._lines())), id="told", markup=False)

    def _lines(self) -> list[str]:
        requests, reviews = (
            sum(getattr(row, part) for row in self._held) for part in ("open_requests", "reviews")
        )
        total = ", ".join(
            (
                counted(len(self._held), "account"),
                counted(requests, "open request"),
                counted(reviews, "planned review"),
            )
        )
        named = self._held[: max(1, min(NAMED, self.app.size.height - AROUND))]
        lines = [f"{row.name}: {counted(row.open_requests, 'open request')}" for row in named]
        rest = len(self._held) - len(named)
        return [
            f"{total}. Nothing is changed yet.",
            "",
            *lines,
            *([f"and {rest:,} more"] if rest > 0 else []),
        ]

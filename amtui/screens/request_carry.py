"""Carrying out what was decided about requests: dry run, conflict, drafts, and what can be repeated."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from amtui.domain.change import Change, Receipt
from amtui.domain.errors import AmtuiError
from amtui.domain.request_plan import plan
from amtui.domain.request_recipes import Recipe
from amtui.domain.request_records import RequestRow
from amtui.screens.clashing import asking, naming
from amtui.screens.dialogs.draft import DraftDialog

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen


Rows = Sequence[RequestRow]


class Carrier:
    """Asks and changes for one screen; remembers which drafts a change uses up."""

    def __init__(self, screen: "BaseScreen") -> None:
        self.screen = screen
        self._drafts: list[str] = []

    async def ask(self, dialog: Any) -> Any:
        """Put a question; its draft is let go once what it asks for is done."""
        if isinstance(dialog, DraftDialog) and dialog.draft_name:
            self._drafts.append(dialog.draft_name)
        return await self.screen.app.push_screen_wait(dialog)

    async def carry(self, recipe: Recipe, rows: Sequence[RequestRow]) -> Receipt | None:
        """Do something to requests; to several after telling what would happen, as one group."""
        self.screen.app.repeatable = recipe
        if len(rows) == 1:
            done = rows if recipe.answers else ()
            return await self.change(recipe.change(rows[0]), rows[0].ref, done)
        held = plan(recipe, rows)
        from amtui.screens.dialogs.dry_run import DryRunDialog

        if not await self.ask(DryRunDialog(held)):
            return None
        return await self.change(held.change, f"{len(rows):,} requests", held.will)

    async def change(self, change: Change, what: str, done: Sequence[RequestRow] = ()) -> Receipt | None:
        """Carry out a change; where somebody was first, ask whose values shall stand and try again.

        Args:
            change: what is to be done.
            what: the name of the row.
            done: the requests that are dealt with by it, so that the next ones are due.
        """
        app = self.screen.app
        ids = [row.id for row in done]
        told: list[str] = []
        receipt = await app.change(
            change,
            (lambda: self.screen.answered(ids)) if ids else None,
            clashed=asking(app, change, what, told, naming("owner_id", self._people)),
        )
        if receipt is not None:
            for name in self._drafts:
                app.state.put(name, None)
            for words in told:
                app.say(words)
        self._drafts.clear()
        return receipt

    async def _people(self) -> dict[object, str]:
        from amtui.data.queries.people import users

        backend = self.screen.app.backend
        return {user.id: user.name for user in await backend.ask(users)} if backend else {}

    async def rows(self, ids: Sequence[int]) -> tuple[RequestRow, ...]:
        """Return requests as they are now; none where none can be read, which is said."""
        from amtui.data.queries.request_picked import picked_requests

        app = self.screen.app
        found: tuple[RequestRow, ...] = ()
        try:
            if app.backend is not None and ids:
                found = await app.backend.ask(picked_requests, ids=ids)
        except AmtuiError as error:
            app.say(error.message, severity="error")
            return ()
        if not found:
            app.say("There is no request under the cursor.", severity="warning")
        return found

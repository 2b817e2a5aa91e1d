"""Where somebody was first with a row: asking whose values shall stand, and trying again."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from amtui.domain.change import Change, Receipt
from amtui.domain.clash_answers import answered
from amtui.domain.errors import Conflict, FieldClash
from amtui.screens.dialogs.conflict import ConflictDialog, beside, spoken
from amtui.screens.viewer import zone_of

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

Say = Callable[[FieldClash, object], str]
"""Puts a field's value into words."""


async def plainly(_conflict: Conflict) -> Say:
    """Return what says any value as it is."""
    return lambda _clash, value: spoken(value)


def asking(
    app: "AmtuiApp",
    change: Change,
    what: str,
    told: list[str],
    saying: Callable[[Conflict], Awaitable[Say]] = plainly,
) -> Callable[[Conflict], Awaitable[Change | None]]:
    """Return what asks whose values shall stand, for `AmtuiApp.change`.

    Args:
        app: where it is asked.
        change: what was to be done.
        what: the name of the row.
        told: gets what is to be told once it is done.
        saying: finds out how values are said.
    """

    async def ask(conflict: Conflict) -> Change | None:
        if conflict.apart:
            again = answered(change, conflict, {})
            if again is None:
                app.say(beside(conflict, what))
            else:
                told.append(beside(conflict, what))
            return again
        dialog = ConflictDialog(what, conflict, zone_of(app), await saying(conflict))
        answers = await app.push_screen_wait(dialog)
        return None if answers is None else answered(change, conflict, answers)

    return ask


async def change_asking(app: "AmtuiApp", change: Change, what: str) -> Receipt | None:
    """Carry out a change; where somebody was first, ask whose it shall be, and tell what came of it."""
    told: list[str] = []
    receipt = await app.change(change, clashed=asking(app, change, what, told))
    if receipt is not None:
        for words in told:
            app.say(words)
    return receipt

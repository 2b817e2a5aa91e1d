"""Where somebody was first with a row: asking whose values shall stand, and trying again."""

from collections.abc import Awaitable, Callable, Mapping
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
Saying = Callable[[Conflict], Awaitable[Say]]
"""Finds out how the values of a conflict are said."""


async def plainly(_conflict: Conflict) -> Say:
    """Return what says any value as it is."""
    return lambda _clash, value: spoken(value)


def naming(field: str, names: Callable[[], Awaitable[Mapping[object, str]]]) -> Saying:
    """Return what says the ids of a field by name, one or several; looked up only where it clashes."""

    async def saying(conflict: Conflict) -> Say:
        known = await names() if any(one.field == field for one in conflict.clashes) else {}

        def name(value: object) -> str:
            return known.get(value, spoken(value))

        def say(clash: FieldClash, value: object) -> str:
            if clash.field != field:
                return spoken(value)
            return ", ".join(map(name, value)) if isinstance(value, list | tuple) and value else name(value)

        return say

    return saying


def asking(
    app: "AmtuiApp",
    change: Change,
    what: str,
    told: list[str],
    saying: Saying = plainly,
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


async def change_asking(
    app: "AmtuiApp", change: Change, what: str, saying: Saying = plainly
) -> Receipt | None:
    """Carry out a change; where somebody was first, ask whose it shall be, and tell what came of it."""
    told: list[str] = []
    receipt = await app.change(change, clashed=asking(app, change, what, told, saying))
    if receipt is not None:
        for words in told:
            app.say(words)
    return receipt

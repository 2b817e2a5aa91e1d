"""What a change of rules would do to open requests, asked before it is done."""

from typing import TYPE_CHECKING

from amtui.domain.change import Change, Topic
from amtui.screens.dialogs.confirm import ConfirmDialog

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


async def agreed(app: "AmtuiApp", change: Change) -> bool:
    """Tell whether to go on: at once where no open request is concerned, else as the user answers.

    Raises:
        AmtuiError: what the change itself would raise.
    """
    if app.backend is None:
        return False
    receipt = await app.backend.foresee(change)
    if Topic.REQUESTS not in receipt.topics:
        return True
    question = ConfirmDialog(f"{receipt.words}. Save it?", "saves; u takes it back")
    answer: bool | None = await app.push_screen_wait(question)
    return bool(answer)


async def change_if_agreed(app: "AmtuiApp", change: Change) -> None:
    """Do a change that is agreed to."""
    if await agreed(app, change):
        await app.change(change)

"""Adding and changing tasks, from any screen."""

from datetime import timedelta
from typing import TYPE_CHECKING

from amtui.domain.day_plan import told
from amtui.domain.delegates import NOBODY
from amtui.domain.task_changes import USUAL_MINUTES, AddTask, BlockTime, EditTask
from amtui.domain.task_records import TaskRow
from amtui.screens.account_ref import account_of
from amtui.screens.clashing import change_asking
from amtui.screens.dialogs.confirm import ConfirmDialog
from amtui.screens.dialogs.task import Aside, AsideDialog, TaskDialog, Written
from amtui.screens.viewer import zone_of
from amtui.widgets.text import one_line

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.screens.base import BaseScreen


def add_task(screen: "BaseScreen") -> None:
    """Ask what there is to do, about the account of the row where there is one."""
    screen.app.begin(_add(screen))


async def _add(screen: "BaseScreen") -> None:
    from amtui.data.queries.delegates import delegates
    from amtui.data.queries.portfolio import account_id_of

    app, account = screen.app, account_of(screen)
    if app.backend is None:
        return
    people = await app.backend.ask(delegates, account_id=account.id if account else None)
    begin = Written("", account.name if account else "", None, important=False)
    dialog = TaskDialog(begin, app.clock.now(), zone_of(app), people)
    written: Written | None = await app.push_screen_wait(dialog)
    if written is None:
        return
    account_id = None
    if account is not None and written.account == one_line(account.name).strip():
        account_id = account.id
    elif written.account:
        account_id = await app.backend.ask(account_id_of, name=written.account)
    receipt = await app.change(
        AddTask(
            title=written.title,
            account_id=account_id,
            due_on=written.due_on,
            important=written.important,
            delegate=written.given_to or NOBODY,
        )
    )
    if receipt is not None and receipt.entity_id is not None and screen.name_ == "tasks":
        screen.made(receipt.entity_id)


async def edit_task(app: "AmtuiApp", row: TaskRow) -> None:
    """Let a task be changed."""
    from amtui.data.queries.delegates import delegates

    if app.backend is None:
        return
    people = await app.backend.ask(delegates, account_id=row.account_id)
    begin = Written(row.title, row.account, row.due_on, row.important, row.delegate, row.given_to)
    dialog = TaskDialog(begin, app.clock.now(), zone_of(app), people, known=True)
    written: Written | None = await app.push_screen_wait(dialog)
    if written is None:
        return
    change = EditTask(
        task_id=row.id,
        expected_version=row.version,
        title=written.title,
        due_on=written.due_on,
        open_ended=written.due_on is None,
        important=written.important,
        delegate=written.given_to,
    )
    await change_asking(app, change, f"“{one_line(row.title)}”")


async def set_aside(app: "AmtuiApp", row: TaskRow) -> None:
    """Ask when; where something speaks against it, ask once more."""
    from amtui.data.queries.day_plan import block_problems, free_block

    if app.backend is None:
        return
    zone, minutes = zone_of(app), row.block_minutes or USUAL_MINUTES
    room = row.block_at or await app.backend.ask(free_block, task_id=row.id, minutes=minutes)
    at = "" if room is None else f"{room.astimezone(zone):%Y-%m-%d %H:%M}"
    dialog = AsideDialog(row.title, at, minutes, app.clock.now(), zone)
    aside: Aside | None = await app.push_screen_wait(dialog)
    if aside is None:
        return
    span = (aside.at, aside.at + timedelta(minutes=aside.minutes))
    wrong = await app.backend.ask(block_problems, task_id=row.id, block=span)
    if wrong:
        question = f"That time for “{row.title}” {told(wrong)}."
        if not await app.push_screen_wait(ConfirmDialog(question, "sets it aside anyway")):
            return
    await app.change(
        BlockTime(
            task_id=row.id,
            expected_version=row.version,
            at=aside.at,
            minutes=aside.minutes,
            anyway=bool(wrong),
        )
    )

"""What was changed in a request, field by field, and taking one change back."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from amtui.actions.registry import action
from amtui.domain.queue_records import FieldChange
from amtui.domain.wording import label, relative, title
from amtui.screens.dialogs.confirm import ConfirmDialog
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.screens.base import BaseScreen


def history_columns(now: Callable[[], datetime]) -> tuple[Column[Any], ...]:
    """Return when, in the zone of `now`, who, field, before and after, and whether it can be taken back."""

    def at(one: FieldChange) -> str:
        return f"{one.at.astimezone(now().tzinfo):%Y-%m-%d %H:%M}"

    return (
        Column[FieldChange](
            "when", "When", lambda one: (relative(one.at, now()), "dim"), width=9, priority=5
        ),
        Column[FieldChange]("at", "At", at, width=16, priority=2),
        Column[FieldChange]("who", "Who", lambda one: one.who, least=10, most=20, priority=6),
        Column[FieldChange]("field", "Field", lambda one: title(one.field), width=15, priority=9),
        Column[FieldChange]("change", "Change", _change, least=20, weight=3, priority=10),
        Column[FieldChange]("back", "With enter", _standing, width=12, priority=7),
    )


def number(place: int, entries: int) -> int:
    """Return what an entry is known by while younger ones are added before it."""
    return entries - place


def _change(one: FieldChange) -> Cell:
    if one.before is None and one.after is None:
        return (label(one.action), "dim")
    if one.before is None:
        return label(one.after or "")
    return f"{label(one.before)} → {label(one.after or 'nothing')}"


def _standing(one: FieldChange) -> Cell:
    return ("↶ take back", "accent") if one.standing else ("", "dim")


async def ask_back(app: "AmtuiApp", one: FieldChange) -> None:
    """Offer to take one audited change back; where it cannot be, say why."""
    from amtui.domain.request_changes import UndoEntry

    screen: BaseScreen | Any = app.screen
    if reason := action("request.edit").why_not(screen.context()):
        app.say(reason, severity="warning")
        return
    if not one.standing:
        app.say("This was changed again since, or came with the request: there is nothing to take back.")
        return
    before, after = label(one.before or "nothing"), label(one.after or "nothing")
    question = f"Take back {label(one.field)}: {before} → {after}, by {one.who}?"
    if await app.push_screen_wait(ConfirmDialog(question, "takes it back")):
        await app.change(UndoEntry(audit_id=one.audit_id))

"""Answers to rows of the day's list that are kept with the row: put aside, given away, declined."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from amtui.domain.change import Change
from amtui.domain.clock import local_day
from amtui.domain.today_changes import (
    USUAL_DECLINE_DAYS,
    USUAL_FOLLOW_UP_DAYS,
    DeclineRow,
    DelegateRow,
    SnoozeRow,
    WakeRow,
)
from amtui.domain.today_letters import delegation, refusal
from amtui.domain.today_records import TodayRow
from amtui.domain.today_row import asked_of
from amtui.screens.dialogs.today_answer import Line, TodayAnswerDialog, Told
from amtui.screens.dialogs.told import ToldDialog
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from amtui.app import AmtuiApp

KEPT_ANSWERS = frozenset({"put_aside", "delegate", "refuse", "wake"})


class KeptAnswers:
    """The answers, for the app that shows the list."""

    def __init__(self, app: "AmtuiApp") -> None:
        self.app = app

    async def give(self, answer: str, row: TodayRow, question: str, zone: "ZoneInfo") -> None:
        """Ask for what an answer needs and carry it out; then show the text to send, if there is one."""
        if answer == "put_aside":
            await self._put_aside(row, question, zone)
        elif answer == "delegate":
            await self._delegate(row, question, zone)
        elif answer == "refuse":
            await self._decline(row, question, zone)
        else:
            await self.app.change(WakeRow(row=asked_of(row)))

    async def _put_aside(self, row: TodayRow, question: str, zone: "ZoneInfo") -> None:
        lines = (Line("until", "Until", is_day=True), Line("note", "Note", needed=False))
        dialog = self._dialog("snooze", row, f"Snooze {question}", lines, zone)
        if told := await self._ask(dialog):
            change = SnoozeRow(row=asked_of(row), until=told.day, note=told.texts["note"])
            await self._done(change, dialog)

    async def _delegate(self, row: TodayRow, question: str, zone: "ZoneInfo") -> None:
        lines = (
            Line("to", "To"),
            Line("follow_up", "Follow up", self._in(USUAL_FOLLOW_UP_DAYS, zone), is_day=True),
            Line("note", "Note", needed=False),
        )
        dialog = self._dialog("delegate", row, f"Give away {question}", lines, zone)
        told = await self._ask(dialog)
        if told is None:
            return
        change = DelegateRow(
            row=asked_of(row), to=told.texts["to"], follow_up=told.day, note=told.texts["note"]
        )
        if await self._done(change, dialog):
            await self._send(f"To {told.texts['to']}", delegation(row, zone, self.app.clock.now()))

    async def _decline(self, row: TodayRow, question: str, zone: "ZoneInfo") -> None:
        lines = (
            Line("reply", "Reply", refusal(row), long=True),
            Line("until", "Back on", self._in(USUAL_DECLINE_DAYS, zone), is_day=True),
        )
        dialog = self._dialog("decline", row, f"Decline {question}", lines, zone)
        told = await self._ask(dialog)
        if told is None:
            return
        reply = told.texts["reply"]
        if await self._done(DeclineRow(row=asked_of(row), reply=reply, until=told.day), dialog):
            await self._send("The reply", reply)

    def _dialog(
        self, kind: str, row: TodayRow, question: str, lines: Sequence[Line], zone: "ZoneInfo"
    ) -> TodayAnswerDialog:
        draft = f"{kind}.{row.source}.{row.ref}"
        return TodayAnswerDialog(question, lines, self.app.clock.now(), zone, draft=draft)

    async def _ask(self, dialog: TodayAnswerDialog) -> Told | None:
        answer: Told | None = await self.app.push_screen_wait(dialog)
        return answer

    async def _done(self, change: Change, dialog: TodayAnswerDialog) -> bool:
        """Carry an answer out, and tell whether it was; the draft is let go then."""
        if await self.app.change(change) is None:
            return False
        self.app.state.put(dialog.draft_name, None)
        return True

    def _in(self, days: int, zone: "ZoneInfo") -> str:
        return f"{local_day(self.app.clock.now(), zone) + timedelta(days=days)}"

    async def _send(self, heading: str, text: str) -> None:
        """Show a text to send, and copy it if that is wanted."""
        dialog = ToldDialog(heading, safe(text), {"y": "copies it"})
        answer: str | None = await self.app.push_screen_wait(dialog)
        if answer == "y":
            self.app.copy_to_clipboard(text)
            self.app.say("Copied the text")

"""Asking who is away when, and who covers."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import Invalid
from amtui.domain.leave_changes import AddLeave
from amtui.domain.local_time import zone_named
from amtui.domain.people import Identity, UserRow
from amtui.domain.vocabulary import Role
from amtui.domain.when_words import day_named
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.fields import FormField, choice_field, text_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


async def ask_leave(app: "AmtuiApp") -> None:
    """Ask for a leave and enter it."""
    from amtui.data.queries.people import users

    if app.backend is None:
        return
    people = await app.backend.ask(users, only_active=True)
    dialog = LeaveDialog(app.backend.identity, people, app.clock.now())
    answer: AddLeave | None = await app.push_screen_wait(dialog)
    if answer is not None:
        await app.change(answer)


class LeaveDialog(Dialog[AddLeave]):
    """Who, by whom covered, the first and the last day, and what the cover should know."""

    def __init__(self, identity: Identity, people: Sequence[UserRow], now: datetime) -> None:
        super().__init__("Who is away", "enter in any line saves · esc cancels")
        self._identity, self._now = identity, now
        lead = identity.role is not Role.AM
        self._away = [row for row in people if row.id == identity.user_id or (lead and self._sees(row))]
        self._people = people

    def _sees(self, row: UserRow) -> bool:
        return self._identity.scope.sees(row.id)

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        away = [(str(row.id), row.name) for row in self._away]
        yield choice_field("user", "Away", away, str(self._identity.user_id))
        yield choice_field("cover", "Cover", [(str(row.id), row.name) for row in self._people])
        yield text_field("first", "From", placeholder="mon, 14d or 2026-12-21")
        yield text_field("last", "To", placeholder="fri, 3w or 2027-01-02")
        yield text_field("note", "Note", placeholder="what the cover should know")

    def on_mount(self) -> None:
        """Begin with the cover."""
        list(self.query(FormField))[1].focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer once somebody covers and the days can be read."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["cover"]:
            fields["cover"].say_wrong("choose somebody")
            return
        days, zone = [], zone_named(self._identity.zone)
        for name in ("first", "last"):
            try:
                days.append(day_named(answer[name], self._now, zone))
            except Invalid as wrong:
                fields[name].say_wrong(wrong.fields["day"])
                return
        self.dismiss(
            AddLeave(
                user_id=int(answer["user"]),
                cover_id=int(answer["cover"]),
                first=days[0],
                last=days[1],
                note=answer["note"],
            )
        )

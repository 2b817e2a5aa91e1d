"""Asking who is away when, and who covers."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import Invalid
from amtui.domain.leave_changes import AddLeave, EditLeave
from amtui.domain.leave_rules import LeaveRow, refuse_others
from amtui.domain.local_time import zone_named
from amtui.domain.people import Identity, UserRow
from amtui.domain.vocabulary import Role
from amtui.domain.when_words import day_named
from amtui.screens.clashing import change_asking, naming
from amtui.screens.dialogs.draft import DraftDialog
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
    if answer is not None and await app.change(answer) is not None:
        app.state.put(dialog.draft_name, None)


async def ask_other_leave(app: "AmtuiApp", row: LeaveRow) -> None:
    """Ask what is different about a leave, and change it; where somebody was first, whose values stand.

    Raises:
        Refused: it is somebody else's, which is said before anything is typed.
    """
    from amtui.data.queries.people import users

    if app.backend is None:
        return
    refuse_others(app.backend.identity, row.user_id)
    people = await app.backend.ask(users, only_active=True)
    dialog = LeaveDialog(app.backend.identity, people, app.clock.now(), row)
    answer: AddLeave | None = await app.push_screen_wait(dialog)
    if answer is None:
        return
    change = EditLeave(
        leave_id=row.id,
        expected_version=row.version,
        cover_id=answer.cover_id,
        first=answer.first,
        last=answer.last,
        note=answer.note,
    )

    async def names() -> dict[object, str]:
        return {each.id: each.name for each in people}

    saying = naming("cover_id", names)
    if await change_asking(app, change, f"the leave of {row.user}", saying) is not None:
        app.state.put(dialog.draft_name, None)


class LeaveDialog(DraftDialog[AddLeave]):
    """Who, by whom covered, the first and the last day, and what the cover should know.

    Args:
        row: a leave that is there already, whose days, cover and note are asked for anew.
    """

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]

    def __init__(
        self, identity: Identity, people: Sequence[UserRow], now: datetime, row: LeaveRow | None = None
    ) -> None:
        title = f"The leave of {row.user}" if row else "Who is away"
        super().__init__(
            title,
            "enter in any line saves · esc keeps what is typed",
            draft=f"leave.{row.id}" if row else "leave",
        )
        self._identity, self._now, self._row = identity, now, row
        lead = identity.role is not Role.AM
        self._away = [each for each in people if each.id == identity.user_id or (lead and self._sees(each))]
        self._people = people

    def _sees(self, row: UserRow) -> bool:
        return self._identity.scope.sees(row.id)

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        row = self._row
        if row is None:
            away = [(str(each.id), each.name) for each in self._away]
            yield choice_field("user", "Away", away, self.kept("user", str(self._identity.user_id)))
        people = [(str(each.id), each.name) for each in self._people if row is None or each.id != row.user_id]
        yield choice_field("cover", "Cover", people, self.kept("cover", str(row.cover_id) if row else ""))
        first, last, note = (str(row.first), str(row.last), row.note) if row else ("", "", "")
        yield text_field("first", "From", self.kept("first", first), placeholder="mon, 14d or 2026-12-21")
        yield text_field("last", "To", self.kept("last", last), placeholder="fri, 3w or 2027-01-02")
        yield text_field("note", "Note", self.kept("note", note), placeholder="what the cover should know")

    def on_mount(self) -> None:
        """Begin with the cover."""
        next(field for field in self.query(FormField) if field.field_name == "cover").focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter in a line saves."""
        self.action_send()

    def action_send(self) -> None:
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
                user_id=self._row.user_id if self._row else int(answer["user"]),
                cover_id=int(answer["cover"]),
                first=days[0],
                last=days[1],
                note=answer["note"],
            )
        )

"""What can be done to meetings of the team from any screen that shows them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from textual.content import Content

from amtui.domain.change import Change
from amtui.domain.local_time import instant
from amtui.domain.team_changes import (
    CancelTeamMeeting,
    EditTeamMeeting,
    EndTeamSeries,
    HoldTeamMeeting,
    MoveTeamMeeting,
    MoveTeamSeries,
    PlanTeamMeeting,
)
from amtui.domain.team_records import USUAL_MINUTES, USUAL_TITLE, TeamMeeting, usual_team
from amtui.domain.team_words import as_markdown, sections
from amtui.screens.clashing import change_asking, naming
from amtui.screens.dialogs.draft import DraftDialog
from amtui.screens.dialogs.review_cancel import CancelDialog, Cancelled
from amtui.screens.dialogs.review_move import Moved, MoveDialog
from amtui.screens.dialogs.team_meeting import TeamDialog, TeamNotesDialog, TeamWritten
from amtui.screens.viewer import zone_of
from amtui.widgets.detail import stacked, title
from amtui.widgets.text import many_lines, safe

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen

NOT_MISSED = "A team meeting is held or cancelled; X cancels it."


class TeamActions:
    """Plan, move, hold, cancel, write and copy, for one screen; named as those of reviews."""

    def __init__(self, screen: "BaseScreen") -> None:
        self.screen = screen

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times are typed and shown in."""
        return zone_of(self.screen.app)

    def begin(self, name: str, meeting_id: int, *args: Any) -> None:
        """Do the action of a name to the meeting of an id, as it is by now."""
        self.screen.app.begin(self._begin(name, meeting_id, *args))

    async def _begin(self, name: str, meeting_id: int, *args: Any) -> None:
        from amtui.data.queries.team_meetings import team_meeting

        if self.screen.app.backend is not None:
            row = await self.screen.app.backend.ask(team_meeting, meeting_id=meeting_id)
            await getattr(self, name)(row, *args)

    async def plan(self, at: datetime) -> None:
        """Ask what is to be planned, with the usual team, and plan it."""
        from amtui.data.queries.people import user_choices, users

        app = self.screen.app
        if app.backend is None:
            return
        known = await app.backend.ask(user_choices)
        team = usual_team(app.backend.identity.user_id, await app.backend.ask(users, only_active=True))
        begin = TeamWritten(USUAL_TITLE, at, USUAL_MINUTES, team, "")
        dialog = TeamDialog(begin, known, app.clock.now(), self.zone)
        answer: TeamWritten | None = await app.push_screen_wait(dialog)
        if answer is None:
            return
        count, unit = answer.again[:-1], answer.again[-1:]
        change = PlanTeamMeeting(
            title=answer.title,
            starts_at=instant(answer.at, self.zone),
            minutes=answer.minutes,
            invited=answer.invited,
            agenda=answer.agenda,
            every_weeks=int(count) if unit == "w" else None,
            every_months=int(count) if unit == "m" else None,
        )
        await self._save(change, dialog)

    async def open(self, row: TeamMeeting) -> None:
        """Tell all of a meeting."""
        from amtui.screens.dialogs.told import ToldDialog

        parts = (
            Content("\n").join([*([title(heading)] if heading else []), safe(many_lines("\n".join(lines)))])
            for heading, lines in sections(row, self.zone)
        )
        await self.screen.app.push_screen_wait(ToldDialog(row.title, stacked(parts)))

    async def move(self, row: TeamMeeting) -> None:
        """Ask for the new day and time, and move there, the series along if asked."""
        called, at = f"“{row.title}”", row.starts_at.astimezone(self.zone)
        dialog = MoveDialog(called, at, of_series=row.series_id is not None)
        answer: Moved | None = await self.screen.app.push_screen_wait(dialog)
        if answer is not None:
            kind = MoveTeamSeries if answer.series else MoveTeamMeeting
            there = instant(answer.at, self.zone)
            change = kind(meeting_id=row.id, expected_version=row.version, starts_at=there)
            await self.screen.app.change(change)

    async def shift(self, row: TeamMeeting, days: int) -> None:
        """Move by whole days; the hour of the day stays."""
        there = row.starts_at.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=days)
        await self.screen.app.change(
            MoveTeamMeeting(
                meeting_id=row.id, expected_version=row.version, starts_at=instant(there, self.zone)
            )
        )

    async def hold(self, row: TeamMeeting) -> None:
        """Ask for the notes, and close the meeting as held."""
        dialog = TeamNotesDialog(f"“{row.title}” was held", row)
        notes: str | None = await self.screen.app.push_screen_wait(dialog)
        if notes is not None:
            change = HoldTeamMeeting(meeting_id=row.id, expected_version=row.version, notes=notes)
            await self._save(change, dialog)

    async def miss(self, _row: TeamMeeting) -> None:
        """Say what there is instead."""
        self.screen.app.say(NOT_MISSED, severity="warning")

    async def cancel(self, row: TeamMeeting) -> None:
        """Ask for the reason, and cancel the meeting, or its series if asked."""
        all_ = "the series ends: all that is planned of it is cancelled" if row.series_id is not None else ""
        answer: Cancelled | None = await self.screen.app.push_screen_wait(
            CancelDialog(f"“{row.title}”", all_)
        )
        if answer is not None:
            kind = EndTeamSeries if answer.series else CancelTeamMeeting
            await self.screen.app.change(
                kind(meeting_id=row.id, expected_version=row.version, reason=answer.reason)
            )

    async def write_notes(self, row: TeamMeeting) -> None:
        """Let the notes be written, and save them."""
        dialog = TeamNotesDialog(f"Notes on “{row.title}”", row)
        notes: str | None = await self.screen.app.push_screen_wait(dialog)
        if notes is not None:
            change = EditTeamMeeting(meeting_id=row.id, expected_version=row.version, notes=notes)
            await self._write(change, dialog, row)

    async def edit(self, row: TeamMeeting) -> None:
        """Let title, people, agenda and length be changed, of later ones too if asked."""
        from amtui.data.queries.people import user_choices

        app = self.screen.app
        if app.backend is None:
            return
        known = await app.backend.ask(user_choices)
        at = row.starts_at.astimezone(self.zone)
        begin = TeamWritten(row.title, at, row.minutes, row.invited, row.agenda)
        dialog = TeamDialog(begin, known, app.clock.now(), self.zone, row)
        answer: TeamWritten | None = await app.push_screen_wait(dialog)
        if answer is not None:
            change = EditTeamMeeting(
                meeting_id=row.id,
                expected_version=row.version,
                title=answer.title,
                agenda=answer.agenda,
                minutes=answer.minutes,
                invited=answer.invited,
                later=answer.later,
            )
            await self._write(change, dialog, row)

    async def copy(self, row: TeamMeeting) -> None:
        """Copy the meeting as Markdown."""
        self.screen.app.copy_to_clipboard(as_markdown(row, self.zone))
        self.screen.app.say(f"“{row.title}” is copied as Markdown.")

    async def copy_ics(self, row: TeamMeeting) -> None:
        """Copy the meeting as iCalendar text."""
        from amtui.data.formats.ics_team import write_team
        from amtui.data.queries.team_calendar import team_calendar

        app = self.screen.app
        if app.backend is not None:
            beside = await app.backend.ask(team_calendar, rows=(row,))
            app.copy_to_clipboard(write_team((row,), app.clock.now(), beside).decode())
            app.say(f"“{row.title}” is copied as iCalendar.")

    async def _write(self, change: EditTeamMeeting, dialog: DraftDialog[Any], row: TeamMeeting) -> None:
        """Carry an edit out; where somebody was first, ask field by field whose words stand."""
        from amtui.data.queries.people import user_choices

        async def names() -> dict[object, str]:
            backend = self.screen.app.backend
            found = await backend.ask(user_choices) if backend else ()
            return {one.id: one.name for one in found}

        saying = naming("invited", names)
        if await change_asking(self.screen.app, change, f"“{row.title}”", saying) is not None:
            self.screen.app.state.put(dialog.draft_name, None)

    async def _save(self, change: Change, dialog: DraftDialog[Any]) -> None:
        """Carry a change out; the draft is let go once that is done."""
        if await self.screen.app.change(change) is not None:
            self.screen.app.state.put(dialog.draft_name, None)

"""`amtui team-meeting`: meetings of the team itself, about no account."""

import sys
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.ahead import TIME_HELP, coming_moment
from amtui.cli.commands.review import VERSION
from amtui.cli.commands.review_series import span
from amtui.cli.group import Group
from amtui.cli.listing import whole
from amtui.cli.lookups import user
from amtui.cli.out import Out, into_file
from amtui.cli.output import Column, put_document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.shapes import picked
from amtui.cli.words import moment
from amtui.domain.changes import Undo
from amtui.domain.errors import UsageError
from amtui.domain.team_changes import (
    CancelTeamMeeting,
    EditTeamMeeting,
    EndTeamSeries,
    HoldTeamMeeting,
    MoveTeamMeeting,
    MoveTeamSeries,
    PlanTeamMeeting,
)
from amtui.domain.team_records import USUAL_MINUTES, TeamMeeting
from amtui.domain.team_words import as_markdown, repeats
from amtui.domain.vocabulary import MeetingStatus
from amtui.domain.wording import counted, label

if TYPE_CHECKING:
    from amtui.services.backend import Backend

KEYS = (
    "id", "title", "starts_at", "minutes", "status", "owner", "invited", "series_id", "every", "agenda",
    "notes", "reason", "version",
)  # fmt: skip
NAMED = 3
"""So many people are named in a list."""
INVITE = click.option(
    "--invite", "logins", multiple=True, metavar="LOGIN", help="Who comes; may be given again."
)
MEETING = click.argument("meeting_id", type=int, metavar="ID")


@click.group("team-meeting", cls=Group)
def team_meeting_command() -> None:
    """Plan and close meetings of the team, which are about no account."""


@team_meeting_command.command("list")
@click.option("--status", metavar="STATUS", help="planned, held or cancelled; planned without.")
@click.option("--mine", is_flag=True, help="Only your own and those that you are invited to.")
@click.pass_obj
def listed(session: Session, *, status: str | None, mine: bool) -> None:
    """List team meetings that you own, are invited to, or that those who report to you own."""
    from amtui.data.queries.team_meetings import team_meetings

    wanted = MeetingStatus.PLANNED if status is None else whole(status, MeetingStatus, "status")
    with session.backend() as backend:
        rows = backend.read(team_meetings, status=wanted, own=mine)
        zone = ZoneInfo(backend.identity.zone)
    columns: list[Column[TeamMeeting]] = [
        Column("ID", lambda row: str(row.id), right=True),
        Column("AT", lambda row: moment(row.starts_at, zone)),
        Column("MIN", lambda row: str(row.minutes), right=True),
        Column("WHAT", lambda row: row.title),
        Column("STATUS", lambda row: label(row.status)),
        Column("REPEATS", repeats),
        Column("OF", lambda row: row.owner),
        Column("WITH", _people),
    ]
    put_list(session, rows, lambda row: _object(row, zone), columns, KEYS)


@team_meeting_command.command("show")
@MEETING
@click.pass_obj
def show(session: Session, meeting_id: int) -> None:
    """Show a team meeting: people, agenda, notes."""
    with session.backend() as backend:
        row, zone = _row(backend, meeting_id), ZoneInfo(backend.identity.zone)
    put_document(session, _object(row, zone), as_markdown(row, zone).splitlines())


@team_meeting_command.command("plan")
@click.argument("title")
@click.option("--at", required=True, metavar="TIME", help=f"In your zone, {TIME_HELP}.")
@click.option("--minutes", type=int, default=USUAL_MINUTES, show_default=True, help="How long.")
@INVITE
@click.option("--alone", is_flag=True, help="Invite nobody.")
@click.option("--every", metavar="SPAN", help="From one to the next, as 1w or 1m; only one without.")
@click.option("--agenda", default="", metavar="TEXT", help="What to talk about, a point a line.")
@click.pass_obj
def plan(
    session: Session,
    /,
    title: str,
    at: str,
    minutes: int,
    logins: tuple[str, ...],
    every: str | None,
    agenda: str,
    *,
    alone: bool,
) -> None:
    """Put a meeting of your team on the calendar of all who are invited.

    Without --invite those who report to you; where nobody does, your manager and who reports to them too.
    """
    with session.backend() as backend:
        change = PlanTeamMeeting(
            title=title,
            starts_at=coming_moment(backend, at),
            minutes=minutes,
            invited=_ids(backend, logins) if logins or alone else None,
            agenda=agenda,
            every_weeks=span(every, "w"),
            every_months=span(every, "m"),
        )
        put_receipt(session, backend.apply(change))


@team_meeting_command.command("move")
@MEETING
@click.option("--at", required=True, metavar="TIME", help=f"In your zone, {TIME_HELP}.")
@click.option("--series", "whole_series", is_flag=True, help="Move all later ones of its series along.")
@VERSION
@click.pass_obj
def move(session: Session, meeting_id: int, at: str, version: int | None, *, whole_series: bool) -> None:
    """Move one team meeting; its series stays where it is, unless asked otherwise."""
    kind = MoveTeamSeries if whole_series else MoveTeamMeeting
    with session.backend() as backend:
        seen, to = _seen(backend, meeting_id, version), coming_moment(backend, at)
        put_receipt(session, backend.apply(kind(meeting_id=meeting_id, expected_version=seen, starts_at=to)))


@team_meeting_command.command("hold")
@MEETING
@click.option("--notes", metavar="TEXT", help="What was said.")
@VERSION
@click.pass_obj
def hold(session: Session, meeting_id: int, notes: str | None, version: int | None) -> None:
    """Close a team meeting as held."""
    with session.backend() as backend:
        seen = _seen(backend, meeting_id, version)
        change = HoldTeamMeeting(meeting_id=meeting_id, expected_version=seen, notes=notes)
        put_receipt(session, backend.apply(change))


@team_meeting_command.command("cancel")
@MEETING
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--series", "whole_series", is_flag=True, help="End its series: all that is planned of it.")
@VERSION
@click.pass_obj
def cancel(
    session: Session, meeting_id: int, reason: str, version: int | None, *, whole_series: bool
) -> None:
    """Take a team meeting off the calendar; its series stays, unless asked otherwise."""
    kind = EndTeamSeries if whole_series else CancelTeamMeeting
    with session.backend() as backend:
        seen = _seen(backend, meeting_id, version)
        put_receipt(session, backend.apply(kind(meeting_id=meeting_id, expected_version=seen, reason=reason)))


@team_meeting_command.command("edit")
@MEETING
@click.option("--title", metavar="TEXT", help="What it is called.")
@click.option("--agenda", metavar="TEXT", help="What to talk about, a point a line.")
@click.option("--notes", metavar="TEXT", help="What was said.")
@click.option("--minutes", type=int, help="How long.")
@INVITE
@click.option("--later", is_flag=True, help="All but the notes for all later ones of its series too.")
@VERSION
@click.pass_obj
def edit(
    session: Session,
    /,
    meeting_id: int,
    logins: tuple[str, ...],
    version: int | None,
    *,
    later: bool,
    **said: str | int | None,
) -> None:
    """Change title, people, agenda, length or notes; those named with --invite come instead of before."""
    if not logins and all(value is None for value in said.values()):
        raise UsageError("there is nothing to change", next="Give --agenda, --notes or another option.")
    with session.backend() as backend:
        change = EditTeamMeeting(
            meeting_id=meeting_id,
            expected_version=_seen(backend, meeting_id, version),
            invited=_ids(backend, logins) if logins else None,
            later=later,
            **said,  # type: ignore[arg-type]
        )
        put_receipt(session, backend.apply(change))


@team_meeting_command.command("export")
@click.argument("meeting_id", type=int, metavar="ID", required=False)
@into_file()
@click.pass_obj
def export(session: Session, meeting_id: int | None, out: Out | None) -> None:
    """Write one team meeting, or all that are planned, as iCalendar, which other calendars read."""
    from amtui.data.formats.ics_team import write_team
    from amtui.data.queries.team_calendar import team_calendar
    from amtui.data.queries.team_meetings import team_meetings

    with session.backend() as backend:
        planned = MeetingStatus.PLANNED
        if meeting_id is None:
            rows = backend.read(team_meetings, status=planned, own=True)
        else:
            rows = (_row(backend, meeting_id),)
        made = write_team(rows, backend.clock.now(), backend.read(team_calendar, rows=rows))
    if out is None:
        sys.stdout.write(made.decode())
        return
    with out.writing() as fresh:
        fresh.write_bytes(made)
    session.say(f"Wrote {counted(len(rows), 'team meeting')} to {out}.")


@team_meeting_command.command("undo")
@MEETING
@click.pass_obj
def undo(session: Session, meeting_id: int) -> None:
    """Take back your latest change of a team meeting, unless somebody has built on it."""
    with session.backend() as backend:
        _row(backend, meeting_id)
        put_receipt(session, backend.apply(Undo(entity="team_meetings", entity_id=meeting_id)))


def _row(backend: "Backend", meeting_id: int) -> TeamMeeting:
    from amtui.data.queries.team_meetings import team_meeting

    return backend.read(team_meeting, meeting_id=meeting_id)


def _seen(backend: "Backend", meeting_id: int, version: int | None) -> int:
    """Return the version that a change rests on: the one named, or the one that is there now."""
    now = _row(backend, meeting_id).version
    return now if version is None else version


def _ids(backend: "Backend", logins: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(user(backend, login).id for login in logins)


def _people(row: TeamMeeting) -> str:
    """Return who comes, the first few by name."""
    more = len(row.names) - NAMED
    return ", ".join(row.names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _object(row: TeamMeeting, zone: ZoneInfo) -> dict[str, object]:
    return picked(row, KEYS, zone, invited=list(row.names), every=repeats(row) or None)

"""`amtui hours`: business calendars and the times agreed for requests."""

import click

from amtui.cli.group import Group
from amtui.cli.output import Column, Document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.domain.admin_changes import DeleteCalendar, SaveCalendar, SetServiceLevel
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.office_records import CalendarRow, ServiceLevelRow
from amtui.domain.vocabulary import Priority

CALENDAR_KEYS = ("name", "time_zone", "country", "region", "hours", "holidays", "accounts")
CALENDAR_COLUMNS: list[Column[CalendarRow]] = [
    Column("CALENDAR", lambda row: row.name),
    Column("HOURS", lambda row: row.hours),
    Column("COUNTRY", lambda row: row.country or "–"),
    Column("ZONE", lambda row: row.zone or "the account's"),
    Column("ACCOUNTS", lambda row: str(row.accounts), right=True),
]
LEVEL_KEYS = ("plan", "priority", "respond", "resolve", "origin")
LEVEL_COLUMNS: list[Column[ServiceLevelRow]] = [
    Column("PLAN", lambda row: "all plans" if row.plan == "*" else row.plan),
    Column("PRIORITY", lambda row: row.priority.value),
    Column("ANSWER IN", lambda row: row.respond, right=True),
    Column("RESOLVE IN", lambda row: row.resolve, right=True),
    Column("FROM", lambda row: row.origin),
]


@click.group("hours", cls=Group)
def hours_command() -> None:
    """List and change opening hours, and the times agreed for requests."""


@hours_command.command("list")
@click.pass_obj
def listed(session: Session) -> None:
    """List business calendars."""
    from amtui.data.queries.office import calendar_rows

    def shape(row: CalendarRow) -> Document:
        place = (row.zone or None, row.country or None, row.region or None)
        return dict(
            zip(CALENDAR_KEYS, (row.name, *place, row.hours, row.holidays, row.accounts), strict=True)
        )

    with session.backend() as backend:
        rows = backend.read(calendar_rows)
    put_list(session, rows, shape, CALENDAR_COLUMNS, CALENDAR_KEYS)


@hours_command.command("set")
@click.argument("name")
@click.option("--name", "renamed", metavar="NAME", help="Its new name.")
@click.option("--hours", metavar="TEXT", help="As 'Mon-Fri 09:00-17:00, Sat 10:00-13:00'.")
@click.option("--holidays", metavar="TEXT", help="As '2026-12-24 Christmas Eve, 2026-12-31'.")
@click.option("--country", metavar="CODE", help="Whose public holidays are closed, as DE; empty for none.")
@click.option("--region", metavar="CODE", help="Of the country, as BY.")
@click.option("--tz", "zone", metavar="ZONE", help="Of the hours; empty for each account's own.")
@click.option("--dry-run", is_flag=True, help="Say what would become of open requests, change nothing.")
@click.pass_obj
def change(
    session: Session, /, name: str, renamed: str | None, *, dry_run: bool, **given: str | None
) -> None:
    """Write the calendar NAME, made if there is none; open requests follow; administrators only."""
    from amtui.data.queries.office import calendar_rows

    with session.backend() as backend:
        found = {row.name: row for row in backend.read(calendar_rows)}.get(name)
        fields = (
            ("name", renamed or name),
            *((key, text) for key, text in given.items() if text is not None),
        )
        calendar_id, seen = (found.id, found.version) if found else (None, 0)
        change = SaveCalendar(calendar_id=calendar_id, expected_version=seen, fields=fields)
        put_receipt(session, (backend.rehearse if dry_run else backend.apply)(change))


@hours_command.command("delete")
@click.argument("name")
@click.pass_obj
def delete(session: Session, name: str) -> None:
    """Take the calendar NAME away, if no account uses it; administrators only."""
    from amtui.data.queries.office import calendar_rows

    with session.backend() as backend:
        found = {row.name: row for row in backend.read(calendar_rows)}.get(name)
        if found is None:
            raise NotFound(f"there is no calendar “{name}”")
        change = DeleteCalendar(calendar_id=found.id, expected_version=found.version)
        put_receipt(session, backend.apply(change))


@hours_command.command("levels")
@click.pass_obj
def levels(session: Session) -> None:
    """List how soon requests are answered and resolved, by plan and priority."""
    from amtui.data.queries.office import service_levels

    def shape(row: ServiceLevelRow) -> Document:
        return dict(
            zip(LEVEL_KEYS, (row.plan, row.priority.value, row.respond, row.resolve, row.origin), strict=True)
        )

    with session.backend() as backend:
        rows = backend.read(service_levels)
    put_list(session, rows, shape, LEVEL_COLUMNS, LEVEL_KEYS)


@hours_command.command("level")
@click.argument("plan")
@click.argument("priority")
@click.option("--respond", default="", metavar="TIME", help="Business time to answer in, as 30m.")
@click.option("--resolve", default="", metavar="TIME", help="Business time to resolve in, as 4h.")
@click.option("--dry-run", is_flag=True, help="Say what would become of open requests, change nothing.")
@click.pass_obj
def level(session: Session, plan: str, priority: str, respond: str, resolve: str, *, dry_run: bool) -> None:
    """Set the times of PLAN, '*' for all, and PRIORITY, or take them away; open requests follow."""
    try:
        known = Priority(priority.upper())
    except ValueError:
        raise UsageError(f"“{priority}” is no priority", next=f"There are {', '.join(Priority)}.") from None
    with session.backend() as backend:
        change = SetServiceLevel(plan=plan, priority=known, respond=respond, resolve=resolve)
        put_receipt(session, (backend.rehearse if dry_run else backend.apply)(change))

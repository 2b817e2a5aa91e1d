"""`amtui leave`: who is away, who covers, and the brief to hand over with."""

from typing import TYPE_CHECKING, Any

import click

from amtui.cli.ahead import DAY_HELP, coming_day
from amtui.cli.group import Group
from amtui.cli.lookups import user
from amtui.cli.out import Out, into_file
from amtui.cli.output import Column, Document, put_document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.words import UNKNOWN
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.handover import markdown
from amtui.domain.leave_changes import AddLeave, EditLeave, EndLeave
from amtui.domain.leave_rules import LeaveRow

if TYPE_CHECKING:
    from datetime import date

    from amtui.services.backend import Backend

KEYS = (
    "id", "user", "cover", "from", "to", "state", "accounts", "note", "version", "alone_from", "alone_to",
)  # fmt: skip


@click.group("leave", cls=Group, invoke_without_command=True)
@click.option("--over", is_flag=True, help="Also those that are over.")
@click.pass_context
def leave_command(context: click.Context, *, over: bool) -> None:
    """List who is away now or will be, and who covers their book."""
    if context.invoked_subcommand is not None:
        return
    session = context.ensure_object(Session)
    with session.backend() as backend:
        rows, today = _rows(backend, over=over), _today(backend)

    def shape(row: LeaveRow) -> Document:
        days = {"from": row.first.isoformat(), "to": row.last.isoformat(), "state": row.state(today)}
        own = {"id": row.id, "user": row.user, "cover": row.cover, **days}
        alone = [day.isoformat() for day in row.alone] if row.alone else [None, None]
        rest = {"version": row.version, "alone_from": alone[0], "alone_to": alone[1]}
        return {**own, "accounts": row.accounts, "note": row.note or None, **rest}

    columns: list[Column[LeaveRow]] = [
        Column("ID", lambda row: str(row.id), right=True),
        Column("AWAY", lambda row: row.user),
        Column("COVER", lambda row: row.cover),
        Column("FROM", lambda row: row.first.isoformat()),
        Column("TO", lambda row: row.last.isoformat()),
        Column("STATE", lambda row: row.state(today)),
        Column("ALONE", lambda row: " to ".join(map(str, row.alone or ())) or UNKNOWN),
        Column("ACCOUNTS", lambda row: str(row.accounts or "–"), right=True),
        Column("NOTE", lambda row: row.note),
    ]
    put_list(session, rows, shape, columns, KEYS)


@leave_command.command("add")
@click.argument("login")
@click.option("--cover", required=True, metavar="LOGIN", help="Who looks after the book.")
@click.option("--from", "first", required=True, metavar="DAY", help=f"The first day away, {DAY_HELP}.")
@click.option("--to", "last", required=True, metavar="DAY", help="The last day away, written so too.")
@click.option("--note", default="", metavar="TEXT", help="What the cover should know.")
@click.pass_obj
def add(session: Session, login: str, cover: str, first: str, last: str, note: str) -> None:
    """Give a user's book to a cover for some days; your own, or that of your line."""
    with session.backend() as backend:
        begin, end = coming_day(backend, first), coming_day(backend, last)
        if begin is None or end is None:
            raise UsageError("a leave needs its first and its last day")
        change = AddLeave(
            user_id=user(backend, login).id,
            cover_id=user(backend, cover).id,
            first=begin,
            last=end,
            note=note,
        )
        put_receipt(session, backend.apply(change))


@leave_command.command("edit")
@click.argument("leave_id", type=int, metavar="ID")
@click.option("--cover", metavar="LOGIN", help="Who looks after the book from now on.")
@click.option("--from", "first", metavar="DAY", help=f"The first day away, {DAY_HELP}.")
@click.option("--to", "last", metavar="DAY", help="The last day away, written so too.")
@click.option("--note", metavar="TEXT", help="What the cover should know; empty for nothing.")
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.pass_obj
def edit(session: Session, /, leave_id: int, version: int | None, note: str | None, **given: Any) -> None:
    """Give a leave that is not over other days, another cover or another note."""
    if note is None and not any(given.values()):
        raise UsageError("nothing to change", next="Say --cover, --from, --to or --note.")
    with session.backend() as backend:
        row = _row(backend, leave_id)
        change = EditLeave(
            leave_id=leave_id,
            expected_version=row.version if version is None else version,
            cover_id=user(backend, given["cover"]).id if given["cover"] else None,
            first=coming_day(backend, given["first"]),
            last=coming_day(backend, given["last"]),
            note=note,
        )
        put_receipt(session, backend.apply(change))


@leave_command.command("end")
@click.argument("leave_id", type=int, metavar="ID")
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.pass_obj
def end(session: Session, leave_id: int, version: int | None) -> None:
    """Call a leave off, or end one that runs."""
    with session.backend() as backend:
        row = _row(backend, leave_id)
        seen = row.version if version is None else version
        put_receipt(session, backend.apply(EndLeave(leave_id=leave_id, expected_version=seen)))


@leave_command.command("brief")
@click.argument("leave_id", type=int, metavar="ID")
@into_file()
@click.pass_obj
def brief(session: Session, leave_id: int, out: Out | None) -> None:
    """Write what the cover needs to know of the book, as Markdown."""
    from amtui.data.queries.handover import handover

    with session.backend() as backend:
        row = _row(backend, leave_id)
        found = backend.read(
            handover, user_id=row.user_id, first=row.first, last=row.last, cover=row.cover, note=row.note
        )
    text = markdown(found)
    if out is not None:
        with out.writing() as fresh:
            fresh.write_text(text, encoding="utf-8")
        session.say(f"Wrote the brief to {out}.")
        return
    document: dict[str, Any] = {
        "user": found.user,
        "cover": found.cover,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "accounts": len(found.accounts),
        "markdown": text,
    }
    put_document(session, document, text.splitlines())


def _rows(backend: "Backend", *, over: bool) -> tuple[LeaveRow, ...]:
    from amtui.data.queries.leaves import leave_list

    return backend.read(leave_list, over=over)


def _row(backend: "Backend", leave_id: int) -> LeaveRow:
    found = next((row for row in _rows(backend, over=True) if row.id == leave_id), None)
    if found is None:
        raise NotFound(f"there is no leave {leave_id}", next="`amtui leave` lists them.")
    return found


def _today(backend: "Backend") -> "date":
    from zoneinfo import ZoneInfo

    return backend.clock.now().astimezone(ZoneInfo(backend.identity.zone)).date()

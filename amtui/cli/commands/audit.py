"""`amtui audit`: the record of who changed what."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from amtui.cli.group import Command
from amtui.cli.listing import asked
from amtui.cli.lookups import account, day, user
from amtui.cli.out import Out, into_file
from amtui.cli.output import Column, Document, put_list
from amtui.cli.session import Session
from amtui.domain.filter_audit import AUDIT
from amtui.domain.office_records import AuditRow, AuditWish
from amtui.domain.wording import counted
from amtui.services.audit_file import keep_audit

if TYPE_CHECKING:
    from amtui.services.backend import Backend

SHOWN = 500
KEYS = ("id", "at", "login", "who", "entity", "entity_id", "action", "account", "before", "after")


@click.command("audit", cls=Command)
@click.option("--filter", "text", default="", metavar="TEXT", help="Filter as under / on the screen.")
@click.option("--user", "login", default="", metavar="LOGIN", help="Only changes of this user.")
@click.option("--who", metavar="NAME", help="Login or part of the name of who did it.")
@click.option("--what", metavar="WORD", help="What was done, as insert, update or delete.")
@click.option("--entity", metavar="KIND", help="Only changes of this table, as users.")
@click.option("--field", metavar="NAME", help="Only changes of a field of this name, as am_id.")
@click.option("--id", metavar="N", help="Only changes of the row of this number.")
@click.option("--account", "name", metavar="NAME", help="Only changes of this account.")
@click.option("--at", metavar="WHEN", help="When, as today, <2d or 2026-12-01.")
@click.option("--from", "first", metavar="DAY", help="From this day on.")
@click.option("--to", "last", metavar="DAY", help="Up to this day, included.")
@click.option("--sort", metavar="COLUMN", help="at for the oldest first; -at is as usual.")
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="At most so many; 500, and all into a file."
)
@into_file("As .csv, .xlsx, .md or .json.")
@click.pass_obj
def audit_command(
    session: Session,
    /,
    text: str,
    sort: str | None,
    limit: int | None,
    out: Out | None,
    **given: str | None,
) -> None:
    """List what was changed by whom, the latest first; --csv and --json write it for others."""
    from amtui.data.queries.audit_log import audit_rows

    with session.backend() as backend:
        wish = _wish(backend, text, sort, given)
        if out is not None:
            n = keep_audit(backend, wish, str(out), limit, force=out.force)
            session.say(f"Wrote {counted(n, 'entry', 'entries')} to {out}.")
            return
        read = not (session.as_json or session.as_csv)
        rows = backend.read(audit_rows, wish=replace(wish, limit=limit or SHOWN, local=read))
        zone = backend.identity.zone

    def shape(row: AuditRow) -> Document:
        values = (
            row.entity,
            row.entity_id,
            row.action,
            row.account or None,
            row.before or None,
            row.after or None,
        )
        return dict(zip(KEYS, (row.id, row.at.isoformat(), row.login, row.who, *values), strict=True))

    put_list(session, rows, shape, columns(zone), KEYS)


def _wish(backend: "Backend", text: str, sort: str | None, given: dict[str, str | None]) -> AuditWish:
    fields = {name: given[name] for name in ("who", "what", "entity", "field", "id", "at")}
    return AuditWish(
        filter=asked(AUDIT, text, sort, None, **fields).filter,
        login=user(backend, given["login"]).login if given["login"] else "",
        account=account(backend, given["name"]).name if given["name"] else "",
        first=day(given["first"]),
        last=day(given["last"]),
    )


def columns(zone: str) -> list[Column[AuditRow]]:
    """Return the columns of the plain list, with times in a zone."""
    from zoneinfo import ZoneInfo

    local = ZoneInfo(zone)
    return [
        Column("AT", lambda row: f"{row.at.astimezone(local):%Y-%m-%d %H:%M}"),
        Column("WHO", lambda row: row.who),
        Column("WHAT", lambda row: row.what),
        Column("ACCOUNT", lambda row: row.account or "–"),
        Column("AFTER", lambda row: row.after[:60] or "–"),
    ]

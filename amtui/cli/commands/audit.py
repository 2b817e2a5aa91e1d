"""`amtui audit`: the record of who changed what."""

import click

from amtui.cli.group import Command
from amtui.cli.lookups import account, day
from amtui.cli.output import Column, Document, put_list
from amtui.cli.session import Session
from amtui.domain.office_records import AuditRow, AuditWish

KEYS = ("id", "at", "login", "who", "entity", "entity_id", "action", "account", "before", "after")


@click.command("audit", cls=Command)
@click.option("--filter", "text", default="", metavar="TEXT", help="Words that all are in the entry.")
@click.option("--user", "login", default="", metavar="LOGIN", help="Only changes of this user.")
@click.option("--entity", default="", metavar="KIND", help="Only changes of this table, as users.")
@click.option("--account", "name", metavar="NAME", help="Only changes of this account.")
@click.option("--from", "first", metavar="DAY", help="From this day on.")
@click.option("--to", "last", metavar="DAY", help="Up to this day, included.")
@click.option(
    "--limit", type=click.IntRange(1), default=500, show_default=True, metavar="N", help="At most so many."
)
@click.pass_obj
def audit_command(
    session: Session, /, name: str | None, first: str | None, last: str | None, **given: str
) -> None:
    """List what was changed by whom, the latest first; --csv and --json write it for others."""
    from amtui.data.queries.audit_log import audit_rows

    with session.backend() as backend:
        named = account(backend, name).name if name else ""
        narrowed = {"account": named, "first": day(first), "last": day(last), **given}
        rows = backend.read(audit_rows, wish=AuditWish(**narrowed))  # type: ignore[arg-type]
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


def columns(zone: str) -> list[Column[AuditRow]]:
    """Return the columns of the plain list, with times in a zone."""
    from zoneinfo import ZoneInfo

    local = ZoneInfo(zone)
    return [
        Column("AT", lambda row: f"{row.at.astimezone(local):%Y-%m-%d %H:%M}"),
        Column("WHO", lambda row: row.who),
        Column("WHAT", lambda row: f"{row.entity} {row.entity_id} {row.action}"),
        Column("ACCOUNT", lambda row: row.account or "–"),
        Column("AFTER", lambda row: row.after[:60] or "–"),
    ]

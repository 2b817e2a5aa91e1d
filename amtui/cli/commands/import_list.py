"""`amtui imports`: which files were taken in."""

import click

from amtui.cli.group import Command
from amtui.cli.output import Column, Document, put_list
from amtui.cli.session import Session
from amtui.domain.office_records import ImportRow

KEYS = ("id", "at", "who", "kind", "file", "account", "read", "imported", "updated", "unchanged", "rejected")
COLUMNS: list[Column[ImportRow]] = [
    Column("AT", lambda row: f"{row.at:%Y-%m-%d %H:%M} UTC"),
    Column("FILE", lambda row: row.file),
    Column("KIND", lambda row: row.kind),
    Column("ROWS", lambda row: f"{row.read:,}", right=True),
    Column("REJECTED", lambda row: f"{row.rejected:,}", right=True),
    Column("WHO", lambda row: row.who),
]


@click.command("imports", cls=Command)
@click.pass_obj
def imports_command(session: Session) -> None:
    """List which files were taken in, the latest first, and what became of their rows."""
    from amtui.data.queries.import_log import import_log

    def shape(row: ImportRow) -> Document:
        values = {key: getattr(row, key) for key in KEYS}
        return values | {"at": row.at.isoformat(), "account": row.account or None}

    with session.backend() as backend:
        rows = backend.read(import_log)
    put_list(session, rows, shape, COLUMNS, KEYS)

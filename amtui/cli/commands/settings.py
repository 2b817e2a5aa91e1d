"""`amtui settings`: what administrators have set."""

import click

from amtui.cli.group import Group
from amtui.cli.listing import whole
from amtui.cli.output import Column, Document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.domain.changes import SaveSetting
from amtui.domain.office_records import SettingRow
from amtui.domain.routing_changes import SetRouting
from amtui.domain.vocabulary import RequestType, Route

USUAL = "usual"
KEYS = ("key", "value", "default", "is_set", "does")
COLUMNS: list[Column[SettingRow]] = [
    Column("SETTING", lambda row: row.key),
    Column("VALUE", lambda row: row.value or "–"),
    Column("", lambda row: "set" if row.is_set else "usual"),
    Column("WHAT IT DOES", lambda row: row.words),
]


@click.group("settings", cls=Group)
def settings_command() -> None:
    """List and change settings."""


@settings_command.command("list")
@click.pass_obj
def listed(session: Session) -> None:
    """List all settings with what holds and what would hold without."""
    from amtui.services.setting_rows import setting_rows

    def shape(row: SettingRow) -> Document:
        return dict(zip(KEYS, (row.key, row.value, row.default, row.is_set, row.words), strict=True))

    with session.backend() as backend:
        rows = backend.read(setting_rows)
    put_list(session, rows, shape, COLUMNS, KEYS)


@settings_command.command("route")
@click.argument("kind")
@click.argument("team")
@click.option("--open-too", is_flag=True, help="Open requests go along, but for those handed over.")
@click.option("--dry-run", is_flag=True, help="Say what would become of open requests, change nothing.")
@click.pass_obj
def route(session: Session, kind: str, team: str, *, open_too: bool, dry_run: bool) -> None:
    """Let TEAM do requests of KIND, as billing support; usual for who does it else; administrators only."""
    change = SetRouting(
        kind=whole(kind, RequestType, "kind of request"),
        route=None if team.casefold() == USUAL else whole(team, Route, "team"),
        open_too=open_too,
    )
    with session.backend() as backend:
        put_receipt(session, (backend.rehearse if dry_run else backend.apply)(change))


@settings_command.command("set")
@click.argument("key")
@click.argument("value")
@click.pass_obj
def change(session: Session, key: str, value: str) -> None:
    """Change the setting KEY to VALUE; administrators only."""
    with session.backend() as backend:
        put_receipt(session, backend.apply(SaveSetting(key=key, value=value)))

"""`amtui milestone`: what clients' projects have to reach, and by when."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.ahead import DAY_HELP, coming_day
from amtui.cli.group import Group
from amtui.cli.lookups import account_id
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.shapes import picked
from amtui.domain.changes import Undo
from amtui.domain.errors import UsageError
from amtui.domain.milestone_changes import AddMilestone, DropMilestone, EditMilestone, ReachMilestone
from amtui.domain.milestones import Milestone, Rag, waiting_words

if TYPE_CHECKING:
    from amtui.services.backend import Backend

KEYS = ("id", "account", "project", "title", "due_on", "rag", "blocker", "reached_on", "version")
ID = click.argument("milestone_id", type=int, metavar="ID")
VERSION = click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
PROJECT = click.option("--project", metavar="TEXT", help="What it is a part of.")
STATE = click.option("--state", type=click.Choice([rag.value for rag in Rag]), help="How it stands.")
BLOCKER = click.option("--blocker", metavar="TEXT", help="What it waits for, as “the client's decision”.")


@click.group("milestone", cls=Group)
def milestone_command() -> None:
    """Keep what clients' projects have to reach; what is at risk is on the day's list."""


@milestone_command.command("add")
@click.argument("account")
@click.argument("title")
@click.option("--due", metavar="DAY", required=True, help=f"By when, {DAY_HELP}.")
@PROJECT
@STATE
@BLOCKER
@click.pass_obj
def add(
    session: Session, account: str, title: str, due: str, project: str | None, state: str | None,
    blocker: str | None,
) -> None:  # fmt: skip
    """Enter a milestone of ACCOUNT."""
    with session.backend() as backend:
        if (due_on := coming_day(backend, due)) is None:
            raise UsageError("--due names no day", next=f"Write it {DAY_HELP}.")
        change = AddMilestone(
            account_id=account_id(backend, account),
            title=title,
            due_on=due_on,
            project=project or "",
            rag=Rag(state or Rag.GREEN),
            blocker=blocker or "",
        )
        put_receipt(session, backend.apply(change))


@milestone_command.command("list")
@click.option("--account", metavar="ACCOUNT", help="Of this account only.")
@click.option("--reached", is_flag=True, help="Those that are reached, the latest first.")
@click.pass_obj
def listed(session: Session, account: str | None, reached: bool) -> None:
    """List milestones that are ahead, the earliest due first."""
    from amtui.data.queries.milestones import milestones

    with session.backend() as backend:
        about = account_id(backend, account) if account else None
        rows = backend.read(milestones, account_id=about, reached=reached)
        zone = ZoneInfo(backend.identity.zone)
        today = backend.clock.now().astimezone(zone).date()
    columns: list[Column[Milestone]] = [
        Column("ID", lambda row: str(row.id), right=True),
        Column("DUE", lambda row: f"{row.due_on}"),
        Column("STATE", lambda row: row.state(today)),
        Column("MILESTONE", lambda row: row.name),
        Column("ACCOUNT", lambda row: row.account),
        Column("", lambda row: waiting_words(row.blocker)),
    ]
    put_list(session, rows, lambda row: _object(row, zone), columns, KEYS)


@milestone_command.command("edit")
@ID
@click.option("--title", metavar="TEXT", help="What is to be reached.")
@click.option("--due", metavar="DAY", help=f"By when, {DAY_HELP}.")
@PROJECT
@STATE
@BLOCKER
@VERSION
@click.pass_obj
def edit(
    session: Session, milestone_id: int, title: str | None, due: str | None, project: str | None,
    state: str | None, blocker: str | None, version: int | None,
) -> None:  # fmt: skip
    """Change what a milestone says; an empty --blocker takes it away."""
    if all(given is None for given in (title, due, project, state, blocker)):
        raise UsageError("nothing to change", next="Say --title, --due, --project, --state or --blocker.")
    with session.backend() as backend:
        change = EditMilestone(
            milestone_id=milestone_id,
            expected_version=_seen(backend, milestone_id, version),
            title=title,
            due_on=coming_day(backend, due),
            project=project,
            rag=None if state is None else Rag(state),
            blocker=blocker,
        )
        put_receipt(session, backend.apply(change))


@milestone_command.command("reached")
@ID
@click.option("--not", "ahead", is_flag=True, help="It is not reached after all.")
@VERSION
@click.pass_obj
def reached(session: Session, milestone_id: int, ahead: bool, version: int | None) -> None:
    """Say that a milestone is reached."""
    with session.backend() as backend:
        seen = _seen(backend, milestone_id, version)
        change = ReachMilestone(milestone_id=milestone_id, expected_version=seen, reached=not ahead)
        put_receipt(session, backend.apply(change))


@milestone_command.command("drop")
@ID
@VERSION
@click.pass_obj
def drop(session: Session, milestone_id: int, version: int | None) -> None:
    """Take a milestone off without its being reached."""
    with session.backend() as backend:
        seen = _seen(backend, milestone_id, version)
        put_receipt(session, backend.apply(DropMilestone(milestone_id=milestone_id, expected_version=seen)))


@milestone_command.command("undo")
@click.pass_obj
def undo(session: Session) -> None:
    """Take back your latest change of milestones."""
    with session.backend() as backend:
        put_receipt(session, backend.apply(Undo(entity="milestones")))


def _seen(backend: "Backend", milestone_id: int, version: int | None) -> int:
    from amtui.data.queries.milestones import milestone

    found = backend.read(milestone, milestone_id=milestone_id)
    return found.version if version is None else version


def _object(row: Milestone, zone: ZoneInfo) -> dict[str, object]:
    return picked(row, KEYS, zone, project=row.project or None, blocker=row.blocker or None)

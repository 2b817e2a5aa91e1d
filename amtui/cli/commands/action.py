"""`amtui action`: improvement actions proposed, moved on, proved by the data."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.action_parts import Wanted, changes, goal_id
from amtui.cli.action_shapes import ACTION_KEYS, action_document, action_lines, action_object
from amtui.cli.group import Group
from amtui.cli.listing import whole
from amtui.cli.lookups import NOBODY, WHO, account_id, contact_id
from amtui.cli.output import Column, put_document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.words import UNKNOWN, day
from amtui.domain.changes import Bulk, Undo
from amtui.domain.improvement_changes import ProposeAction, TickStep, ValidateAction
from amtui.domain.improvement_row import ImprovementRow
from amtui.domain.kpi.definitions import definition
from amtui.domain.vocabulary import ImprovementStatus
from amtui.domain.wording import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.services.backend import Backend

ID = click.argument("action_id", type=int, metavar="ID")
VERSION = click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
COLUMNS: list[Column[ImprovementRow]] = [
    Column("ID", lambda row: str(row.id), right=True),
    Column("ACCOUNT", lambda row: row.account),
    Column("KPI", lambda row: definition(row.kpi).label if row.kpi else UNKNOWN),
    Column("STATUS", lambda row: label(row.status)),
    Column("IN PLACE", lambda row: day(row.implemented_on)),
    Column("PLAYBOOK", lambda row: row.playbook or UNKNOWN),
    Column("WHAT", lambda row: row.what),
]


@click.group("action", cls=Group)
def action_command() -> None:
    """Propose, implement and prove improvement actions."""


@action_command.command("list")
@click.option("--account", metavar="NAME", help="Only of this account.")
@click.option("--status", metavar="STATUS", help="proposed, agreed, implemented, validated and others.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows.")
@click.pass_obj
def listed(session: Session, account: str | None, status: str | None, limit: int | None) -> None:
    """List improvement actions; validated and regressed are computed from the data."""
    wanted: ImprovementStatus | None = whole(status, ImprovementStatus, "status") if status else None
    with session.backend() as backend:
        rows = [row for row in _rows(backend, account) if wanted is None or row.status is wanted]
        zone = ZoneInfo(backend.identity.zone)
    put_list(session, rows[:limit], lambda row: action_object(row, zone), COLUMNS, ACTION_KEYS)


@action_command.command("show")
@ID
@click.pass_obj
def show(session: Session, action_id: int) -> None:
    """Show an action with its steps, before and after, and what its proof still needs."""
    from amtui.data.queries.improvements import improvement_detail

    with session.backend() as backend:
        detail = backend.read(improvement_detail, action_id=action_id)
        zone = ZoneInfo(backend.identity.zone)
    put_document(session, action_document(detail, zone), list(action_lines(detail, zone)))


@action_command.command("add")
@click.argument("account")
@click.argument("what")
@click.option("--goal", metavar="KPI", help="The KPI of the goal that it shall bring nearer.")
@click.option("--playbook", metavar="KEY", help="The playbook that it follows; see `amtui playbook list`.")
@click.option("--hypothesis", default="", metavar="TEXT", help="Why it should help.")
@click.pass_obj
def add(
    session: Session, account: str, what: str, goal: str | None, playbook: str | None, hypothesis: str
) -> None:
    """Propose an action to a client."""
    with session.backend() as backend:
        found = account_id(backend, account)
        change = ProposeAction(
            account_id=found,
            what=what,
            goal_id=goal_id(backend, found, goal) if goal else None,
            playbook=playbook,
            hypothesis=hypothesis,
        )
        put_receipt(session, backend.apply(change))


@action_command.command("set")
@ID
@click.option("--status", metavar="STATUS", help="agreed, implemented or dropped.")
@click.option("--on", metavar="DAY", help="Since when it is in place; today without.")
@click.option("--reason", metavar="TEXT", help="Why it is dropped.")
@click.option("--what", metavar="TEXT", help="What is to be done.")
@click.option("--hypothesis", metavar="TEXT", help="Why it should help.")
@click.option("--playbook", metavar="KEY", help="The playbook that it follows; none for none.")
@click.option("--goal", metavar="KPI", help="The KPI of its goal; none for none.")
@VERSION
@click.pass_obj
def change(session: Session, /, action_id: int, version: int | None, **given: Any) -> None:
    """Change an action; several parts at once are changed together or not at all."""
    with session.backend() as backend:
        row, seen = _seen(backend, action_id, version)
        wanted = changes(backend, action_id, row.account_id, seen, Wanted(**given))
        put_receipt(session, backend.apply(wanted[0] if len(wanted) == 1 else Bulk(changes=wanted)))


@action_command.command("step")
@ID
@click.argument("step", type=int, metavar="STEP")
@click.option("--undone", is_flag=True, help="It is still to do.")
@VERSION
@click.pass_obj
def tick(session: Session, action_id: int, step: int, version: int | None, *, undone: bool) -> None:
    """Mark a step of the playbook, counted from 1, as done."""
    with session.backend() as backend:
        _, seen = _seen(backend, action_id, version)
        change = TickStep(action_id=action_id, expected_version=seen, step=step, done=not undone)
        put_receipt(session, backend.apply(change))


@action_command.command("evidence")
@ID
@click.option("--log-id", "log_ids", multiple=True, metavar="ID", help="Of a test call or test record.")
@click.option("--without", multiple=True, metavar="ID", help="A log id that was handed in by mistake.")
@click.option("--contact", metavar="WHO", help=f"Who confirms for the client: {WHO}; none for nobody.")
@click.option("--note", metavar="TEXT", help="Anything else that shows it.")
@VERSION
@click.pass_obj
def evidence(
    session: Session,
    action_id: int,
    log_ids: tuple[str, ...],
    without: tuple[str, ...],
    contact: str | None,
    note: str | None,
    version: int | None,
) -> None:
    """Hand in what proves an action; says whether it is validated or what is missing."""
    with session.backend() as backend:
        row, seen = _seen(backend, action_id, version)
        change = ValidateAction(
            action_id=action_id,
            expected_version=seen,
            log_ids=log_ids,
            without=without,
            contact_id=0 if contact == NOBODY else contact_id(backend, row.account_id, contact),
            note=note,
        )
        put_receipt(session, backend.apply(change))


@action_command.command("undo")
@ID
@click.pass_obj
def undo(session: Session, action_id: int) -> None:
    """Take back your latest change of an action, unless somebody has built on it."""
    with session.backend() as backend:
        _seen(backend, action_id, None)
        put_receipt(session, backend.apply(Undo(entity="improvements", entity_id=action_id)))


def _rows(backend: "Backend", account: str | None) -> "Sequence[ImprovementRow]":
    from amtui.data.queries.improvements import improvement_list

    return backend.read(improvement_list, account_id=account_id(backend, account) if account else None)


def _seen(backend: "Backend", action_id: int, version: int | None) -> tuple[ImprovementRow, int]:
    """Return an action and the version that a change rests on: the one named, or the one there now."""
    from amtui.data.queries.improvements import improvement_row

    row = backend.read(improvement_row, action_id=action_id)
    return row, row.version if version is None else version

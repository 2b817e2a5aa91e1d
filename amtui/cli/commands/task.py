"""`amtui task`: what there is to do, and when time is set aside for it."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Group
from amtui.cli.listing import asked, list_options
from amtui.cli.lookups import account_id
from amtui.cli.matching import select
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.task_shapes import TASK_KEYS, day_of, moment_of, put_plan, task_object
from amtui.domain.changes import Undo
from amtui.domain.clock import local_day
from amtui.domain.delegates import GivenTo
from amtui.domain.errors import UsageError
from amtui.domain.task_changes import (
    USUAL_MINUTES,
    AddTask,
    BlockTime,
    CarryOver,
    DropTask,
    EditTask,
    FinishTask,
)
from amtui.domain.task_filter import TASKS, task_matching
from amtui.domain.task_records import TaskRow
from amtui.domain.task_words import MARKS, asides, block_words, due_words

if TYPE_CHECKING:
    from amtui.services.backend import Backend

VERSION = click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
DUE = click.option("--due", metavar="DAY", help="tomorrow, fri, 2d or 2026-12-01.")
TO = click.option(
    "--to", "delegate", metavar="LOGIN", help="Who does it instead: a user, or a contact of the account."
)


@click.group("task", cls=Group)
def task_command() -> None:
    """Write down what there is to do, set time aside for it, and carry over what is undone."""


@task_command.command("add")
@click.argument("title")
@click.option("--account", metavar="ACCOUNT", help="What it is about; it lies in that account's book.")
@DUE
@click.option("--important", is_flag=True, help="It is important.")
@TO
@click.pass_obj
def add(
    session: Session, title: str, account: str | None, due: str | None, important: bool, delegate: str | None
) -> None:
    """Write down something to do."""
    with session.backend() as backend:
        about = account_id(backend, account) if account else None
        change = AddTask(
            title=title,
            account_id=about,
            due_on=day_of(backend, due),
            important=important,
            delegate=_whom(backend, delegate, about),
        )
        put_receipt(session, backend.apply(change))


@task_command.command("list")
@list_options(TASKS, "account", "am", "quadrant", "due")
@click.option("--done", is_flag=True, help="Those that are done, the latest first.")
@click.option("--all", "everybody", is_flag=True, help="Of all books that you may see.")
@click.pass_obj
def listed(
    session: Session,
    /,
    *,
    text: str | None,
    sort: str | None,
    limit: int | None,
    done: bool,
    everybody: bool,
    **fields: str | None,
) -> None:
    """List tasks by quadrant: urgent and important, urgent, important, neither; unless asked otherwise."""
    from amtui.data.queries.tasks import tasks

    wanted = asked(TASKS, text, sort, limit, **fields)
    with session.backend() as backend:
        zone, now = ZoneInfo(backend.identity.zone), backend.clock.now()
        found = backend.read(tasks, done=done, everybody=everybody)
        rows = select(backend, task_matching(now, zone), found, wanted)
        today = local_day(now, zone)
    put_list(session, rows, lambda row: task_object(row, zone), _columns(today, zone), TASK_KEYS)


@task_command.command("edit")
@click.argument("task_id", type=int, metavar="ID")
@click.option("--title", metavar="TEXT", help="What there is to do.")
@click.option("--due", metavar="DAY", help="tomorrow, fri, 2d or 2026-12-01; none for no day.")
@click.option("--important/--unimportant", default=None, help="Whether it is important.")
@click.option("--to", "delegate", metavar="LOGIN", help="Who does it instead; an empty text for nobody.")
@VERSION
@click.pass_obj
def edit(
    session: Session,
    task_id: int,
    title: str | None,
    due: str | None,
    important: bool | None,
    delegate: str | None,
    version: int | None,
) -> None:
    """Change what a task says."""
    if title is None and due is None and important is None and delegate is None:
        raise UsageError("nothing to change", next="Say --title, --due, --important or --to.")
    with session.backend() as backend:
        row = _row(backend, task_id)
        change = EditTask(
            task_id=task_id,
            expected_version=row.version if version is None else version,
            title=title,
            due_on=None if due == "none" else day_of(backend, due),
            open_ended=due == "none",
            important=important,
            delegate=None if delegate is None else _whom(backend, delegate, row.account_id),
        )
        put_receipt(session, backend.apply(change))


@task_command.command("done")
@click.argument("task_id", type=int, metavar="ID")
@click.option("--undone", is_flag=True, help="It is not done after all.")
@VERSION
@click.pass_obj
def done(session: Session, task_id: int, undone: bool, version: int | None) -> None:
    """Say that a task is done."""
    with session.backend() as backend:
        seen = _seen(backend, task_id, version)
        put_receipt(
            session, backend.apply(FinishTask(task_id=task_id, expected_version=seen, done=not undone))
        )


@task_command.command("drop")
@click.argument("task_id", type=int, metavar="ID")
@VERSION
@click.pass_obj
def drop(session: Session, task_id: int, version: int | None) -> None:
    """Take a task off the list without its being done."""
    with session.backend() as backend:
        seen = _seen(backend, task_id, version)
        put_receipt(session, backend.apply(DropTask(task_id=task_id, expected_version=seen)))


@task_command.command("plan")
@click.argument("task_id", type=int, metavar="[ID]", required=False)
@click.option(
    "--at", metavar="TIME", help="When: 14:00, fri 10:00 or 2026-12-01T10:00; the first room without."
)
@click.option(
    "--minutes", type=click.IntRange(min=1), default=USUAL_MINUTES, show_default=True, help="How long."
)
@click.option("--day", metavar="DAY", help="The day that is shown, or in which room is looked for.")
@click.option("--anyway", is_flag=True, help="Also over a meeting or outside business hours.")
@click.option("--clear", is_flag=True, help="Give the time back.")
@VERSION
@click.pass_obj
def plan(
    session: Session,
    task_id: int | None,
    at: str | None,
    minutes: int,
    day: str | None,
    anyway: bool,
    clear: bool,
    version: int | None,
) -> None:
    """Show the day's plan; with ID set time aside for a task."""
    with session.backend() as backend:
        wanted = day_of(backend, day)
        if task_id is None:
            put_plan(session, backend, wanted)
            return
        starts = None
        if not clear:
            starts = moment_of(backend, at) if at else _room(backend, task_id, minutes, wanted)
        change = BlockTime(
            task_id=task_id,
            expected_version=_seen(backend, task_id, version),
            at=starts,
            minutes=minutes,
            anyway=anyway,
        )
        put_receipt(session, backend.apply(change))


@task_command.command("carry")
@click.option("--day", metavar="DAY", help="The day that ends; today without.")
@click.pass_obj
def carry(session: Session, day: str | None) -> None:
    """Let what is undone of today go to the next business day; one undo takes all of it back."""
    with session.backend() as backend:
        put_receipt(session, backend.apply(CarryOver(day=day_of(backend, day))))


@task_command.command("undo")
@click.pass_obj
def undo(session: Session) -> None:
    """Take back your latest change of tasks, a carry-over whole."""
    with session.backend() as backend:
        put_receipt(session, backend.apply(Undo(entity="tasks")))


def _room(backend: "Backend", task_id: int, minutes: int, day: date | None) -> datetime:
    from amtui.data.queries.day_plan import free_block
    from amtui.domain.errors import Refused

    found = backend.read(free_block, task_id=task_id, minutes=minutes, day=day)
    if found is None:
        raise Refused(f"there is no room for {minutes} minutes on that day", next="Name another with --day.")
    return found


def _seen(backend: "Backend", task_id: int, version: int | None) -> int:
    found = _row(backend, task_id)
    return found.version if version is None else version


def _row(backend: "Backend", task_id: int) -> TaskRow:
    from amtui.data.queries.tasks import task

    return backend.read(task, task_id=task_id)


def _whom(backend: "Backend", text: str | None, about: int | None) -> GivenTo:
    from amtui.data.queries.delegates import delegate_called

    return backend.read(delegate_called, text=text or "", account_id=about)


def _columns(today: date, zone: ZoneInfo) -> list[Column[TaskRow]]:
    return [
        Column("ID", lambda row: str(row.id), right=True),
        Column("WHEN", lambda row: MARKS[row.quadrant]),
        Column("DUE", lambda row: due_words(row, today)),
        Column("TIME", lambda row: block_words(row, today, zone)),
        Column("TASK", lambda row: row.title),
        Column("ACCOUNT", lambda row: row.account),
        Column("", lambda row: ", ".join(asides(row))),
    ]

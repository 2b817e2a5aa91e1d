"""Putting requests aside, handing them up, and watching them."""

from typing import Any

import click

from amtui.cli.ahead import DAY_HELP, TIME_HELP, coming_day, coming_moment
from amtui.cli.group import Command
from amtui.cli.request_carry import Aim, bulk_options, carry
from amtui.cli.request_refs import REFS, Named
from amtui.cli.session import Session
from amtui.domain.change import Change
from amtui.domain.errors import Refused, UsageError
from amtui.domain.request_changes import EndEscalation, EscalateRequest, WatchRequest
from amtui.domain.request_recipes_aside import Aside, Back
from amtui.domain.request_records import RequestRow
from amtui.domain.request_rules import STOPPED
from amtui.domain.wording import label


@click.command("snooze", cls=Command)
@REFS
@click.option("--until", metavar="TIME", help=f"Until then, {TIME_HELP}.")
@click.option("--client", is_flag=True, help="Until the client does something, if that is first.")
@click.option("--wake", is_flag=True, help="Take it up again instead.")
@bulk_options
@click.pass_obj
def snooze_command(
    session: Session,
    refs: tuple[Named, ...],
    until: str | None,
    *,
    client: bool,
    wake: bool,
    dry_run: bool,
    skip: bool,
) -> int:
    """Put a request aside until a moment, until the client does something, or whichever is first."""
    if wake is bool(until or client):
        raise UsageError("say until when", next="Name --until TIME, --client or both; or --wake.")
    with session.backend() as backend:
        recipe = Back() if wake else Aside(None if until is None else coming_moment(backend, until), client)
        aim = Aim(refs, dry_run, skip)
        return carry(session, backend, aim, lambda row: (recipe.change(row),), recipe.check)


@click.command("escalate", cls=Command)
@REFS
@click.option("--to", "team", metavar="TEAM", help="Whom to ask for more.")
@click.option("--by", metavar="DAY", help=f"The day the client asks for, {DAY_HELP}.")
@click.option("--note", metavar="TEXT", help="Why, for the timeline.")
@click.option("--evidence", "log_ids", multiple=True, metavar="ID", help="A log id; may be given again.")
@click.option(
    "--update-every", "minutes", type=click.IntRange(min=0), default=240, show_default=True,
    help="Business minutes from one status update to the next; 0 sets no clock.",
)  # fmt: skip
@click.option("--end", is_flag=True, help="Take the escalation back instead.")
@bulk_options
@click.pass_obj
def escalate_command(  # noqa: PLR0913 one argument an option
    session: Session,
    refs: tuple[Named, ...],
    *,
    team: str | None,
    by: str | None,
    note: str | None,
    log_ids: tuple[str, ...],
    minutes: int,
    end: bool,
    dry_run: bool,
    skip: bool,
) -> int:
    """Escalate a request: team, day asked for, evidence, and a clock for status updates."""
    if end is bool(team):
        raise UsageError("say to whom", next="Name --to TEAM; or --end.")

    def make(row: RequestRow) -> tuple[Change]:
        seen: dict[str, Any] = {"request_id": row.id, "expected_version": row.version, "note": note}
        if end:
            return (EndEscalation(**seen),)
        seen |= {"asked_for": asked_for, "evidence": log_ids, "update_every_minutes": minutes or None}
        return (EscalateRequest(team=team or "", **seen),)

    with session.backend() as backend:
        asked_for = coming_day(backend, by)
        aim = Aim(refs, dry_run, skip)
        return carry(session, backend, aim, make, lambda row: _check(row, end=end))


def _check(row: RequestRow, *, end: bool) -> None:
    if end and row.escalated_to is None:
        raise Refused("The request is not escalated.")
    if not end and row.status in STOPPED:
        raise Refused(f"A request that is “{label(row.status)}” needs no escalating.")


@click.command("watch", cls=Command)
@REFS
@click.option("--stop", is_flag=True, help="Watch it no longer.")
@click.pass_obj
def watch_command(session: Session, refs: tuple[Named, ...], *, stop: bool) -> int:
    """Watch a request; `amtui requests --filter is:watched` lists those."""

    def make(row: RequestRow) -> tuple[Change]:
        return (WatchRequest(request_id=row.id, watching=not stop),)

    with session.backend() as backend:
        return carry(session, backend, Aim(refs), make, lambda _row: None)

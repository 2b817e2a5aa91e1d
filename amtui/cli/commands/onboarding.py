"""`amtui onboarding`: accounts in onboarding by step, and the sheet of each."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.ahead import coming_day
from amtui.cli.group import Group
from amtui.cli.listing import whole
from amtui.cli.lookups import account_id, moment
from amtui.cli.onboarding_shapes import ROW_KEYS, row_object, sheet_lines, sheet_object
from amtui.cli.output import Column, put_document, put_json, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.words import UNKNOWN
from amtui.cli.words import day as day_words
from amtui.cli.words import moment as moment_words
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.onboarding import STEP_WORDS, AgendaItem, ApprovalState
from amtui.domain.onboarding_changes import (
    DescribeTechnical,
    ForgetTechnical,
    NoteAgenda,
    RequestKickoff,
    SetKickoffDue,
)
from amtui.domain.onboarding_records import OnboardingRow, OnboardingSheet

if TYPE_CHECKING:
    from amtui.services.backend import Backend

USUAL = "usual"


@click.group("onboarding", cls=Group, invoke_without_command=True)
@click.option("--filter", "text", metavar="TEXT", default="", help="Filter as under / on the screens.")
@click.pass_context
def onboarding_command(context: click.Context, /, text: str) -> None:
    """List the accounts in onboarding by the step at which each stands."""
    if context.invoked_subcommand is not None:
        return
    from amtui.data.queries.onboarding import onboarding_board
    from amtui.domain.onboarding_filter import onboarding_filtered

    session = context.ensure_object(Session)
    with session.backend() as backend:
        zone = ZoneInfo(backend.identity.zone)
        rows = onboarding_filtered(backend.read(onboarding_board), text, backend.clock.now(), zone)
    put_list(session, rows, lambda row: row_object(row, zone), _columns(zone), ROW_KEYS)


def _columns(zone: ZoneInfo) -> list[Column[OnboardingRow]]:
    return [
        Column("NEXT", lambda row: STEP_WORDS[row.step]),
        Column("ACCOUNT", lambda row: row.account),
        Column("AM", lambda row: row.am),
        Column("STEPS", lambda row: f"{row.done}/{row.total}", right=True),
        Column("KICKOFF DUE", lambda row: UNKNOWN if row.held else moment_words(row.kickoff_due_at, zone)),
        Column("GO-LIVE", lambda row: day_words(row.go_live_on)),
        Column("MISSING", lambda row: row.why),
    ]


@onboarding_command.command("show")
@click.argument("account")
@click.pass_obj
def show(session: Session, account: str) -> None:
    """Show an account's gates, steps, agenda, technical context and success criteria."""
    with session.backend() as backend:
        sheet, zone = _sheet(backend, account), ZoneInfo(backend.identity.zone)
    if session.as_json:
        put_json(sheet_object(sheet, zone))
    else:
        put_document(session, row_object(sheet.row, zone), sheet_lines(sheet, zone))


@onboarding_command.command("request")
@click.argument("account")
@click.option("--at", metavar="TIME", help="When it was asked for; now without.")
@click.option("--due", metavar="DAY", help="The day that the contract says, instead of five business days.")
@click.option("--reason", default="", metavar="TEXT", help="Why another day.")
@click.pass_obj
def request(session: Session, account: str, at: str | None, due: str | None, reason: str) -> None:
    """Record that a kickoff was asked for."""
    with session.backend() as backend:
        sheet = _sheet(backend, account)
        change = RequestKickoff(
            account_id=sheet.row.account_id,
            expected_version=sheet.version,
            at=moment(at, backend.identity.zone) if at else None,
            due_on=coming_day(backend, due),
            reason=reason,
        )
        put_receipt(session, backend.apply(change))


@onboarding_command.command("due")
@click.argument("account")
@click.argument("when", metavar="DAY")
@click.option("--reason", default="", metavar="TEXT", help="Why another day.")
@click.pass_obj
def due(session: Session, account: str, when: str, reason: str) -> None:
    """Let a kickoff be due on another day; `usual` is the fifth business day again."""
    with session.backend() as backend:
        sheet = _sheet(backend, account)
        change = SetKickoffDue(
            account_id=sheet.row.account_id,
            expected_version=sheet.version,
            due_on=None if when == USUAL else coming_day(backend, when),
            reason=reason,
        )
        put_receipt(session, backend.apply(change))


@onboarding_command.command("agenda")
@click.argument("account")
@click.argument("item")
@click.option("--done/--open", "done", default=None, help="Whether it was talked about.")
@click.option("--note", metavar="TEXT", help="What was said.")
@click.pass_obj
def agenda(session: Session, account: str, item: str, done: bool | None, note: str | None) -> None:
    """Tick a point of the kickoff's agenda: use_cases, numbers, current_ivr, kpis or go_live."""
    wanted: AgendaItem = whole(item, AgendaItem, "point of the agenda")
    if done is None and note is None:
        raise UsageError("nothing to change", next="Say --done, --open or --note TEXT.")
    with session.backend() as backend:
        sheet = _sheet(backend, account)
        point = next(each for each in sheet.facts.agenda if each.item is wanted)
        change = NoteAgenda(
            account_id=sheet.row.account_id,
            item=wanted,
            expected_version=point.version,
            done=done,
            note=note,
        )
        put_receipt(session, backend.apply(change))


@onboarding_command.command("technical")
@click.argument("account")
@click.argument("topic")
@click.option("--detail", metavar="TEXT", help="How it is set up.")
@click.option("--approval", metavar="STATE", help="not_needed, asked, approved or refused.")
@click.option("--note", metavar="TEXT", help="Who approved, in which mail or ticket.")
@click.option("--remove", is_flag=True, help="Take the topic off the sheet.")
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.pass_obj
def technical(session: Session, /, account: str, topic: str, remove: bool, **given: Any) -> None:
    """Describe a part of the client's set-up, or change what is known of it."""
    approval = given["approval"]
    with session.backend() as backend:
        sheet = _sheet(backend, account)
        known = next(
            (each for each in sheet.facts.technical if each.topic.casefold() == topic.casefold()), None
        )
        if remove and known is None:
            raise NotFound(f"{sheet.row.account} has no topic “{topic}”")
        seen = given["version"] if given["version"] is not None else known.version if known else 0
        if remove and known is not None:
            change: Any = ForgetTechnical(technical_id=known.id, expected_version=seen)
        else:
            change = DescribeTechnical(
                account_id=sheet.row.account_id,
                topic=known.topic if known else topic,
                expected_version=seen,
                detail=given["detail"],
                approval=whole(approval, ApprovalState, "state of an approval") if approval else None,
                note=given["note"],
            )
        put_receipt(session, backend.apply(change))


def _sheet(backend: "Backend", account: str) -> OnboardingSheet:
    from amtui.data.queries.onboarding import onboarding_sheet

    return backend.read(onboarding_sheet, account_id=account_id(backend, account))

"""`amtui request`: requests shown, logged, changed, handed on, and changes taken back."""

from typing import Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.commands.request_aside import escalate_command, snooze_command, watch_command
from amtui.cli.commands.request_intake import move_command, new_command
from amtui.cli.commands.request_set import comment_command, set_command
from amtui.cli.commands.request_told import (
    evidence_command,
    explain_command,
    history_command,
    reply_command,
    undo_command,
)
from amtui.cli.commands.undo import redo_command
from amtui.cli.group import Group
from amtui.cli.output import put_document
from amtui.cli.session import Session
from amtui.cli.shapes import plain, request_object, timeline_object
from amtui.cli.words import moment
from amtui.domain.queue_records import Attention
from amtui.domain.request_records import RequestDetail, TimelineEntry
from amtui.domain.wording import counted, label, listed


@click.group("request", cls=Group)
def request_command() -> None:
    """Show, log and change requests."""


@request_command.command("show")
@click.argument("ref")
@click.option("--markdown", is_flag=True, help="As Markdown, to paste into a mail or a ticket.")
@click.pass_obj
def show(session: Session, ref: str, *, markdown: bool) -> None:
    """Show a request with its timeline."""
    from amtui.data.queries.request_attention import attention
    from amtui.data.queries.requests import request_detail

    with session.backend() as backend:
        detail = backend.read(request_detail, ref=ref)
        about = backend.read(attention, request_id=detail.row.id)
        zone = ZoneInfo(backend.identity.zone)
    if markdown:
        from amtui.domain.request_markdown import request_markdown

        text = request_markdown(detail, zone)
        put_document(session, {"ref": detail.row.ref, "markdown": text}, text.splitlines())
        return
    put_document(session, _object(detail, about, zone), _lines(detail, about, zone))


for _command in (
    new_command, set_command, comment_command, escalate_command, move_command, snooze_command,
    explain_command, evidence_command, history_command, reply_command, watch_command, undo_command,
    redo_command,
):  # fmt: skip
    request_command.add_command(_command)


def _object(detail: RequestDetail, about: Attention, zone: ZoneInfo) -> dict[str, Any]:
    names = (
        "description", "impact", "urgency", "created_by", "contact_approved", "external_owner", "evidence",
        "resolved_at", "closed_at", "watchers",
    )  # fmt: skip
    shown = {name: plain(getattr(detail, name), zone) for name in names}
    of_row = ("snoozed_for_client", "escalated_to", "asked_for_on", "next_update_at")
    shown |= {name: plain(getattr(detail.row, name), zone) for name in of_row}
    shown |= {
        name: plain(getattr(about, name), zone) for name in ("seen_at", "new_entries", "typing", "watching")
    }
    timeline = [timeline_object(entry, zone) for entry in detail.timeline]
    return request_object(detail.row, zone) | shown | {"timeline": timeline}


def _lines(detail: RequestDetail, about: Attention, zone: ZoneInfo) -> list[str]:
    row = detail.row
    facts = {
        "Account": row.account,
        "From": row.contact or "unknown",
        "Type": label(row.type),
        "Status": f"{label(row.status)} ({label(row.sla_state)})",
        "Priority": row.priority.value,
        "Route": label(row.route),
        "Owner": row.owner or "nobody",
        "Ticket": " ".join(filter(None, (row.external_ticket, detail.external_owner))) or "none",
        "Respond by": moment(row.respond_by, zone),
        "Due": moment(row.due_at, zone),
        **_further(detail, about, zone),
        "Version": str(row.version),
    }
    head = [f"{row.ref}  {row.subject}", *(f"{name + ':':<12}{value}" for name, value in facts.items())]
    return [*head, "", *detail.description.splitlines(), "", *(_entry(one, zone) for one in detail.timeline)]


def _further(detail: RequestDetail, about: Attention, zone: ZoneInfo) -> dict[str, str]:
    """Return what is worth a line only where it is so."""
    row = detail.row
    aside = [moment(row.snoozed_until, zone)] if row.snoozed_until else []
    aside += ["the client does something"] if row.snoozed_for_client else []
    new = counted(about.new_entries, "entry", "entries") if about.new_entries else ""
    told = {
        "Snoozed": f"until {' or '.join(aside)}" if aside else "",
        "Escalated": f"to {row.escalated_to}" if row.escalated_to else "",
        "Tell client": moment(row.next_update_at, zone) if row.next_update_at else "",
        "Typing": listed(about.typing) if about.typing else "",
        "New": f"{new} since you last looked" if new else "",
    }
    return {name: words for name, words in told.items() if words}


def _entry(entry: TimelineEntry, zone: ZoneInfo) -> str:
    moved = f"{entry.before or '–'} → {entry.after or '–'}" if entry.before or entry.after else ""
    told = " ".join(filter(None, (entry.field, moved, entry.note)))
    return f"{moment(entry.at, zone)}  {entry.who}: {told}{' (shared)' if entry.shared else ''}"

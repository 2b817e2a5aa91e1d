"""`amtui request`: one request shown, changed, commented, and changes taken back."""

from typing import Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Group
from amtui.cli.output import put_document, put_receipt
from amtui.cli.request_parts import Wanted, parts
from amtui.cli.session import Session
from amtui.cli.shapes import plain, request_object, timeline_object
from amtui.cli.words import moment
from amtui.domain.changes import AddComment, Bulk, Undo
from amtui.domain.request_records import RequestDetail, TimelineEntry
from amtui.domain.wording import label


@click.group("request", cls=Group)
def request_command() -> None:
    """Show and change one request."""


@request_command.command("show")
@click.argument("ref")
@click.pass_obj
def show(session: Session, ref: str) -> None:
    """Show a request with its timeline."""
    from amtui.data.queries.requests import request_detail

    with session.backend() as backend:
        detail = backend.read(request_detail, ref=ref)
        zone = ZoneInfo(backend.identity.zone)
    put_document(session, _object(detail, zone), _lines(detail, zone))


@request_command.command("set")
@click.argument("ref")
@click.option("--status", metavar="STATUS", help="Where it stands now.")
@click.option("--reason", metavar="TEXT", help="Why; some moves and every priority need one.")
@click.option("--priority", metavar="P", help="P1 to P4.")
@click.option("--owner", metavar="LOGIN", help="Who works on it.")
@click.option("--route", metavar="ROUTE", help="Who does the work.")
@click.option("--ticket", metavar="ID", help="The ticket of the team that does it.")
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.pass_obj
def change(session: Session, /, ref: str, **given: Any) -> None:
    """Change a request; several fields at once are changed together or not at all."""
    from amtui.data.queries.requests import request_detail

    with session.backend() as backend:
        detail = backend.read(request_detail, ref=ref)
        changes = parts(backend, detail, Wanted(**given))
        if not changes:
            session.say(f"{detail.row.ref} is so already; nothing was changed")
            return
        receipt = backend.apply(changes[0] if len(changes) == 1 else Bulk(changes=changes))
    put_receipt(session, receipt)


@request_command.command("comment")
@click.argument("ref")
@click.argument("text")
@click.option("--shared", is_flag=True, help="The client sees it: an answer, which stops the response clock.")
@click.pass_obj
def comment(session: Session, ref: str, text: str, *, shared: bool) -> None:
    """Add to the timeline of a request."""
    from amtui.data.queries.requests import request_detail

    with session.backend() as backend:
        request_id = backend.read(request_detail, ref=ref).row.id
        put_receipt(session, backend.apply(AddComment(request_id=request_id, text=text, shared=shared)))


@request_command.command("undo")
@click.argument("ref")
@click.pass_obj
def undo(session: Session, ref: str) -> None:
    """Take back your latest change of a request, unless somebody has built on it."""
    from amtui.data.queries.requests import request_detail

    with session.backend() as backend:
        request_id = backend.read(request_detail, ref=ref).row.id
        put_receipt(session, backend.apply(Undo(entity="requests", entity_id=request_id)))


def _object(detail: RequestDetail, zone: ZoneInfo) -> dict[str, Any]:
    names = (
        "description", "impact", "urgency", "created_by", "contact_approved", "external_owner", "evidence",
        "resolved_at", "closed_at", "watchers",
    )  # fmt: skip
    shown = {name: plain(getattr(detail, name), zone) for name in names}
    timeline = [timeline_object(entry, zone) for entry in detail.timeline]
    return request_object(detail.row, zone) | shown | {"timeline": timeline}


def _lines(detail: RequestDetail, zone: ZoneInfo) -> list[str]:
    row = detail.row
    facts = {
        "Account": row.account,
        "From": row.contact or "unknown",
        "Type": label(row.type),
        "Status": f"{label(row.status)} ({label(row.sla_state)})",
        "Priority": row.priority.value,
        "Route": label(row.route),
        "Owner": row.owner or "nobody",
        "Ticket": row.external_ticket or "none",
        "Respond by": moment(row.respond_by, zone),
        "Due": moment(row.due_at, zone),
        "Version": str(row.version),
    }
    head = [f"{row.ref}  {row.subject}", *(f"{name + ':':<12}{value}" for name, value in facts.items())]
    return [*head, "", *detail.description.splitlines(), "", *(_entry(one, zone) for one in detail.timeline)]


def _entry(entry: TimelineEntry, zone: ZoneInfo) -> str:
    moved = f"{entry.before or '–'} → {entry.after or '–'}" if entry.before or entry.after else ""
    told = " ".join(filter(None, (entry.field, moved, entry.note)))
    return f"{moment(entry.at, zone)}  {entry.who}: {told}{' (shared)' if entry.shared else ''}"

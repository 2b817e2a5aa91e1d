"""What a request tells: why it is due when it is, its history, and texts to hand on."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.out import Out, into_file
from amtui.cli.output import Column, put_document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.shapes import plain
from amtui.cli.words import moment
from amtui.domain.changes import Undo
from amtui.domain.queue_records import FieldChange
from amtui.domain.request_changes import UndoEntry
from amtui.domain.sla_words import DueExplanation
from amtui.domain.wording import label

HISTORY_KEYS = ("entry", "at", "who", "field", "before", "after", "can_be_undone")


@click.command("explain", cls=Command)
@click.argument("ref")
@click.pass_obj
def explain_command(session: Session, ref: str) -> None:
    """Explain why a request is due when it is: intervals, holidays and holds."""
    from amtui.data.queries.request_due import request_due

    with session.backend() as backend:
        found = backend.read(request_due, request_id=request_id(backend, ref))
        zone = ZoneInfo(backend.identity.zone)
    parts = {
        name: _due(part, zone) for name, part in (("respond", found.respond), ("resolve", found.resolve))
    }
    put_document(session, {"ref": found.ref, **parts, "notes": list(found.notes)}, found.lines)


@click.command("history", cls=Command)
@click.argument("ref")
@click.pass_obj
def history_command(session: Session, ref: str) -> None:
    """List every field that was changed, by whom and when; `undo --entry` takes one back."""
    from amtui.data.queries.request_changes import field_changes

    with session.backend() as backend:
        read = not (session.as_json or session.as_csv)
        rows = backend.read(field_changes, request_id=request_id(backend, ref), local=read)
        zone = ZoneInfo(backend.identity.zone)
    columns: list[Column[FieldChange]] = [
        Column("ENTRY", lambda row: str(row.audit_id), right=True),
        Column("AT", lambda row: moment(row.at, zone)),
        Column("WHO", lambda row: row.who),
        Column("FIELD", lambda row: label(row.field)),
        Column("BEFORE", lambda row: row.before or "–"),
        Column("AFTER", lambda row: row.after or "–"),
        Column("UNDO", lambda row: "yes" if row.standing else "no"),
    ]
    put_list(session, rows, lambda row: _entry(row, zone), columns, HISTORY_KEYS)


@click.command("evidence", cls=Command)
@click.argument("ref")
@into_file("Into a file of your own.")
@click.option("--add", "log_ids", multiple=True, metavar="ID", help="Add a log id first; may be given again.")
@click.pass_obj
def evidence_command(session: Session, ref: str, out: Out | None, log_ids: tuple[str, ...]) -> None:
    """Print the evidence pack to hand on: timeline, log ids and KPIs, as Markdown."""
    from amtui.data.queries.request_pack import request_pack
    from amtui.domain.request_changes import AddEvidence

    with session.backend() as backend:
        found = request_id(backend, ref)
        if log_ids:
            session.say(backend.apply(AddEvidence(request_id=found, log_ids=log_ids)).words)
        text = backend.read(request_pack, request_id=found)
    if out is None:
        put_document(session, {"ref": ref.upper(), "markdown": text}, text.splitlines())
        return
    with out.writing() as file:
        file.write_text(text, encoding="utf-8")
    session.say(f"the evidence pack of {ref.upper()} is in {out}")


@click.command("reply", cls=Command)
@click.argument("ref")
@click.pass_obj
def reply_command(session: Session, ref: str) -> None:
    """Print the reply to send where a request is out of scope; `comment --shared` records it."""
    from amtui.data.queries.request_detail import request_detail
    from amtui.domain.scope_answers import decline_answer, scope_answer

    with session.backend() as backend:
        row = backend.read(request_detail, ref=ref).row
    text = scope_answer(row.type) or decline_answer(row.type)
    put_document(session, {"ref": row.ref, "type": row.type.value, "reply": text}, text.splitlines())


@click.command("undo", cls=Command)
@click.argument("ref")
@click.option("--entry", type=int, metavar="ID", help="One entry of the history, whoever made it.")
@click.pass_obj
def undo_command(session: Session, ref: str, entry: int | None) -> None:
    """Take back your latest change of a request, unless somebody has built on it.

    A change to many is taken back as one.
    """
    with session.backend() as backend:
        found = request_id(backend, ref)
        change = Undo(entity="requests", entity_id=found) if entry is None else UndoEntry(audit_id=entry)
        put_receipt(session, backend.apply(change), ref=ref.upper())


def request_id(backend: Any, ref: str) -> int:
    """Return the id of a request.

    Raises:
        NotFound: there is none that this person may see.
    """
    from amtui.data.queries.requests_by_ref import requests_by_ref

    (row,) = backend.read(requests_by_ref, refs=[ref])
    return int(row.id)


def _due(part: DueExplanation | None, zone: ZoneInfo) -> dict[str, Any] | None:
    if part is None:
        return None
    return {
        "due_at": plain(part.due_at, zone),
        "target_seconds": _seconds(part.target),
        "on_hold_seconds": _seconds(part.held),
        "intervals": [{"from": plain(one[0], zone), "to": plain(one[1], zone)} for one in part.counted.used],
        "holidays": [{"day": day.isoformat(), "name": name} for day, name in part.counted.holidays],
        "holds": [
            {"from": plain(span[0], zone), "to": plain(span[1], zone), "seconds": _seconds(held)}
            for span, held in part.holds
        ],
        "words": list(part.lines),
    }


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())


def _entry(row: FieldChange, zone: ZoneInfo) -> dict[str, Any]:
    shown = {name: plain(getattr(row, name), zone) for name in ("at", "who", "field", "before", "after")}
    return {"entry": row.audit_id, **shown, "can_be_undone": row.standing}

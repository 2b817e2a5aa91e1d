"""`amtui report`: what is handed to a client, in a file or on stdout."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.action_shapes import action_document
from amtui.cli.group import Group
from amtui.cli.kpi_text import explained_object
from amtui.cli.lookups import account_id, day
from amtui.cli.output import Document, put_document
from amtui.cli.private_file import replacing
from amtui.cli.session import Session
from amtui.cli.shapes import plain, request_object, review_object
from amtui.domain.errors import UsageError
from amtui.domain.qbr import QbrPack, ServiceLevel

if TYPE_CHECKING:
    from datetime import date

FORMS = ("md", "html", "xlsx")


@click.group("report", cls=Group)
def report_command() -> None:
    """Make reports for clients."""


@report_command.command("qbr")
@click.argument("account")
@click.option("--from", "first", metavar="DAY", help="First local day; the last 90 complete days without.")
@click.option("--to", "last", metavar="DAY", help="Last local day, included.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Else by the file's name, or Markdown.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to; stdout without.")
@click.pass_obj
def qbr(
    session: Session, account: str, first: str | None, last: str | None, form: str | None, out: Path | None
) -> None:
    """Make the pack of a quarterly business review: KPIs, actions and their proof, requests, plan."""
    chosen = _form(form, out)
    pack = _pack(session, account, day(first) if first else None, day(last) if last else None)
    if out is not None:
        _write(out, chosen, pack)
        session.say(f"Wrote the QBR pack of {pack.account.name} to {out}.")
        if not session.as_json:
            return
    if session.as_json or session.as_csv:
        put_document(session, qbr_object(pack), ())
    else:
        _print(chosen, pack)


def _pack(session: Session, account: str, first: "date | None", last: "date | None") -> QbrPack:
    from amtui.data.queries.qbr import qbr_pack

    with session.backend() as backend:
        return backend.read(qbr_pack, account_id=account_id(backend, account), first=first, last=last)


def _form(form: str | None, out: Path | None) -> str:
    named = form or (out.suffix.lstrip(".").casefold() if out else "") or "md"
    if named not in FORMS:
        raise UsageError(f"a report cannot be written as {named}", next=f"Name one of {', '.join(FORMS)}.")
    if named == "xlsx" and out is None:
        raise UsageError("a workbook goes to a file only", next="Name it with --out.")
    return named


def _write(out: Path, form: str, pack: QbrPack) -> None:
    from amtui.domain.qbr_words import report
    from amtui.services.reports.write import write_report

    with replacing(out) as fresh:
        write_report(fresh, form, report(pack))


def _print(form: str, pack: QbrPack) -> None:
    from amtui.domain.qbr_words import report
    from amtui.services.reports.html import as_html
    from amtui.services.reports.markdown import as_markdown

    sys.stdout.write((as_html if form == "html" else as_markdown)(report(pack)))


def qbr_object(pack: QbrPack) -> Document:
    """Return the pack as one object: figures explained, actions with proofs, requests, reviews."""
    zone = ZoneInfo(pack.zone)
    asked = pack.requests
    return {
        "account": pack.account.name,
        "am": pack.account.am,
        "from": pack.first.isoformat(),
        "to": pack.last.isoformat(),
        "time_zone": pack.zone,
        "made_at": plain(pack.made_at, zone),
        "kpis": [
            explained_object(each.told, zone) | {"at_last_qbr": each.then.value if each.then else None}
            for each in pack.figures
        ],
        "actions": [action_document(each, zone) for each in pack.actions],
        "requests": {
            **_level(asked.total),
            "resolved_in_period": asked.resolved,
            "open": asked.open,
            "late": asked.late,
            "by_priority": {level.priority.value: _level(level) for level in asked.levels if level.priority},
            "by_type": {kind.value: n for kind, n in asked.types},
            "waiting": [request_object(row, zone) for row in asked.waiting],
        },
        "held": [review_object(row, zone) for row in pack.held],
        "planned": [review_object(row, zone) for row in pack.ahead],
        "last_plan": pack.last_qbr.row.new_plan if pack.last_qbr else None,
    }


def _level(level: ServiceLevel) -> dict[str, Any]:
    return {
        "created": level.created,
        "answered_in_time": level.answered,
        "answered_late": level.answered_late,
        "answered_share": level.answered_share,
        "resolved_in_time": level.resolved,
        "resolved_late": level.resolved_late,
        "resolved_share": level.resolved_share,
    }

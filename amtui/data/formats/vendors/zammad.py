"""Zammad's ticket report: a workbook with a title above the header and the zone of its times below."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.requests import OUTPUT
from amtui.data.formats.kinds.requests import finish as finish_requests
from amtui.data.formats.table import Table
from amtui.data.formats.vendors.vendor import Vendor, each, has_one_of_each
from amtui.domain.vocabulary import RequestStatus

_NUMBER = "#"
_ZONE = re.compile(r"\w[\w ]*:\s*([A-Za-z_]+(?:/[A-Za-z_+-]+)*)")
_SIGNATURE = each("title", "state", "priority", "owner", "customer", "created at")
STATUSES = words.REQUEST_STATUSES | {"pendingclose": RequestStatus.RESOLVED.value}

FIELDS = (
    FieldSpec("external_id", required=True, means="the ticket's number"),
    FieldSpec("account", aliases=("organization",), means="whose it is"),
    FieldSpec("contact", aliases=("customer",)),
    FieldSpec("subject", aliases=("title",)),
    FieldSpec("priority", Parser.WORD, words=words.PRIORITIES),
    FieldSpec("status", Parser.WORD, ("state",), words=STATUSES, required=True, means="its state"),
    FieldSpec("created_at", Parser.INSTANT, required=True, means="when it was asked for"),
    FieldSpec("first_response_at", Parser.INSTANT),
    FieldSpec("closed_at", Parser.INSTANT),
    FieldSpec("updated_at", Parser.INSTANT),
    FieldSpec("owner"),
)


def layout_of(table: Table, _related: Sequence[Path]) -> Layout | None:
    """Return the layout of a report, with the zone that its last line names; None if it is none."""
    header = [text.strip() for text in table.first_row]
    if _NUMBER not in header or not has_one_of_each(header, _SIGNATURE):
        return None
    return replace(LAYOUT, places={"external_id": header.index(_NUMBER)}, zone=_zone(table))


def _zone(table: Table) -> str | None:
    last: list[str] = []
    for _, cells in table.rows():
        last = cells
    match = _ZONE.fullmatch(last[0].strip()) if last else None
    if match is None or any(map(str.strip, last[1:])):
        return None
    try:
        return ZoneInfo(match[1]).key
    except (ValueError, OSError):
        return None


def finish(frame: Frame) -> None:
    """Zammad only knows closing, which is the end of the work too; the number is the desk's reference."""
    frame.columns["external_ticket"] = frame.column("external_id")
    frame.columns["resolved_at"] = frame.column("closed_at")
    finish_requests(frame)


LAYOUT = Layout(Kind.REQUESTS, "zammad", FIELDS, OUTPUT, finish, primary="created_at", footnote=_ZONE)
TICKETS = Vendor("zammad", Kind.REQUESTS, layout_of)

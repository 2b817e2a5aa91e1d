"""Fivetran's platform log: of its many events the ends of syncs say how a sync went."""

import json

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT
from amtui.data.formats.kinds.sync import OUTPUT
from amtui.data.formats.kinds.sync import finish as finish_sync
from amtui.data.formats.vendors.vendor import by_header, each
from amtui.data.formats.words import squash
from amtui.domain.vocabulary import SyncOutcome

NO_SYNC = "{n} {event is no end of a sync and was|events are no ends of syncs and were} left out."
SILENT = "the end of the sync does not say how it went"
_END = "syncend"
STATUSES = {
    "successful": SyncOutcome.SUCCEEDED.value,
    "failure": SyncOutcome.FAILED.value,
    "failurewithtask": SyncOutcome.FAILED.value,
    "rescheduled": SyncOutcome.PENDING.value,
    "canceled": SyncOutcome.HALTED.value,
}

FIELDS = (
    FieldSpec("external_id", aliases=("id",), required=True, means="the event's id"),
    ACCOUNT,
    FieldSpec(
        "integration", aliases=("connection id", "connector id"), required=True, means="the connection"
    ),
    FieldSpec("at", Parser.INSTANT, ("time stamp",), required=True, means="when it happened"),
    FieldSpec("message_event", required=True, means="what happened"),
    FieldSpec("message_data"),
)


def finish(frame: Frame) -> None:
    """Keep the ends of syncs; each sync is a record of its own. One without a status is rejected."""
    outcomes: list[str | None] = []
    errors: list[str | None] = []
    for row, (event, data) in enumerate(
        zip(frame.column("message_event"), frame.column("message_data"), strict=True)
    ):
        outcome, error = _told(data)
        if squash(event or "") != _END:
            frame.leave_out(row, NO_SYNC)
        elif outcome is None:
            frame.reject(row, SILENT)
        outcomes.append(outcome)
        errors.append(error)
    frame.columns["outcome"], frame.columns["error"] = outcomes, errors
    finish_sync(frame)


def _told(data: str | None) -> tuple[str | None, str | None]:
    try:
        told = json.loads(data or "")
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(told, dict):
        return None, None
    reason = told.get("reason")
    return STATUSES.get(squash(str(told.get("status", "")))), str(reason) if reason else None


LAYOUT = Layout(Kind.SYNC, "fivetran", FIELDS, OUTPUT, finish)
LOG = by_header(
    LAYOUT, *each("id", "time stamp", "message event", "message data"), ("connectionid", "connectorid")
)

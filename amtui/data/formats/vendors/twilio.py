"""Twilio's call log: a caller's call is answered by a program; whom it dials then are child calls."""

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.calls import OUTPUT, tell_sides
from amtui.data.formats.vendors.vendor import by_header
from amtui.domain.vocabulary import CallDirection, CallOutcome

_IN_PROGRESS = "in progress"
_DIRECTIONS = {
    "incoming": CallDirection.INBOUND.value, "outgoing": CallDirection.OUTBOUND.value,
    "outgoingapi": CallDirection.OUTBOUND.value, "outgoingdial": CallDirection.OUTBOUND.value,
    "inbound": CallDirection.INBOUND.value, "trunkingterminating": CallDirection.INBOUND.value,
    "outboundapi": CallDirection.OUTBOUND.value, "outbounddial": CallDirection.OUTBOUND.value,
    "outbound": CallDirection.OUTBOUND.value, "trunkingoriginating": CallDirection.OUTBOUND.value,
}  # fmt: skip
_STATUSES = {
    "completed": CallOutcome.ANSWERED.value, "busy": CallOutcome.BUSY.value,
    "noanswer": CallOutcome.NO_ANSWER.value, "canceled": CallOutcome.ABANDONED.value,
    "cancelled": CallOutcome.ABANDONED.value, "failed": CallOutcome.FAILED.value,
    "queued": _IN_PROGRESS, "initiated": _IN_PROGRESS, "ringing": _IN_PROGRESS, "inprogress": _IN_PROGRESS,
}  # fmt: skip
_UNFINISHED = "{n} {call was|calls were} still going on at the export and {was|were} left out."
_NO_PARENTS = "The log does not name parent calls: {n} completed {call was|calls were} taken as answered."
_FIELDS = (
    FieldSpec("external_id", aliases=("call sid", "sid"), required=True, means="the call's SID"),
    FieldSpec("linked_id", aliases=("parent call sid", "parent sid")),
    FieldSpec(
        "started_at", Parser.INSTANT, ("start time", "date created", "created"),
        required=True, means="when the call began",
    ),
    FieldSpec("direction", Parser.WORD, required=True, words=_DIRECTIONS),
    FieldSpec("status", Parser.WORD, ("call status",), required=True, words=_STATUSES),
    FieldSpec("talk_seconds", Parser.DURATION, ("duration", "call duration")),
    FieldSpec("from", aliases=("from formatted",)),
    FieldSpec("to", aliases=("to formatted",)),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Give a call to the person who answered its child; a program alone answers nobody.

    An inbound call that was completed counts as ended in the menu until a child of it says otherwise. Parent
    and children are one call, in the parent's direction. The log does not tell the wait.
    """
    columns = frame.columns
    parents = columns.get("linked_id")
    children = [parent is not None for parent in frame.column("linked_id")]
    directions, statuses = columns["direction"], frame.column("status")
    for row, status in enumerate(statuses):
        if status == _IN_PROGRESS:
            frame.leave_out(row, _UNFINISHED)
    facts = zip(statuses, directions, children, strict=True)
    columns["outcome"] = [
        CallOutcome.IVR_ABANDONED.value if parents is not None and _by_program(*fact) else fact[0]
        for fact in facts
    ]
    if parents is None:
        frame.notes.add(_NO_PARENTS, statuses.count(CallOutcome.ANSWERED.value))
    tell_sides(frame, frame.column("from"), frame.column("to"))
    columns["agent"] = [to if child else None for to, child in zip(frame.column("to"), children, strict=True)]
    columns["linked_id"] = [
        parent or own for parent, own in zip(frame.column("linked_id"), columns["external_id"], strict=True)
    ]


def _by_program(status: str | None, direction: str | None, child: bool) -> bool:
    inbound = direction == CallDirection.INBOUND.value
    return status == CallOutcome.ANSWERED.value and inbound and not child


LAYOUT = Layout(
    Kind.CALLS, "twilio", _FIELDS, OUTPUT, finish, primary="started_at", utc=True
)  # fmt: skip
VENDOR = by_header(
    LAYOUT, ("callsid", "sid"), ("direction",), ("status", "callstatus"), ("from", "fromformatted"),
    ("to", "toformatted"),
)  # fmt: skip

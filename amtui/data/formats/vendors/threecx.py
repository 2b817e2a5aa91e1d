"""3CX's call log: the report of version 20 with an id for each call, and the older one without."""

import re

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Column, Frame
from amtui.data.formats.kinds.calls import OUTPUT, tell_sides
from amtui.data.formats.repeats import content_ids
from amtui.data.formats.vendors.parties import direction_between, party
from amtui.data.formats.vendors.vendor import by_header, each
from amtui.data.formats.words import DIRECTIONS
from amtui.domain.vocabulary import CallDirection, CallOutcome

_OUT = CallDirection.OUTBOUND.value
_ENDED_BY = re.compile(r"ended by\s+(.+?)\s*$", re.IGNORECASE)
_MAILBOX = re.compile(r"\bvoice\s?mail\b", re.IGNORECASE)
_MENU = re.compile(r"\bIVR\b|digital receptionist|auto attendant", re.IGNORECASE)
_SUMS = "{n} {row holds|rows hold} sums of the report and {was|were} left out."
_STEP = "{n} {row is a further step|rows are further steps} of the call above and {was|were} left out."

_DIRECTIONS = DIRECTIONS | {
    "inboundqueue": CallDirection.INBOUND.value, "outboundqueue": CallDirection.OUTBOUND.value,
}  # fmt: skip
_STATUSES = {
    "answered": CallOutcome.ANSWERED.value, "unanswered": CallOutcome.NO_ANSWER.value,
    "notanswered": CallOutcome.NO_ANSWER.value, "missed": CallOutcome.NO_ANSWER.value,
    "noanswer": CallOutcome.NO_ANSWER.value, "redirected": CallOutcome.NO_ANSWER.value,
    "waiting": CallOutcome.NO_ANSWER.value, "abandoned": CallOutcome.ABANDONED.value,
    "busy": CallOutcome.BUSY.value, "failed": CallOutcome.FAILED.value,
    "voicemail": CallOutcome.VOICEMAIL.value,
}  # fmt: skip

_COMMON = (
    FieldSpec("started_at", Parser.INSTANT, ("call time",), required=True, means="when the call began"),
    FieldSpec("status", Parser.WORD, required=True, words=_STATUSES),
    FieldSpec("wait_seconds", Parser.DURATION, ("ringing",)),
    FieldSpec("talk_seconds", Parser.DURATION, ("talking",)),
    FieldSpec("details", aliases=("call activity details", "reason")),
)
_NEW = (
    *_COMMON,
    FieldSpec("call_id", aliases=("call id",)),
    FieldSpec("from"),
    FieldSpec("to"),
    FieldSpec("told_direction", Parser.WORD, ("direction",), words=_DIRECTIONS),
)
_OLD = (
    *_COMMON,
    FieldSpec("from", aliases=("caller id",)),
    FieldSpec("to", aliases=("destination",)),
)


def finish(frame: Frame) -> None:
    """Tell agents from menus and mailboxes, and callers who gave up from calls that nobody took.

    Rows with the same call id are steps of one call. The older log has no ids: a row then is known by its
    content. The wait is the ringing time.
    """
    _leave_out(frame)
    columns = frame.columns
    callers, called = frame.column("from"), frame.column("to")
    columns["outcome"] = list(map(_outcome, frame.column("status"), called, frame.column("details"), callers))
    columns["direction"] = [
        told or direction_between(party(caller)[1], party(other)[1])
        for told, caller, other in zip(frame.column("told_direction"), callers, called, strict=True)
    ]
    tell_sides(frame, callers, called)
    inside = zip(columns["direction"], callers, called, strict=True)
    columns["agent"] = [party(caller if way == _OUT else other)[0] or other for way, caller, other in inside]
    columns["caller"] = [party(text)[1] or text for text in columns["caller"]]
    _identify(frame)


def _outcome(status: str | None, called: str | None, details: str | None, caller: str | None) -> str | None:
    if status == CallOutcome.ANSWERED.value:
        if _MAILBOX.search(called or ""):
            return CallOutcome.VOICEMAIL.value
        return CallOutcome.IVR_ABANDONED.value if _MENU.search(called or "") else status
    if status == CallOutcome.NO_ANSWER.value:
        if _MAILBOX.search(called or "") or _MAILBOX.search(details or ""):
            return CallOutcome.VOICEMAIL.value
        ended = _ENDED_BY.search(details or "")
        if ended and caller and ended[1].startswith(caller):
            return CallOutcome.ABANDONED.value
    return status


def _leave_out(frame: Frame) -> None:
    """A report ends with a line of sums, and steps of a call may follow it without a time of their own.

    A time that cannot be read is no missing one: such a row is rejected.
    """
    started = frame.column("started_at")
    texts = zip(started, frame.column("status"), frame.column("to"), strict=True)
    for row, (at, status, called) in enumerate(texts):
        if at is None and status is None:
            frame.leave_out(row, _SUMS)
        elif at is None and called is not None and row not in frame.bad:
            frame.leave_out(row, _STEP)


def _identify(frame: Frame) -> None:
    own: Column = frame.column("call_id")
    parts = ("call_id", "started_at", "from", "to", "status", "wait_seconds", "talk_seconds")
    made = content_ids([frame.column(name) for name in parts], frame.repeats)
    frame.columns["external_id"] = [
        f"{call}/{row}" if call else row for call, row in zip(own, made, strict=True)
    ]
    frame.columns["linked_id"] = own


NEW = Layout(Kind.CALLS, "3cx", _NEW, OUTPUT, finish, primary="started_at")
OLD = Layout(Kind.CALLS, "3cx", _OLD, OUTPUT, finish, primary="started_at")
VENDORS = (
    by_header(NEW, *each("call time", "from", "to", "direction", "status", "ringing", "talking")),
    by_header(OLD, *each("call time", "caller id", "destination", "status", "ringing", "talking")),
)

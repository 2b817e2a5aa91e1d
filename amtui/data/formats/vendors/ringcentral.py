"""RingCentral's call log: faxes among the calls, and a row for each number that a call was passed on to."""

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.calls import OUTPUT, tell_sides
from amtui.data.formats.kinds.common import DATE, TIME, filled
from amtui.data.formats.repeats import content_ids
from amtui.data.formats.vendors.vendor import by_header, each
from amtui.data.formats.words import DIRECTIONS, squash
from amtui.domain.vocabulary import CallDirection, CallOutcome

_RESULTS = {
    "accepted": CallOutcome.ANSWERED.value, "callaccepted": CallOutcome.ANSWERED.value,
    "callconnected": CallOutcome.ANSWERED.value,
    "connected": CallOutcome.ANSWERED.value, "answeredelsewhere": CallOutcome.ANSWERED.value,
    "pickedup": CallOutcome.ANSWERED.value,
    "missed": CallOutcome.NO_ANSWER.value, "noanswer": CallOutcome.NO_ANSWER.value,
    "notanswered": CallOutcome.NO_ANSWER.value, "voicemail": CallOutcome.VOICEMAIL.value,
    "hangup": CallOutcome.ABANDONED.value, "abandoned": CallOutcome.ABANDONED.value,
    "busy": CallOutcome.BUSY.value, "linebusy": CallOutcome.BUSY.value,
    **dict.fromkeys(
        (
            "rejected", "declined", "blocked", "callfailed", "callfailure", "failed", "wrongnumber",
            "restrictednumber", "ipphoneoffline", "internalerror", "nocallingcredit", "stopped",
            "suspendedaccount", "carrierisnotactive", "internationaldisabled", "notallowed", "unknown",
        ),
        CallOutcome.FAILED.value,
    ),
}  # fmt: skip
_STEPS = frozenset({"findme", "followme", "hunting", "transfer", "callforwarding", "callpark", "paging"})
_FAX = "{n} {row is a fax|rows are faxes} and {was|were} left out."
_STEP = "{n} {row passes|rows pass} a call on (FindMe, hunting, transfer); each counts with its call."

_FIELDS = (
    FieldSpec("started_at", Parser.INSTANT, ("date time", "start time"), required=True),
    DATE,
    TIME,
    FieldSpec("direction", Parser.WORD, ("call direction",), words=DIRECTIONS),
    FieldSpec("type"),
    FieldSpec("action"),
    FieldSpec("result", Parser.WORD, ("action result",), words=_RESULTS, lenient=True),
    FieldSpec("talk_seconds", Parser.DURATION, ("duration",)),
    FieldSpec("phone", aliases=("phone number",)),
    FieldSpec("from", aliases=("from number",)),
    FieldSpec("to", aliases=("to number",)),
    FieldSpec("extension", aliases=("extension", "ext", "name")),
    FieldSpec("session", aliases=("session id", "call id", "id")),
)


def finish(frame: Frame) -> None:
    """Leave faxes out, and count each call once however many numbers it was passed on to.

    A row that passes a call on shares the call's session; in a log without sessions it counts as internal,
    for the call's own row has its result. The log does not tell the wait.
    """
    columns = frame.columns
    actions = [squash(text or "") for text in frame.column("action")]
    kinds = [squash(text or "") for text in frame.column("type")]
    for row, (action, kind) in enumerate(zip(actions, kinds, strict=True)):
        if "fax" in action or kind == "fax":
            frame.leave_out(row, _FAX)
    for row, result in enumerate(frame.column("result")):
        if result is None:
            frame.reject(row, "nothing says whether the call was answered")
    columns["outcome"] = frame.column("result")
    columns["direction"] = filled(frame.column("direction"), CallDirection.INBOUND.value)
    tell_sides(frame, frame.column("from"), frame.column("to"))
    phones = zip(frame.column("phone"), columns["caller"], strict=True)
    columns["caller"] = [phone or other for phone, other in phones]
    columns["agent"] = frame.column("extension")
    _identify(frame, actions)


def _identify(frame: Frame, actions: list[str]) -> None:
    steps = [action in _STEPS for action in actions]
    frame.notes.add(_STEP, sum(steps))
    parts = ("started_at", "caller", "action", "result", "talk_seconds", "to", "extension")
    made = content_ids([frame.column(name) for name in parts], frame.repeats)
    sessions = frame.column("session")
    frame.columns["external_id"] = [
        f"{session}/{own}" if session else own for session, own in zip(sessions, made, strict=True)
    ]
    frame.columns["linked_id"] = sessions
    frame.columns["direction"] = [
        CallDirection.INTERNAL.value if step and session is None else direction
        for step, session, direction in zip(steps, sessions, frame.column("direction"), strict=True)
    ]


LAYOUT = Layout(Kind.CALLS, "ringcentral", _FIELDS, OUTPUT, finish, primary="started_at")
VENDOR = by_header(LAYOUT, *each("action", "action result", "duration"), ("date", "datetime", "starttime"))

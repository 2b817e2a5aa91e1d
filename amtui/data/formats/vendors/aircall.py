"""Aircall's call history: times in UTC, and a reason for every call that nobody answered."""

from dataclasses import replace

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Column, Frame
from amtui.data.formats.kinds.calls import IDENTITY, OUTPUT, tell_sides
from amtui.data.formats.kinds.common import filled, with_ids
from amtui.data.formats.vendors.vendor import by_header, each
from amtui.data.formats.words import ANSWERED, DIRECTIONS
from amtui.domain.vocabulary import CallDirection, CallOutcome

_REASONS = {
    "outofopeninghours": CallOutcome.AFTER_HOURS.value, "outofbusinesshours": CallOutcome.AFTER_HOURS.value,
    "shortabandoned": CallOutcome.ABANDONED.value, "abandonedinclassic": CallOutcome.ABANDONED.value,
    "abandonedinivr": CallOutcome.IVR_ABANDONED.value, "abandonnedinivr": CallOutcome.IVR_ABANDONED.value,
    "noavailableagent": CallOutcome.NO_AGENT.value, "agentsdidnotanswer": CallOutcome.NO_ANSWER.value,
}  # fmt: skip
_TYPES = {
    "abandoned": CallOutcome.ABANDONED.value, "missed": CallOutcome.NO_ANSWER.value,
    "voicemail": CallOutcome.VOICEMAIL.value, "outofbusinesshours": CallOutcome.AFTER_HOURS.value,
    "answered": CallOutcome.ANSWERED.value, "outbound": CallOutcome.NO_ANSWER.value,
    "aicall": CallOutcome.IVR_ABANDONED.value,
}  # fmt: skip
_NOBODY = "[no associated user]"
_IVR_IN_WAIT = "{n} {call|calls} went through a menu whose share of the wait the export does not tell."

_FIELDS = (
    FieldSpec("started_at", Parser.INSTANT, ("datetime (utc)",), required=True, means="when the call began"),
    FieldSpec("direction", Parser.WORD, words=DIRECTIONS),
    FieldSpec("answered", Parser.WORD, words=ANSWERED),
    FieldSpec("reason", Parser.WORD, ("missed_call_reason", "unanswered call reason"), words=_REASONS,
              lenient=True),
    FieldSpec("type", Parser.WORD, ("call type",), words=_TYPES, lenient=True),
    FieldSpec("internal_id", aliases=("call id (internal)", "call id", "call id (uuid)")),
    FieldSpec("from"),
    FieldSpec("to"),
    FieldSpec("agent", aliases=("user",)),
    FieldSpec("line"),
    FieldSpec("team"),
    FieldSpec("total", Parser.DURATION, ("duration (total)",)),
    FieldSpec("talk_seconds", Parser.DURATION, ("duration (in call)", "in-call duration")),
    FieldSpec("to_answer", Parser.DURATION, ("time to answer",)),
    FieldSpec("waiting", Parser.DURATION, ("waiting time",)),
    FieldSpec("in_menu", Parser.DURATION, ("time in ivr",)),
    FieldSpec("menu", aliases=("ivr branch", "ivr widget")),
    FieldSpec("recording", aliases=("voicemail",)),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Take the reason as the outcome of a missed call; a message left makes it voicemail.

    The wait is the time to answer, else the waiting time without the menu's part.
    """
    columns = frame.columns
    columns["direction"] = filled(frame.column("direction"), CallDirection.INBOUND.value)
    parts = (frame.column(name) for name in ("answered", "reason", "type", "recording"))
    columns["outcome"] = list(map(_outcome, *parts))
    columns["wait_seconds"] = _waits(frame)
    tell_sides(frame, frame.column("from"), frame.column("to"))
    columns["agent"] = [
        None if name is not None and name.casefold() == _NOBODY else name for name in frame.column("agent")
    ]
    columns["queue"] = [
        team or line for team, line in zip(frame.column("team"), frame.column("line"), strict=True)
    ]
    columns["external_id"] = with_ids(frame, frame.column("internal_id"), IDENTITY)


def _outcome(answered: str | None, reason: str | None, kind: str | None, recording: str | None) -> str:
    machine = CallOutcome.IVR_ABANDONED.value
    if answered == CallOutcome.ANSWERED.value:
        return machine if kind == machine else answered
    if recording is not None or kind == CallOutcome.VOICEMAIL.value:
        return CallOutcome.VOICEMAIL.value
    if reason is not None:
        return reason
    return kind if kind not in {None, CallOutcome.ANSWERED.value} else CallOutcome.NO_ANSWER.value


def _waits(frame: Frame) -> Column:
    names = ("to_answer", "waiting", "in_menu", "total", "talk_seconds", "menu")
    rows = list(zip(*map(frame.column, names), strict=True))
    frame.notes.add(_IVR_IN_WAIT, sum(_is_hidden(*row) for row in rows))
    return [_wait(*row) for row in rows]


def _is_hidden(
    to_answer: int | None, waiting: int | None, in_menu: int | None, _total: object, _talk: object,
    menu: str | None,
) -> bool:  # fmt: skip
    return to_answer is None and menu is not None and (waiting is None or in_menu is None)


def _wait(
    to_answer: int | None, waiting: int | None, in_menu: int | None, total: int | None, talk: int | None,
    menu: str | None,
) -> int | None:  # fmt: skip
    if to_answer is not None:
        return to_answer
    if _is_hidden(to_answer, waiting, in_menu, total, talk, menu):
        return None
    if waiting is not None:
        return max(waiting - (in_menu or 0), 0)
    return None if total is None else max(total - (talk or 0), 0)


_BY_LOCAL_TIME = (
    FieldSpec("started_at", Parser.INSTANT, ("call start time",), required=True, means="when the call began"),
    FieldSpec("direction", Parser.WORD, ("call direction",), words=DIRECTIONS),
    FieldSpec("from", aliases=("customer number",)),
    FieldSpec("to", aliases=("aircall number", "line number")),
    FieldSpec("line", aliases=("line name",)),
)
"""What the call history names otherwise; its times are in the company's zone and do not say so."""

LAYOUT = Layout(Kind.CALLS, "aircall", _FIELDS, OUTPUT, finish, primary="started_at", utc=True)
_RENAMED = {spec.name: spec for spec in _BY_LOCAL_TIME}
HISTORY = replace(LAYOUT, fields=tuple(_RENAMED.get(spec.name, spec) for spec in _FIELDS), utc=False)
VENDORS = (
    by_header(
        LAYOUT,
        *each("datetime utc", "direction", "answered", "line"),
        ("missedcallreason", "unansweredcallreason"),
    ),
    by_header(
        HISTORY,
        *each("call start time", "call direction", "answered"),
        ("missedcallreason", "unansweredcallreason"),
    ),
)

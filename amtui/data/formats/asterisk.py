"""Asterisk's `Master.csv`: no header; in the order of `cdr_csv` or of the sample `cdr_custom.conf`."""

from collections.abc import Sequence

from amtui.data.formats.days import parse_day
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.calls import IDENTITY, OUTPUT, tell_sides
from amtui.data.formats.kinds.common import MICROS, with_ids
from amtui.data.formats.words import squash
from amtui.domain.vocabulary import CallDirection, CallOutcome

_NATIVE = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata",
    "started_at",
    "answered_at", "ended_at", "duration", "talk_seconds", "disposition", "amaflags", "uniqueid", "userfield",
    "sequence",
)  # fmt: skip
_CUSTOM = (
    "clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "started_at",
    "answered_at",
    "ended_at", "duration", "talk_seconds", "disposition", "amaflags", "accountcode", "uniqueid", "userfield",
    "sequence",
)  # fmt: skip
DISPOSITIONS = {
    "answered": CallOutcome.ANSWERED.value, "noanswer": CallOutcome.NO_ANSWER.value,
    "busy": CallOutcome.BUSY.value, "failed": CallOutcome.FAILED.value,
    "congestion": CallOutcome.FAILED.value,
}  # fmt: skip
_SHORT = 6
QUEUE_WAIT = "{n} {call|calls} went through a queue; the log does not say when the agent answered."

_PARSERS = {
    "started_at": Parser.INSTANT, "answered_at": Parser.INSTANT, "ended_at": Parser.INSTANT,
    "talk_seconds": Parser.DURATION,
}  # fmt: skip


def layout_of(first_row: Sequence[str]) -> Layout | None:
    """Return the layout of a `Master.csv` by its first row, or None if it is not one."""
    return next((_layout(names) for names in (_CUSTOM, _NATIVE) if _fits(first_row, names)), None)


def _fits(row: Sequence[str], names: tuple[str, ...]) -> bool:
    if not 16 <= len(row) <= len(names):
        return False
    if squash(row[names.index("disposition")]) not in DISPOSITIONS:
        return False
    try:
        parse_day(row[names.index("started_at")][:10])
    except ValueError:
        return False
    return True


def _layout(names: tuple[str, ...]) -> Layout:
    fields = tuple(
        FieldSpec(
            name,
            Parser.WORD if name == "disposition" else _PARSERS.get(name, Parser.TEXT),
            required=name in {"started_at", "disposition"},
            words=DISPOSITIONS if name == "disposition" else {},
        )
        for name in names
    )
    return Layout(Kind.CALLS, "asterisk", fields, OUTPUT, finish, positions=names)


def finish(frame: Frame) -> None:
    """Tell a person's answer from a machine's, and the wait from start to answer.

    `ANSWERED` counts only when a call was put through (`Dial` or `Queue` with a second channel): an IVR and
    voicemail answer too. Calls are inbound unless their context begins with `from-internal`: then a short
    destination is internal and a long one outbound. The id is the unique id with its sequence number,
    because legs share the unique id.
    """
    applications = [(text or "").casefold() for text in frame.column("lastapp")]
    columns = frame.columns
    columns["outcome"] = outcomes(frame, applications)
    tell_of_queues(frame, applications)
    columns["wait_seconds"] = _waits(frame, applications)
    columns["direction"] = list(map(_direction, frame.column("dcontext"), frame.column("dst")))
    tell_sides(frame, frame.column("src"), frame.column("dst"))
    columns["agent"] = agents(frame)
    columns["queue"] = queues(frame, applications)
    columns["linked_id"] = frame.column("uniqueid")
    columns["external_id"] = ids(frame)


def outcomes(frame: Frame, applications: Sequence[str]) -> list[str | None]:
    """Return how each call ended; `ANSWERED` by a machine is voicemail or an end in the menu."""
    facts = zip(frame.column("disposition"), applications, frame.column("dstchannel"), strict=True)
    return [_outcome(*fact) for fact in facts]


def _outcome(disposition: str | None, application: str, channel: str | None) -> str | None:
    if disposition != CallOutcome.ANSWERED.value:
        return disposition
    if application in {"dial", "queue"}:
        return disposition if channel else CallOutcome.ABANDONED.value
    return (CallOutcome.VOICEMAIL if application == "voicemail" else CallOutcome.IVR_ABANDONED).value


def tell_of_queues(frame: Frame, applications: Sequence[str]) -> None:
    """Note the calls whose time of answer the queue hides."""
    frame.notes.add(QUEUE_WAIT, sum(application == "queue" for application in applications))


def _waits(frame: Frame, applications: Sequence[str]) -> list[int | None]:
    """A machine that answered hides how long who gave up then waited for a person."""
    times = zip(
        frame.column("started_at"), frame.column("answered_at"), frame.column("outcome"), applications,
        strict=True,
    )  # fmt: skip
    abandoned = CallOutcome.ABANDONED.value
    return [
        None
        if answered is None or began is None or outcome == abandoned or app == "queue"
        else max(round((answered - began) / MICROS), 0)
        for began, answered, outcome, app in times
    ]


def _direction(context: str | None, destination: str | None) -> str:
    if not (context or "").startswith("from-internal"):
        return CallDirection.INBOUND.value
    short = len(destination or "") <= _SHORT
    return (CallDirection.INTERNAL if short else CallDirection.OUTBOUND).value


def agents(frame: Frame) -> list[str | None]:
    """Return the second channel of each call without its running number."""
    return [(text or "").rpartition("-")[0] or text for text in frame.column("dstchannel")]


def queues(frame: Frame, applications: Sequence[str]) -> list[str | None]:
    """Return the queue that each call waited in."""
    data = zip(applications, frame.column("lastdata"), strict=True)
    return [(text or "").split(",")[0] or None if app == "queue" else None for app, text in data]


def ids(frame: Frame) -> list[str]:
    """Return the unique ids with their sequence numbers."""
    pairs = zip(frame.column("uniqueid"), frame.column("sequence"), strict=True)
    found = [f"{unique}/{sequence}" if unique and sequence else unique for unique, sequence in pairs]
    return with_ids(frame, found, IDENTITY)

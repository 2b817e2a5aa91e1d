"""Asterisk's `Master.csv`: in the order of `cdr_csv` or of the sample `cdr_custom.conf`, or with a header."""

import re
from collections.abc import Sequence

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.calls import IDENTITY, OUTPUT, tell_sides
from amtui.data.formats.kinds.common import MICROS, with_ids
from amtui.data.formats.table import Table
from amtui.data.formats.vendors.vendor import Vendor, by_header, each
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
_SHORTEST = 16
_LOOK = 200
_DATED = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)")
"""A date by its form; that of a damaged row need not exist."""
QUEUE_WAIT = "{n} {call|calls} went through a queue; the log does not say when the agent answered."

_PARSERS = {
    "started_at": Parser.INSTANT, "answered_at": Parser.INSTANT, "ended_at": Parser.INSTANT,
    "talk_seconds": Parser.DURATION,
}  # fmt: skip
_HEADERS = {
    "started_at": ("start",), "answered_at": ("answer",), "ended_at": ("end",), "talk_seconds": ("billsec",)
}  # fmt: skip


def layout_of(table: Table) -> Layout | None:
    """Return the layout of a log without a header, or None if it is none.

    One row that does not fit is a bad row, even the first, as long as others tell what the columns are.
    """
    if not _SHORTEST <= len(table.first_row) <= len(_NATIVE):
        return None
    orders = [names for names in (_CUSTOM, _NATIVE) if not _is_header(table.first_row, names)]
    rows = table.sample(_LOOK, header=False) if orders else []
    fitting = {names: sum(_fits(row, names) for row in rows) for names in orders}
    best = max(fitting, key=lambda names: fitting[names], default=None)
    return _layout(best) if best is not None and fitting[best] else None


def _is_header(row: Sequence[str], names: tuple[str, ...]) -> bool:
    """A header has letters where a log counts seconds."""
    return any(map(str.isalpha, row[names.index("duration")] + row[names.index("talk_seconds")]))


def _fits(row: Sequence[str], names: tuple[str, ...]) -> bool:
    if not _SHORTEST <= len(row) <= len(names):
        return False
    disposition, started = row[names.index("disposition")], row[names.index("started_at")]
    return squash(disposition) in DISPOSITIONS and _DATED.match(started.strip()) is not None


def _layout(names: tuple[str, ...]) -> Layout:
    return Layout(Kind.CALLS, "asterisk", tuple(map(_field, names)), OUTPUT, finish, positions=names)


def _field(name: str) -> FieldSpec:
    return FieldSpec(
        name,
        Parser.WORD if name == "disposition" else _PARSERS.get(name, Parser.TEXT),
        _HEADERS.get(name, ()),
        required=name in {"started_at", "disposition"},
        words=DISPOSITIONS if name == "disposition" else {},
    )


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
    columns["linked_id"] = [
        linked or own for linked, own in zip(frame.column("linkedid"), frame.column("uniqueid"), strict=True)
    ]
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


LOGS = Vendor("asterisk", Kind.CALLS, lambda table, _related: layout_of(table))
HEADED = by_header(
    Layout(
        Kind.CALLS, "asterisk", tuple(map(_field, (*_NATIVE, "linkedid"))), OUTPUT, finish,
        primary="started_at",
    ),
    *each("dcontext", "dstchannel", "lastapp", "disposition", "start", "answer"),
)  # fmt: skip

"""Calls: one row is one call, or one leg of one."""

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Column, Frame
from amtui.data.formats.kinds.common import ACCOUNT, DATE, MICROS, TIME, filled, with_ids
from amtui.domain.vocabulary import CallDirection, CallOutcome

OUTPUT = (
    "external_id", "account", "started_at", "direction", "outcome", "wait_seconds", "talk_seconds",
    "queue", "agent", "number", "campaign", "caller", "linked_id",
)  # fmt: skip
IDENTITY = OUTPUT[1:]
_DAY_SECONDS = 86_400

FIELDS = (
    FieldSpec(
        "external_id",
        aliases=(
            "call id", "id", "call", "unique id", "call uuid", "uuid", "call sid", "sid", "session id",
            "cdr id", "call reference",
        ),
    ),
    ACCOUNT,
    FieldSpec(
        "started_at", Parser.INSTANT,
        (
            "start", "started", "start time", "call start", "call started", "call start time",
            "started time", "datetime", "date time", "date/time", "date and time", "call date time",
            "calldate", "timestamp", "created at", "created", "received at", "begin", "beginn",
            "anrufzeit",
        ),
        required=True, means="when the call began",
    ),
    DATE,
    TIME,
    FieldSpec(
        "answered_at", Parser.INSTANT,
        (
            "answer time", "answer", "call answered", "answered time", "call answered at", "connected at",
            "answered on",
        ),
    ),
    FieldSpec(
        "direction", Parser.WORD, ("call direction", "call type", "in out", "richtung"),
        words=words.DIRECTIONS,
    ),
    FieldSpec(
        "outcome", Parser.WORD,
        (
            "call outcome", "result", "call result", "status", "call status", "disposition", "state",
            "ergebnis",
        ),
        words=words.OUTCOMES,
    ),
    FieldSpec(
        "answered", Parser.WORD,
        (
            "answered y n", "is answered", "was answered", "call answered y n", "angenommen",
        ),
        words=words.ANSWERED,
    ),
    FieldSpec(
        "wait_seconds", Parser.DURATION,
        (
            "wait", "wait s", "wait time", "wait length", "waiting time", "waited", "speed of answer",
            "answer speed", "time to answer", "seconds to answer", "ring", "ring time", "ringing",
            "ringing time", "ring duration", "queue time", "time in queue", "queue wait time",
            "wartezeit",
        ),
    ),
    FieldSpec(
        "talk_seconds", Parser.DURATION,
        (
            "talk", "talk s", "talk time", "talking", "talk duration", "avg talk duration",
            "service length", "conversation time", "billsec", "call duration", "duration", "length",
            "gesprächsdauer", "dauer",
        ),
    ),
    FieldSpec(
        "queue",
        aliases=(
            "queue name", "department", "team", "group", "ring group", "skill", "line name", "topic",
            "abteilung", "warteschlange",
        ),
    ),
    FieldSpec(
        "agent",
        aliases=(
            "agent name", "answered by", "user", "user name", "operator", "handled by", "extension",
            "employee", "mitarbeiter", "bearbeiter",
        ),
    ),
    FieldSpec(
        "caller",
        aliases=(
            "caller number", "caller id", "callerid", "from", "from number", "customer number",
            "phone number", "phone", "src", "ani", "cli", "rufnummer",
        ),
        means="the other side's number, whoever placed the call",
    ),
    FieldSpec(
        "number",
        aliases=(
            "did", "dnis", "called number", "called", "dialled number", "dialed number", "to",
            "to number", "line number", "dst",
        ),
        means="the number of the account that took the call",
    ),
    FieldSpec("campaign", aliases=("campaign name", "marketing campaign", "tracking source", "kampagne")),
    FieldSpec(
        "linked_id",
        aliases=(
            "parent call id", "parent call sid", "parent id", "linkedid", "call group id",
            "interaction id", "history id",
        ),
    ),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Work out outcome, wait, direction and id.

    A file that says no direction holds inbound calls. `Answered: N` is a call that nobody answered, not one
    that was abandoned. A missing wait is the time from start to answer.
    """
    outcome = _outcomes(frame)
    if None in outcome:
        for row in [row for row, value in enumerate(outcome) if value is None]:
            frame.reject(row, "nothing says whether the call was answered")
    columns = frame.columns
    columns["outcome"] = outcome
    if "wait_seconds" not in columns and "answered_at" in columns:
        columns["wait_seconds"] = _waits(frame)
    columns["direction"] = filled(frame.column("direction"), CallDirection.INBOUND.value)
    tell_sides(frame, frame.column("caller"), frame.column("number"))
    ids = with_ids(frame, frame.column("external_id"), IDENTITY)
    if "linked_id" in columns:
        # Whom others name may not name itself.
        columns["linked_id"] = [to or own for to, own in zip(columns["linked_id"], ids, strict=True)]
    columns["external_id"] = ids


def tell_sides(frame: Frame, callers: Column, called: Column) -> None:
    """Tell the other side from the account's own number: in an outbound call the other side is called."""
    columns, outbound = frame.columns, CallDirection.OUTBOUND.value
    ways = columns["direction"]
    if outbound not in ways:
        columns["caller"], columns["number"] = callers, called
        return
    ends = list(zip(ways, callers, called, strict=True))
    columns["caller"] = [other if way == outbound else caller for way, caller, other in ends]
    columns["number"] = [caller if way == outbound else other for way, caller, other in ends]


def _outcomes(frame: Frame) -> Column:
    told = frame.columns.get("outcome")
    answered = frame.columns.get("answered")
    if told is not None and answered is not None:
        return [first or second for first, second in zip(told, answered, strict=True)]
    if told is not None:
        return told
    if answered is not None:
        return answered
    yes, no = CallOutcome.ANSWERED.value, CallOutcome.NO_ANSWER.value
    return [no if at is None else yes for at in frame.column("answered_at")]


def _waits(frame: Frame) -> Column:
    """A time of day that is earlier than the start belongs to the next day."""
    waits: list[int | None] = []
    for row, (began, answered) in enumerate(
        zip(frame.column("started_at"), frame.column("answered_at"), strict=True)
    ):
        wait = None if answered is None or began is None else round((answered - began) / MICROS)
        if wait is not None and wait < 0 and "answered_at" in frame.clock_only:
            wait += _DAY_SECONDS
        if wait is not None and wait < 0:
            frame.reject(row, "it was answered before it began")
        waits.append(wait)
    return waits


LAYOUT = Layout(
    Kind.CALLS,
    "plain",
    FIELDS,
    OUTPUT,
    finish,
    primary="started_at",
    one_of=(("outcome", "answered", "answered_at"),),
)

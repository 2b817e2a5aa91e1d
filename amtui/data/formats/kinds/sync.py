"""Sync events: one row is one attempt to bring one record across."""

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT, DATE, TIME, with_ids
from amtui.domain.vocabulary import SyncOutcome

OUTPUT = ("external_id", "account", "integration", "record_id", "at", "outcome", "error")
IDENTITY = OUTPUT[1:]
NO_ANSWER = "no answer (0)"
"""What those who check services by HTTP mean by this number, which is none of its codes."""

FIELDS = (
    FieldSpec("external_id", aliases=("event id", "attempt id", "log id", "task id", "run id")),
    ACCOUNT,
    FieldSpec(
        "integration",
        aliases=(
            "integration name", "service", "connector", "connection", "connection id", "app", "system",
            "zap", "zap name", "source",
        ),
        required=True, means="what was being synchronised",
    ),
    FieldSpec(
        "record_id",
        aliases=(
            "record", "external record id", "object id", "entity id", "sf id", "id",
        ),
    ),
    FieldSpec(
        "at", Parser.INSTANT,
        (
            "attempted at", "timestamp", "time stamp", "date time", "datetime", "started at",
            "created at", "synced at", "occurred at", "run at",
        ),
        required=True, means="when it was attempted",
    ),
    DATE,
    TIME,
    FieldSpec(
        "outcome", Parser.WORD, ("status", "result", "state", "success", "sync status"), required=True,
        words=words.SYNC_OUTCOMES, means="whether it succeeded",
    ),
    FieldSpec(
        "error",
        aliases=(
            "error message", "message", "reason", "sf error", "details", "http code", "status code",
        ),
    ),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Give each row an id; without a record id each row is a record of its own. A success has no error."""
    columns = frame.columns
    succeeded = SyncOutcome.SUCCEEDED.value
    pairs = zip(frame.column("error"), frame.column("outcome"), strict=True)
    columns["error"] = [None if outcome == succeeded else _in_words(error) for error, outcome in pairs]
    ids = with_ids(frame, frame.column("external_id"), IDENTITY)
    columns["external_id"] = ids
    columns["record_id"] = [
        own if record is None else record for record, own in zip(frame.column("record_id"), ids, strict=True)
    ]


def _in_words(error: str | None) -> str | None:
    if error == "0":
        return NO_ANSWER
    return f"HTTP {error}" if error is not None and len(error) == 3 and error.isdigit() else error


LAYOUT = Layout(Kind.SYNC, "plain", FIELDS, OUTPUT, finish, primary="at")

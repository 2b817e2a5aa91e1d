"""Zapier's history of runs, in its own words."""

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT
from amtui.data.formats.kinds.sync import OUTPUT
from amtui.data.formats.kinds.sync import finish as finish_sync
from amtui.data.formats.vendors.vendor import by_header
from amtui.domain.vocabulary import SyncOutcome

_STOPPED = "stopped"
_STATUSES = ("status", "zap run status", "run status")
_TIMES = (
    "start time", "started at", "timestamp", "date", "run date", "run time", "created at", "date time",
)  # fmt: skip
_ZAPS = ("zap name", "zap title", "zap")
WORDS = {
    **dict.fromkeys(("success", "successful", "succeeded"), SyncOutcome.SUCCEEDED.value),
    **dict.fromkeys(
        (_STOPPED, "errored", "error", "failed", "handled", "stoppederrored", "stoppedhandled"),
        SyncOutcome.FAILED.value,
    ),
    **dict.fromkeys(("filtered", "halted", "stoppedhalted", "safelyhalted"), SyncOutcome.HALTED.value),
    **dict.fromkeys(
        ("waiting", "delayed", "scheduled", "playing", "held", "holding", "waitingdelayed",
         "waitingscheduled", "throttled", "pending"),
        SyncOutcome.PENDING.value,
    ),
}  # fmt: skip

FIELDS = (
    FieldSpec("external_id", aliases=("zap run id", "run id", "id", "task id")),
    ACCOUNT,
    FieldSpec("integration", aliases=_ZAPS, required=True, means="the zap"),
    FieldSpec("record_id", aliases=("record", "object id")),
    FieldSpec("at", Parser.INSTANT, _TIMES, required=True, means="when it ran"),
    FieldSpec("outcome", Parser.WORD, _STATUSES, words=WORDS, required=True, means="its status"),
    FieldSpec(
        "detail", Parser.WORD, ("sub status", "status detail", "stopped reason"), words=WORDS, lenient=True
    ),
    FieldSpec("error", aliases=("error message", "message", "reason", "details")),
)


def finish(frame: Frame) -> None:
    """Stopped has failed unless the file says that the zap halted by itself; held runs wait for a replay."""
    failed = SyncOutcome.FAILED.value
    rows = zip(frame.column("outcome"), frame.column("detail"), strict=True)
    frame.columns["outcome"] = [
        detail if detail is not None and outcome == failed else outcome for outcome, detail in rows
    ]
    finish_sync(frame)


LAYOUT = Layout(Kind.SYNC, "zapier", FIELDS, OUTPUT, finish)
HISTORY = by_header(
    LAYOUT,
    ("zapname", "zaptitle", "zap", "zapid"),
    ("status", "zaprunstatus", "runstatus"),
    ("starttime", "startedat", "timestamp", "date", "rundate", "runtime", "createdat", "datetime"),
)

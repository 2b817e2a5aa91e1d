"""Zoho's result of a bulk write: some columns of the record, then STATUS, RECORD_ID and ERRORS."""

from collections.abc import Sequence
from pathlib import Path

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import filled
from amtui.data.formats.kinds.sync import OUTPUT
from amtui.data.formats.table import Table
from amtui.data.formats.vendors.results import COMMON, with_own_columns
from amtui.data.formats.vendors.vendor import Vendor, each, has_one_of_each
from amtui.domain.vocabulary import SyncOutcome

INTEGRATION = "Zoho CRM"
_SIGNATURE = each("status", "record id", "errors")
_ADDED = ("status", "recordid", "errors")
STATUSES = {
    "added": SyncOutcome.SUCCEEDED.value,
    "updated": SyncOutcome.SUCCEEDED.value,
    "skipped": SyncOutcome.HALTED.value,
    "unprocessed": SyncOutcome.FAILED.value,
}

FIELDS = (
    *COMMON,
    FieldSpec("record_id"),
    FieldSpec("outcome", Parser.WORD, ("status",), words=STATUSES, required=True, means="what became of it"),
    FieldSpec("error", aliases=("errors",)),
)


def layout_of(table: Table, _related: Sequence[Path]) -> Layout | None:
    """Return the layout of a result file, None if it is none."""
    if has_one_of_each(table.first_row, _SIGNATURE):
        return _layout(table)
    return None


def _layout(table: Table) -> Layout:
    return with_own_columns(LAYOUT, table, _ADDED)


def finish(frame: Frame) -> None:
    """A record skipped for an error has failed; one skipped without was meant to be left alone."""
    failed, succeeded = SyncOutcome.FAILED.value, SyncOutcome.SUCCEEDED.value
    rows = zip(frame.column("outcome"), frame.column("error"), strict=True)
    frame.columns["outcome"] = [
        failed if error and outcome != succeeded else outcome for outcome, error in rows
    ]
    frame.columns["integration"] = filled(frame.column("integration"), INTEGRATION)


LAYOUT = Layout(Kind.SYNC, "zoho", FIELDS, OUTPUT, finish)
RESULTS = Vendor("zoho", Kind.SYNC, layout_of, LAYOUT, _layout)

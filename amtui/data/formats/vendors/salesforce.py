"""Salesforce's result files: of Bulk API 2.0 the successful and the failed, of the older API one for both."""

from collections.abc import Sequence
from pathlib import Path

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import filled
from amtui.data.formats.kinds.sync import OUTPUT
from amtui.data.formats.table import Table
from amtui.data.formats.vendors.results import COMMON, with_own_columns
from amtui.data.formats.vendors.vendor import Vendor, each, has_one_of_each
from amtui.domain.vocabulary import SyncOutcome

INTEGRATION = "Salesforce"
_BULK_2 = (("sfid",), ("sfcreated", "sferror"))
_BULK_1 = each("id", "success", "created", "error")
_ADDED = ("sfid", "sfcreated", "sferror", "success", "created", "error")
_NONE = ("account", "integration", "at")

FIELDS = (
    *COMMON,
    FieldSpec("record_id", aliases=("sf id",)),
    FieldSpec("outcome", Parser.WORD, ("success",), words=words.SYNC_OUTCOMES),
    FieldSpec("error", aliases=("sf error",)),
)


def layout_of(table: Table, _related: Sequence[Path]) -> Layout | None:
    """Return the layout of a result file, None if it is none."""
    header = table.first_row
    if has_one_of_each(header, _BULK_2) or has_one_of_each(header, _BULK_1):
        return _layout(table)
    return None


def _layout(table: Table) -> Layout:
    return with_own_columns(LAYOUT, table, _ADDED)


def finish(frame: Frame) -> None:
    """A row with an error has failed; created or updated makes no difference."""
    failed, succeeded = SyncOutcome.FAILED.value, SyncOutcome.SUCCEEDED.value
    rows = zip(frame.column("outcome"), frame.column("error"), strict=True)
    frame.columns["outcome"] = [outcome or (failed if error else succeeded) for outcome, error in rows]
    frame.columns["integration"] = filled(frame.column("integration"), INTEGRATION)


LAYOUT = Layout(Kind.SYNC, "salesforce", FIELDS, OUTPUT, finish)
RESULTS = Vendor("salesforce", Kind.SYNC, layout_of, LAYOUT, _layout)

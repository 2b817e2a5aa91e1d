"""Call logs in buckets: one row stands for several calls alike, and a column says for how many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from amtui.data.formats.batch import Batch
from amtui.data.formats.fields import FieldSpec, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds import calls
from amtui.data.formats.table import CHUNK_ROWS, Table
from amtui.data.formats.vendors.vendor import Vendor, has_one_of_each
from amtui.data.formats.words import squash

MOST = 100_000
"""Calls that one row may stand for; a row of more is a total of a period."""

_NOTE = "{n} {call was|calls were} counted from rows that stand for several calls each."
_NONE = "{n} {row stands|rows stand} for no call and {was|were} left out."
_WEIGHT = FieldSpec(
    "calls",
    Parser.COUNT,
    (
        "call count", "calls count", "number of calls", "no of calls", "num calls", "n calls", "count",
        "weight", "volume", "call volume", "anzahl", "anzahl anrufe", "anrufe",
    ),
    required=True, means="how many calls the row stands for",
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Finish as calls; the row's id is made of what it says, so a bucket that grows keeps its calls."""
    for row, weight in enumerate(frame.column("calls")):
        if weight == 0:
            frame.leave_out(row, _NONE)
        elif weight is not None and weight > MOST:
            reason = f"{weight:,} calls in one row are a total of a period, not calls alike"
            frame.reject(row, f"{frame.header('calls')}: {reason}")
    calls.finish(frame)
    kept = (weight or 0 for row, weight in enumerate(frame.column("calls")) if row not in frame.bad)
    frame.notes.add(_NOTE, sum(kept))


def gather(batches: Iterator[Batch], _places: Mapping[str, int]) -> Iterator[Batch]:
    """Yield a record for each call that a row stands for, in batches of the usual size."""
    for batch in batches:
        yield Batch((), {}, batch.rejects, batch.position)
        yield from _spread(batch)


def _spread(batch: Batch) -> Iterator[Batch]:
    import numpy as np

    if not batch.lines:
        return
    weights = np.array(batch.columns["calls"], dtype=np.int64)
    ends = np.cumsum(weights)
    for first in range(0, int(ends[-1]), CHUNK_ROWS):
        numbers = np.arange(first, min(first + CHUNK_ROWS, int(ends[-1])))
        rows = np.searchsorted(ends, numbers, side="right")
        within = (numbers - (ends - weights)[rows] + 1).tolist()
        yield _taken(batch, rows.tolist(), within)


def _taken(batch: Batch, rows: Sequence[int], within: Sequence[int]) -> Batch:
    columns = {name: [batch.columns[name][row] for row in rows] for name in calls.OUTPUT}
    ids = zip(columns["external_id"], within, strict=True)
    columns["external_id"] = [f"{own}/{number}" for own, number in ids]
    return Batch([batch.lines[row] for row in rows], columns, (), batch.position)


def _layout_of(table: Table, _related: Sequence[Path]) -> Layout | None:
    names = set(map(squash, table.first_row))
    ids = calls.LAYOUT.field("external_id")
    if ids is None or not names.isdisjoint(set(ids.known_as) - {squash("call")}):
        return None
    outcome, weight = calls.LAYOUT.field("outcome"), _WEIGHT.known_as
    groups = [weight, outcome.known_as if outcome is not None else ()]
    return LAYOUT if has_one_of_each(table.first_row, groups) else None


LAYOUT = replace(
    calls.LAYOUT,
    format="buckets",
    fields=(*calls.FIELDS, _WEIGHT),
    output=(*calls.OUTPUT, "calls"),
    finish=finish,
    one_of=(("outcome",),),
    gather=gather,
)
VENDOR = Vendor("buckets", LAYOUT.kind, _layout_of, LAYOUT)

"""Questions about marks that rows out of view take part in."""

from typing import TypeVar

from amtui.widgets.virtual_table.marks import Marks
from amtui.widgets.virtual_table.pager import Pager

Row = TypeVar("Row")
AT_ONCE = 200
"""So many ids are read at a time."""


async def rank_of(pager: Pager[Row], row_id: int) -> int | None:
    """The rank of a row, from what is loaded or by asking; None when the list has no such row."""
    rank = pager.cache.rank(row_id)
    return await pager.source.rank(row_id) if rank is None else rank


async def ids_between(pager: Pager[Row], anchor: int, rank: int) -> list[int]:
    """The ids from a row to a rank, both included, some at a time; empty when the row is gone."""
    start = await rank_of(pager, anchor)
    if start is None:
        return []
    first, last = min(start, rank), max(start, rank) + 1
    ids: list[int] = []
    for step in range(first, last, AT_ONCE):
        ids += await pager.ids(step, min(last, step + AT_ONCE))
    return ids


async def hidden(pager: Pager[Row], marks: Marks) -> int:
    """How many marked rows the list does not have; none when all but some are marked."""
    if marks.all_but:
        return 0
    return sum([await rank_of(pager, row_id) is None for row_id in marks.ids])

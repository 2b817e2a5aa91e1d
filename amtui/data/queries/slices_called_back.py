"""Missed calls whose callers were called back in time, by what else is known of them: they are no misses."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from amtui.data.models import accounts, calls
from amtui.data.queries.counted_days import Asked, called_back
from amtui.data.queries.day_rollups import Span
from amtui.data.queries.places import Place, chosen
from amtui.data.queries.slices_wanted import Answer, Wanted
from amtui.data.reading import Reading
from amtui.domain.kpi.describing import CallShare
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.exclusions import OFFERED
from amtui.domain.kpi.shortfall import Slice
from amtui.domain.local_time import zone_named

C = calls.c


def less_called_back(
    reading: Reading, places: Sequence[Place], wanted: Wanted, share: CallShare, answer: Answer
) -> None:
    """Take the callers who were called back off the bad observations that were counted."""
    for dimension, one in _called_back(reading, places, wanted, share, tuple(answer)):
        answer[dimension].append(one)


def _called_back(
    reading: Reading,
    places: Sequence[Place],
    wanted: Wanted,
    share: CallShare,
    dimensions: Sequence[Dimension],
) -> Iterator[tuple[Dimension, Slice]]:
    ids = {place.id: place for place in places}
    statement = (
        select(calls)
        .select_from(accounts)
        .join(calls, C.account_id == accounts.c.id)
        .where(chosen(reading, list(ids)), C.day.between(wanted.first, wanted.last), C.excluded == OFFERED)
        .where(C.outcome.in_(share.outcomes), C.caller.is_not(None))
    )
    asked = Asked(tuple(ids), Span(wanted.first, wanted.last, wanted.first), wanted.settings)
    for row in called_back(reading, asked, ids, reading.connection.execute(statement).all()):
        local = row.started_at.astimezone(zone_named(ids[row.account_id].zone))
        for dimension in dimensions:
            value = getattr(row, dimension.value)
            yield dimension, Slice(row.account_id, value, local.weekday(), local.hour, 0, -1)

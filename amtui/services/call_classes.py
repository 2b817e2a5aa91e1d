"""The local day of each call and why it is not counted as offered, worked out for whole columns."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import product
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, select, update

from amtui.data.models import accounts, calls
from amtui.data.types import to_micros
from amtui.domain.business_time import Calendar
from amtui.domain.kpi.exclusions import LEG, OUTSIDE_HOURS, SHORT_ABANDON_SECONDS, SHORT_ABANDONED, classify
from amtui.domain.vocabulary import CallDirection, CallOutcome
from amtui.services.account_calendar import opening_hours_of
from amtui.services.local_days import local_ordinals, open_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 20_000
_BY_WORDS = {
    (direction.value, outcome.value): classify(direction, outcome, None, is_open=None, is_leg=False)
    for direction, outcome in product(CallDirection, CallOutcome)
}
"""The reasons that direction and outcome alone give."""


def exclusion_masks(
    started: "NDArray[np.int64]",
    directions: Sequence[str],
    outcomes: Sequence[str],
    waits: Sequence[int | None],
    calendar: Calendar | None,
) -> "NDArray[np.int64]":
    """Return what `exclusions.classify` gives for each call, legs aside.

    Args:
        started: microseconds since 1970 in UTC.
        directions: values of `CallDirection`.
        outcomes: values of `CallOutcome`.
        waits: whole seconds; None where unknown.
        calendar: the recorded opening hours; None excludes nothing.
    """
    import numpy as np

    pairs = zip(directions, outcomes, strict=True)
    masks = np.fromiter(map(_BY_WORDS.__getitem__, pairs), np.int64, len(started))
    abandoned = CallOutcome.ABANDONED.value
    for row in [row for row, outcome in enumerate(outcomes) if outcome == abandoned]:
        wait = waits[row]
        if wait is not None and wait < SHORT_ABANDON_SECONDS:
            masks[row] |= SHORT_ABANDONED
    if calendar is not None:
        masks |= np.where(open_at(started, calendar), 0, OUTSIDE_HOURS)
    return masks


def reclassify_calls(connection: Connection, account_id: int, now: datetime) -> int:
    """Work out day and exclusions of all calls of an account anew, after its zone or hours have changed.

    The roll-ups are not touched.

    Args:
        connection: inside a write transaction.
        account_id: the account.
        now: the present moment.

    Returns:
        How many calls changed.
    """
    zone = connection.execute(select(accounts.c.zone).where(accounts.c.id == account_id)).scalar_one()
    calendar = opening_hours_of(connection, account_id, now)
    last_id, changed = 0, 0
    while rows := _some(connection, account_id, last_id):
        changed += _reclassify(connection, rows, ZoneInfo(zone), calendar)
        last_id = rows[-1].id
    return changed


def _some(connection: Connection, account_id: int, after: int) -> Sequence[Row[Any]]:
    table = calls
    wanted = select(
        table.c.id, table.c.started_at, table.c.day, table.c.direction, table.c.outcome,
        table.c.wait_seconds, table.c.excluded, table.c.is_leg,
    ).where(table.c.account_id == account_id, table.c.id > after)  # fmt: skip
    found: Sequence[Any] = connection.execute(wanted.order_by(table.c.id).limit(_CHUNK)).all()
    return found


def _reclassify(
    connection: Connection, rows: Sequence[Row[Any]], zone: ZoneInfo, calendar: Calendar | None
) -> int:
    import numpy as np

    ids, moments, days, directions, outcomes, waits, excluded, legs = zip(*rows, strict=True)
    started = np.array([to_micros(moment) for moment in moments], dtype=np.int64)
    ordinals = local_ordinals(started, zone)
    masks = exclusion_masks(started, directions, outcomes, waits, calendar) | np.where(legs, LEG, 0)
    fresh = zip(ids, days, excluded, ordinals.tolist(), masks.tolist(), strict=True)
    changes = [
        {"row_id": row_id, "day": date.fromordinal(ordinal), "excluded": mask}
        for row_id, day, before, ordinal, mask in fresh
        if (day.toordinal(), before) != (ordinal, mask)
    ]
    if changes:
        connection.execute(update(calls).where(calls.c.id == bindparam("row_id")), changes)
    return len(changes)

"""Days of the service level: the waits of who gave up, and what each reason leaves out."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

from amtui.data.types import BigId, Day, Json, Plain

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

NO_WAIT, MISSED_OTHERWISE = 256, 1024
ACCOUNTS = sa.table("accounts", sa.column("id", BigId), sa.column("am_id", BigId))
CALLS = sa.table(
    "calls",
    sa.column("account_id", BigId),
    sa.column("day", Day),
    sa.column("outcome", Plain),
    sa.column("excluded", sa.Integer),
    sa.column("wait_seconds", sa.Integer),
)
DAYS = sa.table(
    "kpi_days",
    sa.column("account_id", BigId),
    sa.column("kpi", Plain),
    sa.column("day", Day),
    sa.column("am_id", BigId),
    sa.column("n", sa.Integer),
    sa.column("excluded", Json),
    sa.column("histogram", Json),
)
OF_SERVICE = DAYS.c.kpi == "service_level"
Documents = tuple[int, dict[str, list[int]], dict[str, int]]


def upgrade() -> None:
    """Count the days of every account, one account after another so that memory stays flat."""
    connection = op.get_bind()
    connection.execute(sa.delete(DAYS).where(OF_SERVICE))
    for account_id, am_id in connection.execute(sa.select(ACCOUNTS.c.id, ACCOUNTS.c.am_id)).all():
        common = {"account_id": account_id, "am_id": am_id, "kpi": "service_level"}
        rows = [
            common | {"day": day, "n": n, "excluded": masks or None, "histogram": waits or None}
            for day, (n, masks, waits) in _documents(connection.execute(_counted(account_id))).items()
        ]
        if rows:
            connection.execute(sa.insert(DAYS), rows)


def downgrade() -> None:
    """Take them away; they are counted from the calls."""
    op.execute(sa.delete(DAYS).where(OF_SERVICE))


def _counted(account_id: int) -> sa.Select[Any]:
    c = CALLS.c
    no_wait = sa.case((c.wait_seconds.is_(None), NO_WAIT), else_=0)
    otherwise = sa.case((c.outcome.in_(("answered", "abandoned")), 0), else_=MISSED_OTHERWISE)
    mask = (c.excluded + no_wait + otherwise).label("mask")
    gave_up = sa.and_(c.excluded == 0, c.outcome == "abandoned")
    wait = sa.case((gave_up, c.wait_seconds)).label("wait")
    return (
        sa.select(c.day, mask, wait, sa.func.count())
        .where(c.account_id == account_id)
        .group_by(c.day, "mask", "wait")
        .order_by(c.day, "mask", "wait")
    )


def _documents(counted: Iterable[Any]) -> dict[object, Documents]:
    """Return by day how many calls count, how many each reason leaves out, and the waits of who gave up."""
    found: dict[object, Documents] = {}
    for day, mask, wait, n in counted:
        served, masks, waits = found.get(day, (0, {}, {}))
        if mask:
            masks[str(mask)] = [masks.get(str(mask), [0])[0] + n, 0]
        else:
            served += n
        if wait is not None:
            waits[str(wait)] = n
        found[day] = (served, masks, waits)
    return found

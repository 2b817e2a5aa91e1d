"""The local days of what an account has, worked out anew when its zone or its hours have changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select, update

from amtui.data.models import accounts, sync_events
from amtui.domain.clock import local_day

PART = 20_000


def rebuild_days(connection: Connection, account_id: int, now: datetime) -> None:
    """Work out the local days and exclusions of an account's calls and attempts, and its daily figures.

    Args:
        connection: inside a write transaction.
        account_id: whose zone or opening hours have changed.
        now: the moment of the change.
    """
    from amtui.services.call_classes import reclassify_calls
    from amtui.services.rollups import rebuild_account

    changed = reclassify_calls(connection, account_id, now) + _redate_attempts(connection, account_id)
    if changed:
        rebuild_account(connection, account_id)


def _redate_attempts(connection: Connection, account_id: int) -> int:
    """Give each attempt to synchronise the local day that it has now; return how many changed."""
    table = sync_events
    named = connection.execute(select(accounts.c.zone).where(accounts.c.id == account_id)).scalar_one()
    zone, last_id, changed = ZoneInfo(named), 0, 0
    wanted = select(table.c.id, table.c.attempted_at, table.c.day).where(table.c.account_id == account_id)
    wanted = wanted.order_by(table.c.id).limit(PART)
    while rows := connection.execute(wanted.where(table.c.id > last_id)).all():
        last_id = rows[-1].id
        days = [(row.id, row.day, local_day(row.attempted_at, zone)) for row in rows]
        moved = [{"row_id": row_id, "day": after} for row_id, before, after in days if before != after]
        if moved:
            connection.execute(update(table).where(table.c.id == bindparam("row_id")), moved)
        changed += len(moved)
    return changed

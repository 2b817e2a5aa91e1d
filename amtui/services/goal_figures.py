"""How an account stands against its goals, for the rules that depend on it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from amtui.data.models import accounts, kpi_goals
from amtui.data.reading import Reading
from amtui.domain.clock import local_day
from amtui.domain.errors import NotFound
from amtui.domain.frozen_figures import shows_progress
from amtui.domain.kpi_records import KpiFigure
from amtui.services.writing import Columns

WINDOW_DAYS = 30


def goal_figures(reading: Reading, account: Columns) -> tuple[KpiFigure, ...]:
    """Return the figures of an account's goals in force over its last 30 complete local days."""
    from amtui.data.queries.kpis import pooled_figure

    today = local_day(reading.now, ZoneInfo(account["zone"]))
    first, last = today - timedelta(days=WINDOW_DAYS), today - timedelta(days=1)
    table = kpi_goals
    in_force = select(table.c.kpi, table.c.statistic).where(
        table.c.account_id == account["id"], table.c.superseded_on.is_(None)
    )
    goals = reading.connection.execute(in_force.order_by(table.c.id)).all()
    return tuple(
        pooled_figure(reading, account_id=account["id"], kpi=kpi, statistic=statistic, first=first, last=last)
        for kpi, statistic in goals
    )


def standing(reading: Reading, *, account_id: int) -> tuple[tuple[KpiFigure, bool], ...]:
    """Return the figures that would be frozen into a review now, each with whether it shows progress.

    Raises:
        NotFound: if there is no such account that this person may see.
    """
    wanted = select(accounts).where(accounts.c.id == account_id, reading.visible(accounts))
    account = reading.connection.execute(wanted).mappings().first()
    if account is None:
        raise NotFound(f"there is no account {account_id}")
    return tuple((figure, shows_progress(figure)) for figure in goal_figures(reading, account))

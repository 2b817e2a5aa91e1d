"""What a goal would start from: the figure of a window, and how much it rests on."""

from datetime import date

from sqlalchemy import select

from amtui.data.models import accounts
from amtui.data.queries.kpi_series import daily_series
from amtui.data.queries.kpis import pooled_figure
from amtui.data.queries.places import places
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.kpi.goals import baseline_window, is_provisional
from amtui.domain.kpi_records import Baseline
from amtui.domain.vocabulary import KpiKey, Statistic


def baseline(
    reading: Reading,
    *,
    account_id: int,
    kpi: KpiKey,
    statistic: Statistic,
    first: date | None = None,
    last: date | None = None,
) -> Baseline:
    """Return the figure of a window as it is now, with the days of it that have data.

    Without a window it is that of the domain: 30 full local days before going live, or before today.

    Raises:
        NotFound: if there is no such account that this person may see.
        UsageError: as `pooled_figure`.
    """
    found = places(reading, (account_id,))
    if not found:
        raise NotFound(f"there is no account {account_id}")
    live = select(accounts.c.go_live_on).where(accounts.c.id == account_id)
    usual = baseline_window(found[0].today, reading.connection.execute(live).scalar_one())
    first, last = first or usual[0], last or usual[1]
    figure = pooled_figure(
        reading, account_id=account_id, kpi=kpi, statistic=statistic, first=first, last=last
    )
    shown = daily_series(reading, account_id=account_id, kpi=kpi, statistic=statistic, first=first, last=last)
    days = sum(day.n > 0 for day in shown)
    return Baseline(figure.value, figure.n, days, first, last, is_provisional(days, figure.n))

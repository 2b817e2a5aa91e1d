"""One KPI of one account day by day, for trends."""

from datetime import date

from amtui.data.queries.goals import goals_in_force
from amtui.data.queries.kpi_figure import Ways
from amtui.data.queries.kpi_material import load
from amtui.data.queries.own_kpis import kpi_names
from amtui.data.queries.places import places
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.rollup import daily
from amtui.domain.kpi_records import DayFigure
from amtui.domain.vocabulary import KpiKey, Statistic


def daily_series(
    reading: Reading,
    *,
    account_id: int,
    kpi: KpiKey,
    first: date,
    last: date,
    statistic: Statistic | None = None,
    switched_off: frozenset[str] = frozenset(),
) -> tuple[DayFigure, ...]:
    """Return the figure of each local day from first to last that has data, in order of time.

    Without a `statistic` it is the goal's, or else the KPI's own.

    Raises:
        NotFound: if there is no such account that this person may see.
        ValueError: when the KPI has no such statistic.
    """
    found = places(reading, (account_id,))
    if not found:
        raise NotFound(f"there is no account {account_id}")
    kpi = kpi_names(reading).get(kpi.value, kpi)
    goals = goals_in_force(reading, (account_id,))
    ways = Ways(switched_off & frozenset(definition(kpi).switches))
    material = load(reading, found, (account_id,), goals, (first, last), (kpi,), ways)
    inside = [day for day in material.days.of(account_id, kpi) if first <= day.day <= last]
    wanted = material.statistic(account_id, kpi, statistic)
    return daily(kpi, inside, wanted, switched_off=ways.switched_off)

"""One KPI of one account day by day, for trends."""

from collections.abc import Sequence
from datetime import date, timedelta

from amtui.data.queries.goals import goals_in_force
from amtui.data.queries.kpi_figure import Ways
from amtui.data.queries.kpi_material import load
from amtui.data.queries.own_kpis import kpi_names
from amtui.data.queries.places import places
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.merging import WEEK, rolling
from amtui.domain.kpi.rollup import DayRollup, daily
from amtui.domain.kpi_records import DayFigure
from amtui.domain.vocabulary import KpiKey, Statistic

NOTHING: frozenset[str] = frozenset()


def daily_series(
    reading: Reading,
    *,
    account_id: int,
    kpi: KpiKey,
    first: date,
    last: date,
    statistic: Statistic | None = None,
    switched_off: frozenset[str] = NOTHING,
) -> tuple[DayFigure, ...]:
    """Return the figure of each local day from first to last that has data, in order of time.

    Without a `statistic` it is the goal's, or else the KPI's own.

    Raises:
        NotFound: if there is no such account that this person may see.
        ValueError: when the KPI has no such statistic.
    """
    read = _Read(reading, account_id, kpi, switched_off)
    inside = [day for day in read.days(first, last) if first <= day.day <= last]
    return daily(read.kpi, inside, read.statistic(statistic), switched_off=read.ways.switched_off)


def weekly_series(
    reading: Reading,
    *,
    account_id: int,
    kpi: KpiKey,
    first: date,
    last: date,
    statistic: Statistic | None = None,
) -> tuple[DayFigure, ...]:
    """Return for each local day the figure of the week that ends with it; otherwise as `daily_series`."""
    read = _Read(reading, account_id, kpi)
    days = read.days(first - timedelta(days=WEEK - 1), last)
    return rolling(read.kpi, days, read.statistic(statistic), first=first, last=last)


class _Read:
    """The days of one KPI of one account, as its goal wants them counted."""

    def __init__(
        self, reading: Reading, account_id: int, kpi: KpiKey, switched_off: frozenset[str] = NOTHING
    ) -> None:
        self._reading, self._account_id = reading, account_id
        self._places = places(reading, (account_id,))
        if not self._places:
            raise NotFound(f"there is no account {account_id}")
        self.kpi = kpi_names(reading).get(kpi.value, kpi)
        self._goals = goals_in_force(reading, (account_id,))
        self.ways = Ways(switched_off & frozenset(definition(self.kpi).switches))

    def days(self, first: date, last: date) -> Sequence[DayRollup]:
        """Return the days from first to last, and those since the goal was agreed, in no order."""
        ids = (self._account_id,)
        material = load(self._reading, self._places, ids, self._goals, (first, last), (self.kpi,), self.ways)
        return material.days.of(self._account_id, self.kpi)

    def statistic(self, asked: Statistic | None) -> Statistic:
        """Return the statistic asked for, or the goal's, or the KPI's own."""
        goal = self._goals.get((self._account_id, self.kpi))
        return asked or (goal.statistic if goal else definition(self.kpi).default_statistic)

"""KPI figures of one account or a whole book, added up from days, held against the goals."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from amtui.data.queries.day_rollups import STORED
from amtui.data.queries.goals import Goals, goals_in_force
from amtui.data.queries.kpi_figure import NOTHING, Material, Ways, figure
from amtui.data.queries.kpi_material import load, window_of
from amtui.data.queries.own_kpis import Named, kpi_names
from amtui.data.queries.places import WINDOW_DAYS, Dates, Place, complete_days, places
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import KpiKey, Statistic

__all__ = ["CORE", "WINDOW_DAYS", "complete_days", "kpi_figures", "pooled_figure", "usual_figures"]

CORE = (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SYNC_SUCCESS)
"""The KPIs that every account shows, with data or without."""


def kpi_figures(
    reading: Reading,
    *,
    account_ids: Collection[int] | None = None,
    window: Dates | None = None,
    kpis: Collection[KpiKey] | None = None,
    statistic: Statistic | None = None,
    ways: Ways = NOTHING,
) -> tuple[KpiFigure, ...]:
    """Return figures by account and KPI, in a number of statements that does not grow with them.

    Args:
        reading: whose books.
        account_ids: None is every active account.
        window: first and last local day, both included; None is the last 30 complete ones.
        kpis: which ones; None is the usual three and those with a goal or with data.
        statistic: None is the goal's, or else the KPI's own; without `kpis` those that have it.
        ways: which exclusions to switch off, and whether to project.

    Raises:
        UsageError: if a named KPI has no such statistic, or the window ends before it begins.
    """
    names = kpi_names(reading)
    known = None if kpis is None else [names.get(kpi.value, kpi) for kpi in kpis]
    _check(window, known, statistic)
    found = places(reading, account_ids)
    goals = goals_in_force(reading, account_ids)
    wanted = known if known is not None else _usual(names, goals)
    material = load(reading, found, account_ids, goals, window, wanted, ways, only_agreed=known is None)
    return tuple(
        figure(material, place, kpi, window_of(place, window), material.statistic(place.id, kpi, statistic))
        for place in found
        for kpi in _of_place(material, place, window, known, names)
        if statistic is None or statistic in definition(kpi).statistics
    )


def usual_figures(
    reading: Reading, found: Sequence[Place], names: Named, account_ids: Collection[int] | None = None
) -> Mapping[int, tuple[KpiFigure, ...]]:
    """Return by account the figures that lists of accounts show: the usual three and those with a goal.

    Args:
        reading: whose books.
        found: the accounts.
        names: of KPIs.
        account_ids: the ids of the accounts; None is the whole book.
    """
    goals = goals_in_force(reading, account_ids)
    wanted = [kpi for kpi in names.values() if kpi in CORE or any(kpi == agreed for _, agreed in goals)]
    ways = Ways(projected=True)
    material = load(reading, found, account_ids, goals, None, wanted, ways, only_agreed=True)
    return {
        place.id: tuple(
            figure(material, place, kpi, window_of(place, None), material.statistic(place.id, kpi, None))
            for kpi in wanted
            if kpi in CORE or (place.id, kpi) in goals
        )
        for place in found
    }


def pooled_figure(
    reading: Reading,
    *,
    account_id: int,
    kpi: KpiKey,
    first: date,
    last: date,
    statistic: Statistic | None = None,
    ways: Ways = NOTHING,
) -> KpiFigure:
    """Return one KPI of one account over the local days from first to last, both included.

    Raises:
        NotFound: if there is no such account that this person may see.
        UsageError: as `kpi_figures`.
    """
    found = kpi_figures(
        reading,
        account_ids=(account_id,),
        window=(first, last),
        kpis=(kpi,),
        statistic=statistic,
        ways=ways,
    )
    if not found:
        raise NotFound(f"there is no account {account_id}")
    return found[0]


def _usual(names: Named, goals: Goals) -> list[KpiKey]:
    """Return the KPIs that may have something to show: those that are kept, defined, or agreed on."""
    agreed = {kpi for _, kpi in goals}
    return [kpi for kpi in names.values() if kpi in STORED or kpi in agreed or not kpi.is_own]


def _of_place(
    material: Material, place: Place, window: Dates | None, kpis: Collection[KpiKey] | None, names: Named
) -> Iterable[KpiKey]:
    """Return the KPIs of one account in the order of their definition."""
    if kpis is not None:
        return [kpi for kpi in names.values() if kpi in kpis]
    first, last = window_of(place, window)
    return [
        kpi
        for kpi in names.values()
        if kpi in CORE
        or (place.id, kpi) in material.goals
        or any(first <= day.day <= last for day in material.days.of(place.id, kpi))
    ]


def _check(window: Dates | None, kpis: Collection[KpiKey] | None, statistic: Statistic | None) -> None:
    if window is not None and window[1] < window[0]:
        raise UsageError(f"the window ends on {window[1]}, before it begins on {window[0]}")
    for kpi in kpis or ():
        known = definition(kpi).statistics
        if statistic is not None and statistic not in known:
            raise UsageError(f"{kpi} has no {statistic}", next=f"It is given as {', '.join(known)}.")

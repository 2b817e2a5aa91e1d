"""KPI figures of one account or a whole book, added up from days, held against the goals."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from amtui.data.queries.counted_days import add_first_reply, add_service_level
from amtui.data.queries.day_rollups import COUNTED, STORED, Days, Span, add_stored
from amtui.data.queries.goals import Goals, goals_in_force
from amtui.data.queries.kpi_figure import Material, figure
from amtui.data.queries.kpi_sources import origins
from amtui.data.queries.places import Place, places
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import KpiKey, Statistic

WINDOW_DAYS = 30
CORE = (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SYNC_SUCCESS)
"""The KPIs that every account shows, with data or without."""
ONE_DAY = timedelta(days=1)
Dates = tuple[date, date]


def complete_days(today: date, days: int = WINDOW_DAYS) -> Dates:
    """Return first and last of the complete days before `today`."""
    return today - days * ONE_DAY, today - ONE_DAY


def kpi_figures(
    reading: Reading,
    *,
    account_ids: Collection[int] | None = None,
    window: Dates | None = None,
    kpis: Collection[KpiKey] | None = None,
    statistic: Statistic | None = None,
) -> tuple[KpiFigure, ...]:
    """Return figures by account and KPI, in a number of statements that does not grow with them.

    Args:
        reading: whose books.
        account_ids: None is every active account.
        window: first and last local day, both included; None is the last 30 complete ones.
        kpis: which ones; None is the usual three and those with a goal or with data.
        statistic: None is the goal's, or else the KPI's own; without `kpis` those that have it.

    Raises:
        UsageError: if a named KPI has no such statistic, or the window ends before it begins.
    """
    _check(window, kpis, statistic)
    found = places(reading, account_ids)
    goals = goals_in_force(reading, account_ids)
    material = load(reading, found, account_ids, goals, window, kpis)
    return tuple(
        figure(material, place, kpi, _window(place, window), material.statistic(place.id, kpi, statistic))
        for place in found
        for kpi in _of_place(material, place, window, kpis)
        if statistic is None or statistic in definition(kpi).statistics
    )


def usual_figures(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, tuple[KpiFigure, ...]]:
    """Return by account the figures that lists of accounts show: the usual three and those with a goal."""
    found, goals = places(reading, account_ids), goals_in_force(reading, account_ids)
    material = load(reading, found, account_ids, goals, None, {*CORE, *(kpi for _, kpi in goals)})
    return {
        place.id: tuple(
            figure(material, place, kpi, _window(place, None), material.statistic(place.id, kpi, None))
            for kpi in KpiKey
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
) -> KpiFigure:
    """Return one KPI of one account over the local days from first to last, both included.

    Raises:
        NotFound: if there is no such account that this person may see.
        UsageError: as `kpi_figures`.
    """
    found = kpi_figures(
        reading, account_ids=(account_id,), window=(first, last), kpis=(kpi,), statistic=statistic
    )
    if not found:
        raise NotFound(f"there is no account {account_id}")
    return found[0]


def load(
    reading: Reading,
    found: Collection[Place],
    account_ids: Collection[int] | None,
    goals: Goals,
    window: Dates | None,
    kpis: Collection[KpiKey] | None,
) -> Material:
    """Read the days, goals and sources that the figures of some accounts are made of."""
    days = Days()
    if found:
        _fill(days, reading, found, account_ids, _wanted(goals, kpis), _span(found, goals, window))
    return Material(days, goals, origins(reading))


def _fill(
    days: Days,
    reading: Reading,
    found: Collection[Place],
    account_ids: Collection[int] | None,
    wanted: Collection[KpiKey],
    span: Span,
) -> None:
    stored = [kpi for kpi in wanted if kpi not in COUNTED]
    if stored:
        add_stored(days, reading, account_ids, stored, span)
    if KpiKey.SERVICE_LEVEL in wanted:
        add_service_level(days, reading, account_ids, span)
    if KpiKey.REQUEST_FIRST_REPLY in wanted:
        add_first_reply(days, reading, found, span)


def _wanted(goals: Goals, kpis: Collection[KpiKey] | None) -> set[KpiKey]:
    return set(kpis) if kpis is not None else {*STORED, *(kpi for _, kpi in goals)}


def _window(place: Place, window: Dates | None) -> Dates:
    return window or complete_days(place.today)


def _span(found: Iterable[Place], goals: Goals, window: Dates | None) -> Span:
    windows = [_window(place, window) for place in found]
    first, last = min(window[0] for window in windows), max(window[1] for window in windows)
    return Span(first, last, min((goal.agreed_on for goal in goals.values()), default=first))


def _of_place(
    material: Material, place: Place, window: Dates | None, kpis: Collection[KpiKey] | None
) -> Iterable[KpiKey]:
    """Return the KPIs of one account in the order of their definition."""
    if kpis is not None:
        return [kpi for kpi in KpiKey if kpi in kpis]
    first, last = _window(place, window)
    return [
        kpi
        for kpi in KpiKey
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

"""Where a figure comes from: trend, hours of the week, segments, and a period to compare with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import TypedDict, Unpack

from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.day_rollups import Days
from amtui.data.queries.goals import Goals, goals_in_force
from amtui.data.queries.insight_periods import Periods, periods
from amtui.data.queries.insight_targets import Aims, aims_of
from amtui.data.queries.kpi_figure import Material, figure
from amtui.data.queries.kpi_material import load
from amtui.data.queries.kpi_sources import Origins
from amtui.data.queries.own_kpis import kpi_names
from amtui.data.queries.places import Place, complete_days, places
from amtui.data.queries.playbooks import playbooks
from amtui.data.queries.slices_kept import slices
from amtui.data.queries.slices_wanted import Answer, Wanted
from amtui.data.queries.together import Together, is_added, of_book, of_material
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.insight_records import Breakdown, Insight
from amtui.domain.kpi.compare_days import change
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.dimensions import Dimension, dimensions_of
from amtui.domain.kpi.figures import seconds
from amtui.domain.kpi.goals import meets
from amtui.domain.kpi.heat import HeatMap, heat_map, open_hours
from amtui.domain.kpi.merging import WEEK, rolling
from amtui.domain.kpi.periods import Against, Comparison, Dates, Period
from amtui.domain.kpi.rollup import DayRollup, pool
from amtui.domain.kpi.settings import KpiSettings
from amtui.domain.kpi.shortfall import Slice, ranked, tells
from amtui.domain.kpi.telling import Told, by_days, limit_words, say
from amtui.domain.kpi_records import DayFigure
from amtui.domain.playbooks import Suggestion, suggest
from amtui.domain.vocabulary import KpiKey, KpiState, Statistic

TREND_DAYS = 90
MOST_TOLD = 40
"""Of a larger book the accounts that explain most are broken down by hour and segment; all are ranked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, worked out.

    Attributes:
        places: the accounts.
        statistic: how the figure is made.
        window: first and last day, both included.
        compared: the two periods; None where there is nothing to compare with.
        against: what the later is compared with.
    """

    kpi: KpiKey
    places: Sequence[Place]
    account_id: int | None
    statistic: Statistic
    window: Dates
    compared: Periods | None
    against: Against


@dataclass(frozen=True, slots=True)
class Begun:
    """What the days alone say; hours and segments are still to be counted.

    Attributes:
        settings: how figures are counted.
        aims: what each account is held against.
        told: the accounts that are to be broken down.
        by_account: each account's observations.
        outline: figure, trend and comparison, without where the figure comes from.
    """

    asked: Asked
    settings: KpiSettings
    aims: Aims
    told: Sequence[Place]
    by_account: Sequence[Slice]
    outline: Insight


class Wish(TypedDict, total=False):
    """What `begun` may be told."""

    account_id: int | None
    kpi: KpiKey
    statistic: Statistic | None
    days: int
    window: Dates | None
    against: Against
    other: Dates | None


def insight(reading: Reading, **wanted: Unpack[Wish]) -> Insight:
    """Return one KPI of an account, or of all active accounts of the book, with where it comes from.

    Raises:
        NotFound, UsageError: as `begun`.
    """
    return finished(reading, start=begun(reading, **wanted))


def begun(
    reading: Reading,
    *,
    account_id: int | None = None,
    kpi: KpiKey = KpiKey.MISSED_CALL_RATE,
    statistic: Statistic | None = None,
    days: int = 30,
    window: Dates | None = None,
    against: Against = Against.PREVIOUS,
    other: Dates | None = None,
) -> Begun:
    """Read the days of one KPI of an account, or of all active accounts of the book.

    Args:
        reading: whose books.
        account_id: None is the whole book.
        kpi: which figure.
        statistic: None is the goal's, or else the KPI's own.
        days: so many complete days, where no window is named.
        window: first and last local day, both included.
        against: what the window is compared with.
        other: days to compare with, instead.

    Raises:
        NotFound: if there is no such account that this person may see.
        UsageError: if the KPI has no such statistic, or a period ends before it begins or overlaps the other.
    """
    ids = None if account_id is None else (account_id,)
    found, named = places(reading, ids), kpi_names(reading)
    kpi = named.get(kpi.value, kpi)
    if account_id is not None and not found:
        raise NotFound(f"there is no account {account_id}")
    goals = goals_in_force(reading, ids, kpi)
    goal = None if account_id is None else goals.get((account_id, kpi))
    known = definition(kpi)
    made = statistic or (goal.statistic if goal else known.default_statistic)
    _check(kpi, made, window, other)
    today = min((place.today for place in found), default=reading.today)
    span = window or complete_days(today, days)
    against = against if other is None else Against.CHOSEN
    compared = periods(reading, against, span, account_id=account_id, kpi=kpi, goal=goal, other=other)
    asked = Asked(kpi, found, account_id, made, span, compared, against)
    material, together = _read(reading, asked, goals)
    aims = aims_of(found, goals, known, made)
    by_account = _by_account(asked, together, aims)
    told = _told(found, by_account, aims)
    outline = replace(
        _outline(asked, material, together, aims, told),
        target=aims.target_of_all(by_account),
        kpis=tuple(named.values()),
    )
    outline = replace(outline, helps=_helps(reading, asked, material, outline))
    return Begun(asked, material.settings, aims, told, by_account, outline)


def finished(reading: Reading, *, start: Begun) -> Insight:
    """Count where the figure comes from; this is what takes its time."""
    asked, outline = start.asked, start.outline
    found = _broken_down(reading, asked, start.told, start.aims, start.settings)
    some = next(iter(found.values()), [])
    return replace(
        outline,
        n=sum(each.n for each in some) if found else outline.n,
        bad=sum(each.amount for each in some),
        heat=_heat(reading, start.told, some),
        breakdowns=_breakdowns(asked, start.aims, found, start.by_account),
        sentence=_sentence(asked, start.aims, found, outline),
    )


def _read(reading: Reading, asked: Asked, goals: Goals) -> tuple[Material, Together]:
    """Read the days; those of a book are added up while they are read, where they are kept."""
    widest = _widest(asked)
    if asked.account_id is None and is_added(asked.kpi):
        material = Material(Days(), goals, Origins({}))
        return material, of_book(reading, asked.kpi, asked.window, widest)
    if asked.account_id is None:
        # Without the goals: only the state of a single account asks for the days since they were agreed.
        material = load(reading, asked.places, None, {}, widest, (asked.kpi,))
    else:
        material = load(reading, asked.places, (asked.account_id,), goals, widest, (asked.kpi,))
    return material, of_material(material, asked.places, asked.kpi, asked.window)


def _check(kpi: KpiKey, statistic: Statistic, *windows: Dates | None) -> None:
    known = definition(kpi).statistics
    if statistic not in known:
        raise UsageError(f"{kpi} has no {statistic}", next=f"It is given as {', '.join(known)}.")
    for window in windows:
        if window is not None and window[1] < window[0]:
            raise UsageError(f"the window ends on {window[1]}, before it begins on {window[0]}")


def _widest(asked: Asked) -> Dates:
    first, last = asked.window
    firsts = [first, last - timedelta(days=TREND_DAYS + WEEK)]
    lasts = [last]
    if asked.compared is not None:
        firsts.append(asked.compared.before[0])
        lasts.append(asked.compared.after[1])
    return min(firsts), max(lasts)


def _outline(
    asked: Asked, material: Material, together: Together, aims: Aims, told: Sequence[Place]
) -> Insight:
    first, last = asked.window
    every = together.days
    whole = pool(asked.kpi, every, first=first, last=last)
    goal = None if asked.account_id is None else material.goals.get((asked.account_id, asked.kpi))
    aim = next(iter(aims.by_account.values()), None)
    place = asked.places[0] if asked.account_id is not None else None
    return Insight(
        account_id=asked.account_id,
        account=place.name if place else "",
        kpi=asked.kpi,
        statistic=asked.statistic,
        first=first,
        last=last,
        zone=place.zone if place else "",
        value=whole.value(asked.statistic),
        n=whole.n,
        bad=0,
        target=None,
        comparator=aim.comparator if aim else None,
        baseline=goal.baseline if goal and goal.statistic is asked.statistic else None,
        is_agreed=any(each.is_agreed for each in aims.by_account.values()),
        limit=_limit(aims, told, material.settings),
        state=_state(asked, material, has_data=bool(whole.n)),
        days=_trend(asked, every),
        heat=HeatMap(),
        breakdowns=(),
        comparison=_comparison(asked, every),
        told_accounts=len(told),
        accounts=len(asked.places),
        names=MappingProxyType({each.id: each.name for each in asked.places}),
        kpis=(),
        sentence="",
    )


def _by_account(asked: Asked, together: Together, aims: Aims) -> list[Slice]:
    """Return each account's observations as one slice, from its days and not from its calls."""
    found = ((place, together.by_account.get(place.id)) for place in asked.places)
    return [
        Slice(place.id, place.name, 0, 0, pooled.n, aims.bad(place.id, pooled))
        for place, pooled in found
        if pooled is not None
    ]


def _told(all_places: Sequence[Place], by_account: Sequence[Slice], aims: Aims) -> Sequence[Place]:
    """Return the accounts that are broken down: all, or those that explain most of the shortfall."""
    if len(all_places) <= MOST_TOLD:
        return all_places
    most = ranked(by_account, aims.allowed(by_account), most=MOST_TOLD)
    wanted = {segment.account_id for segment in most if not segment.others}
    return [place for place in all_places if place.id in wanted]


def _broken_down(
    reading: Reading, asked: Asked, told: Sequence[Place], aims: Aims, settings: KpiSettings
) -> Answer:
    """Return the slices by each dimension that tells anything; of several accounts by account too."""
    late = aims.late_after(place.id for place in told)
    found = (
        slices(reading, told, Wanted(aims.known, asked.statistic, *asked.window, late, settings))
        if told
        else {}
    )
    telling = {each: rows for each, rows in found.items() if tells(rows)} or dict(list(found.items())[:1])
    if asked.account_id is not None or not telling:
        return telling
    names = {place.id: place.name for place in told}
    rows = next(iter(telling.values()))
    by_name = [
        Slice(row.account_id, names[row.account_id], row.weekday, row.hour, row.n, row.amount) for row in rows
    ]
    return {Dimension.ACCOUNT: by_name, **telling}


def _breakdowns(
    asked: Asked, aims: Aims, found: Answer, by_account: Sequence[Slice]
) -> tuple[Breakdown, ...]:
    made = []
    for dimension, rows in found.items():
        counted = by_account if dimension is Dimension.ACCOUNT else rows
        segments = ranked(counted, aims.allowed(counted), is_kind=dimension.is_kind)
        made.append(Breakdown(dimension, segments, tuple(rows)))
    if not made and asked.account_id is None and by_account:
        made.append(Breakdown(Dimension.ACCOUNT, ranked(by_account, aims.allowed(by_account))))
    return tuple(made)


def _heat(reading: Reading, told: Sequence[Place], rows: Sequence[Slice]) -> HeatMap:
    if not told:
        return HeatMap()
    hours = all_calendars(reading)
    known = [
        hours.of(place.calendar_id, place.zone) if place.calendar_id is not None else None for place in told
    ]
    return heat_map(rows, open_hours(known))


def _limit(aims: Aims, told: Sequence[Place], settings: KpiSettings) -> str:
    if aims.known.key == KpiKey.SERVICE_LEVEL:
        return seconds(settings.service_seconds)
    if not aims.lasts or not told or aims.statistic is Statistic.MEAN:
        return ""
    return limit_words({aims.limit(place.id) for place in told})


def _state(asked: Asked, material: Material, *, has_data: bool) -> KpiState:
    if asked.account_id is None:
        return KpiState.NO_GOAL if has_data else KpiState.NO_DATA
    return figure(material, asked.places[0], asked.kpi, asked.window, asked.statistic).state


def _helps(reading: Reading, asked: Asked, material: Material, outline: Insight) -> tuple[Suggestion, ...]:
    """Return the playbooks that fit a figure that misses its target or has lost it."""
    comparator = outline.comparator or definition(asked.kpi).comparator
    known = outline.value is not None and outline.target is not None
    if not known or (
        meets(outline.value or 0.0, comparator, outline.target or 0.0)
        and outline.state is not KpiState.REGRESSED
    ):
        return ()
    one = asked.places[0] if asked.account_id is not None else None
    made = None if one is None else figure(material, one, asked.kpi, asked.window, asked.statistic)
    return suggest(playbooks(reading), asked.kpi, made)


def _trend(asked: Asked, every: Sequence[DayRollup]) -> tuple[DayFigure, ...]:
    """Return the days of the window, or of the last 90 where it is shorter, each with its week pooled."""
    first, last = asked.window
    begin = min(first, last - timedelta(days=TREND_DAYS - 1))
    return rolling(asked.kpi, every, asked.statistic, first=begin, last=last)


def _comparison(asked: Asked, every: Sequence[DayRollup]) -> Comparison:
    if asked.compared is None:
        return Comparison(asked.against)
    compared = asked.compared
    before, after, interval = change(asked.kpi, every, compared.before, compared.after, asked.statistic)
    return Comparison(
        asked.against,
        Period(*compared.before, before.value(asked.statistic), before.n),
        Period(*compared.after, after.value(asked.statistic), after.n),
        interval,
        compared.what,
    )


def _sentence(asked: Asked, aims: Aims, found: Mapping[Dimension, Sequence[Slice]], outline: Insight) -> str:
    value, target, limit = outline.value, outline.target, outline.limit
    length = (asked.window[1] - asked.window[0]).days + 1
    names = None if asked.account_id is not None else {place.id: place.name for place in asked.places}
    comparator = next((aim.comparator for aim in aims.by_account.values()), None)
    if not dimensions_of(aims.known):
        return by_days(aims.known, value, target)
    if asked.statistic is Statistic.MEAN:
        return "A mean is made of seconds and not of single calls: the median tells where late ones pile up."
    return say(Told(aims.known, length, target, comparator, limit, names), found)

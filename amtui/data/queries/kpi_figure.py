"""One figure from its days: value, goal, state, and where it came from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from amtui.data.queries.day_rollups import Days
from amtui.data.queries.goals import Goals
from amtui.data.queries.kpi_sources import Origins
from amtui.data.queries.places import Place
from amtui.domain.frozen import dataclass
from amtui.domain.kpi.definitions import Pooling, definition
from amtui.domain.kpi.goals import progress
from amtui.domain.kpi.rollup import DayRollup, answers_left_out, daily, over, pool
from amtui.domain.kpi.settings import STANDARD, KpiSettings
from amtui.domain.kpi.state import state
from amtui.domain.kpi.statistics import rate
from amtui.domain.kpi.statistics import statistic as of_histogram
from amtui.domain.kpi.sustain import Rule, Sustained, sustained
from amtui.domain.kpi.trend import projected
from amtui.domain.kpi_records import DayFigure, GoalRow, KpiFigure, Recent, Window
from amtui.domain.vocabulary import KpiKey, KpiState, Statistic

UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Ways:
    """How figures are made otherwise than usually.

    Attributes:
        switched_off: names of the reasons that shall not exclude.
        projected: whether to tell when a target will be met, and what the latest days are alone.
    """

    switched_off: frozenset[str] = frozenset()
    projected: bool = False


NOTHING = Ways()


@dataclass(frozen=True, slots=True)
class Material:
    """All that figures are made of, read once for many accounts."""

    days: Days
    goals: Goals
    origins: Origins
    settings: KpiSettings = STANDARD
    ways: Ways = NOTHING

    def statistic(self, account_id: int, kpi: KpiKey, asked: Statistic | None) -> Statistic:
        """Return the statistic asked for, or the goal's, or the KPI's own."""
        goal = self.goals.get((account_id, kpi))
        return asked or (goal.statistic if goal else definition(kpi).default_statistic)


def figure(
    material: Material, place: Place, kpi: KpiKey, window: tuple[date, date], statistic: Statistic
) -> KpiFigure:
    """Return a KPI of an account over a window, held against the goal on the same statistic.

    Raises:
        ValueError: when the KPI has no such statistic.
    """
    first, last = window
    days = material.days.of(place.id, kpi)
    off = material.ways.switched_off & frozenset(definition(kpi).switches)
    pooled = pool(kpi, days, first=first, last=last, switched_off=off)
    bare = KpiFigure(
        account_id=place.id,
        account=place.name,
        kpi=kpi,
        statistic=statistic,
        unit=definition(kpi).unit,
        value=pooled.value(statistic),
        n=pooled.n,
        numerator=pooled.numerator,
        denominator=pooled.denominator,
        excluded=(
            *pooled.excluded,
            *_unanswered(material.days, place, kpi, window),
            *_without_wait(material, place, kpi, window, pooled.n),
        ),
        window=Window(first, last, place.zone),
        state=KpiState.NO_GOAL if pooled.n else KpiState.NO_DATA,
        method=_method(material.settings, kpi),
        included=tuple(name for name in definition(kpi).switches if name in off),
    )
    goal = material.goals.get((place.id, kpi))
    return _sourced(material, bare if goal is None else _against(material, place, bare, goal))


def _against(material: Material, place: Place, bare: KpiFigure, goal: GoalRow) -> KpiFigure:
    if goal.statistic is not bare.statistic:
        return bare
    days = [day for day in material.days.of(place.id, bare.kpi) if day.day <= bare.window.last]
    shown = _by_day(bare.kpi, days, goal.statistic, frozenset(bare.included))
    held = _held(days, shown, bare, goal)
    is_told = material.ways.projected
    return replace(
        bare,
        baseline=goal.baseline,
        baseline_n=goal.baseline_n,
        target=goal.target,
        comparator=goal.comparator,
        progress=progress(bare.value, goal.baseline, goal.target),
        state=state(goal, bare.value, held, place.today),
        sustained_days=held.days,
        projection=projected(shown, bare.window.last, goal.target, goal.comparator) if is_told else None,
        recent=_recent(days, bare, goal) if is_told else None,
    )


def _recent(days: list[DayRollup], bare: KpiFigure, goal: GoalRow) -> Recent:
    """Return the figure of the last days that the goal has to be held for."""
    first = bare.window.last - timedelta(days=goal.sustain_days - 1)
    pooled = pool(bare.kpi, days, first=first, last=bare.window.last, switched_off=frozenset(bare.included))
    return Recent(goal.sustain_days, pooled.value(goal.statistic), pooled.n)


def _method(settings: KpiSettings, kpi: KpiKey) -> str | None:
    """Return how a figure is made that can be made in several ways."""
    if kpi is KpiKey.SERVICE_LEVEL:
        return settings.service_words
    return settings.callback_words if kpi is KpiKey.NET_MISSED_RATE else None


def _held(days: list[DayRollup], shown: Sequence[DayFigure], bare: KpiFigure, goal: GoalRow) -> Sustained:
    """Judge the days since the goal was agreed, up to the window's end."""
    return sustained(
        shown,
        Rule(goal.comparator, goal.target, goal.sustain_days),
        over(bare.kpi, days, goal.statistic, switched_off=frozenset(bare.included)),
        first=goal.agreed_on,
        last=bare.window.last,
    )


def _by_day(
    kpi: KpiKey, days: list[DayRollup], statistic: Statistic, off: frozenset[str]
) -> Sequence[DayFigure]:
    """Return each day's figure, where it is kept with the day without pooling the day with itself."""
    if definition(kpi).pooling is Pooling.HISTOGRAM:
        return [DayFigure(day.day, of_histogram(day.histogram, statistic), day.n) for day in days]
    if not off and all(day.denominator == day.n for day in days):
        return [DayFigure(day.day, rate(day.numerator, day.denominator), day.n) for day in days]
    return daily(kpi, days, statistic, switched_off=off)


def _sourced(material: Material, bare: KpiFigure) -> KpiFigure:
    origin = material.origins.of(bare.account_id, bare.kpi) if bare.n else None
    return bare if origin is None else replace(bare, source=origin.words, as_of=origin.as_of)


def _unanswered(
    days: Days, place: Place, kpi: KpiKey, window: tuple[date, date]
) -> tuple[tuple[str, int], ...]:
    if kpi is not KpiKey.REQUEST_FIRST_REPLY:
        return ()
    first, last = window
    n = sum(
        times
        for (account_id, day), times in days.unanswered.items()
        if account_id == place.id and first <= day <= last
    )
    return ((UNANSWERED, n),) if n else ()


def _without_wait(
    material: Material, place: Place, kpi: KpiKey, window: tuple[date, date], counted: int
) -> tuple[tuple[str, int], ...]:
    """Return what a first response leaves out: its own days keep the waits of counted calls only."""
    if kpi is not KpiKey.FIRST_RESPONSE:
        return ()
    first, last = window
    calls = material.days.of(place.id, KpiKey.MISSED_CALL_RATE)
    off = material.ways.switched_off & frozenset(definition(kpi).switches)
    return answers_left_out(calls, counted, first=first, last=last, switched_off=off)

"""A figure held against its goal says what the days since the agreement and the latest days say apart."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from amtui.data.queries.day_rollups import Days
from amtui.data.queries.kpi_figure import Material, Ways, figure
from amtui.data.queries.kpi_sources import Origins
from amtui.data.queries.places import Place
from amtui.domain.kpi.definitions import Pooling, definition
from amtui.domain.kpi.rollup import DayRollup, daily, over, pool
from amtui.domain.kpi.sustain import Rule, sustained
from amtui.domain.kpi.trend import projected
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic
from tests.domain.test_kpi_running import FIRST, KINDS, LONGEST, TARGETS, day, rollups

ACCOUNT = 7
TRENDING = 28
OF_RECORDS = {Pooling.LAST_ATTEMPT, Pooling.FIRST_ATTEMPT}


def as_kept(kpi: KpiKey, rollup: DayRollup) -> DayRollup:
    """Return a day whose counts are those of its parts, as the import keeps them."""
    if definition(kpi).pooling is Pooling.MASKS:
        return replace(rollup, excluded={1: (4, 4), 9: (2, 0)})
    if definition(kpi).pooling not in OF_RECORDS:
        return rollup
    n, good = (sum(each) for each in zip(*rollup.gaps.values(), strict=True))
    return replace(rollup, n=n, numerator=good, denominator=n)


@given(
    kind=KINDS,
    days=rollups(),
    end=st.integers(0, LONGEST),
    agreed=st.integers(-3, LONGEST),
    length=st.integers(1, 8),
    comparator=st.sampled_from(Comparator),
    target=st.sampled_from(TARGETS),
    off=st.booleans(),
)
def test_a_goal_sees_its_own_days_alone(
    kind: tuple[KpiKey, Statistic],
    days: list[DayRollup],
    end: int,
    agreed: int,
    length: int,
    comparator: Comparator,
    target: float,
    off: bool,
) -> None:
    kpi, statistic = kind
    days = [as_kept(kpi, each) for each in days]
    switched_off = frozenset(definition(kpi).switches[:1] if off else ())
    goal = GoalRow(
        1, ACCOUNT, kpi, statistic, comparator, target, 0.5, 100, None, None,
        provisional=False, agreed_on=day(agreed), agreed_with=None, due=None, sustain_days=length,
    )  # fmt: skip
    material = Material(
        Days({(ACCOUNT, kpi): days}),
        {(ACCOUNT, kpi): goal},
        Origins({}),
        ways=Ways(switched_off, projected=True),
    )
    last = day(end)

    found = figure(material, Place(ACCOUNT, "Northwind", "UTC", last, None), kpi, (FIRST, last), statistic)

    since = [each for each in days if goal.agreed_on <= each.day <= last]
    held = sustained(
        daily(kpi, since, statistic, switched_off=switched_off),
        Rule(comparator, target, length),
        over(kpi, since, statistic, switched_off=switched_off),
        first=goal.agreed_on,
        last=last,
    )
    latest = [each for each in days if last - timedelta(days=TRENDING - 1) <= each.day <= last]
    shown = daily(kpi, latest, statistic, switched_off=switched_off)
    pooled = pool(kpi, days, first=last - timedelta(days=length - 1), last=last, switched_off=switched_off)
    assert found.sustained_days == held.days
    assert found.projection == projected(shown, last, target, comparator)
    assert found.recent is not None
    assert (found.recent.value, found.recent.n) == (pooled.value(statistic), pooled.n)

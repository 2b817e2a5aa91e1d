"""How well each part of an account's health stands."""

from dataclasses import replace
from datetime import date

import pytest

from amtui.domain.health_parts import (
    attainments,
    cadence_part,
    mean,
    payments_part,
    requests_part,
    satisfaction_part,
)
from amtui.domain.kpi_records import KpiFigure, Window
from amtui.domain.vocabulary import BillingState, Comparator, KpiKey, KpiState, Statistic


def figure(state: KpiState, progress: float | None = None) -> KpiFigure:
    """Return a KPI figure in some state."""
    return KpiFigure(
        account_id=1,
        account="Northwind",
        kpi=KpiKey.MISSED_CALL_RATE,
        statistic=Statistic.RATE,
        unit="fraction",
        value=0.1,
        n=100,
        numerator=10,
        denominator=100,
        excluded=(),
        window=Window(date(2026, 1, 1), date(2026, 1, 30), "UTC"),
        progress=progress,
        state=state,
    )


def kept(state: KpiState, progress: float) -> KpiFigure:
    """Return a figure whose baseline met the target already."""
    return replace(figure(state, progress), baseline=0.04, target=0.05, comparator=Comparator.AT_MOST)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([figure(KpiState.MET), figure(KpiState.SUSTAINED)], 1.0),
        ([figure(KpiState.MET), figure(KpiState.OFF_TARGET, 0.25)], 0.625),
        ([figure(KpiState.OFF_TARGET, -2.0)], 0.0),
        ([figure(KpiState.REGRESSED, 0.9)], 0.0),
        ([figure(KpiState.OFF_TARGET)], 0.0),
        ([kept(KpiState.OFF_TARGET, 2.4)], 0.0),
        ([kept(KpiState.SUSTAINED, -0.4)], 1.0),
        ([figure(KpiState.NO_GOAL), figure(KpiState.PROVISIONAL, 0.5)], None),
        ([figure(KpiState.NO_DATA), figure(KpiState.ON_TRACK, 0.75)], 0.75),
        ([], None),
    ],
)
def test_kpis_count_by_what_is_reached(figures: list[KpiFigure], expected: float | None) -> None:
    assert mean(value for _, value in attainments(figures)) == expected


@pytest.mark.parametrize(
    ("open_count", "at_risk", "breached", "expected"),
    [(0, 0, 0, 1.0), (4, 0, 0, 1.0), (4, 2, 1, 0.5), (2, 0, 2, 0.0)],
)
def test_requests_count_by_what_is_in_time(
    open_count: int, at_risk: int, breached: int, expected: float
) -> None:
    part = requests_part(open_count=open_count, at_risk=at_risk, breached=breached)

    assert part == expected


@pytest.mark.parametrize(
    ("has_gap", "days", "reactive", "expected"),
    [
        (False, 0, None, 1.0),
        (False, 30, 0.5, 1.0),
        (False, 45, None, 0.75),
        (False, 60, None, 0.5),
        (True, 30, None, 0.5),
        (False, 10, 0.8, 0.75),
        (True, None, 1.0, 0.0),
    ],
)
def test_cadence_counts_by_what_is_planned_and_when_they_last_spoke(
    has_gap: bool, days: int | None, reactive: float | None, expected: float
) -> None:
    part = cadence_part(has_gap=has_gap, days_since_touch=days, reactive_ratio=reactive)

    assert part == expected


def test_satisfaction_runs_from_one_to_five() -> None:
    assert satisfaction_part((1, 0, 0, 1, 1)) == pytest.approx((0 + 1 + 0.75) / 3)
    assert satisfaction_part(()) is None
    assert satisfaction_part((0, 0, 0, 0, 0)) is None
    assert satisfaction_part((0, 0, 0, 3, 1)) == pytest.approx((3 * 0.75 + 1) / 4)


def test_payments_fall_with_the_state_of_billing() -> None:
    assert [payments_part(state) for state in BillingState] == [1.0, 0.5, 0.0]

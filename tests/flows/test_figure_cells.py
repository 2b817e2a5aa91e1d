"""Figures in the cells of a table: the whole way where there is room for it, in the shortest words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from amtui.domain.kpi.definitions import Unit, custom, named
from amtui.domain.kpi_explained import Evidence, Explained
from amtui.domain.kpi_records import KpiFigure, Window
from amtui.domain.vocabulary import Comparator, KpiKey, KpiState, Statistic
from amtui.screens import figures
from amtui.screens.explain import counted_cell

FIGURE = KpiFigure(
    account_id=1,
    account="Northwind",
    kpi=KpiKey.FIRST_RESPONSE,
    statistic=Statistic.MEDIAN,
    unit="seconds",
    value=69.0,
    n=1_249,
    numerator=None,
    denominator=None,
    excluded=(("short_abandoned", 1_100),),
    window=Window(date(2021, 3, 2), date(2021, 3, 31), "Europe/Berlin"),
    baseline=68.0,
    target=30.0,
    comparator=Comparator.BELOW,
    state=KpiState.OFF_TARGET,
)


@pytest.mark.parametrize(
    ("change", "cells", "words"),
    [
        ({}, 30, "▼ 1 m 08 s→1 m 09 s→< 30 s"),
        ({}, 19, "▼ 68→69→<30 s"),
        ({"value": 12.5}, 16, "▼ 68→12.5→<30 s"),
        ({}, 12, "▼ 1 m 09 s"),
        ({}, 9, "▼ 69 s"),
        ({"value": 4_000.0}, 9, "▼ 1 h 07 m"),
        ({"value": 4_000.0}, 19, "▼ 1 h 07 m"),
        ({"baseline": None}, 19, "▼ 1 m 09 s"),
    ],
)
def test_a_way_in_minutes_is_given_in_seconds_where_it_would_not_fit(
    change: dict[str, object], cells: int, words: str
) -> None:
    cell = figures.compact(replace(FIGURE, **change), cells)  # type: ignore[arg-type]
    assert "".join(part.text for part in cell.parts) == words  # type: ignore[union-attr]


def test_what_explains_a_figure_separates_thousands() -> None:
    told = {field.label: field.value for field in figures.explained(FIGURE)}
    assert (told["Statistic"], told["Left out"]) == ("median of 1,249", "short abandoned 1,100")


@pytest.mark.parametrize(
    ("change", "source"),
    [
        ({"source": "calls.csv"}, "calls.csv"),
        ({"n": 0, "value": None}, "no import has anything of these days"),
        ({"kpi": KpiKey.REQUEST_FIRST_REPLY}, "the requests on record"),
    ],
)
def test_a_figure_says_what_it_rests_on(change: dict[str, object], source: str) -> None:
    told = {field.label: field.value for field in figures.explained(replace(FIGURE, **change))}  # type: ignore[arg-type]
    assert told["Source"] == source


def test_the_days_of_a_defined_kpi_are_neither_good_nor_bad() -> None:
    kpi = named(custom("handling", "handling time", Unit.SECONDS, Comparator.AT_MOST))
    figure = replace(FIGURE, kpi=kpi, statistic=Statistic.MEAN, value=300.0, numerator=3_000, denominator=10)
    day = Evidence(1, "2026-11-01", datetime(2026, 11, 1, tzinfo=UTC), "", "3000 / 10", None, True, ())
    assert counted_cell(Explained(figure, "", "", (), (), ()), day) == "● counted"


def test_a_pane_says_once_that_there_is_no_data() -> None:
    nothing = replace(FIGURE, value=None, baseline=None, target=None, comparator=None, state=KpiState.NO_DATA)
    assert figures.field(nothing).value == "◌ no data"
    aimed = replace(nothing, target=30.0, comparator=Comparator.BELOW)
    assert str(figures.field(aimed).value).endswith("◌ no data")
    assert figures.field(FIGURE).value == "1 m 08 s → 1 m 09 s → < 30 s  ▼ off target"

"""The week as a map."""

from datetime import time

from hypothesis import given

from amtui.domain.business_calendar import Calendar
from amtui.domain.kpi.heat import HeatMap, heat_map, open_hours
from amtui.domain.kpi.shortfall import Slice
from tests.domain.test_kpi_shortfall import SLICES

OFFICE = Calendar.weekly("Europe/Berlin", {day: [(time(8, 30), time(17))] for day in range(5)})
SATURDAY = Calendar.weekly("Europe/Berlin", {5: [(time(10), time(12))]})


@given(SLICES)
def test_every_observation_is_in_one_hour(slices: list[Slice]) -> None:
    shown = heat_map(slices)
    assert sum(cell.n for cell in shown.cells) == sum(each.n for each in slices)
    assert sum(cell.amount for cell in shown.cells) == sum(each.amount for each in slices)
    assert all(cell.hour in shown.hours and cell.weekday in shown.days for cell in shown.cells)


def test_opening_hours_are_whole_hours_that_are_open_at_any_time() -> None:
    hours = open_hours([OFFICE])
    assert hours is not None
    assert {hour for day, hour in hours if day == 0} == set(range(8, 17))
    assert not any(day > 4 for day, _ in hours)


def test_several_places_are_open_when_one_of_them_is() -> None:
    both = open_hours([OFFICE, SATURDAY])
    assert both is not None
    assert (5, 11) in both
    assert open_hours([OFFICE, None]) is None
    assert open_hours([]) is None


def test_the_map_shows_the_hours_that_matter() -> None:
    shown = heat_map([Slice(1, None, 0, 7, 4, 1), Slice(1, None, 5, 18, 2, 2)], open_hours([OFFICE]))
    assert (shown.hours, shown.days) == (range(7, 19), range(6))
    assert (shown.at(0, 7).rate, shown.at(0, 7).is_open) == (0.25, False)
    assert (shown.at(0, 9).rate, shown.at(0, 9).is_open) == (None, True)
    assert shown.worst == shown.at(5, 18)


def test_an_empty_week_shows_nothing() -> None:
    assert (HeatMap().hours, HeatMap().days, HeatMap().worst, HeatMap().cells) == (
        range(0),
        range(0),
        None,
        (),
    )

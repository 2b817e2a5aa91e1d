"""KPIs of the team's own: defined by the administrator, agreed on like any other."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from amtui.data.models import kpi_goals, own_kpi_days, own_kpis
from amtui.data.queries.kpi_explained import explain
from amtui.data.queries.kpi_series import daily_series
from amtui.data.queries.kpis import kpi_figures
from amtui.data.queries.latest import listed_figures
from amtui.domain.changes import SetGoal, Undo
from amtui.domain.errors import Invalid, NotFound
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.state_words import baseline_words
from amtui.domain.kpi_changes import DefineKpi, RetireKpi
from amtui.domain.vocabulary import Comparator, KpiKey, KpiState, Statistic, Unit
from amtui.screens.figures import goal_words
from amtui.services.backend import Backend
from tests.services.world import ANA, NORTHWIND, World

TICKETS = KpiKey("tickets_per_user")


def defining(**also: Any) -> DefineKpi:
    return DefineKpi(
        **{
            "key": TICKETS,
            "label": "tickets per user",
            "unit": Unit.NUMBER,
            "comparator": Comparator.AT_MOST,
            "formula": "Tickets opened / active users.",
        }
        | also
    )


@pytest.fixture
def tickets(world: World) -> World:
    """A world in which tickets per user are defined: 5 tickets of 4 users on each of 40 days."""
    kpi_id = world.as_("ada").apply(defining()).entity_id
    with world.writing() as connection:
        for back in range(1, 41):
            day = date(2026, 11, 23) - timedelta(days=back)
            row = {"account_id": NORTHWIND, "am_id": ANA, "kpi_id": kpi_id, "day": day}
            connection.execute(insert(own_kpi_days), row | {"numerator": 5, "denominator": 4})
    return world


def test_a_defined_kpi_is_shown_where_it_has_days(tickets: World) -> None:
    ana = tickets.as_("ana")
    (found,) = [each for each in ana.read(kpi_figures) if each.kpi == TICKETS]
    assert (found.value, found.n, found.numerator, found.denominator) == (1.25, 120, 150, 120)
    assert (found.unit, found.statistic, found.state) == ("number", Statistic.MEAN, KpiState.NO_GOAL)
    assert definition(found.kpi).label == "tickets per user"
    assert definition(found.kpi).formula == "Tickets opened / active users."


def test_goals_can_be_agreed_on_it_and_lists_show_them(tickets: World) -> None:
    ana = tickets.as_("ana")
    receipt = ana.apply(SetGoal(account_id=NORTHWIND, kpi=TICKETS, by=-0.2))
    row = tickets.row(kpi_goals, receipt.entity_id or 0)
    assert (row["kpi"], row["baseline"], row["target"]) == (TICKETS, 1.25, 1.0)
    assert receipt.words.startswith("Northwind: tickets per user ≤ 1 agreed")
    shown = ana.read(listed_figures)[NORTHWIND]
    assert [each.kpi for each in shown][-1] == TICKETS
    assert (shown[-1].state, shown[-1].progress) == (KpiState.OFF_TARGET, 0.0)


def test_its_goals_say_their_figures_in_its_unit(tickets: World) -> None:
    key = KpiKey("answered_at_once")
    kept = tickets.as_("ada").apply(defining(key=key, label="answered at once", unit=Unit.FRACTION)).entity_id
    row = {"account_id": NORTHWIND, "am_id": ANA, "kpi_id": kept, "day": date(2026, 11, 22)}
    with tickets.writing() as connection:
        connection.execute(insert(own_kpi_days), row | {"numerator": 3, "denominator": 4})
    ana = tickets.as_("ana")
    ana.apply(SetGoal(account_id=NORTHWIND, kpi=key, target=0.5))
    day = date(2026, 11, 22)
    (goal,) = ana.read(explain, account_id=NORTHWIND, kpi=key, first=day, last=day).goals
    assert baseline_words(goal).startswith("75.0 % (n 4")
    assert goal_words(goal).startswith("75.0 % → ≤ 50 %")


def test_which_way_is_better_stays_while_goals_are_agreed(tickets: World) -> None:
    ada, ana = tickets.as_("ada"), tickets.as_("ana")
    ada.apply(defining(comparator=Comparator.AT_LEAST))
    ada.apply(defining(comparator=Comparator.AT_MOST))
    ana.apply(SetGoal(account_id=NORTHWIND, kpi=TICKETS, target=1.0))
    ada.apply(defining(comparator=Comparator.BELOW))
    with pytest.raises(Invalid, match="which way is better stays"):
        ada.apply(defining(comparator=Comparator.AT_LEAST))


def test_its_days_make_a_trend(tickets: World) -> None:
    days = tickets.as_("ana").read(
        daily_series, account_id=NORTHWIND, kpi=TICKETS, first=date(2026, 11, 20), last=date(2026, 11, 22)
    )
    assert [day.value for day in days] == [1.25] * 3


def test_a_defined_kpi_is_changed_and_retired(tickets: World) -> None:
    ada, ana = tickets.as_("ada"), tickets.as_("ana")
    ada.apply(defining(label="tickets a head"))
    with pytest.raises(Invalid, match="the unit stays"):
        ada.apply(defining(unit=Unit.SECONDS))
    assert (
        ada.apply(RetireKpi(key=TICKETS)).words == "The KPI tickets a head is out of use; its days are kept"
    )
    assert TICKETS not in [each.kpi for each in ana.read(kpi_figures)]
    with pytest.raises(NotFound, match="there is no KPI tickets_per_user"):
        ana.apply(SetGoal(account_id=NORTHWIND, kpi=TICKETS, target=1.0))
    ada.apply(Undo())
    assert TICKETS in [each.kpi for each in ana.read(kpi_figures)]


@pytest.mark.parametrize(
    ("field", "also"),
    [
        ("key", {"key": "missed_call_rate"}),
        ("key", {"key": "Tickets per user"}),
        ("key", {"key": "x"}),
        ("label", {"label": " "}),
        ("unit", {"unit": Unit.BUSINESS_SECONDS}),
    ],
)
def test_nonsense_is_not_defined(world: World, field: str, also: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        world.as_("ada").apply(defining(**also))
    assert caught.value.fields.keys() == {field}


def test_a_definition_is_undone_while_nothing_rests_on_it(world: World) -> None:
    ada: Backend = world.as_("ada")
    ada.apply(defining())
    assert ada.apply(Undo()).words == "Back: without the KPI tickets per user"
    with world.writing() as connection:
        assert connection.execute(select(own_kpis)).all() == []

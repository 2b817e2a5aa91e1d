"""Stories of goals, users and settings."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from amtui.data.models import kpi_days, kpi_goals, users
from amtui.domain.changes import AddUser, Redo, SaveSetting, SetGoal, Undo
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.kpi_changes import WithdrawGoal
from amtui.domain.vocabulary import Comparator, KpiKey, Role, Statistic
from amtui.services.backend import Backend
from tests.services.world import ANA, MAX, NORTHWIND, World

MISSED = KpiKey.MISSED_CALL_RATE


def enter_days(world: World, days: int, offered: int, missed: int) -> None:
    with world.writing() as connection:
        for back in range(1, days + 1):
            connection.execute(
                insert(kpi_days),
                {
                    "account_id": NORTHWIND, "am_id": ANA, "kpi": MISSED, "n": offered,
                    "day": date(2026, 11, 23) - timedelta(days=back), "numerator": missed,
                    "denominator": offered,
                },
            )  # fmt: skip


def goal(**also: Any) -> SetGoal:
    return SetGoal(**{"account_id": NORTHWIND, "kpi": MISSED, "target": 0.05, **also})


def test_the_baseline_of_the_thirty_days_before_is_frozen(world: World, ana: Backend) -> None:
    enter_days(world, days=40, offered=10, missed=2)
    receipt = ana.apply(goal())
    row = world.row(kpi_goals, receipt.entity_id or 0)
    assert (row["baseline"], row["baseline_n"], row["baseline_days"]) == (0.2, 300, 30)
    assert (row["baseline_first"], row["baseline_last"]) == (date(2026, 10, 24), date(2026, 11, 22))
    assert (row["statistic"], row["comparator"]) == (Statistic.RATE, Comparator.AT_MOST)
    assert (row["provisional"], row["agreed_on"]) == (False, date(2026, 11, 23))
    assert receipt.words == (
        "Northwind: missed-call rate ≤ 5 % agreed. The account has 1 goal; 2 or 3 are usual"
    )


def test_a_chosen_window_and_little_data_make_it_provisional(world: World, ana: Backend) -> None:
    enter_days(world, days=10, offered=20, missed=1)
    window = {"baseline_first": date(2026, 11, 20), "baseline_last": date(2026, 11, 22)}
    receipt = ana.apply(goal(**window))
    row = world.row(kpi_goals, receipt.entity_id or 0)
    assert (row["baseline"], row["baseline_n"], row["provisional"]) == (0.05, 60, True)
    assert "The baseline meets the target already" in receipt.words
    assert "provisional: 60 observations on 3 days" in receipt.words


def test_without_data_there_is_no_baseline(world: World, ana: Backend) -> None:
    receipt = ana.apply(goal())
    row = world.row(kpi_goals, receipt.entity_id or 0)
    assert (row["baseline"], row["baseline_n"], row["provisional"]) == (None, 0, True)
    assert "no data for a baseline yet" in receipt.words


def test_a_new_goal_supersedes_and_history_is_kept(world: World, ana: Backend) -> None:
    first = ana.apply(goal()).entity_id or 0
    world.clock.passes(days=1)
    second = ana.apply(goal(target=0.04)).entity_id or 0
    assert world.row(kpi_goals, first)["superseded_on"] == date(2026, 11, 24)
    assert world.row(kpi_goals, second)["superseded_on"] is None
    ana.apply(Undo())
    assert world.row(kpi_goals, first)["superseded_on"] is None


def test_two_goals_are_usual_and_four_are_not(ana: Backend) -> None:
    kpis = (MISSED, KpiKey.FIRST_RESPONSE, KpiKey.SYNC_SUCCESS, KpiKey.FIRST_ATTEMPT_SYNC)
    words = [ana.apply(goal(kpi=kpi, target=0.5)).words for kpi in kpis]
    assert ["are usual" in text for text in words] == [True, False, False, True]


@pytest.mark.parametrize(
    ("field", "also"),
    [
        ("target", {"target": 5.0}),
        ("target", {"target": -0.1}),
        ("target", {"target": float("nan")}),
        ("statistic", {"statistic": Statistic.P90}),
        ("sustain_days", {"sustain_days": 0}),
        ("due", {"due": date(2026, 11, 23)}),
        ("baseline", {"baseline_first": date(2026, 11, 1)}),
        ("baseline", {"baseline_first": date(2026, 11, 9), "baseline_last": date(2026, 11, 1)}),
        ("baseline", {"baseline_first": date(2026, 11, 9), "baseline_last": date(2026, 11, 23)}),
    ],
)
def test_nonsense_is_refused(ana: Backend, field: str, also: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        ana.apply(goal(**also))
    assert caught.value.fields.keys() == {field}


@pytest.mark.parametrize(
    ("kpi", "comparator", "words"),
    [
        (MISSED, Comparator.AT_LEAST, "the better the lower it is, so its target has <= or <"),
        (KpiKey.SYNC_SUCCESS, Comparator.BELOW, "the better the higher it is, so its target has >= or >"),
    ],
)
def test_a_target_is_not_the_wrong_way_round(
    ana: Backend, kpi: KpiKey, comparator: Comparator, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        ana.apply(goal(kpi=kpi, comparator=comparator))


def test_a_target_can_be_a_change_of_the_baseline(world: World, ana: Backend) -> None:
    enter_days(world, days=30, offered=20, missed=3)
    receipt = ana.apply(goal(target=None, by=-0.2))
    row = world.row(kpi_goals, receipt.entity_id or 0)
    assert (row["baseline"], row["target"]) == (0.15, 0.12)
    assert receipt.words.startswith("Northwind: missed-call rate ≤ 12 % agreed")


@pytest.mark.parametrize(
    ("also", "sentence"),
    [
        ({"target": None}, "give a target, or by how much it changes"),
        ({"by": -0.2}, "give a target, or by how much it changes"),
        ({"target": None, "by": -0.2}, "there is no data for a baseline to change"),
        ({"target": None, "by": float("inf")}, "by: is no number"),
    ],
)
def test_a_target_is_given_in_one_way(ana: Backend, also: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        ana.apply(goal(**also))


def test_a_change_that_leads_out_of_what_can_be_is_refused(world: World, ana: Backend) -> None:
    enter_days(world, days=30, offered=20, missed=15)
    with pytest.raises(Invalid, match="a fraction between 0 and 1"):
        ana.apply(goal(target=None, by=0.5))


def test_a_goal_is_withdrawn_with_a_reason_and_comes_back(world: World, ana: Backend) -> None:
    goal_id = ana.apply(goal()).entity_id or 0
    with pytest.raises(Invalid, match="say why it is withdrawn"):
        ana.apply(WithdrawGoal(goal_id=goal_id, expected_version=1, reason=" "))
    receipt = ana.apply(WithdrawGoal(goal_id=goal_id, expected_version=1, reason="They changed the flow"))
    row = world.row(kpi_goals, goal_id)
    assert (row["superseded_on"], row["withdrawn_for"]) == (date(2026, 11, 23), "They changed the flow")
    assert receipt.words == (
        "Northwind: the goal on missed-call rate is withdrawn. The account has 0 goals; 2 or 3 are usual"
    )
    with pytest.raises(Refused, match="not in force any more"):
        ana.apply(WithdrawGoal(goal_id=goal_id, expected_version=2, reason="Again"))
    with pytest.raises(Conflict):
        ana.apply(WithdrawGoal(goal_id=goal_id, expected_version=1, reason="From a stale form"))
    assert ana.apply(Undo()).words == "Back: the goal missed-call rate ≤ 5 % of Northwind in force again"
    row = world.row(kpi_goals, goal_id)
    assert (row["superseded_on"], row["withdrawn_for"]) == (None, None)


def test_taking_a_goal_back_says_which_one_is_in_force_again(ana: Backend) -> None:
    ana.apply(goal())
    ana.apply(goal(target=0.04))
    assert ana.apply(Undo()).words == (
        "Back: without the goal missed-call rate ≤ 4 % of Northwind; "
        "the goal missed-call rate ≤ 5 % of Northwind in force again"
    )
    assert ana.apply(Redo()).words.startswith("Again: the goal missed-call rate ≤ ")


def test_goals_of_other_books_are_out_of_reach(world: World, ana: Backend) -> None:
    goal_id = ana.apply(goal()).entity_id or 0
    with pytest.raises(NotFound):
        world.as_("ben").apply(WithdrawGoal(goal_id=goal_id, expected_version=1, reason="Mine"))


def test_users_are_entered_once(world: World) -> None:
    ada = world.as_("ada")
    dan = AddUser(login="dan", name=" Dan ", email="Dan@Example.org", role="manager", manager_id=MAX)
    row = world.row(users, ada.apply(dan).entity_id or 0)
    assert (row["name"], row["email"], row["role"]) == ("Dan", "dan@example.org", Role.MANAGER)
    with pytest.raises(Refused, match="this login is taken"):
        ada.apply(AddUser(login="dan", name="Dan", email="other@example.org"))
    with pytest.raises(Refused, match="this email address is taken"):
        ada.apply(AddUser(login="dan2", name="Dan", email="DAN@example.org"))
    assert world.as_("dan").identity.role is Role.MANAGER


def test_a_user_without_a_name_or_address_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        world.as_("ada").apply(AddUser(login="-x", name="", email="nowhere", role="boss"))
    assert caught.value.fields.keys() == {"login", "name", "email", "role"}


def test_settings_take_known_values_only(world: World) -> None:
    ada = world.as_("ada")
    assert ada.apply(SaveSetting(key="renewal_days", value="60")).words == "renewal_days is now 60"
    assert ada.apply(SaveSetting(key="renewal_days", value="60")).audit_id is None
    with pytest.raises(Invalid, match="renewal_days: is a number of days"):
        ada.apply(SaveSetting(key="renewal_days", value="soon"))
    with pytest.raises(NotFound, match="there is no setting colour; there are am_may_create_requests"):
        ada.apply(SaveSetting(key="colour", value="red"))

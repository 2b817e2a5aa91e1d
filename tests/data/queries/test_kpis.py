"""Figures added up from days, by hand and by the program."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from amtui.data.engine import for_writing
from amtui.data.models import calls, imports
from amtui.data.queries.baseline import baseline
from amtui.data.queries.goals import goals
from amtui.data.queries.kpi_figure import Ways
from amtui.data.queries.kpi_series import daily_series
from amtui.data.queries.kpis import kpi_figures, pooled_figure
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.kpi_records import DayFigure, KpiFigure, Window
from amtui.domain.vocabulary import CallDirection, CallOutcome, Comparator, KpiKey, KpiState, Statistic
from amtui.services.rollups import rebuild_account
from tests.data.queries.story import NOW, Story, counted

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
ALWAYS = (date(2026, 1, 1), date(2026, 12, 31))


def ago(days: int) -> date:
    return TODAY - days * DAY


def only(figures: tuple[KpiFigure, ...], kpi: KpiKey) -> KpiFigure:
    (found,) = [figure for figure in figures if figure.kpi is kpi]
    return found


@pytest.fixture
def northwind(story: Story) -> int:
    return story.account("Northwind", story.user("ana"))


def test_missed_calls_are_pooled_not_averaged(story: Story, northwind: int) -> None:
    story.missed(northwind, ago(1), 1, 10, excluded={"1": [4, 4], "9": [2, 0]})
    story.missed(northwind, ago(30), 9, 30, excluded={"1": [1, 1]})
    story.missed(northwind, ago(31), 50, 50)
    story.missed(northwind, TODAY, 50, 50)
    with story.reading(1) as reading:
        found = only(kpi_figures(reading, account_ids=(northwind,)), KpiKey.MISSED_CALL_RATE)
    assert (found.value, found.n, found.numerator, found.denominator) == (0.25, 40, 10, 40)
    assert found.window == Window(ago(30), ago(1), "UTC")
    assert found.excluded == (("outbound", 2), ("outside_hours", 5))
    assert (found.state, found.unit, found.source) == (KpiState.NO_GOAL, "fraction", None)


def test_the_window_ends_with_the_last_complete_day_of_the_account(story: Story) -> None:
    story.user("ana")
    tokyo, lima = story.account("Tokyo", 1, zone="Asia/Tokyo"), story.account("Lima", 1, zone="America/Lima")
    night = datetime(2026, 11, 23, 2, tzinfo=UTC)
    for account in (tokyo, lima):
        story.missed(account, ago(1), 1, 1)
        story.missed(account, ago(2), 0, 1)
    with story.reading(1, now=night) as reading:
        found = {figure.account: figure for figure in kpi_figures(reading, kpis=(KpiKey.MISSED_CALL_RATE,))}
    assert (found["Tokyo"].window.last, found["Tokyo"].value) == (ago(1), 0.5)
    assert (found["Lima"].window.last, found["Lima"].value) == (ago(2), 0.0)


def test_durations_are_exact_over_any_window(story: Story, northwind: int) -> None:
    story.day(northwind, KpiKey.FIRST_RESPONSE, ago(1), 4, histogram={"2": 2, "3": 2})
    story.day(northwind, KpiKey.FIRST_RESPONSE, ago(2), 4, histogram={"5": 1, "7": 1, "8": 1, "130": 1})
    wanted = {"account_id": northwind, "kpi": KpiKey.FIRST_RESPONSE, "first": ago(9), "last": ago(1)}
    with story.reading(1) as reading:
        values = {
            each: pooled_figure(reading, statistic=each, **wanted).value  # type: ignore[arg-type]
            for each in (None, Statistic.MEAN, Statistic.MEDIAN, Statistic.P90)
        }
    # p90 of 8: rank 6.3, between 8 and 130.
    assert values == {None: 4.0, Statistic.MEAN: 20.0, Statistic.MEDIAN: 4.0, Statistic.P90: 44.6}


def test_a_record_counts_once_in_any_window(story: Story, northwind: int) -> None:
    # Two records fail on the 5th; one is tried again on the 7th and succeeds.
    first, second = date(2026, 11, 5), date(2026, 11, 7)
    story.day(northwind, KpiKey.SYNC_SUCCESS, first, 2, histogram={"-": [1, 0], "2": [1, 0]})
    story.day(northwind, KpiKey.SYNC_SUCCESS, second, 1, histogram={"-": [1, 1]})
    with story.reading(1) as reading:
        whole, part = (
            pooled_figure(reading, account_id=northwind, kpi=KpiKey.SYNC_SUCCESS, first=first, last=last)
            for last in (second, date(2026, 11, 6))
        )
    assert (whole.numerator, whole.denominator) == (1, 2)
    assert (part.numerator, part.denominator) == (0, 2)


def test_a_service_level_is_added_up_from_its_calls(story: Story, northwind: int) -> None:
    def call(n: int, outcome: CallOutcome, wait: int | None, **values: object) -> None:
        plain: dict[str, object] = {
            "source": "test",
            "external_id": f"{n}",
            "started_at": NOW - DAY,
            "day": ago(1),
            "excluded": 0,
            "direction": CallDirection.INBOUND,
            "outcome": outcome,
            "wait_seconds": wait,
        }
        story.of(calls, northwind, **plain | values)

    for n, wait in enumerate((5, 20, 21)):
        call(n, CallOutcome.ANSWERED, wait)
    call(3, CallOutcome.ABANDONED, 15)
    call(4, CallOutcome.ABANDONED, 40)
    call(5, CallOutcome.ANSWERED, 1, excluded=1)
    call(6, CallOutcome.VOICEMAIL, 1)
    with for_writing(story.engine.connect()) as connection, connection.begin():
        rebuild_account(connection, northwind)
    with story.reading(1) as reading:
        found = only(kpi_figures(reading, kpis=(KpiKey.SERVICE_LEVEL,)), KpiKey.SERVICE_LEVEL)
    # Two of three answered in time; of those who gave up only the late one counts: 2 / (3 + 1).
    assert (found.value, found.numerator, found.denominator) == (0.5, 2, 4)


def test_a_request_counts_on_the_day_that_it_is_where_the_account_is(story: Story) -> None:
    tokyo = story.account("Sakura", story.user("ana"), zone="Asia/Tokyo")
    made = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    story.request(tokyo, created_at=made, first_response_at=made + timedelta(hours=1))
    asked: dict[str, Any] = {"account_id": tokyo, "kpi": KpiKey.REQUEST_FIRST_REPLY}
    with story.reading(1) as reading:
        counts = [
            pooled_figure(reading, first=day, last=day, **asked).n
            for day in (date(2026, 11, 16), date(2026, 11, 17))
        ]
    assert counts == [0, 1]


def test_a_baseline_is_covered_by_days_with_something_counted(story: Story, northwind: int) -> None:
    story.missed(northwind, ago(2), 1, 10)
    story.missed(northwind, ago(1), 0, 0, excluded={"1": [4, 4]})
    with story.reading(1) as reading:
        found = baseline(reading, account_id=northwind, kpi=KpiKey.MISSED_CALL_RATE, statistic=Statistic.RATE)
    assert (found.n, found.days) == (10, 1)


def test_a_first_reply_counts_business_time(story: Story, northwind: int) -> None:
    friday = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    story.request(northwind, created_at=friday, first_response_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    story.request(northwind, created_at=friday, first_response_at=friday + timedelta(minutes=10))
    story.request(northwind, created_at=friday)
    kpi = KpiKey.REQUEST_FIRST_REPLY
    with story.reading(1) as reading:
        found = only(kpi_figures(reading, kpis=(kpi,)), kpi)
    # Half an hour on Friday until five, nothing before nine on Monday; and ten minutes.
    assert (found.value, found.n, found.excluded) == (1200.0, 2, (("unanswered", 1),))
    assert found.unit == "business_seconds"


def test_a_goal_is_held_against_the_figure(story: Story, northwind: int) -> None:
    story.goal(northwind, KpiKey.MISSED_CALL_RATE, 0.05, baseline=0.15, baseline_n=400)
    story.goal(northwind, KpiKey.FIRST_RESPONSE, 30, statistic=Statistic.P90, comparator=Comparator.BELOW)
    for back in range(1, 31):
        story.missed(northwind, ago(back), 2 if back <= 7 else 16, 100)
        story.day(northwind, KpiKey.FIRST_RESPONSE, ago(back), 2, histogram={"10": 1, "40": 1})
    with story.reading(1) as reading:
        figures = kpi_figures(reading)
        other = pooled_figure(
            reading,
            account_id=northwind,
            kpi=KpiKey.FIRST_RESPONSE,
            first=ago(30),
            last=ago(1),
            statistic=Statistic.MEDIAN,
        )
    missed, response = only(figures, KpiKey.MISSED_CALL_RATE), only(figures, KpiKey.FIRST_RESPONSE)
    # (7 x 2 + 23 x 16) / 3000
    assert missed.value == pytest.approx(382 / 3000)
    assert missed.progress == pytest.approx((382 / 3000 - 0.15) / (0.05 - 0.15))
    assert (missed.baseline, missed.baseline_n, missed.target) == (0.15, 400, 0.05)
    assert (missed.state, missed.sustained_days) == (KpiState.SUSTAINED, 7)
    assert (response.statistic, response.value, response.state) == (Statistic.P90, 40.0, KpiState.OFF_TARGET)
    assert (other.target, other.state) == (None, KpiState.NO_GOAL)


@pytest.mark.parametrize("agreed", [8, 12, 60])
def test_a_projection_is_of_28_days_whatever_the_window(story: Story, northwind: int, agreed: int) -> None:
    """From 30 of 100 by one a day, level for four weeks before that."""
    story.goal(northwind, KpiKey.MISSED_CALL_RATE, 0.01, agreed_on=ago(agreed))
    for back in range(1, 60):
        story.missed(northwind, ago(back), min(30, 2 + back), 100)
    asked: dict[str, Any] = {"account_id": northwind, "kpi": KpiKey.MISSED_CALL_RATE, "last": ago(1)}
    with story.reading(1) as reading:
        month, week, day = (
            pooled_figure(reading, first=ago(days), ways=Ways(projected=True), **asked) for days in (30, 7, 1)
        )
    assert month.projection is not None
    assert month.projection.days == 28
    assert month.projection == week.projection == day.projection
    assert month.recent == week.recent == day.recent


def test_the_day_of_the_agreement_counts(story: Story, northwind: int) -> None:
    story.goal(northwind, KpiKey.MISSED_CALL_RATE, 0.05, agreed_on=ago(7))
    for back in range(1, 31):
        story.missed(northwind, ago(back), 2 if back <= 7 else 16, 100)
    with story.reading(1) as reading:
        found = only(kpi_figures(reading), KpiKey.MISSED_CALL_RATE)
        recent = pooled_figure(
            reading, account_id=northwind, kpi=KpiKey.MISSED_CALL_RATE, first=ago(3), last=ago(1)
        )
    assert (found.state, found.sustained_days) == (KpiState.SUSTAINED, 7)
    assert (recent.state, recent.sustained_days) == (KpiState.SUSTAINED, 7)


def test_a_goal_is_judged_by_all_days_since_it_was_agreed(story: Story, northwind: int) -> None:
    story.goal(northwind, KpiKey.MISSED_CALL_RATE, 0.05, agreed_on=ago(60))
    for back in range(1, 61):
        story.missed(northwind, ago(back), 2 if back > 50 else 20, 100)
    with story.reading(1) as reading:
        found = only(kpi_figures(reading), KpiKey.MISSED_CALL_RATE)
    assert (found.value, found.state) == (0.2, KpiState.REGRESSED)


def test_superseded_goals_are_history(story: Story, northwind: int) -> None:
    contact = story.contact(northwind, "Cleo")
    old = story.goal(northwind, KpiKey.MISSED_CALL_RATE, 0.1, superseded_on=ago(9), agreed_on=ago(90))
    new = story.goal(northwind, KpiKey.MISSED_CALL_RATE, 0.05, agreed_with_id=contact)
    with story.reading(1) as reading:
        assert [goal.id for goal in goals(reading, account_id=northwind)] == [new]
        history = goals(reading, account_id=northwind, history=True)
        assert only(kpi_figures(reading), KpiKey.MISSED_CALL_RATE).target == 0.05
    assert [(goal.id, goal.agreed_with) for goal in history] == [(old, None), (new, "Cleo")]


def test_nothing_to_count_is_no_data(story: Story, northwind: int) -> None:
    story.missed(northwind, ago(1), 0, 0)
    with story.reading(1) as reading:
        figures = kpi_figures(reading)
    assert {figure.kpi for figure in figures} == {
        KpiKey.MISSED_CALL_RATE,
        KpiKey.FIRST_RESPONSE,
        KpiKey.SYNC_SUCCESS,
    }
    assert {(figure.value, figure.state) for figure in figures} == {(None, KpiState.NO_DATA)}


def test_a_figure_names_the_files_it_came_from(story: Story, northwind: int) -> None:
    other = story.account("Other", 1)
    for account in (northwind, other):
        story.missed(account, ago(1), 1, 2)

    def imported(name: str, at: datetime, account: int | None, changed: int = 1) -> None:
        story.add(
            imports,
            at=at,
            actor_id=1,
            kind="calls",
            format="plain",
            file_name=name,
            sha256="",
            read=1,
            imported=changed,
            updated=0,
            unchanged=1 - changed,
            rejected=0,
            account_id=account,
        )

    for n, name in enumerate(("a.csv", "b.csv", "c.csv", "d.csv", "a.csv")):
        imported(name, NOW - (9 - n) * DAY, northwind)
    imported("again.csv", NOW - DAY, northwind, changed=0)
    imported("all.csv", NOW - 6 * DAY, None)
    with story.reading(1) as reading:
        found = {figure.account: figure for figure in kpi_figures(reading, kpis=(KpiKey.MISSED_CALL_RATE,))}
    assert found["Northwind"].source == "a.csv, d.csv, all.csv and 2 more"
    assert found["Northwind"].as_of == NOW - 5 * DAY
    assert (found["Other"].source, found["Other"].as_of) == ("all.csv", NOW - 6 * DAY)


def test_a_series_has_one_figure_for_each_day_with_data(story: Story, northwind: int) -> None:
    story.missed(northwind, ago(2), 1, 4)
    story.missed(northwind, ago(1), 0, 0)
    story.missed(northwind, ago(9), 1, 1)
    with story.reading(1) as reading:
        found = daily_series(
            reading, account_id=northwind, kpi=KpiKey.MISSED_CALL_RATE, first=ago(5), last=ago(1)
        )
    assert found == (DayFigure(ago(2), 0.25, 4), DayFigure(ago(1), None, 0))


def test_what_cannot_be_asked_is_said(story: Story, northwind: int) -> None:
    missed = {"kpis": (KpiKey.MISSED_CALL_RATE,)}
    with story.reading(1) as reading:
        with pytest.raises(UsageError, match="missed_call_rate has no p90"):
            kpi_figures(reading, statistic=Statistic.P90, **missed)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="before it begins"):
            kpi_figures(reading, window=(ago(1), ago(2)))
        durations = kpi_figures(reading, statistic=Statistic.P90)
    assert [figure.kpi for figure in durations] == [KpiKey.FIRST_RESPONSE]


def test_another_book_has_no_figures(story: Story, northwind: int) -> None:
    story.missed(northwind, ago(1), 1, 2)
    story.goal(northwind, KpiKey.MISSED_CALL_RATE, 0.05)
    ben = story.user("ben")
    asked = {"account_id": northwind, "kpi": KpiKey.MISSED_CALL_RATE, "first": ago(5), "last": ago(1)}
    with story.reading(ben) as reading:
        assert kpi_figures(reading) == ()
        assert kpi_figures(reading, account_ids=(northwind,)) == ()
        assert goals(reading, account_id=northwind, history=True) == ()
        with pytest.raises(NotFound):
            pooled_figure(reading, **asked)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            daily_series(reading, **asked)  # type: ignore[arg-type]


def test_a_whole_book_costs_as_many_statements_as_one_account(story: Story, northwind: int) -> None:
    def cost() -> int:
        with story.reading(1) as reading, counted(story.engine) as statements:
            kpi_figures(reading)
        return len(statements)

    before = cost()
    for n in range(7):
        account = story.account(f"Account {n}", 1)
        story.missed(account, ago(1), 1, 2)
        story.goal(account, KpiKey.MISSED_CALL_RATE, 0.05)
    assert cost() == before == 5

"""Where figures come from, asked of both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert

from amtui.data.engine import for_writing
from amtui.data.models import (
    calendar_hours,
    calendars,
    calls,
    improvements,
    own_kpi_days,
    own_kpis,
    settings,
    sync_events,
)
from amtui.data.queries.insights import begun, finished, insight
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.insight_records import Insight
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.heat import HeatMap
from amtui.domain.kpi.periods import Against
from amtui.domain.kpi.settings import METHODS
from amtui.domain.kpi.shortfall import Segment
from amtui.domain.local_time import zone_named
from amtui.domain.vocabulary import (
    CallDirection,
    CallOutcome,
    Comparator,
    ImprovementStatus,
    KpiKey,
    Priority,
    RequestType,
    Statistic,
    SyncOutcome,
    Unit,
)
from amtui.services.rollups import rebuild_all
from tests.data.queries.story import NOW, Story, counted

MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)


def at(day: date, hour: int, zone: str = "UTC") -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=zone_named(zone)).astimezone(UTC)


def ring(story: Story, account: int, day: date, hour: int, n: int = 1, **values: Any) -> None:
    """Let so many calls come in on the account's own clocks."""
    zone = values.pop("zone", "UTC")
    plain = {
        "source": "test", "started_at": at(day, hour, zone), "day": day, "excluded": 0, "wait_seconds": 12,
        "direction": CallDirection.INBOUND, "outcome": CallOutcome.ANSWERED, "queue": "Sales",
    }  # fmt: skip
    for _ in range(n):
        story.of(calls, account, external_id=f"{next(story.numbers)}", **plain | values)


def attempt(
    story: Story, account: int, record: str, day: date, error: str | None = None, **more: Any
) -> None:
    outcome = SyncOutcome.FAILED if error else SyncOutcome.SUCCEEDED
    plain = {
        "source": "test", "integration": "CRM", "attempted_at": at(day, 9), "day": day, "outcome": outcome,
    }  # fmt: skip
    number = f"{next(story.numbers)}"
    story.of(sync_events, account, external_id=number, record_id=record, error=error, **plain | more)


def rolled_up(story: Story) -> None:
    with for_writing(story.engine.connect()) as connection, connection.begin():
        rebuild_all(connection)


def asked(story: Story, account: int | None, kpi: KpiKey = KpiKey.MISSED_CALL_RATE, **more: Any) -> Insight:
    with story.reading(*story.books.values()) as reading:
        return insight(reading, account_id=account, kpi=kpi, **more)


def told(found: Insight, dimension: Dimension) -> list[tuple[str | None, int, int, float]]:
    breakdown = next(one for one in found.breakdowns if one.dimension is dimension)
    return [_told(segment) for segment in breakdown.segments]


def _told(segment: Segment) -> tuple[str | None, int, int, float]:
    return segment.value, segment.n, segment.amount, round(segment.share, 3)


@pytest.fixture
def northwind(story: Story) -> int:
    return story.account("Northwind", story.user("ana"))


def test_missed_calls_by_queue_hour_and_outcome(story: Story, northwind: int) -> None:
    ring(story, northwind, MONDAY, 9, 6)
    ring(story, northwind, MONDAY, 9, 4, outcome=CallOutcome.VOICEMAIL)
    ring(story, northwind, MONDAY + DAY, 14, 9, queue="Support", agent="Kim")
    ring(story, northwind, MONDAY + DAY, 14, queue=None, outcome=CallOutcome.BUSY)
    ring(story, northwind, MONDAY, 9, 5, excluded=8, outcome=CallOutcome.BUSY)
    ring(story, northwind, MONDAY - 60 * DAY, 9, 5, outcome=CallOutcome.BUSY)
    rolled_up(story)
    found = asked(story, northwind)
    assert (found.value, found.n, found.bad, found.target) == (0.25, 20, 5, 0.05)
    assert told(found, Dimension.QUEUE) == [
        ("Sales", 10, 4, 0.787), (None, 1, 1, 0.213), ("Support", 9, 0, 0.0),
    ]  # fmt: skip
    assert told(found, Dimension.OUTCOME) == [("voicemail", 0, 4, 0.8), ("busy", 0, 1, 0.2)]
    assert Dimension.AGENT not in {one.dimension for one in found.breakdowns}
    assert [(cell.weekday, cell.hour, cell.n, cell.amount) for cell in found.heat.cells] == [
        (0, 9, 10, 4), (1, 14, 10, 1),
    ]  # fmt: skip
    assert found.sentence.endswith("too few to say where they come from.")


def test_the_days_alone_say_all_but_where_the_figure_comes_from(story: Story, northwind: int) -> None:
    ring(story, northwind, MONDAY, 9, 6)
    ring(story, northwind, MONDAY, 9, 4, outcome=CallOutcome.VOICEMAIL)
    rolled_up(story)
    for account in (northwind, None):
        with story.reading(*story.books.values()) as reading:
            start = begun(reading, account_id=account)
            whole = finished(reading, start=start)
        assert start.outline.value == 0.4
        assert whole == asked(story, account)
        bare = replace(whole, bad=0, heat=HeatMap(), breakdowns=(), sentence="")
        assert start.outline == bare != whole


def test_hours_are_those_of_the_accounts_own_clocks_over_a_change_of_them(story: Story) -> None:
    story.user("ana")
    zone = "Europe/Berlin"
    account = story.account("Nord", 1, zone=zone)
    for day in (date(2026, 10, 23), date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 26)):
        for hour in (0, 3, 23):
            ring(story, account, day, hour, zone=zone)
    rolled_up(story)
    found = asked(story, account, window=(date(2026, 10, 20), date(2026, 10, 30)))
    weekdays = (4, 5, 6, 0)
    assert {(cell.weekday, cell.hour) for cell in found.heat.cells} == {
        (weekday, hour) for weekday in weekdays for hour in (0, 3, 23)
    }


def test_hours_of_zones_with_odd_offsets(story: Story) -> None:
    story.user("ana")
    days = [date(2026, 3, 1) + step * DAY for step in range(0, 300, 31)]
    for zone in ("Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"):
        account = story.account(zone, 1, zone=zone)
        for day in days:
            ring(story, account, day, day.day % 20 + 3, zone=zone)
        found = asked(story, account, window=(days[0], days[-1]))
        assert {(cell.weekday, cell.hour) for cell in found.heat.cells} == {
            (day.weekday(), day.day % 20 + 3) for day in days
        }


def test_late_answers_are_held_against_the_goal(story: Story, northwind: int) -> None:
    story.goal(
        northwind, KpiKey.FIRST_RESPONSE, 20.0, statistic=Statistic.MEDIAN, comparator=Comparator.BELOW
    )
    for agent, wait, n in (("Kim", 10, 3), ("Kim", 20, 1), ("Lee", 40, 5)):
        ring(story, northwind, MONDAY, 10, n, agent=agent, wait_seconds=wait)
    ring(story, northwind, MONDAY, 10, outcome=CallOutcome.ABANDONED, wait_seconds=50)
    rolled_up(story)
    found = asked(story, northwind, KpiKey.FIRST_RESPONSE)
    assert (found.value, found.n, found.bad, found.limit, found.is_agreed) == (
        40,
        9,
        6,
        "20 s or longer",
        True,
    )
    assert told(found, Dimension.AGENT) == [("Lee", 5, 5, 1.0), ("Kim", 4, 1, 0.0)]
    mean = asked(story, northwind, KpiKey.FIRST_RESPONSE, statistic=Statistic.MEAN)
    assert (mean.value, mean.bad, mean.n, mean.is_agreed) == (250 / 9, 250, 9, False)


@pytest.mark.parametrize(("comparator", "late"), [(Comparator.BELOW, 2), (Comparator.AT_MOST, 1)])
def test_an_answer_on_the_very_second_is_late_as_the_comparator_says(
    story: Story, northwind: int, comparator: Comparator, late: int
) -> None:
    aim: dict[str, Any] = {"statistic": Statistic.MEDIAN, "comparator": comparator}
    story.goal(northwind, KpiKey.FIRST_RESPONSE, 20.0, **aim)
    for wait in (19, 20, 21):
        ring(story, northwind, MONDAY, 9, wait_seconds=wait)
    rolled_up(story)
    assert told(asked(story, northwind, KpiKey.FIRST_RESPONSE), Dimension.QUEUE)[0][1:3] == (3, late)


def test_a_service_level_breaks_down_what_it_counts(story: Story, northwind: int) -> None:
    ring(story, northwind, MONDAY, 10, 2, wait_seconds=20)
    ring(story, northwind, MONDAY, 10, 1, wait_seconds=21)
    ring(story, northwind, MONDAY, 10, 1, outcome=CallOutcome.ABANDONED, wait_seconds=15)
    ring(story, northwind, MONDAY, 10, 1, outcome=CallOutcome.ABANDONED, wait_seconds=40, queue="Support")
    rolled_up(story)
    found = asked(story, northwind, KpiKey.SERVICE_LEVEL)
    assert (found.value, found.n, found.bad) == (0.5, 4, 2)
    assert {(value, n, bad) for value, n, bad, _ in told(found, Dimension.QUEUE)} == {
        ("Sales", 3, 1), ("Support", 1, 1),
    }  # fmt: skip


def test_every_method_of_a_service_level_breaks_down_what_it_counts(story: Story, northwind: int) -> None:
    for outcome, wait, n in (
        (CallOutcome.ANSWERED, 5, 6), (CallOutcome.ANSWERED, 25, 4), (CallOutcome.ABANDONED, 15, 2),
        (CallOutcome.ABANDONED, 40, 1), (CallOutcome.VOICEMAIL, 3, 1),
    ):  # fmt: skip
        ring(story, northwind, MONDAY, 10, n, outcome=outcome, wait_seconds=wait)
    rolled_up(story)
    values = set()
    for method in METHODS:
        with for_writing(story.engine.connect()) as connection, connection.begin():
            connection.execute(delete(settings))
            connection.execute(insert(settings).values(key="service_level_method", value=method))
        found = asked(story, northwind, KpiKey.SERVICE_LEVEL)
        assert found.value == pytest.approx(1 - found.bad / found.n)
        values.add(found.value)
    assert len(values) == len(METHODS)


def test_a_missed_caller_who_was_called_back_is_no_miss_in_any_segment(story: Story, northwind: int) -> None:
    missed: dict[str, Any] = {"outcome": CallOutcome.BUSY}
    ring(story, northwind, MONDAY, 9, 9)
    ring(story, northwind, MONDAY, 9, 2, caller="030 111", **missed)
    ring(story, northwind, MONDAY, 10, 1, caller="030 222", queue="Support", **missed)
    ring(story, northwind, MONDAY, 10, 3, queue="Support", **missed)
    back: dict[str, Any] = {"direction": CallDirection.OUTBOUND, "excluded": exclusions.OUTBOUND}
    ring(story, northwind, MONDAY, 12, caller="030 111", **back)
    other = story.account("Contoso", 1)
    ring(story, other, MONDAY, 9, 1, caller="030 222", **missed)
    ring(story, other, MONDAY, 11, caller="030 222", **back)
    rolled_up(story)
    found = asked(story, northwind, KpiKey.NET_MISSED_RATE)
    assert (found.value, found.n, found.bad) == (4 / 15, 15, 4)
    assert [each[:3] for each in told(found, Dimension.QUEUE)] == [("Support", 4, 4), ("Sales", 11, 0)]
    assert [each[:3] for each in told(found, Dimension.OUTCOME)] == [("busy", 0, 4)]
    assert [(cell.hour, cell.n, cell.amount) for cell in found.heat.cells] == [(9, 11, 0), (10, 4, 4)]
    book = asked(story, None, KpiKey.NET_MISSED_RATE)
    assert (book.value, book.n, book.bad) == (4 / 16, 16, 4)


def test_a_kpi_that_is_known_by_days_only_has_a_trend_and_a_comparison(story: Story, northwind: int) -> None:
    kpi_id = story.add(
        own_kpis, key="cost", label="cost per call", unit=Unit.NUMBER, comparator=Comparator.AT_MOST,
        formula="Cost / calls.", active=True, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    for back in range(1, 61):
        day, cost = NOW.date() - back * DAY, 30 + back % 3 + (10 if back > 30 else 0)
        with story.engine.connect() as connection, connection.begin():
            row = {"account_id": northwind, "am_id": 1, "kpi_id": kpi_id, "day": day}
            connection.execute(own_kpi_days.insert(), row | {"numerator": cost, "denominator": 10})
    found = asked(story, northwind, KpiKey("cost"))
    assert (found.value, found.n, found.bad) == (3.1, 300, 0)
    assert (found.breakdowns, found.heat.cells) == ((), ())
    assert found.comparison.interval is not None
    assert found.comparison.interval.difference == pytest.approx(-1.0)
    assert found.comparison.interval.is_clear
    assert found.sentence.startswith("Cost per call: 3.1. It is known by day only")
    assert found.kpis == (*KpiKey, "cost")
    nothing = asked(story, northwind, KpiKey("cost"), window=(date(2020, 1, 1), date(2020, 1, 31)))
    assert nothing.sentence == "Nothing of “cost per call” was imported for these days."


def test_a_record_is_broken_down_once_by_its_last_or_first_attempt(story: Story, northwind: int) -> None:
    attempt(story, northwind, "A", MONDAY, "Timeout")
    attempt(story, northwind, "A", MONDAY + DAY)
    attempt(story, northwind, "B", MONDAY, "Timeout")
    attempt(story, northwind, "B", MONDAY + DAY, "Mapping")
    attempt(story, northwind, "C", MONDAY)
    attempt(story, northwind, "D", MONDAY, outcome=SyncOutcome.PENDING)
    rolled_up(story)
    last = asked(story, northwind, KpiKey.SYNC_SUCCESS)
    assert (last.n, last.bad, last.value) == (3, 1, 2 / 3)
    assert told(last, Dimension.ERROR) == [("Mapping", 0, 1, 1.0)]
    first = asked(story, northwind, KpiKey.FIRST_ATTEMPT_SYNC)
    assert (first.n, first.bad, first.value) == (3, 2, 1 / 3)
    assert told(first, Dimension.ERROR) == [("Timeout", 0, 2, 1.0)]


def test_a_record_of_two_integrations_is_two_and_time_orders_attempts(story: Story, northwind: int) -> None:
    attempt(story, northwind, "a", MONDAY, attempted_at=at(MONDAY, 15))
    attempt(story, northwind, "a", MONDAY, "Timeout", attempted_at=at(MONDAY, 10))
    attempt(story, northwind, "a", MONDAY, "Mapping", integration="ERP", attempted_at=at(MONDAY, 8))
    rolled_up(story)
    last = asked(story, northwind, KpiKey.SYNC_SUCCESS)
    assert (last.n, last.bad, last.value) == (2, 1, 0.5)
    assert told(last, Dimension.ERROR) == [("Mapping", 0, 1, 1.0)]
    first = asked(story, northwind, KpiKey.FIRST_ATTEMPT_SYNC)
    assert (first.n, first.bad, first.value) == (2, 2, 0.0)


def test_first_replies_are_broken_down_by_type(story: Story, northwind: int) -> None:
    made = at(MONDAY, 9)
    for kind, hours in ((RequestType.TRAINING, 1), (RequestType.BILLING, 1), (RequestType.BILLING, 30)):
        reply = made + timedelta(hours=hours)
        story.request(northwind, type=kind, created_at=made, first_response_at=reply, priority=Priority.P2)
    story.goal(northwind, KpiKey.REQUEST_FIRST_REPLY, 3600.0, statistic=Statistic.MEDIAN)
    found = asked(story, northwind, KpiKey.REQUEST_FIRST_REPLY)
    assert (found.n, found.bad, found.limit) == (3, 1, "longer than 1 h 00 m")
    assert [(value, n, bad) for value, n, bad, _ in told(found, Dimension.TYPE)] == [
        ("billing", 2, 1), ("training", 1, 0),
    ]  # fmt: skip


def test_a_book_ranks_its_accounts_each_against_its_own_target(story: Story, northwind: int) -> None:
    other = story.account("Contoso", 1)
    story.goal(northwind, KpiKey.MISSED_CALL_RATE, 0.1)
    story.goal(other, KpiKey.MISSED_CALL_RATE, 0.3)
    for account in (northwind, other):
        ring(story, account, MONDAY, 9, 7)
        ring(story, account, MONDAY, 9, 3, outcome=CallOutcome.BUSY)
    rolled_up(story)
    found = asked(story, None)
    assert told(found, Dimension.ACCOUNT) == [("Northwind", 10, 3, 1.0), ("Contoso", 10, 3, 0.0)]
    assert (found.value, found.n, found.accounts, found.told_accounts) == (0.3, 20, 2, 2)
    assert found.target == pytest.approx(0.2)
    assert {segment.account_id for segment in found.breakdowns[1].segments} == {northwind, other}
    assert [(day.day, day.value, day.n) for day in found.days] == [
        (MONDAY + step * DAY, 0.3, 20) for step in range(7)
    ]


def test_another_book_tells_nothing(story: Story, northwind: int) -> None:
    ring(story, northwind, MONDAY, 9, 3, outcome=CallOutcome.BUSY)
    rolled_up(story)
    with story.reading(story.user("ben")) as reading:
        with pytest.raises(NotFound):
            insight(reading, account_id=northwind)
        book = insight(reading)
    assert (book.n, book.value, book.accounts, book.sentence) == (
        0, None, 0, "No calls were counted in these 30 days.",
    )  # fmt: skip


def test_hours_outside_opening_hours_are_known(story: Story) -> None:
    story.user("ana")
    calendar = story.add(calendars, id=77, name="Office")
    story.add(calendar_hours, calendar_id=calendar, weekday=0, opens=9 * 60, closes=12 * 60)
    account = story.account("Open", 1, calendar_id=calendar)
    ring(story, account, MONDAY, 9)
    found = asked(story, account)
    assert (found.heat.at(0, 9).is_open, found.heat.at(0, 12).is_open) == (True, False)
    assert found.heat.open == frozenset({(0, 9), (0, 10), (0, 11)})


def test_periods_to_compare_with(story: Story, northwind: int) -> None:
    last = date(2026, 11, 22)
    for back, missed in ((3, 1), (40, 5), (370, 3)):
        story.missed(northwind, last - back * DAY, missed, 100)
    story.goal(
        northwind, KpiKey.MISSED_CALL_RATE, 0.05, baseline=0.05,
        baseline_first=last - 45 * DAY, baseline_last=last - 31 * DAY,
    )  # fmt: skip
    story.of(
        improvements, northwind, kpi=KpiKey.MISSED_CALL_RATE, what="A third agent",
        status=ImprovementStatus.IMPLEMENTED, implemented_on=last - 24 * DAY, created_at=NOW, updated_at=NOW,
    )  # fmt: skip

    def compared(against: Against) -> tuple[float | None, float | None]:
        found = asked(story, northwind, against=against).comparison
        assert found.before is not None
        assert found.after is not None
        return found.before.value, found.after.value

    assert compared(Against.PREVIOUS) == (0.05, 0.01)
    assert compared(Against.BASELINE) == (0.05, 0.01)
    assert compared(Against.YEAR) == (0.03, 0.01)
    assert compared(Against.ACTION) == (0.05, 0.01)
    acted = asked(story, northwind, against=Against.ACTION).comparison
    assert acted.what == "A third agent"
    assert acted.interval is not None
    assert acted.interval.is_clear is False
    assert asked(story, None, against=Against.ACTION).comparison.before is None


def test_what_cannot_be_asked_is_said(story: Story, northwind: int) -> None:
    with pytest.raises(UsageError, match="has no p90"):
        asked(story, northwind, statistic=Statistic.P90)
    with pytest.raises(UsageError, match="before it begins"):
        asked(story, northwind, window=(MONDAY, MONDAY - DAY))


def test_a_book_costs_as_many_statements_as_one_account_of_its_zone(story: Story, northwind: int) -> None:
    def cost(account: int | None) -> int:
        with counted(story.engine) as statements:
            asked(story, account)
        return len(statements)

    ring(story, northwind, MONDAY, 9, outcome=CallOutcome.BUSY)
    alone = cost(northwind)
    for number in range(5):
        ring(story, story.account(f"Account {number}", 1), MONDAY, 9, outcome=CallOutcome.BUSY)
    assert cost(None) == alone <= 16

"""Stories of appointments: planned, moved, held, cancelled, missed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from amtui.data.models import accounts, interactions, kpi_days, kpi_goals, reviews
from amtui.data.queries.account_detail import account_detail
from amtui.data.queries.account_facts import account_facts
from amtui.data.queries.reminders import reminders
from amtui.data.queries.reviews import reviews as listed
from amtui.domain.changes import CancelReview, HoldReview, MissReview, MoveReview, PlanReview, Redo, Undo
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.vocabulary import AccountStatus, Comparator, KpiKey, ReviewKind, ReviewStatus, Statistic
from amtui.services.backend import Backend
from tests.services.world import ANA, CONTOSO, MONDAY_NINE, NORTHWIND, World

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def plan(backend: Backend, kind: ReviewKind = ReviewKind.CHECK_IN, **also: Any) -> int:
    change = PlanReview(account_id=NORTHWIND, kind=kind, starts_at=AT, **also)
    return backend.apply(change).entity_id or 0


def agree_on_missed_calls(world: World, baseline: float) -> None:
    """Enter a goal of 5 % with its baseline, and yesterday's 8 of 100 missed."""
    with world.writing() as connection:
        connection.execute(
            insert(kpi_goals),
            {
                "account_id": NORTHWIND, "am_id": ANA, "kpi": KpiKey.MISSED_CALL_RATE, "baseline": baseline,
                "statistic": Statistic.RATE, "comparator": Comparator.AT_MOST, "target": 0.05,
                "baseline_n": 200, "baseline_days": 20, "provisional": False, "sustain_days": 7,
                "agreed_on": date(2026, 11, 2), "created_at": MONDAY_NINE, "updated_at": MONDAY_NINE,
            },
        )  # fmt: skip
        connection.execute(
            insert(kpi_days),
            {
                "account_id": NORTHWIND, "am_id": ANA, "kpi": KpiKey.MISSED_CALL_RATE,
                "day": date(2026, 11, 22), "n": 100, "numerator": 8, "denominator": 100,
            },
        )  # fmt: skip


def test_an_appointment_is_planned_in_the_viewers_time(world: World, ana: Backend) -> None:
    receipt = ana.apply(
        PlanReview(
            account_id=NORTHWIND, kind=ReviewKind.QBR, starts_at=AT, attendees=("Kim",), agenda=" KPIs "
        )
    )
    assert receipt.words == "QBR with Northwind planned for 2026-12-01 10:00"
    row = world.row(reviews, receipt.entity_id or 0)
    assert (row["status"], row["starts_at"], row["minutes"]) == (ReviewStatus.PLANNED, AT, 45)
    assert (row["attendees"], row["agenda"], row["am_id"]) == (["Kim"], "KPIs", ANA)


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_minutes_are_sensible(ana: Backend, minutes: int) -> None:
    with pytest.raises(Invalid, match="minutes: an appointment lasts 1 to 1440 minutes"):
        plan(ana, minutes=minutes)


def test_only_active_accounts_of_ones_own_book_are_met(world: World, ana: Backend) -> None:
    with pytest.raises(NotFound):
        ana.apply(PlanReview(account_id=CONTOSO, kind=ReviewKind.QBR, starts_at=AT))
    with world.writing() as connection:
        off = {"status": AccountStatus.INACTIVE, "status_reason": "Left us"}
        connection.execute(update(accounts).where(accounts.c.id == NORTHWIND).values(off))
    with pytest.raises(Refused, match=r"Northwind is inactive \(Left us\): only active accounts"):
        plan(ana)


def test_moving_raises_the_number_that_calendars_go_by(world: World, ana: Backend) -> None:
    review_id = plan(ana)
    later = AT + timedelta(days=7)
    ana.apply(MoveReview(review_id=review_id, expected_version=1, starts_at=later))
    row = world.row(reviews, review_id)
    assert (row["starts_at"], row["sequence"], row["version"]) == (later, 1, 2)
    with pytest.raises(Conflict, match="Ana changed it first"):
        ana.apply(MoveReview(review_id=review_id, expected_version=1, starts_at=AT))
    with pytest.raises(Conflict, match="Ana changed it first"):
        ana.apply(MoveReview(review_id=review_id, expected_version=9, starts_at=AT))


def test_holding_counts_as_a_contact_with_the_client(world: World, ana: Backend) -> None:
    review_id = plan(ana)
    world.clock.at = AT + timedelta(hours=1)
    ana.apply(HoldReview(review_id=review_id, expected_version=1, outcome="All is well"))
    assert world.row(reviews, review_id)["status"] is ReviewStatus.HELD
    with world.engine.connect() as connection:
        touch = connection.execute(select(interactions)).one()
    assert (touch.at, touch.completed, touch.summary) == (AT, True, "Check-in: All is well")
    with pytest.raises(Refused, match="Check-in is held and no longer planned"):
        ana.apply(MissReview(review_id=review_id, expected_version=2))
    ana.apply(Undo())
    assert world.row(reviews, review_id)["status"] is ReviewStatus.PLANNED
    with world.engine.connect() as connection:
        assert connection.execute(select(interactions)).all() == []


def test_what_is_closed_before_its_time_is_no_contact_of_the_future(world: World, ana: Backend) -> None:
    assert world.clock.now() < AT
    ana.apply(HoldReview(review_id=plan(ana), expected_version=1, outcome="We met sooner"))
    (facts,) = [one for one in ana.read(account_facts) if one.account.id == NORTHWIND]
    assert facts.touched_at == world.clock.now()
    assert facts.days_since_touch == 0


def test_what_was_meant_for_a_later_day_was_held_on_the_day_of_its_closing(
    world: World, ana: Backend
) -> None:
    review_id = plan(ana)
    assert world.clock.now().date() < AT.date()
    said = ana.apply(HoldReview(review_id=review_id, expected_version=1, outcome="We met sooner")).words
    assert said == "Check-in held today, sooner than planned"
    row = world.row(reviews, review_id)
    assert (row["starts_at"].date(), row["sequence"]) == (world.clock.now().date(), 1)
    ana.apply(Undo())
    assert world.row(reviews, review_id)["starts_at"] == AT


@pytest.mark.parametrize("baseline", [0.06, 0.04], ids=["behind the figure", "met the target already"])
def test_a_qbr_without_progress_needs_a_new_plan(world: World, ana: Backend, baseline: float) -> None:
    agree_on_missed_calls(world, baseline=baseline)
    review_id = plan(ana, ReviewKind.QBR)
    with pytest.raises(Refused, match="progress on at least one goal or with a new plan; there is neither"):
        ana.apply(HoldReview(review_id=review_id, expected_version=1, outcome="We talked"))
    ana.apply(
        HoldReview(review_id=review_id, expected_version=1, outcome="We talked", new_plan="More agents")
    )
    assert world.row(reviews, review_id)["new_plan"] == "More agents"
    criteria = ana.read(account_detail, account_id=NORTHWIND).criteria
    (said,) = [one.why for one in criteria if "uarterly" in one.what]
    assert "progress" not in said


def test_a_qbr_with_progress_freezes_the_figures(world: World, ana: Backend) -> None:
    agree_on_missed_calls(world, baseline=0.15)
    review_id = plan(ana, ReviewKind.QBR)
    ana.apply(HoldReview(review_id=review_id, expected_version=1, outcome="Half way"))
    (frozen,) = world.row(reviews, review_id)["frozen_kpis"]
    assert (frozen["kpi"], frozen["value"], frozen["n"]) == ("missed_call_rate", 0.08, 100)
    assert frozen["progress"] == pytest.approx(0.7)
    assert (frozen["from"], frozen["to"]) == ("2026-10-24", "2026-11-22")


def test_an_outcome_and_a_reason_are_asked_for(world: World, ana: Backend) -> None:
    review_id = plan(ana)
    with pytest.raises(Invalid, match="outcome: say what came of it"):
        ana.apply(HoldReview(review_id=review_id, expected_version=1, outcome=" "))
    with pytest.raises(Invalid, match="reason: say why it is cancelled"):
        ana.apply(CancelReview(review_id=review_id, expected_version=1, reason=""))
    ana.apply(CancelReview(review_id=review_id, expected_version=1, reason="They are away"))
    row = world.row(reviews, review_id)
    assert (row["status"], row["reason"]) == (ReviewStatus.CANCELLED, "They are away")


def test_reminders_come_in_the_viewers_business_hours(world: World, ana: Backend) -> None:
    early = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # a Monday, nine in Berlin
    review_id = plan(ana)
    ana.apply(MoveReview(review_id=review_id, expected_version=1, starts_at=early))
    rows = ana.read(listed, first=date(2026, 11, 1), last=date(2026, 12, 31))
    assert ana.read(reminders, rows=rows) == {review_id: datetime(2026, 11, 27, 15, 0, tzinfo=UTC)}
    world.clock.passes(days=30)
    assert ana.read(reminders, rows=rows) == {}


def test_a_missed_one_is_recorded_with_or_without_a_reason(world: World, ana: Backend) -> None:
    review_id = plan(ana)
    world.clock.at = AT + timedelta(hours=1)
    ana.apply(MissReview(review_id=review_id, expected_version=1))
    row = world.row(reviews, review_id)
    assert (row["status"], row["reason"]) == (ReviewStatus.MISSED, None)


def test_one_of_a_later_day_was_not_missed_yet(world: World, ana: Backend) -> None:
    review_id = plan(ana)
    world.clock.at = AT - timedelta(days=1)
    with pytest.raises(Refused, match="is still to come") as refused:
        ana.apply(MissReview(review_id=review_id, expected_version=1, reason="The client is ill"))
    assert refused.value.next == "Move or cancel it."
    assert world.row(reviews, review_id)["status"] is ReviewStatus.PLANNED


@pytest.mark.parametrize("kind", [MoveReview, CancelReview])
def test_a_clients_calendar_believes_what_was_taken_back(world: World, ana: Backend, kind: type[Any]) -> None:
    review_id = plan(ana)
    also = {"starts_at": AT + timedelta(days=7)} if kind is MoveReview else {"reason": "away"}
    told = [0]
    for change in (kind(review_id=review_id, expected_version=1, **also), Undo(), Redo()):
        ana.apply(change)
        told.append(world.row(reviews, review_id)["sequence"])
    assert told == sorted(set(told))
    ana.apply(Undo())
    row = world.row(reviews, review_id)
    assert (row["starts_at"], row["status"]) == (AT, ReviewStatus.PLANNED)

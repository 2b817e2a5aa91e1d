"""Stories of reviews that come again: started, moved alone and together, ended, planned ahead."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from amtui.data.models import accounts, calendar_holidays, review_series, reviews
from amtui.data.schema import STANDARD_CALENDAR
from amtui.domain.changes import CancelReview, HoldReview, MoveReview, PlanReview, Undo
from amtui.domain.errors import Conflict, Invalid, Refused
from amtui.domain.review_changes import EditReview, EndSeries, MoveSeries, PlanAhead, StartSeries
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from amtui.services.backend import Backend
from tests.services.world import NORTHWIND, World

BERLIN = ZoneInfo("Europe/Berlin")
TEN = 600


def begin(
    ana: Backend, first: str = "2026-12-15", kind: ReviewKind = ReviewKind.CHECK_IN, **also: Any
) -> str:
    change = StartSeries(
        account_id=NORTHWIND, kind=kind, first=date.fromisoformat(first), minute_of_day=TEN, **also
    )
    return ana.apply(change).words


def rows(world: World, **where: Any) -> list[dict[str, Any]]:
    wanted = select(reviews).order_by(reviews.c.starts_at, reviews.c.id)
    for name, value in where.items():
        wanted = wanted.where(reviews.c[name] == value)
    with world.engine.connect() as connection:
        return [dict(row) for row in connection.execute(wanted).mappings()]


def starts(world: World, **where: Any) -> list[str]:
    return [f"{row['starts_at'].astimezone(BERLIN):%Y-%m-%d %H:%M}" for row in rows(world, **where)]


def test_a_series_is_planned_half_a_year_ahead_on_the_accounts_clock(world: World, ana: Backend) -> None:
    said = begin(ana, attendees=("Kim", "Ana"))
    assert said == "Check-in every month with Northwind from 2026-12-15 10:00: 6 reviews planned"
    assert starts(world) == [
        "2026-12-15 10:00",
        "2027-01-15 10:00",
        "2027-02-15 10:00",
        "2027-03-15 10:00",
        "2027-04-15 10:00",
        "2027-05-17 10:00",  # the 15th is a Saturday
    ]
    row = rows(world)[0]
    assert (row["attendees"], row["minutes"]) == (["Kim", "Ana"], 30)
    assert "Open requests" in row["agenda"]
    ana.apply(Undo())
    assert rows(world) == []


def test_what_they_are_about_is_said_for_all_that_are_planned_at_once(world: World, ana: Backend) -> None:
    begin(ana, agenda=" Look at the queue ")
    assert {row["agenda"] for row in rows(world)} == {"Look at the queue"}
    world.clock.passes(days=60)
    ana.apply(PlanAhead())
    assert "Open requests" in rows(world)[-1]["agenda"]


def test_moving_one_leaves_the_others_and_the_series(world: World, ana: Backend) -> None:
    begin(ana)
    before = starts(world)
    third = rows(world)[2]
    ana.apply(
        MoveReview(review_id=third["id"], expected_version=1, starts_at=datetime(2027, 2, 25, 14, tzinfo=UTC))
    )
    assert starts(world) == [*before[:2], "2027-02-25 15:00", *before[3:]]
    assert "ahead already" in ana.apply(PlanAhead()).words
    assert len(rows(world)) == 6, "the moved one is not planned a second time"


def test_moving_the_series_takes_the_later_ones_along_but_for_those_moved_alone(
    world: World, ana: Backend
) -> None:
    begin(ana)
    known = rows(world)
    alone = datetime(2027, 3, 3, 9, tzinfo=UTC)
    ana.apply(MoveReview(review_id=known[3]["id"], expected_version=1, starts_at=alone))
    to = datetime(2027, 1, 20, 14, 30, tzinfo=BERLIN)
    said = ana.apply(MoveSeries(review_id=known[1]["id"], expected_version=1, starts_at=to)).words
    assert said == (
        "Check-in every month moved to 2027-01-20 14:30: 4 reviews moved, 1 moved on its own stayed"
    )
    assert starts(world) == [
        "2026-12-15 10:00",
        "2027-01-20 14:30",
        "2027-02-22 14:30",
        "2027-03-03 10:00",
        "2027-04-20 14:30",
        "2027-05-20 14:30",
    ]
    ana.apply(Undo())
    assert starts(world)[1:3] == ["2027-01-15 10:00", "2027-02-15 10:00"]


def test_a_holiday_that_is_entered_later_is_no_move_of_its_own(world: World, ana: Backend) -> None:
    begin(ana)
    with world.engine.begin() as connection:
        day = {"calendar_id": STANDARD_CALENDAR, "day": date(2027, 2, 15), "name": "Closed"}
        connection.execute(insert(calendar_holidays).values(**day))
    first = rows(world)[0]
    wednesday = datetime(2026, 12, 16, 9, tzinfo=UTC)
    move = MoveSeries(review_id=first["id"], expected_version=first["version"], starts_at=wednesday)
    assert ana.apply(move).words.endswith("6 reviews moved")
    assert starts(world)[2] == "2027-02-16 10:00"


def test_moving_the_series_does_not_bring_back_what_was_cancelled(world: World, ana: Backend) -> None:
    begin(ana)
    second = rows(world)[1]
    ana.apply(CancelReview(review_id=second["id"], expected_version=1, reason="Holidays"))
    first = rows(world)[0]
    wednesday = datetime(2026, 12, 16, 9, tzinfo=UTC)
    move = MoveSeries(review_id=first["id"], expected_version=first["version"], starts_at=wednesday)
    assert "5 reviews moved" in ana.apply(move).words
    ana.apply(PlanAhead())
    assert not [start for start in starts(world, status=ReviewStatus.PLANNED) if "2027-01" in start]
    assert starts(world, status=ReviewStatus.CANCELLED) == ["2027-01-15 10:00"]


def test_a_moved_series_is_told_on_the_viewers_clock_and_its_undo_in_words(
    world: World, ana: Backend
) -> None:
    begin(ana)
    with world.engine.begin() as connection:
        connection.execute(update(accounts).where(accounts.c.id == NORTHWIND).values(zone="Europe/London"))
    to = datetime(2027, 1, 20, 14, 30, tzinfo=BERLIN)
    said = ana.apply(MoveSeries(review_id=rows(world)[1]["id"], expected_version=1, starts_at=to)).words
    assert said.startswith("Check-in every month moved to 2027-01-20 14:30: ")
    back = ana.apply(Undo()).words
    assert "the series check-in of Northwind from 2026-12-15, at 10:00" in back


def test_a_series_moves_to_a_business_day_only(world: World, ana: Backend) -> None:
    begin(ana)
    first = rows(world)[0]["id"]
    saturday = datetime(2026, 12, 19, 9, tzinfo=UTC)
    with pytest.raises(Refused, match="Saturday 2026-12-19 is no business day of Northwind"):
        ana.apply(MoveSeries(review_id=first, expected_version=1, starts_at=saturday))
    ana.apply(MoveReview(review_id=first, expected_version=1, starts_at=saturday))
    with pytest.raises(Conflict):
        ana.apply(MoveSeries(review_id=first, expected_version=1, starts_at=saturday))


def test_holding_one_plans_the_next_beyond_the_last(world: World, ana: Backend) -> None:
    begin(ana)
    world.clock.at = datetime(2026, 12, 15, 10, tzinfo=UTC)
    first = rows(world)[0]
    said = ana.apply(HoldReview(review_id=first["id"], expected_version=1, outcome="All is well")).words
    assert said == "Check-in held; one more of its series planned, for 2027-06-15 10:00"
    ana.apply(Undo())
    assert len(rows(world, status=ReviewStatus.PLANNED)) == 6


def test_a_cancelled_occurrence_stays_cancelled(world: World, ana: Backend) -> None:
    begin(ana)
    second = rows(world)[1]["id"]
    ana.apply(CancelReview(review_id=second, expected_version=1, reason="Holidays"))
    ana.apply(PlanAhead())
    assert len(rows(world)) == 6


def test_an_appointment_planned_alone_becomes_the_occurrence_of_its_month(world: World, ana: Backend) -> None:
    at = datetime(2027, 1, 11, 8, tzinfo=UTC)
    made = ana.apply(PlanReview(account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=at)).entity_id
    begin(ana)
    assert starts(world)[:2] == ["2026-12-15 10:00", "2027-01-11 09:00"]
    assert world.row(reviews, made or 0)["series_day"] == date(2027, 1, 15)


def test_an_account_has_one_series_of_a_kind_and_can_begin_it_again(world: World, ana: Backend) -> None:
    begin(ana)
    with pytest.raises(Refused, match="Northwind has check-in every month already"):
        begin(ana)
    said = ana.apply(EndSeries(series_id=1, expected_version=1, reason="They are away")).words
    assert said == "Check-in every month with Northwind ended: 6 reviews cancelled"
    with pytest.raises(Refused, match="has ended already"):
        ana.apply(EndSeries(series_id=1, expected_version=2, reason="Again"))
    begin(ana, every_weeks=2)
    planned = starts(world, status=ReviewStatus.PLANNED)
    assert planned[:3] == ["2026-12-15 10:00", "2026-12-29 10:00", "2027-01-12 10:00"]
    assert world.row(review_series, 1)["ends_on"] is None


@pytest.mark.parametrize(
    ("also", "wrong"),
    [
        ({"kind": ReviewKind.KICKOFF}, "a kickoff takes place once"),
        ({"minutes": 0}, "a review lasts 1 to 1440 minutes"),
        ({"every_months": 25}, "every 1 to 24 months"),
        ({"every_months": 1, "every_weeks": 1}, "by the month or by the week"),
        ({"every_weeks": 60}, "every 1 to 52 weeks"),
    ],
)
def test_what_makes_no_series_is_refused(ana: Backend, also: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Invalid, match=wrong):
        begin(ana, **also)


def test_notes_are_kept_at_any_time_and_the_invitation_only_while_it_is_planned(
    world: World, ana: Backend
) -> None:
    begin(ana)
    review = rows(world)[0]["id"]
    ana.apply(EditReview(review_id=review, expected_version=1, agenda="KPIs\n", attendees=("Kim", " ")))
    ana.apply(EditReview(review_id=review, expected_version=2, minutes=20))
    row = world.row(reviews, review)
    assert (row["agenda"], row["attendees"], row["minutes"], row["sequence"]) == ("KPIs", ["Kim"], 20, 1)
    with pytest.raises(Refused, match="only a held review has an outcome"):
        ana.apply(EditReview(review_id=review, expected_version=3, outcome="Well"))
    ana.apply(HoldReview(review_id=review, expected_version=3, outcome="Well"))
    ana.apply(EditReview(review_id=review, expected_version=4, notes="They grow", outcome="Very well"))
    with pytest.raises(Refused, match="Check-in is held: its invitation no longer changes"):
        ana.apply(EditReview(review_id=review, expected_version=5, agenda="Other"))
    row = world.row(reviews, review)
    assert (row["notes"], row["outcome"]) == ("They grow", "Very well")


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-12, 12)), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_occurrences_are_moved_the_series_never_drifts(
    world: World, ana: Backend, moves: list[tuple[int, int]]
) -> None:
    with world.writing() as connection:
        for table in (reviews, review_series):
            connection.execute(table.delete())
    begin(ana)
    plain = {row["id"]: (row["series_day"], row["starts_at"]) for row in rows(world)}
    touched = set()
    for place, days in moves:
        row = world.row(reviews, list(plain)[place])
        to = row["starts_at"] + timedelta(days=days)
        ana.apply(MoveReview(review_id=row["id"], expected_version=row["version"], starts_at=to))
        touched.add(row["id"])
    ana.apply(PlanAhead())
    now = {row["id"]: (row["series_day"], row["starts_at"]) for row in rows(world)}
    assert now.keys() == plain.keys()
    assert {key: now[key] for key in now if key not in touched} == {
        key: plain[key] for key in plain if key not in touched
    }
    assert {key: day for key, (day, _) in now.items()} == {key: day for key, (day, _) in plain.items()}

"""An onboarding from the request of its kickoff to its technical context."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from amtui.data.models import accounts
from amtui.data.queries.account_detail import account_detail
from amtui.data.queries.onboarding import onboarding_board, onboarding_sheet
from amtui.data.queries.success_facts import kickoff_due_on
from amtui.data.queries.today import today
from amtui.domain import changes
from amtui.domain.business_time import Calendar
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.onboarding import AgendaItem, ApprovalState, Step, kickoff_due_at
from amtui.domain.onboarding_changes import (
    DescribeTechnical,
    ForgetTechnical,
    NoteAgenda,
    RequestKickoff,
    SetKickoffDue,
)
from amtui.domain.onboarding_records import OnboardingSheet
from amtui.domain.vocabulary import ReviewKind, Source
from amtui.services.backend import Backend
from tests.services.world import CONTOSO, MONDAY_NINE, NORTHWIND, World

BERLIN = ZoneInfo("Europe/Berlin")
CLOSE = datetime(2026, 11, 30, 17, tzinfo=BERLIN)


def sheet(backend: Backend) -> OnboardingSheet:
    return backend.read(onboarding_sheet, account_id=NORTHWIND)


def test_a_requested_kickoff_is_due_in_five_business_days_and_says_what_is_in_its_way(ana: Backend) -> None:
    assert ana.read(onboarding_board) == ()
    words = ana.apply(RequestKickoff(account_id=NORTHWIND, expected_version=1)).words
    assert words == (
        "Northwind: kickoff to be held by 2026-11-30 17:00. In its way: a designated contact: "
        "no admin and no approved contact; goals defined: no goals yet"
    )
    (row,) = ana.read(onboarding_board)
    assert (row.step, row.kickoff_due_at, row.late) == (Step.GATES, CLOSE, False)
    (kickoff,) = [one for one in ana.read(today) if one.source is Source.KICKOFF]
    assert kickoff.due_at == CLOSE


def test_the_contract_may_say_another_day_with_its_reason(world: World, ana: Backend) -> None:
    with pytest.raises(Invalid, match="reason"):
        ana.apply(RequestKickoff(account_id=NORTHWIND, expected_version=1, due_on=date(2026, 12, 10)))
    with pytest.raises(Invalid, match="before it was requested"):
        ana.apply(
            RequestKickoff(account_id=NORTHWIND, expected_version=1, due_on=date(2026, 11, 1), reason="?")
        )
    ana.apply(
        RequestKickoff(
            account_id=NORTHWIND, expected_version=1, due_on=date(2026, 12, 10), reason="As agreed"
        )
    )
    assert (sheet(ana).row.kickoff_due_at, sheet(ana).due_reason) == (
        datetime(2026, 12, 10, 17, tzinfo=BERLIN),
        "As agreed",
    )
    detail = ana.read(account_detail, account_id=NORTHWIND)
    assert detail.criteria[0].why == "due on 2026-12-10"
    ana.apply(SetKickoffDue(account_id=NORTHWIND, expected_version=2, due_on=None))
    assert sheet(ana).row.kickoff_due_at == CLOSE
    ana.apply(changes.Undo())
    assert sheet(ana).row.kickoff_due_at == datetime(2026, 12, 10, 17, tzinfo=BERLIN)
    world.clock.passes(days=30)
    assert ana.read(onboarding_board)[0].late


def test_a_day_that_becomes_a_holiday_still_ends_and_the_lists_still_open(world: World, ana: Backend) -> None:
    ana.apply(
        RequestKickoff(
            account_id=NORTHWIND, expected_version=1, due_on=date(2026, 12, 5), reason="Their only Saturday"
        )
    )
    end = datetime(2026, 12, 5, 23, 59, tzinfo=BERLIN)
    assert [row.kickoff_due_at for row in ana.read(onboarding_board)] == [end]
    assert [one.due_at for one in ana.read(today) if one.source is Source.KICKOFF] == [end]
    detail = ana.read(account_detail, account_id=NORTHWIND)
    assert detail.criteria[0].why == "due on 2026-12-05"


def test_days_of_an_onboarding_are_those_of_the_account(world: World, ana: Backend) -> None:
    with world.writing() as connection:
        connection.execute(
            update(accounts).where(accounts.c.id == NORTHWIND).values(zone="America/Los_Angeles")
        )
    pacific = ZoneInfo("America/Los_Angeles")
    ana.apply(RequestKickoff(account_id=NORTHWIND, expected_version=1))
    # In Berlin that is half past two in the morning of the first of December.
    late = datetime(2026, 11, 30, 17, 30, tzinfo=pacific)
    ana.apply(changes.PlanReview(account_id=NORTHWIND, kind=ReviewKind.KICKOFF, starts_at=late, minutes=45))
    planned = next(state for state in sheet(ana).row.steps if state.step is Step.PLAN_KICKOFF)
    assert planned.why == "2026-11-30 17:30, later than 2026-11-30 17:00"


def test_a_corrected_request_keeps_the_day_that_was_agreed(ana: Backend) -> None:
    asked: dict[str, Any] = {"account_id": NORTHWIND, "due_on": date(2026, 12, 10), "reason": "As agreed"}
    ana.apply(RequestKickoff(**asked, expected_version=1))
    earlier = MONDAY_NINE - timedelta(days=3)
    ana.apply(RequestKickoff(account_id=NORTHWIND, expected_version=2, at=earlier))
    found = sheet(ana)
    assert (found.row.requested_at, found.due_on, found.due_reason) == (
        earlier,
        date(2026, 12, 10),
        "As agreed",
    )


def test_a_kickoff_that_is_planned_says_what_is_in_its_way(ana: Backend) -> None:
    planned: dict[str, Any] = {"account_id": NORTHWIND, "kind": ReviewKind.KICKOFF, "minutes": 45}
    gates = "In its way: a designated contact: no admin and no approved contact; goals defined: no goals yet"
    early = ana.apply(changes.PlanReview(**planned, starts_at=MONDAY_NINE + timedelta(days=1)))
    assert early.words == f"Kickoff with Northwind planned for 2026-11-24 09:00. {gates}"
    ana.apply(RequestKickoff(account_id=NORTHWIND, expected_version=1))
    late = ana.apply(changes.PlanReview(**planned, starts_at=MONDAY_NINE + timedelta(days=8)))
    assert late.words == (
        f"Kickoff with Northwind planned for 2026-12-01 09:00, later than due (2026-11-30 17:00). {gates}"
    )
    at_noon = MONDAY_NINE + timedelta(hours=3)
    long = ana.apply(changes.PlanReview(**planned | {"minutes": 120}, starts_at=at_noon))
    assert long.words == (
        f"Kickoff with Northwind planned for 2026-11-23 12:00, for 120 minutes (30 to 45 are usual). {gates}"
    )
    past = ana.apply(changes.PlanReview(**planned, starts_at=MONDAY_NINE - timedelta(days=1)))
    assert past.words == "Kickoff with Northwind planned for 2026-11-22 09:00"


def test_a_kickoff_held_after_the_close_of_its_last_day_is_not_in_time(world: World, ana: Backend) -> None:
    ana.apply(RequestKickoff(account_id=NORTHWIND, expected_version=1))
    planned = changes.PlanReview(
        account_id=NORTHWIND, kind=ReviewKind.KICKOFF, minutes=45, starts_at=CLOSE + timedelta(hours=1)
    )
    review_id = ana.apply(planned).entity_id or 0
    world.clock.passes(days=8)
    ana.apply(changes.HoldReview(review_id=review_id, expected_version=1, outcome="Goals agreed"))
    kickoff = ana.read(account_detail, account_id=NORTHWIND).criteria[0]
    assert kickoff.met is False
    assert kickoff.why == "held on 2026-11-30 after the close of business, due on 2026-11-30"


def test_the_agenda_is_kept_point_by_point(ana: Backend) -> None:
    note = NoteAgenda(
        account_id=NORTHWIND, item=AgendaItem.NUMBERS, expected_version=0, done=True, note="Two blocks"
    )
    assert ana.apply(note).words == "Northwind: numbers talked about: Two blocks"
    with pytest.raises(Conflict, match="Ana changed it first"):
        ana.apply(NoteAgenda(account_id=NORTHWIND, item=AgendaItem.NUMBERS, expected_version=0, done=False))
    ana.apply(NoteAgenda(account_id=NORTHWIND, item=AgendaItem.NUMBERS, expected_version=1, done=False))
    point = sheet(ana).facts.agenda[1]
    assert (point.item, point.done, point.note, point.version) == (
        AgendaItem.NUMBERS,
        False,
        "Two blocks",
        2,
    )
    assert [one.done for one in sheet(ana).facts.agenda] == [False] * 5
    ana.apply(changes.Undo())
    assert sheet(ana).facts.agenda[1].done
    ana.apply(changes.Undo())
    assert sheet(ana).facts.agenda[1].version == 0


def test_the_technical_context_keeps_its_approvals(world: World, ana: Backend) -> None:
    pbx: dict[str, Any] = {"account_id": NORTHWIND, "topic": "PBX"}
    with pytest.raises(Invalid, match="detail"):
        ana.apply(DescribeTechnical(**pbx, expected_version=0, approval=ApprovalState.ASKED))
    ana.apply(
        DescribeTechnical(**pbx, expected_version=0, detail="Cloud", approval=ApprovalState.ASKED, note="Kim")
    )
    (part,) = sheet(ana).facts.technical
    assert (part.detail, part.approval, part.note, part.decided_on) == (
        "Cloud",
        ApprovalState.ASKED,
        "Kim",
        None,
    )
    assert sheet(ana).row.steps[4].why == "1 topic described; PBX asked"
    ana.apply(DescribeTechnical(**pbx, expected_version=1, approval=ApprovalState.APPROVED))
    (part,) = sheet(ana).facts.technical
    assert (part.approval, part.decided_on, part.in_the_way) == (
        ApprovalState.APPROVED,
        MONDAY_NINE.date(),
        False,
    )
    with pytest.raises(Conflict):
        ana.apply(DescribeTechnical(**pbx, expected_version=1, detail="On premises"))
    ana.apply(ForgetTechnical(technical_id=part.id, expected_version=2))
    assert sheet(ana).facts.technical == ()
    ana.apply(changes.Undo())
    assert sheet(ana).facts.technical == (part,)


def test_nobody_changes_the_onboarding_of_a_foreign_or_inactive_account(world: World, ana: Backend) -> None:
    with pytest.raises(NotFound):
        ana.apply(NoteAgenda(account_id=CONTOSO, item=AgendaItem.KPIS, expected_version=0, done=True))
    with pytest.raises(NotFound):
        ana.read(onboarding_sheet, account_id=CONTOSO)
    ana.apply(
        changes.SetAccount(
            account_id=NORTHWIND, expected_version=1, fields=(("status", "inactive"),), reason="Left"
        )
    )
    with pytest.raises(Refused, match="only active accounts"):
        ana.apply(RequestKickoff(account_id=NORTHWIND, expected_version=2))
    assert sheet(ana).row.gates[0].why == "Left"


def test_a_day_that_is_open_until_midnight_is_due_on_itself() -> None:
    whole_days = Calendar.weekly("Europe/Berlin", {day: [(0, 24 * 60)] for day in range(5)}, {})
    assert kickoff_due_on(whole_days, kickoff_due_at(whole_days, MONDAY_NINE)) == date(2026, 11, 30)

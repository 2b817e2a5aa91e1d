"""The gates of a kickoff, the steps that follow it, and where an account stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from amtui.domain.business_time import Calendar
from amtui.domain.onboarding import (
    Agenda,
    AgendaItem,
    ApprovalState,
    OnboardingFacts,
    Proof,
    Step,
    Technical,
    closed_gates,
    current,
    is_onboarding,
    kickoff_due_at,
    steps,
)
from amtui.domain.vocabulary import BillingState

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = {day: [(9 * 60, 17 * 60)] for day in range(5)}
XMAS = {date(2026, 12, 25): "Christmas"}
BERLIN = Calendar.weekly("Europe/Berlin", WEEK, XMAS)
PBX = Technical(1, "PBX", "Cloud", ApprovalState.APPROVED)
ALL = OnboardingFacts(
    designated=("Kim",),
    goals=2,
    goals_with_baseline=2,
    requested_at=NOW - 9 * DAY,
    kickoff_due_at=NOW - 2 * DAY,
    kickoff_at=NOW - 3 * DAY,
    held=True,
    technical=(PBX,),
    proofs=(Proof("Correct the routing", 3, confirmed=True),),
    planned_review=True,
)


@pytest.mark.parametrize(
    ("requested", "agreed", "due"),
    [
        # Monday is day 0: the next Monday, at the close of 17:00 in Berlin
        (datetime(2026, 11, 23, 9, tzinfo=UTC), None, datetime(2026, 11, 30, 16, tzinfo=UTC)),
        # 23:30 UTC on Sunday is Monday in Berlin already
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), None, datetime(2026, 11, 30, 16, tzinfo=UTC)),
        # Friday to Friday; over a holiday one day more
        (datetime(2026, 11, 27, 15, tzinfo=UTC), None, datetime(2026, 12, 4, 16, tzinfo=UTC)),
        (datetime(2026, 12, 21, 9, tzinfo=UTC), None, datetime(2026, 12, 29, 16, tzinfo=UTC)),
        # Into summer time: 17:00 is an hour earlier in UTC
        (datetime(2026, 3, 25, 9, tzinfo=UTC), None, datetime(2026, 4, 1, 15, tzinfo=UTC)),
        # As the contract says; a day on which nobody works ends with it
        (datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 12, 10), datetime(2026, 12, 10, 16, tzinfo=UTC)),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 12, 5), datetime(2026, 12, 5, 22, 59, tzinfo=UTC)),
        (
            datetime(2026, 12, 21, 9, tzinfo=UTC),
            date(2026, 12, 25),
            datetime(2026, 12, 25, 22, 59, tzinfo=UTC),
        ),
        (None, date(2026, 12, 10), None),
    ],
)
def test_a_kickoff_is_due_within_five_business_days_or_as_agreed(
    requested: datetime | None, agreed: date | None, due: datetime | None
) -> None:
    assert kickoff_due_at(BERLIN, requested, agreed) == due


def test_a_calendar_that_never_opens_has_no_due_day() -> None:
    assert kickoff_due_at(Calendar.weekly("UTC", {}, {}), NOW) is None


@pytest.mark.parametrize(
    ("facts", "closed"),
    [
        (ALL, ()),
        (replace(ALL, inactive_because="Agreement ended"), ("account active: Agreement ended",)),
        (replace(ALL, billing=BillingState.OVERDUE), ("billing up to date: billing overdue",)),
        (replace(ALL, designated=()), ("a designated contact: no admin and no approved contact",)),
        (replace(ALL, goals=0), ("goals defined: no goals yet",)),
    ],
)
def test_each_closed_gate_says_why(facts: OnboardingFacts, closed: tuple[str, ...]) -> None:
    assert closed_gates(facts) == closed


@pytest.mark.parametrize(
    ("facts", "step", "why"),
    [
        (
            replace(ALL, held=False, kickoff_at=None, goals=0, goals_with_baseline=0),
            Step.GATES,
            "goals defined: no goals yet",
        ),
        (replace(ALL, held=False, kickoff_at=None), Step.PLAN_KICKOFF, "not planned, due on 2026-11-21"),
        (replace(ALL, held=False), Step.HOLD_KICKOFF, "not held, 0 of 5 points of the agenda talked about"),
        (
            replace(ALL, goals=1, goals_with_baseline=1),
            Step.AGREE_GOALS,
            "1 goal, 1 with a baseline; 2 or 3 are wanted",
        ),
        (replace(ALL, goals_with_baseline=1), Step.AGREE_GOALS, "2 goals, 1 with a baseline"),
        (replace(ALL, technical=()), Step.TECHNICAL, "nothing is described"),
        (
            replace(ALL, technical=(PBX, replace(PBX, topic="CRM", approval=ApprovalState.ASKED))),
            Step.TECHNICAL,
            "2 topics described; CRM asked",
        ),
        (
            replace(ALL, technical=(replace(PBX, approval=ApprovalState.REFUSED),)),
            Step.TECHNICAL,
            "1 topic described; PBX refused",
        ),
        (replace(ALL, proofs=()), Step.IMPLEMENT, "0 changes implemented"),
        (
            replace(ALL, proofs=(Proof("Route", 0, confirmed=False),)),
            Step.VALIDATE,
            "missing log ids of test calls and a confirming contact",
        ),
        (
            replace(ALL, proofs=(Proof("Route", 2, confirmed=True), Proof("IVR", 2, confirmed=False))),
            Step.VALIDATE,
            "missing a confirming contact",
        ),
        (replace(ALL, planned_review=False), Step.SCHEDULE, "nothing planned"),
        (ALL, Step.DONE, "nothing is left to do"),
        # What was held needs no open gates any more
        (replace(ALL, billing=BillingState.OVERDUE), Step.DONE, "nothing is left to do"),
    ],
)
def test_an_account_stands_at_the_first_step_that_is_not_done(
    facts: OnboardingFacts, step: Step, why: str
) -> None:
    found = current(facts)
    assert (found.step, found.why) == (step, why)


def test_a_kickoff_planned_too_late_says_so_and_the_agenda_is_counted() -> None:
    agenda = tuple(Agenda(item, done=item is not AgendaItem.GO_LIVE) for item in AgendaItem)
    late = replace(ALL, held=False, kickoff_at=NOW + DAY, agenda=agenda)
    by_step = {state.step: state for state in steps(late)}
    assert by_step[Step.PLAN_KICKOFF].why == "2026-11-24, later than 2026-11-21"
    same_day = {state.step: state for state in steps(replace(late, kickoff_due_at=NOW + DAY / 2 + DAY / 4))}
    assert same_day[Step.PLAN_KICKOFF].why == "2026-11-24 09:00, later than 2026-11-24 03:00"
    on_time = {state.step: state for state in steps(replace(late, kickoff_at=late.kickoff_due_at))}
    assert on_time[Step.PLAN_KICKOFF].why == "2026-11-21"
    assert by_step[Step.HOLD_KICKOFF].why == "not held, 4 of 5 points of the agenda talked about"


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        (ALL, False),
        (replace(ALL, requested_at=None, proofs=()), False),
        (replace(ALL, proofs=()), True),
        (replace(ALL, proofs=(), kickoff_at=NOW - 90 * DAY), True),
        (replace(ALL, proofs=(), kickoff_at=NOW - 91 * DAY), False),
        (replace(ALL, proofs=(), kickoff_at=None, held=False, requested_at=NOW - 400 * DAY), True),
    ],
)
def test_the_board_shows_what_was_requested_and_is_not_over(facts: OnboardingFacts, *, shown: bool) -> None:
    assert is_onboarding(facts, NOW) is shown

"""When requests are due, and how they stand."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.business_time import ALWAYS_OPEN, Calendar, between, office_hours
from amtui.domain.sla import (
    DEFAULT_POLICY,
    Hold,
    SlaFacts,
    SlaPolicy,
    Target,
    ended,
    on_hold,
    resolution_missed,
    response_missed,
    state,
    targets,
    targets_after_hold,
)
from amtui.domain.sla_words import explain_due
from amtui.domain.vocabulary import Priority, RequestStatus, SlaState

ZONE = ZoneInfo("Europe/Berlin")
OFFICE = Calendar.weekly("Europe/Berlin", office_hours(time(9), time(18)))
HOUR = timedelta(hours=1)
EIGHT_HOURS = SlaPolicy(p3=Target(HOUR, 8 * HOUR))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 in Berlin, where the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("priority", "respond", "resolve"),
    [(Priority.P1, 0.5, 2), (Priority.P2, 1, 4), (Priority.P3, 8, 24), (Priority.P4, 24, 72)],
)
def test_the_usual_policy(priority: Priority, respond: float, resolve: float) -> None:
    found = targets(DEFAULT_POLICY, ALWAYS_OPEN, priority, at(23, 9))
    assert (found.respond_by - at(23, 9)) / HOUR == respond
    assert (found.due_at - at(23, 9)) / HOUR == resolve
    assert (found.respond_at_risk_at - at(23, 9)) / HOUR == pytest.approx(respond * 0.8)
    assert (found.due_at_risk_at - at(23, 9)) / HOUR == pytest.approx(resolve * 0.8)


def test_a_hold_of_two_business_hours_delays_the_resolution_by_as_much() -> None:
    holds = [Hold(at(23, 17), at(24, 10))]
    before = targets(EIGHT_HOURS, OFFICE, Priority.P3, at(23, 16))
    after = targets(EIGHT_HOURS, OFFICE, Priority.P3, at(23, 16), holds)
    assert before.due_at == at(24, 15)
    assert after.due_at == at(24, 17)
    assert after.respond_by == before.respond_by, "a first response never pauses"
    assert after == targets_after_hold(EIGHT_HOURS, OFFICE, Priority.P3, at(23, 16), 2 * HOUR)


def test_a_hold_that_lasts_counts_up_to_now_if_asked() -> None:
    holds = [Hold(at(23, 17))]
    assert on_hold(OFFICE, holds) == timedelta()
    assert on_hold(OFFICE, holds, at(24, 10)) == 2 * HOUR
    assert targets(EIGHT_HOURS, OFFICE, Priority.P3, at(23, 16), holds, at(24, 10)).due_at == at(24, 17)
    assert targets(EIGHT_HOURS, OFFICE, Priority.P3, at(23, 16), holds).due_at == at(24, 15)


def test_holds_that_overlap_count_once_and_none_counts_ahead_of_now() -> None:
    holds = [Hold(at(23, 12), at(23, 14)), Hold(at(23, 10), at(23, 13)), Hold(at(23, 16), at(23, 17))]
    assert ended(holds, at(23, 16, 30)) == (
        (at(23, 10).astimezone(UTC), at(23, 14).astimezone(UTC)),
        (at(23, 16).astimezone(UTC), at(23, 16, 30).astimezone(UTC)),
    )
    assert on_hold(OFFICE, holds, at(23, 9)) == timedelta()
    assert on_hold(OFFICE, reversed(holds)) == 5 * HOUR


FACTS = SlaFacts(
    status=RequestStatus.IN_PROGRESS,
    first_response_at=None,
    respond_by=at(23, 12),
    respond_at_risk_at=at(23, 11),
    due_at=at(24, 12),
    due_at_risk_at=at(24, 10),
)
ANSWERED = replace(FACTS, first_response_at=at(23, 10))


@pytest.mark.parametrize(
    ("facts", "now", "expected"),
    [
        (FACTS, at(23, 10), SlaState.RESPONSE_DUE),
        (FACTS, at(23, 11), SlaState.AT_RISK),
        (FACTS, at(23, 12), SlaState.AT_RISK),
        (FACTS, at(23, 12, 1), SlaState.BREACHED),
        (ANSWERED, at(23, 12, 1), SlaState.RESOLUTION_DUE),
        (ANSWERED, at(24, 10), SlaState.AT_RISK),
        (ANSWERED, at(24, 12, 1), SlaState.BREACHED),
        (replace(FACTS, first_response_at=at(23, 13)), at(23, 14), SlaState.BREACHED),
        (replace(ANSWERED, status=RequestStatus.WAITING_CLIENT), at(24, 11), SlaState.PAUSED),
        (replace(ANSWERED, status=RequestStatus.WAITING_INTERNAL), at(24, 11), SlaState.AT_RISK),
        (replace(ANSWERED, status=RequestStatus.ROUTED), at(24, 13), SlaState.BREACHED),
        (replace(FACTS, status=RequestStatus.WAITING_CLIENT), at(23, 13), SlaState.BREACHED),
        (replace(ANSWERED, status=RequestStatus.RESOLVED, resolved_at=at(24, 12)), at(29, 9), SlaState.MET),
        (
            replace(ANSWERED, status=RequestStatus.CLOSED, resolved_at=at(24, 13)),
            at(29, 9),
            SlaState.BREACHED,
        ),
        (replace(FACTS, status=RequestStatus.RESOLVED, resolved_at=at(23, 11)), at(29, 9), SlaState.MET),
        (replace(FACTS, status=RequestStatus.RESOLVED, resolved_at=at(23, 13)), at(29, 9), SlaState.BREACHED),
        (replace(FACTS, status=RequestStatus.CANCELLED), at(29, 9), SlaState.MET),
        (SlaFacts(RequestStatus.NEW), at(29, 9), SlaState.MET),
    ],
)
def test_the_first_state_that_matches_is_told(facts: SlaFacts, now: datetime, expected: SlaState) -> None:
    assert state(facts, now) is expected


def test_on_hold_the_resolution_clock_stands_where_the_hold_began() -> None:
    held = replace(ANSWERED, status=RequestStatus.WAITING_CLIENT, hold_since=at(24, 11))
    assert state(held, at(29, 9)) is SlaState.PAUSED
    late = replace(held, hold_since=at(24, 13))
    assert state(late, at(29, 9)) is SlaState.BREACHED, "it was late before the client was asked"


def test_which_target_was_missed_can_be_told() -> None:
    late_answer = replace(FACTS, first_response_at=at(23, 13))
    assert response_missed(late_answer, at(23, 14))
    assert not resolution_missed(late_answer, at(23, 14))
    assert resolution_missed(ANSWERED, at(25, 9))
    assert not response_missed(ANSWERED, at(25, 9))


_minutes = st.integers(0, 14 * 24 * 60).map(lambda n: at(9, 0) + timedelta(minutes=n))


@given(_minutes, st.lists(st.tuples(_minutes, _minutes), max_size=4), st.sampled_from(Priority))
def test_time_worked_until_due_is_the_target_whatever_the_holds(
    created: datetime, stretches: list[tuple[datetime, datetime]], priority: Priority
) -> None:
    holds = [Hold(created + abs(b - a), created + abs(b - a) + HOUR) for a, b in stretches]
    found = targets(DEFAULT_POLICY, OFFICE, priority, created, holds)
    worked = between(OFFICE, created, found.due_at) - on_hold(OFFICE, holds)
    assert worked == DEFAULT_POLICY.target(priority).resolve
    assert found.respond_by <= targets(DEFAULT_POLICY, OFFICE, priority, created).due_at
    assert found.due_at_risk_at <= found.due_at


def test_a_due_time_is_explained_in_words() -> None:
    told = explain_due(EIGHT_HOURS, OFFICE, Priority.P3, at(23, 16), [Hold(at(23, 17), at(24, 10))])
    assert told.due_at == at(24, 17)
    assert told.held == 2 * HOUR
    assert told.lines == (
        "P3 is to be resolved within 8 h 00 m of business time.",
        "On hold Mon 2026-11-23 17:00 to Tue 2026-11-24 10:00: 2 h 00 m added.",
        "Counted Mon 2026-11-23 16:00 to 18:00: 2 h 00 m.",
        "Counted Tue 2026-11-24 09:00 to 17:00: 8 h 00 m.",
        "Due Tue 2026-11-24 17:00 (Europe/Berlin).",
    )


def test_the_explanation_names_the_holidays_passed() -> None:
    monday = at(23, 0).date()
    shut = Calendar.weekly("Europe/Berlin", office_hours(time(9), time(18)), {monday: "Town fair"})
    told = explain_due(EIGHT_HOURS, shut, Priority.P3, at(20, 17))
    assert told.due_at == at(24, 16)
    assert "Passed over Mon 2026-11-23: Town fair." in told.lines

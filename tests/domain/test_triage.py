"""What comes first, and why it says it does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.money_record import Money
from amtui.domain.today_records import TodayRow
from amtui.domain.triage import Candidate, rank
from amtui.domain.triage_words import beside_due
from amtui.domain.vocabulary import HealthBand, Priority, SlaState, Source, Tier

NOW = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
PLAIN = Candidate(source=Source.REQUEST, ref="R-1", account_id=7, account="Northwind", what="Help")
LATER = NOW + timedelta(days=20)


def days_until(due: datetime, account_id: int) -> float:
    """Count five business days a week, evenly; account 9 works every day."""
    return (due - NOW) / timedelta(days=1) * (1 if account_id == 9 else 5 / 7)


def ranked(*candidates: Candidate) -> tuple[TodayRow, ...]:
    """Rank at the moment of the story."""
    return rank(candidates, NOW, days_until)


def only(candidate: Candidate) -> TodayRow:
    """Rank one candidate."""
    (row,) = ranked(candidate)
    return row


@pytest.mark.parametrize(
    ("candidate", "urgent"),
    [
        (PLAIN, False),
        (replace(PLAIN, due_at=LATER), False),
        (replace(PLAIN, due_at=NOW + timedelta(days=2.8)), True),
        (replace(PLAIN, due_at=NOW + timedelta(days=2.9)), False),
        (replace(PLAIN, due_at=NOW + timedelta(days=2.8), account_id=9), False),
        (replace(PLAIN, due_at=NOW - timedelta(days=9)), True),
        (replace(PLAIN, due_at=LATER, sla_state=SlaState.AT_RISK), True),
        (replace(PLAIN, due_at=LATER, sla_state=SlaState.BREACHED), True),
        (replace(PLAIN, due_at=LATER, sla_state=SlaState.RESOLUTION_DUE), False),
        (replace(PLAIN, priority=Priority.P1), True),
        (replace(PLAIN, priority=Priority.P2), True),
        (replace(PLAIN, priority=Priority.P3), False),
    ],
)
def test_urgent_is_due_within_two_business_days_or_pressing(candidate: Candidate, urgent: bool) -> None:
    assert only(candidate).urgent is urgent


@pytest.mark.parametrize(
    ("candidate", "important"),
    [
        (PLAIN, False),
        (replace(PLAIN, tier=Tier.TOP), True),
        (replace(PLAIN, tier=Tier.SMALL), False),
        (replace(PLAIN, health=HealthBand.RED), True),
        (replace(PLAIN, health=HealthBand.AMBER), False),
        (replace(PLAIN, renewal_on=date(2026, 9, 8)), True),
        (replace(PLAIN, renewal_on=date(2026, 9, 9)), False),
        (replace(PLAIN, renewal_on=date(2026, 6, 9)), False),
        (replace(PLAIN, goal_tied=True), True),
    ],
)
def test_important_is_a_top_account_a_red_one_a_renewal_or_a_goal(
    candidate: Candidate, important: bool
) -> None:
    assert only(candidate).important is important


def test_quadrants_then_due_then_value_then_reference() -> None:
    soon, sooner = NOW + timedelta(days=1), NOW + timedelta(hours=1)
    dear, cheap = Money(Decimal(900), "EUR"), Money(Decimal(100), "EUR")
    in_order = [
        replace(PLAIN, ref="both late", due_at=soon, tier=Tier.TOP),
        replace(PLAIN, ref="urgent soonest", due_at=sooner, value_at_risk=cheap),
        replace(PLAIN, ref="urgent soon, dear", due_at=soon, value_at_risk=dear),
        replace(PLAIN, ref="urgent soon, cheap", due_at=soon, value_at_risk=cheap),
        replace(PLAIN, ref="urgent soon", due_at=soon),
        replace(PLAIN, ref="urgent without deadline", priority=Priority.P1),
        replace(PLAIN, ref="important", goal_tied=True, value_at_risk=dear),
        replace(PLAIN, ref="neither a"),
        replace(PLAIN, ref="neither b"),
    ]

    rows = ranked(*reversed(in_order))

    assert [row.ref for row in rows] == [candidate.ref for candidate in in_order]
    assert [row.rank for row in rows] == list(range(1, 10))


@given(st.permutations(range(12)))
def test_the_order_does_not_depend_on_the_order_of_the_input(order: list[int]) -> None:
    dues = (None, NOW + timedelta(hours=1), LATER)
    candidates = [
        replace(PLAIN, ref=f"R-{i}", due_at=dues[i % 3], tier=Tier.TOP if i % 2 else Tier.STANDARD)
        for i in range(12)
    ]

    assert ranked(*(candidates[i] for i in order)) == ranked(*candidates)


@pytest.mark.parametrize(
    ("candidate", "why"),
    [
        (PLAIN, ("no deadline",)),
        (
            replace(
                PLAIN,
                due_at=NOW - timedelta(minutes=150),
                sla_state=SlaState.BREACHED,
                priority=Priority.P1,
                tier=Tier.TOP,
            ),
            ("breached 2 h ago", "P1", "top-tier account"),
        ),
        (replace(PLAIN, due_at=NOW - timedelta(days=3)), ("overdue by 3 days",)),
        (replace(PLAIN, due_at=NOW - timedelta(hours=60), days_over=3), ("overdue by 3 days",)),
        (replace(PLAIN, due_at=NOW - timedelta(hours=2), days_over=0), ("overdue by 2 h",)),
        (
            replace(PLAIN, due_at=NOW + timedelta(minutes=40), sla_state=SlaState.AT_RISK),
            ("at risk, due in 40 min",),
        ),
        (
            replace(PLAIN, due_at=NOW + timedelta(days=1, hours=10)),
            ("due in 1 business day",),
        ),
        (replace(PLAIN, due_at=NOW + timedelta(days=7)), ("due in 5 business days",)),
        (
            replace(PLAIN, due_at=NOW + timedelta(hours=3), sla_state=SlaState.BREACHED),
            ("breached, due in 3 h",),
        ),
        (replace(PLAIN, sla_state=SlaState.PAUSED), ("paused",)),
        (
            replace(
                PLAIN,
                source=Source.KPI,
                reasons=("KPI off target: missed-call rate 12.3 % against 5 %",),
                goal_tied=True,
                health=HealthBand.RED,
                renewal_on=date(2026, 6, 11),
            ),
            (
                "KPI off target: missed-call rate 12.3 % against 5 %",
                "health red",
                "renewal in 1 day",
                "tied to a goal",
            ),
        ),
        (replace(PLAIN, renewal_on=date(2026, 6, 10)), ("renewal today",)),
    ],
)
def test_each_row_says_why_it_stands_where_it_stands(candidate: Candidate, why: tuple[str, ...]) -> None:
    assert only(candidate).why == why


@pytest.mark.parametrize(
    ("why", "listed"),
    [
        (("due in 2 business days",), ("due in 2 business days",)),
        (("due in 2 h", "P1", "not answered yet"), ("P1", "not answered yet")),
        (("breached 2 days ago", "P2"), ("breached", "P2")),
        (("breached, due in 3 h", "not answered yet"), ("breached", "not answered yet")),
        (("at risk, due in 9 h",), ("at risk",)),
        (("overdue by 9 h", "carried over"), ("overdue", "carried over")),
        (("target regressed", "health red"), ("target regressed", "health red")),
    ],
)
def test_a_list_with_the_deadline_beside_them_keeps_the_other_reasons(
    why: tuple[str, ...], listed: tuple[str, ...]
) -> None:
    assert beside_due(why) == listed


def test_a_renewal_day_is_counted_from_the_viewers_day() -> None:
    in_ninety_days = replace(PLAIN, renewal_on=date(2026, 9, 9))
    noon = NOW + timedelta(hours=3)

    (in_utc,) = rank([in_ninety_days], noon, days_until)
    (on_kiritimati,) = rank([in_ninety_days], noon, days_until, ZoneInfo("Pacific/Kiritimati"))

    assert (in_utc.important, on_kiritimati.important) == (False, True)


def test_a_row_carries_what_the_list_shows_and_opens() -> None:
    value = Money(Decimal("12.50"), "EUR")
    row = only(replace(PLAIN, due_at=LATER, value_at_risk=value, target_id=42))

    assert (row.source, row.ref, row.account_id, row.account, row.what) == (
        Source.REQUEST,
        "R-1",
        7,
        "Northwind",
        "Help",
    )
    assert (row.due_at, row.value_at_risk, row.target_id) == (LATER, value, 42)

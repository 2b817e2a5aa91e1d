"""What comes first, and the counts above it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from amtui.data import models
from amtui.data.queries.today import today, today_board
from amtui.data.schema import STANDARD_CALENDAR
from amtui.domain.money_record import Money
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.vocabulary import (
    BillingState,
    ImprovementStatus,
    InteractionDirection,
    KpiKey,
    Priority,
    RequestStatus,
    ReviewKind,
    ReviewStatus,
    Source,
    Tier,
)
from tests.data.queries.story import NOW, Story, counted

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TODAY = date(2026, 11, 23)


def calm(story: Story, name: str, am_id: int, **values: object) -> int:
    """Make an account that asks for nothing."""
    account = story.account(name, am_id, **values)
    story.touch(account, NOW - DAY)
    story.review(account, NOW + 20 * DAY, kind=ReviewKind.QBR)
    return account


def rows(story: Story, *books: int, everything: bool = False) -> list[TodayRow]:
    with story.reading(*books, everything=everything) as reading:
        return list(today(reading))


def test_an_action_in_place_for_a_week_waits_for_its_proof(story: Story) -> None:
    ana = story.user("ana")
    account = calm(story, "Northwind", ana)
    kim = story.contact(account, "Kim")
    stamps = {"created_at": NOW, "updated_at": NOW, "status": ImprovementStatus.IMPLEMENTED}

    def action(what: str, days_ago: int, **values: object) -> None:
        day = TODAY - days_ago * DAY
        story.of(models.improvements, account, what=what, implemented_on=day, **stamps | values)

    action("Third agent", 8, contact_id=kim)
    action("Too young", 7)
    action("Proved", 20, contact_id=kim, log_ids=["T-1"])
    action("Long ago", 60)
    action("Dropped", 10, status=ImprovementStatus.DROPPED)
    (row,) = [row for row in rows(story, ana) if row.source is Source.IMPROVEMENT]
    assert row.what == "Action to validate: Third agent"
    assert row.why == ("in place since 2026-11-15", "no test calls yet")
    assert [row for row in rows(story, 99) if row.source is Source.IMPROVEMENT] == []


def test_a_calm_book_asks_for_nothing(story: Story) -> None:
    calm(story, "Calm", story.user("ana"))
    assert rows(story, 1) == []


def test_requests_come_in_the_order_of_triage(story: Story) -> None:
    ana = story.user("ana")
    plain = calm(story, "Plain", ana)
    top = calm(story, "Top", ana, tier=Tier.TOP, monthly_value=Decimal(900))
    answered = {"first_response_at": NOW - HOUR}
    story.request(plain, subject="late", due_at=NOW - HOUR, next_due_at=NOW - HOUR, **answered)
    story.request(plain, subject="next week", due_at=NOW + 4 * DAY, next_due_at=NOW + 4 * DAY, **answered)
    story.request(plain, subject="far", due_at=NOW + 30 * DAY, next_due_at=NOW + 30 * DAY, **answered)
    story.request(
        plain,
        subject="down",
        priority=Priority.P1,
        status=RequestStatus.ROUTED,
        external_ticket="SUP-1",
        route="support",
        **answered,
    )
    story.request(top, subject="soon", respond_by=NOW + HOUR, next_due_at=NOW + HOUR)
    story.request(top, subject="asleep", due_at=NOW, next_due_at=NOW, snoozed_until=NOW + DAY, **answered)
    found = rows(story, ana)
    assert [(row.rank, row.what, row.urgent, row.important) for row in found] == [
        (1, "soon", True, True),
        (2, "late", True, False),
        (3, "down", True, False),
        (4, "next week", False, False),
    ]
    assert found[0].why == ("due in 1 h", "not answered yet", "top-tier account")
    assert found[0].value_at_risk == Money(Decimal(900), "EUR")
    assert found[1].why == ("breached 1 h ago",)
    assert found[2].why == ("P1", "followed, with support as SUP-1")
    assert found[3].why == ("due in 4 business days",)


def test_reviews_and_what_is_missing(story: Story) -> None:
    ana = story.user("ana")
    account = calm(story, "Calm", ana)
    story.review(account, NOW + DAY, kind=ReviewKind.TRAINING)
    story.review(account, NOW - 3 * DAY)
    lonely = story.account("Lonely", ana)
    story.touch(lonely, NOW - 63 * DAY)
    story.touch(lonely, NOW - 2 * DAY, direction=InteractionDirection.CLIENT, completed=False)
    found = rows(story, ana)
    assert [(row.source, row.what, row.why) for row in found] == [
        (Source.REVIEW, "Check-in", ("overdue by 3 days", "not closed yet")),
        (
            Source.UNANSWERED,
            "The client waits for an answer",
            ("due in 8 h", "reached out by call, nobody answered"),
        ),
        (Source.REVIEW, "Training", ("due in 1 business day",)),
        (
            Source.CADENCE_GAP,
            "No check-in or QBR planned in time",
            ("no check-in held yet", "no QBR held yet"),
        ),
        (Source.LAST_TOUCH, "No contact for 63 days", ("no deadline",)),
        (Source.REACTIVE, "The client starts the contacts: 1 of 1 in 30 days", ("no deadline",)),
    ]


def test_a_client_waits_until_somebody_spoke_with_them(story: Story) -> None:
    ana = story.user("ana")
    account = calm(story, "Northwind", ana)
    kim = story.contact(account, "Kim")
    asked = {"direction": InteractionDirection.CLIENT, "completed": False, "summary": "the new queue"}
    story.touch(account, NOW - 2 * DAY, **asked)
    assert rows(story, ana) == []
    story.touch(account, NOW - 3 * HOUR, contact_id=kim, **asked)
    story.touch(account, NOW - HOUR, **asked)
    story.touch(account, NOW - HOUR / 2, completed=False)
    (row, _) = rows(story, ana)
    assert (row.source, row.what) == (Source.UNANSWERED, "Kim waits for an answer: the new queue")
    assert row.since == NOW - 3 * HOUR
    story.touch(account, NOW - HOUR / 4)
    assert Source.UNANSWERED not in {row.source for row in rows(story, ana)}


def test_a_kpi_off_target_is_tied_to_its_goal(story: Story) -> None:
    account = calm(story, "Northwind", story.user("ana"))
    story.goal(account, KpiKey.MISSED_CALL_RATE, 0.05, baseline=0.1, baseline_n=500)
    story.missed(account, TODAY - DAY, 12, 100)
    (row,) = rows(story, 1)
    assert (row.source, row.ref, row.important) == (Source.KPI, f"missed_call_rate:{account}", True)
    assert row.what == "KPI off target: missed-call rate 12.0 % against 5 %"
    assert row.why == ("tied to a goal",)


def test_a_kickoff_at_risk_says_what_is_in_its_way(story: Story) -> None:
    requested = {"kickoff_requested_at": datetime(2026, 11, 18, 9, tzinfo=UTC)}
    ana = story.user("ana")
    bare = calm(story, "Bare", ana, billing=BillingState.OVERDUE, **requested)
    ready = calm(story, "Ready", ana, **requested)
    story.contact(ready, "Cleo", is_approved=True)
    story.goal(ready, KpiKey.MISSED_CALL_RATE, 0.05)
    story.review(ready, NOW + 9 * HOUR, kind=ReviewKind.KICKOFF)
    held = calm(story, "Held", ana, **requested)
    story.review(held, NOW - 5 * HOUR, kind=ReviewKind.KICKOFF, status=ReviewStatus.HELD)
    (row,) = [row for row in rows(story, ana) if row.source is Source.KICKOFF]
    assert row.account_id == bare
    assert row.due_at == datetime(2026, 11, 25, 17, tzinfo=UTC)
    assert row.why == (
        "due in 3 business days",
        "kickoff not planned",
        "billing is not up to date",
        "no designated contact",
        "no goals agreed",
    )


def test_accounts_without_a_manager_are_for_those_who_see_them(story: Story) -> None:
    ana = story.user("ana")
    orphan = story.account("Orphan", 0)
    assert rows(story, ana) == []
    (row,) = rows(story, everything=True)
    assert (row.source, row.account_id, row.what) == (Source.UNASSIGNED, orphan, "No account manager")


def test_the_counts_above_the_list(story: Story) -> None:
    ana, ben = story.user("ana"), story.user("ben")
    account = calm(story, "Northwind", ana)
    answered = {"first_response_at": NOW - 9 * HOUR}
    story.request(account, due_at=NOW - HOUR, next_due_at=NOW - HOUR, **answered)
    story.request(account, due_at=NOW + HOUR, due_risk_at=NOW, next_due_at=NOW + HOUR, **answered)
    story.request(account, due_at=NOW - HOUR, status=RequestStatus.CLOSED)
    story.goal(account, KpiKey.MISSED_CALL_RATE, 0.05)
    story.missed(account, TODAY - DAY, 12, 100)
    story.review(account, NOW + HOUR)
    story.review(account, NOW + 2 * HOUR, status=ReviewStatus.CANCELLED)
    story.account("Forgotten", ana)
    story.request(story.account("Other", ben), due_at=NOW - HOUR, next_due_at=NOW - HOUR)
    with story.reading(ana) as reading:
        board = today_board(reading)
        assert board.rows == today(reading)
    assert board.counts == TodayCounts(
        breached=1, at_risk=1, due_today=2, kpis_off_target=1, reviews_today=1, cadence_gaps=1
    )


def test_the_list_costs_the_same_for_any_book(story: Story) -> None:
    def cost() -> int:
        with story.reading(1) as reading, counted(story.engine) as statements:
            today_board(reading)
        return len(statements)

    ana = story.user("ana")
    story.account("First", ana, kickoff_requested_at=NOW - DAY)
    before = cost()
    for n in range(7):
        account = story.account(f"Account {n}", ana, kickoff_requested_at=NOW - DAY)
        story.request(account, due_at=NOW, next_due_at=NOW)
        story.of(models.agreements, account, starts_on=TODAY, ends_on=TODAY, notice_days=0, currency="EUR")
    assert cost() == before == 29


@pytest.mark.parametrize("books", [(), (99,)])
def test_nothing_is_seen_without_a_book(story: Story, books: tuple[int, ...]) -> None:
    account = story.account("Northwind", story.user("ana"))
    story.request(account, due_at=NOW, next_due_at=NOW)
    assert rows(story, *books) == []


@pytest.mark.parametrize(
    ("ends_in", "what", "why"),
    [
        (45, None, ""),
        (44, "Renewal: last day to give notice is 2026-12-07", "due in 11 business days"),
        (30, "Renewal: last day to give notice is 2026-11-23", "due in 15 h"),
        (29, "Renewal: the agreement ends on 2026-12-22", "inside its notice period of 30 days"),
        (0, "Renewal: the agreement ends on 2026-11-23", "due in 15 h"),
        (-1, None, ""),
    ],
)
def test_a_renewal_is_thought_of_before_and_within_its_notice_period(
    story: Story, ends_in: int, what: str | None, why: str
) -> None:
    account = calm(story, "Northwind", story.user("ana"))
    dates = {"starts_on": TODAY - 400 * DAY, "ends_on": TODAY + ends_in * DAY, "notice_days": 30}
    story.of(models.agreements, account, **dates, currency="EUR")
    found = rows(story, 1)
    assert [row.what for row in found] == ([] if what is None else [what])
    assert what is None or (why in found[0].why and found[0].source is Source.RENEWAL)


def test_billing_that_is_not_up_to_date_is_something_to_do(story: Story) -> None:
    ana = story.user("ana")
    calm(story, "Late", ana, billing=BillingState.OVERDUE)
    calm(story, "Blocked", ana, billing=BillingState.BLOCKED)
    assert {(row.account, row.what) for row in rows(story, ana)} == {
        ("Late", "Invoices are overdue"),
        ("Blocked", "Billing is blocked"),
    }


def closed(story: Story, *days: date) -> None:
    for day in days:
        story.add(models.calendar_holidays, calendar_id=STANDARD_CALENDAR, day=day, name="Closed")


def test_what_is_due_on_the_second_business_day_is_there_however_long_the_holidays_are(story: Story) -> None:
    account = calm(story, "Northwind", story.user("ana"))
    closed(story, *(TODAY + n * DAY for n in range(1, 8)))
    story.review(account, NOW + 8 * DAY)
    story.review(account, NOW + 10 * DAY, kind=ReviewKind.TRAINING)
    story.request(account, subject="Menu", due_at=NOW + 9 * DAY, first_response_at=NOW)
    story.request(account, subject="Later", due_at=NOW + 11 * DAY, first_response_at=NOW)
    task = {"account_id": None, "am_id": 1, "important": False, "delegate": "", "carried": 0}
    for ahead, title in ((9, "Quote"), (10, "Later")):
        stamps = {"created_at": NOW, "updated_at": NOW}
        story.add(models.tasks, **task, **stamps, title=title, due_on=TODAY + ahead * DAY)
    ahead_of = (Source.REVIEW, Source.REQUEST, Source.TASK)
    found = [(row.what, row.urgent) for row in rows(story, 1) if row.source in ahead_of]
    assert sorted(found) == [("Check-in", True), ("Menu", True), ("Quote", True)]


def test_what_is_due_on_a_closed_day_is_due_on_that_day(story: Story) -> None:
    calm(story, "Northwind", story.user("ana"))
    closed(story, TODAY)
    story.add(
        models.tasks, account_id=None, am_id=1, title="Quote", important=False, delegate="", carried=0,
        due_on=TODAY, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    (row,) = [row for row in rows(story, 1) if row.source is Source.TASK]
    assert row.due_at == datetime(2026, 11, 23, 23, 59, tzinfo=UTC)


def test_a_review_on_a_day_that_was_closed_since_says_so(story: Story) -> None:
    account = calm(story, "Northwind", story.user("ana"))
    closed(story, TODAY + DAY)
    story.review(account, NOW + DAY)
    story.review(account, NOW + 2 * DAY)
    found = [row.why for row in rows(story, 1) if row.source is Source.REVIEW]
    assert ["no business day of the account" in why for why in found] == [True, False]

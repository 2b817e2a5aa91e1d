"""Each story can be found in the book that the demo opens with."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Row, Select, func, select

from amtui.data.demo.stories import BROKE_DAYS_AGO, FIXED_DAYS_AGO, HOT_QUEUE, LONG_NAME, MAPPING_ERROR, Story
from amtui.data.models import (
    accounts,
    calls,
    contacts,
    improvements,
    interactions,
    kpi_days,
    kpi_goals,
    requests,
    review_series,
    reviews,
    sync_events,
    timeline,
    users,
)
from amtui.data.schema import said
from amtui.domain.business_time import Calendar, office_hours
from amtui.domain.cadence import Series, gap, kickoff_deadline
from amtui.domain.contact_balance import last_touch, reactive_ratio
from amtui.domain.kpi.rollup import DayRollup, daily, over, pool
from amtui.domain.kpi.stored import gaps_from_json, histogram_from_json
from amtui.domain.kpi.sustain import Rule, Verdict, sustained
from amtui.domain.vocabulary import (
    CallOutcome,
    ImprovementStatus,
    KpiKey,
    Priority,
    RequestStatus,
    RequestType,
    ReviewKind,
    ReviewStatus,
    Route,
    SyncOutcome,
)
from tests.data.demo.conftest import made, small

NOW = datetime(2026, 11, 23, tzinfo=UTC)
Found = Row[Any]


class Book:
    """The book of the account manager as whom the demo opens, and nothing else."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        login = said(connection, "opens_as")
        self.am = connection.execute(select(users).where(users.c.login == login)).one()

    def rows(self, statement: Select[Any]) -> list[Found]:
        return list(self.connection.execute(statement))

    def account(self, name: str) -> Found:
        """Return one account of this book."""
        query = select(accounts).where(accounts.c.name == name, accounts.c.am_id == self.am.id)
        return self.connection.execute(query).one()

    def goal(self, account: Found, kpi: KpiKey) -> Found:
        """Return the goal in force."""
        table = kpi_goals.c
        query = select(kpi_goals).where(
            table.account_id == account.id, table.kpi == kpi, table.superseded_on.is_(None)
        )
        return self.connection.execute(query).one()

    def days(self, account: Found, kpi: KpiKey) -> list[DayRollup]:
        """Return the stored days of a KPI."""
        query = select(kpi_days).where(kpi_days.c.account_id == account.id, kpi_days.c.kpi == kpi)
        is_sync = kpi is KpiKey.SYNC_SUCCESS
        return [
            DayRollup(
                row.day,
                row.n,
                row.numerator or 0,
                row.denominator or 0,
                histogram={} if is_sync else histogram_from_json(row.histogram or {}),
                gaps=gaps_from_json(row.histogram or {}) if is_sync else {},
            )
            for row in self.connection.execute(query)
        ]

    def verdict(self, account: Found, kpi: KpiKey) -> Verdict:
        """Tell what the days since the goal was agreed say."""
        goal, days = self.goal(account, kpi), self.days(account, kpi)
        found = sustained(
            daily(kpi, days, goal.statistic),
            Rule(goal.comparator, goal.target, goal.sustain_days),
            over(kpi, days, goal.statistic),
            first=goal.agreed_on,
            last=today(account) - timedelta(days=1),
        )
        return found.verdict

    def rate(self, account: Found, kpi: KpiKey, first_ago: int, last_ago: int) -> float:
        """Return a rate from so many days ago to so many days ago."""
        first, last = (today(account) - timedelta(days=ago) for ago in (first_ago, last_ago))
        pooled = pool(kpi, self.days(account, kpi), first=first, last=last)
        assert pooled.numerator is not None
        return pooled.numerator / pooled.n


def today(account: Found) -> date:
    return NOW.astimezone(ZoneInfo(account.zone)).date()


@pytest.fixture
def book(demo: Connection) -> Book:
    return Book(demo)


def test_missed_calls_pile_up_on_monday_morning_in_one_queue(book: Book) -> None:
    account = book.account("Brightwater Dental Group")
    zone = ZoneInfo(account.zone)
    missed: Counter[tuple[int, int, str]] = Counter()
    offered: Counter[tuple[int, int, str]] = Counter()
    for call in book.rows(select(calls).where(calls.c.account_id == account.id, calls.c.excluded == 0)):
        local = call.started_at.astimezone(zone)
        segment = (local.weekday(), local.hour, call.queue)
        offered[segment] += 1
        missed[segment] += call.outcome is not CallOutcome.ANSWERED
    (worst, most), (_, next_most) = missed.most_common(2)
    assert worst == (0, 9, HOT_QUEUE)
    assert most > 5 * next_most
    assert most > 0.3 * missed.total(), "it explains much of the whole"
    assert missed[worst] > 0.4 * offered[worst]
    assert (
        book.rate(account, KpiKey.MISSED_CALL_RATE, 30, 1)
        > book.goal(account, KpiKey.MISSED_CALL_RATE).target
    )


def test_a_crm_mapping_broke_on_a_day_and_was_fixed(book: Book) -> None:
    account = book.account("Kestrel Logistics GmbH")
    failed = book.rows(
        select(sync_events.c.day).where(
            sync_events.c.account_id == account.id, sync_events.c.error == MAPPING_ERROR
        )
    )
    ago = sorted((today(account) - row.day).days for row in failed)
    assert FIXED_DAYS_AGO < ago[0] <= FIXED_DAYS_AGO + 3
    assert BROKE_DAYS_AGO - 3 <= ago[-1] <= BROKE_DAYS_AGO
    assert book.rate(account, KpiKey.SYNC_SUCCESS, 60, BROKE_DAYS_AGO + 1) > 0.98
    assert book.rate(account, KpiKey.SYNC_SUCCESS, BROKE_DAYS_AGO, FIXED_DAYS_AGO + 1) < 0.75
    assert book.rate(account, KpiKey.SYNC_SUCCESS, FIXED_DAYS_AGO - 3, 1) > 0.98
    request = book.connection.execute(
        select(requests).where(
            requests.c.account_id == account.id,
            requests.c.type == RequestType.CRM_MAPPING,
            requests.c.subject.contains("no longer synchronised"),
        )
    ).one()
    assert request.status is RequestStatus.CLOSED
    assert abs((request.resolved_at.date() - (today(account) - timedelta(days=FIXED_DAYS_AGO))).days) <= 3
    done = book.rows(select(improvements).where(improvements.c.account_id == account.id))
    assert any(row.playbook == "crm-mismatch" and row.status is ImprovementStatus.IMPLEMENTED for row in done)


def test_failed_records_went_through_after_the_fix(book: Book) -> None:
    account = book.account("Kestrel Logistics GmbH")
    last: dict[str, SyncOutcome] = {}
    broken = set()
    query = (
        select(sync_events).where(sync_events.c.account_id == account.id).order_by(sync_events.c.attempted_at)
    )
    for event in book.rows(query):
        last[event.record_id] = event.outcome
        broken |= {event.record_id} if event.error == MAPPING_ERROR else set()
    assert len(broken) > 50
    assert sum(last[record] is SyncOutcome.SUCCEEDED for record in broken) > 0.97 * len(broken)


def test_a_target_is_met_and_sustained(book: Book) -> None:
    account = book.account("Marlowe & Finch Solicitors")
    goal = book.goal(account, KpiKey.MISSED_CALL_RATE)
    assert goal.baseline > 2 * goal.target
    assert not goal.provisional
    assert book.rate(account, KpiKey.MISSED_CALL_RATE, 30, 1) <= goal.target
    assert book.verdict(account, KpiKey.MISSED_CALL_RATE) is Verdict.SUSTAINED
    done = select(func.count()).where(
        improvements.c.goal_id == goal.id, improvements.c.status == ImprovementStatus.IMPLEMENTED
    )
    assert (book.connection.scalar(done) or 0) >= 1


def test_a_target_that_was_held_is_lost_again(book: Book) -> None:
    account = book.account("Tidewater Travel")
    goal = book.goal(account, KpiKey.FIRST_RESPONSE)
    assert book.verdict(account, KpiKey.FIRST_RESPONSE) is Verdict.REGRESSED
    before = [
        goal
        for goal in book.rows(select(kpi_goals).where(kpi_goals.c.account_id == account.id))
        if goal.kpi is KpiKey.FIRST_RESPONSE and goal.superseded_on
    ]
    assert [old.target > goal.target for old in before] == [True], "the history of the goal is kept"


def test_a_kickoff_is_at_risk(book: Book) -> None:
    account = book.account("Lumen Optik AG")
    hours = Calendar.weekly(account.zone, office_hours(9 * 60, 17 * 60))
    deadline = kickoff_deadline(hours, account.kickoff_requested_at)
    assert NOW <= deadline <= NOW + timedelta(days=4)
    kickoffs = select(reviews).where(reviews.c.account_id == account.id, reviews.c.kind == ReviewKind.KICKOFF)
    assert book.rows(kickoffs) == []
    assert book.rows(select(kpi_goals).where(kpi_goals.c.account_id == account.id)) == []


def test_a_p1_is_tracked_with_its_support_ticket(book: Book) -> None:
    account = book.account("Northwind Freight")
    query = select(requests).where(
        requests.c.account_id == account.id, requests.c.priority == Priority.P1, requests.c.is_open
    )
    (request,) = book.rows(query.where(requests.c.external_ticket == "SUP-48213"))
    assert request.status is RequestStatus.ROUTED
    assert request.route is Route.SUPPORT
    assert request.external_owner
    assert request.evidence
    told = book.connection.scalars(select(timeline.c.note).where(timeline.c.request_id == request.id)).all()
    assert any("SUP-48213" in (note or "") for note in told)


def touches(book: Book, account: Found) -> list[Found]:
    return book.rows(select(interactions).where(interactions.c.account_id == account.id))


def test_nobody_has_spoken_to_an_account_for_two_months(book: Book) -> None:
    account = book.account("Oakhurst Property Management")
    found = touches(book, account)
    last = last_touch(found)
    assert last is not None
    assert NOW - last > timedelta(days=60)
    assert sum(row.at > last and not row.completed for row in found) == 2, "what was tried went unanswered"


def test_a_silent_account_has_nothing_planned_either(book: Book) -> None:
    account = book.account("Oakhurst Property Management")
    assert gaps(book, account) == {ReviewKind.CHECK_IN, ReviewKind.QBR}


def gaps(book: Book, account: Found) -> set[ReviewKind]:
    """Return the kinds of reviews that an account misses."""
    found = set()
    for series in book.rows(select(review_series).where(review_series.c.account_id == account.id)):
        own = book.rows(
            select(reviews).where(reviews.c.account_id == account.id, reviews.c.kind == series.kind)
        )
        held = max((row.starts_at.date() for row in own if row.status is ReviewStatus.HELD), default=None)
        planned = min(
            (row.starts_at.date() for row in own if row.status is ReviewStatus.PLANNED), default=None
        )
        if gap(Series(series.kind, series.anchor, series.every_months), today(account), held, planned):
            found.add(series.kind)
    return found


def test_a_couple_of_accounts_have_a_gap_and_most_have_none(book: Book) -> None:
    own = book.rows(select(accounts).where(accounts.c.am_id == book.am.id))
    with_gaps = sum(bool(gaps(book, account)) for account in own)
    assert 2 <= with_gaps <= 8


def test_a_client_is_always_the_one_who_calls(book: Book) -> None:
    ratio = reactive_ratio(touches(book, book.account("Pinnacle Fitness Clubs")), NOW)
    assert ratio.flagged
    assert ratio.total >= 8
    assert ratio.value is not None
    assert ratio.value > 0.75


def test_most_clients_wait_for_us_to_call(book: Book) -> None:
    own = book.rows(select(accounts).where(accounts.c.am_id == book.am.id))
    flagged = [account.name for account in own if reactive_ratio(touches(book, account), NOW).flagged]
    assert len(flagged) < len(own) / 2


def test_a_complaint_was_reopened(book: Book) -> None:
    account = book.account("Hollis Insurance Brokers")
    complaint = book.connection.execute(
        select(requests).where(
            requests.c.account_id == account.id,
            requests.c.is_open,
            requests.c.type == RequestType.COMPLAINT,
            requests.c.subject.contains("promised a callback"),
        )
    ).one()
    assert complaint.status is RequestStatus.IN_PROGRESS
    assert complaint.resolved_at is None
    moves = book.rows(
        select(timeline).where(timeline.c.request_id == complaint.id, timeline.c.before == "resolved")
    )
    assert [(move.after, bool(move.note)) for move in moves] == [("in_progress", True)]


@pytest.mark.parametrize(
    ("name", "contact"),
    [
        ("株式会社さくら通信販売", "山田 花子"),
        ("شركة النخيل للتجارة والخدمات", "أحمد المنصوري"),
        (LONG_NAME, "Schillingsfürst"),
        ("[red]Bracket & Sons[/red]", "[bold]Robert[/bold] O'Brien"),
    ],
)
def test_names_of_every_kind_are_at_hand(book: Book, name: str, contact: str) -> None:
    account = book.account(name)
    people = book.connection.scalars(select(contacts.c.name).where(contacts.c.account_id == account.id)).all()
    assert any(contact in person for person in people)
    assert book.rows(select(requests).where(requests.c.account_id == account.id))
    assert book.rows(select(calls.c.id).where(calls.c.account_id == account.id))


def test_a_very_long_name_is_very_long() -> None:
    assert len(LONG_NAME) > 150


def test_a_small_demo_tells_the_stories_it_has_room_for(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = made(tmp_path_factory.mktemp("few") / "demo.db")
    report = small(engine, accounts=6)
    assert [told.story for told in report.stories] == list(Story)[:6]

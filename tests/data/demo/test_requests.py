from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Row, select

from amtui.data.models import accounts, contacts, requests, timeline
from amtui.domain.business_time import Calendar
from amtui.domain.request_rules import OPEN, PAUSED, STOPPED, check_move, check_p1, default_route, priority_of
from amtui.domain.sla import DEFAULT_POLICY, Hold, on_hold, targets_after_hold
from amtui.domain.vocabulary import Priority, RequestStatus, RequestType
from tests.data.demo.test_figures import calendars_of

FAR = datetime(9999, 12, 31, tzinfo=UTC)
Moves = list[tuple[datetime, RequestStatus, RequestStatus, str | None]]


@pytest.fixture
def moves(demo: Connection) -> dict[int, Moves]:
    """The moves of each request between statuses, in order."""
    query = (
        select(timeline).where(timeline.c.field == "status").order_by(timeline.c.request_id, timeline.c.id)
    )
    found: dict[int, Moves] = defaultdict(list)
    for line in demo.execute(query):
        found[line.request_id].append(
            (line.at, RequestStatus(line.before), RequestStatus(line.after), line.note)
        )
    return found


@pytest.fixture
def hours(demo: Connection) -> Callable[[int], Calendar]:
    """The hours in which an account's service levels count."""
    recorded = calendars_of(demo)
    places = {row.id: row.zone for row in demo.execute(select(accounts.c.id, accounts.c.zone))}
    standard = {
        zone: Calendar.weekly(zone, {day: [(540, 1020)] for day in range(5)}) for zone in places.values()
    }
    return lambda account: recorded[account] or standard[places[account]]


def test_all_types_and_statuses_occur(demo: Connection) -> None:
    assert set(demo.scalars(select(requests.c.type).distinct())) == set(RequestType)
    assert set(demo.scalars(select(requests.c.status).distinct())) == set(RequestStatus)
    assert set(demo.scalars(select(requests.c.priority).distinct())) == set(Priority)


def test_due_times_are_those_of_the_service_levels(
    demo: Connection, hours: Callable[[int], Calendar]
) -> None:
    for row in demo.execute(select(requests)):
        held = timedelta(seconds=row.on_hold_seconds)
        wanted = targets_after_hold(DEFAULT_POLICY, hours(row.account_id), row.priority, row.created_at, held)
        assert row.respond_by == wanted.respond_by, row.ref
        assert row.due_at == wanted.due_at, row.ref
        assert row.respond_risk_at == wanted.respond_at_risk_at, row.ref
        assert row.due_risk_at == wanted.due_at_risk_at, row.ref


def test_time_on_hold_is_that_of_the_timeline(
    demo: Connection, moves: dict[int, Moves], hours: Callable[[int], Calendar]
) -> None:
    held = 0
    for row in demo.execute(select(requests)):
        holds = holds_of(moves[row.id])
        total = on_hold(hours(row.account_id), [hold for hold in holds if hold.end])
        assert row.on_hold_seconds == total.total_seconds(), row.ref
        assert row.hold_since == next((hold.start for hold in holds if hold.end is None), None), row.ref
        held += bool(holds)
    assert held > 100


def holds_of(moves: Moves) -> list[Hold]:
    """Return the stretches in which the resolution clock stood still, a lasting one without its end."""
    found: list[Hold] = []
    since: datetime | None = None
    for at, before, after, _ in moves:
        if since is not None and (before in PAUSED or after in OPEN):
            found.append(Hold(since, at))
        since = at if after in PAUSED or after is RequestStatus.RESOLVED else None
    return [*found, Hold(since)] if since and moves[-1][2] in PAUSED else found


def test_every_move_is_one_that_the_rules_allow(demo: Connection, moves: dict[int, Moves]) -> None:
    for row in demo.execute(select(requests)):
        status = RequestStatus.NEW
        for _, before, after, note in moves[row.id]:
            assert before is status
            check_move(before, after, note, row.priority)
            status = after
        assert row.status is status
        assert row.is_open is (status in OPEN)
        assert (row.resolved_at is not None) is (status in {RequestStatus.RESOLVED, RequestStatus.CLOSED})


def next_due(row: Row) -> datetime:  # type: ignore[type-arg]
    respond = row.respond_by if row.first_response_at is None else FAR
    return min(respond, FAR if row.status in PAUSED else row.due_at)


def test_the_next_due_moment_is_the_earliest_that_runs(demo: Connection) -> None:
    for row in demo.execute(select(requests)):
        assert row.next_due_at == (FAR if row.status in STOPPED else next_due(row)), row.ref


def test_priorities_routes_and_tickets_follow_the_rules(demo: Connection) -> None:
    for row in demo.execute(select(requests)):
        assert row.priority is priority_of(row.impact, row.urgency)
        assert row.route is default_route(row.type, row.priority)
        check_p1(row.priority, row.external_ticket)


def test_the_first_response_is_the_first_thing_that_we_told_the_client(demo: Connection) -> None:
    query = select(timeline).where(
        timeline.c.field == "comment", timeline.c.shared, timeline.c.actor_id.is_not(None)
    )
    first: dict[int, datetime] = {}
    for line in demo.execute(query.order_by(timeline.c.at)):
        first.setdefault(line.request_id, line.at)
    for row in demo.execute(select(requests)):
        assert row.first_response_at == first.get(row.id), row.ref


def test_timelines_run_forwards(demo: Connection) -> None:
    latest: dict[int, datetime] = {}
    for line in demo.execute(select(timeline).order_by(timeline.c.id)):
        assert line.at >= latest.get(line.request_id, line.at)
        latest[line.request_id] = line.at
    assert all(latest[row.id] == row.updated_at for row in demo.execute(select(requests)))


def test_requests_come_from_people_of_the_account(demo: Connection) -> None:
    homes = {row.id: row.account_id for row in demo.execute(select(contacts))}
    assert all(homes[row.contact_id] == row.account_id for row in demo.execute(select(requests)))


def test_a_working_queue_is_neither_empty_nor_hopeless(demo: Connection) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    found = demo.execute(select(requests).where(requests.c.is_open)).all()
    late = sum(row.next_due_at < now for row in found)
    assert 250 < len(found) < 900
    assert 10 < late < len(found) / 3
    assert len(Counter(row.status for row in found)) == len(OPEN)

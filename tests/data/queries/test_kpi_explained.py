"""What a figure rests on: switches, counts and single observations, against naive counting in Python."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest

from amtui.data.models import calls, imports, own_kpi_days, own_kpis, settings, sync_events
from amtui.data.queries.evidence import evidence_count, evidence_page
from amtui.data.queries.kpi_explained import explain
from amtui.data.queries.kpi_figure import Ways
from amtui.data.queries.kpi_series import daily_series
from amtui.data.queries.kpis import kpi_figures, pooled_figure
from amtui.domain.errors import NotFound
from amtui.domain.explained_words import tries_words
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.exclusions import classify
from amtui.domain.kpi.service_level import CallCounts, Method, service_level
from amtui.domain.kpi.statistics import percentile
from amtui.domain.kpi_explained import Evidence, Tries
from amtui.domain.paging import Slice
from amtui.domain.vocabulary import (
    CallDirection,
    CallOutcome,
    Comparator,
    KpiKey,
    Statistic,
    SyncOutcome,
    Unit,
)
from amtui.services.rollups import rebuild_account
from tests.data.queries.story import NOW, Story

TODAY = date(2026, 11, 23)
WINDOW: dict[str, Any] = {"first": TODAY - timedelta(days=10), "last": TODAY - timedelta(days=1)}
OFF = [frozenset(names) for size in (0, 1, 2, 6) for names in combinations(exclusions.OF_CALLS, size)][::3]
ANSWERED, ABANDONED = CallOutcome.ANSWERED, CallOutcome.ABANDONED


@dataclass(frozen=True)
class Call:
    """A call as Python counts it."""

    started_at: datetime
    direction: CallDirection
    outcome: CallOutcome
    wait: int | None
    mask: int


def made(numbers: Random, n: int) -> list[Call]:
    """Return calls of twelve days, of every kind."""
    found = []
    for _ in range(n):
        at = NOW.replace(hour=0, minute=0) - timedelta(minutes=numbers.randrange(1, 12 * 1440))
        direction = numbers.choice([CallDirection.INBOUND] * 6 + list(CallDirection))
        outcome = numbers.choice([ANSWERED] * 4 + list(CallOutcome))
        wait = None if numbers.random() < 0.1 else numbers.randrange(60)
        mask = classify(
            direction, outcome, wait, is_open=numbers.random() < 0.8, is_leg=numbers.random() < 0.1
        )
        found.append(Call(at, direction, outcome, wait, mask))
    return found


Book = tuple[Story, int, list[Call]]


def with_calls(story: Story) -> Book:
    """Make an account with 300 calls and their roll-ups."""
    account = story.account("Northwind", story.user("ana"))
    listed = made(Random(7), 300)
    rows = [
        {
            "account_id": account, "am_id": 1, "source": "test", "external_id": f"c{n}",
            "started_at": call.started_at, "day": call.started_at.date(), "direction": call.direction,
            "outcome": call.outcome, "excluded": call.mask, "wait_seconds": call.wait,
        }
        for n, call in enumerate(listed)
    ]  # fmt: skip
    with story.engine.connect() as connection, connection.begin():
        connection.execute(calls.insert(), rows)
        rebuild_account(connection, account)
    return story, account, listed


@pytest.fixture
def book(story: Story) -> Book:
    """An account with calls of its own."""
    return with_calls(story)


@pytest.fixture(scope="module")
def told_book(told_story: Story) -> Book:
    """An account with calls that are only read."""
    return with_calls(told_story)


def inside(listed: list[Call], off: frozenset[str]) -> list[Call]:
    """Return the calls of the window that count."""
    return [
        call
        for call in listed
        if WINDOW["first"] <= call.started_at.date() <= WINDOW["last"]
        and not call.mask & ~exclusions.mask_of(off)
    ]


@pytest.mark.parametrize("off", OFF, ids=lambda off: "+".join(sorted(off)) or "nothing")
def test_switching_a_reason_off_counts_as_python_does(told_book: Book, off: frozenset[str]) -> None:
    story, account, listed = told_book
    counted = inside(listed, off)
    waits: dict[int, int] = {}
    for call in counted:
        if call.outcome is ANSWERED and call.wait is not None:
            waits[call.wait] = waits.get(call.wait, 0) + 1
    with story.reading(1) as reading:
        missed, response = (
            pooled_figure(reading, account_id=account, kpi=kpi, ways=Ways(off), **WINDOW)
            for kpi in (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE)
        )
        days = daily_series(
            reading, account_id=account, kpi=KpiKey.FIRST_RESPONSE, switched_off=off, **WINDOW
        )
    assert missed.denominator == len(counted)
    assert missed.numerator == sum(call.outcome is not ANSWERED for call in counted)
    assert set(missed.included) == off
    assert (response.value, response.n) == (percentile(waits, 50), sum(waits.values()))
    assert sum(day.n for day in days) == response.n


@pytest.mark.parametrize("method", list(Method))
def test_the_service_level_follows_its_settings(book: Book, method: Method) -> None:
    story, account, listed = book
    for key, value in (("service_level_seconds", 25), ("service_level_method", method.name.lower())):
        with story.engine.connect() as connection, connection.begin():
            connection.execute(settings.insert(), {"key": key, "value": value, "version": 1})
    known = [call for call in inside(listed, frozenset()) if call.wait is not None]
    by_outcome = {
        outcome: [call.wait for call in known if call.outcome is outcome] for outcome in (ANSWERED, ABANDONED)
    }
    counts = CallCounts(
        len(by_outcome[ANSWERED]), sum(wait <= 25 for wait in by_outcome[ANSWERED] if wait is not None),
        len(by_outcome[ABANDONED]), sum(wait <= 25 for wait in by_outcome[ABANDONED] if wait is not None),
    )  # fmt: skip
    with story.reading(1) as reading:
        found = pooled_figure(reading, account_id=account, kpi=KpiKey.SERVICE_LEVEL, **WINDOW)
        rows = evidence_page(
            reading, account_id=account, kpi=KpiKey.SERVICE_LEVEL, slice=Slice(limit=1_000), **WINDOW
        ).rows
        told = explain(reading, account_id=account, kpi=KpiKey.SERVICE_LEVEL, **WINDOW)
    assert found.value == service_level(counts, method)
    assert found.method == f"within 25 s; {method.value}"
    assert (found.numerator, found.n) == (sum(row.hit for row in rows), sum(row.counted for row in rows))
    left_out = Counter(row.why_not[0] for row in rows if row.why_not)
    assert dict(found.excluded) == dict(left_out)
    assert {each.name: each.n for each in told.exclusions if each.n} == left_out
    ignored = {
        Method.ABANDONED_IGNORED: counts.abandoned,
        Method.ABANDONED_EARLY_IGNORED: counts.abandoned_within,
    }
    assert 0 < counts.abandoned_within < counts.abandoned
    assert left_out["gave_up"] == ignored.get(method, 0)


@pytest.mark.parametrize("off", [frozenset(), frozenset({"outside_hours", "outbound"})])
@pytest.mark.parametrize("kpi", [KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL])
def test_the_calls_behind_a_figure_add_up_to_it(book: Book, kpi: KpiKey, off: frozenset[str]) -> None:
    story, account, _ = book
    asked: dict[str, Any] = {"account_id": account, "kpi": kpi, **WINDOW}
    with story.reading(1) as reading:
        told = explain(reading, switched_off=off, **asked)
        rows = walked(lambda wanted: evidence_page(reading, switched_off=off, slice=wanted, **asked), 37)
        back = walked(
            lambda wanted: evidence_page(reading, switched_off=off, slice=wanted, **asked), 41, reverse=True
        )
        assert evidence_count(reading, **asked).n == len(rows)
    assert rows == back == sorted(rows, key=lambda row: (row.at, row.id), reverse=True)
    assert told.figure.n == sum(row.counted for row in rows)
    if kpi is not KpiKey.FIRST_RESPONSE:
        assert told.figure.numerator == sum(row.hit for row in rows)
    left_out = Counter(row.why_not[0] for row in rows if row.why_not)
    assert {each.name: each.n for each in told.exclusions if each.on and each.n} == left_out
    assert dict(told.figure.excluded) == left_out
    assert ("no_wait" in left_out) is (kpi is not KpiKey.MISSED_CALL_RATE)
    assert set(exclusions.OF_CALLS) <= {each.name for each in told.exclusions}
    assert {each.name for each in told.exclusions if not each.on} == off


def walked(read: Callable[[Slice], Any], limit: int, *, reverse: bool = False) -> list[Evidence]:
    """Return a whole list, read in stretches."""
    rows: list[Evidence] = []
    after = None
    while True:
        page = read(Slice(after, limit=limit, reverse=reverse))
        rows = [*page.rows, *rows] if reverse else [*rows, *page.rows]
        if page.exhausted:
            return rows
        after = page.keys[0] if reverse else page.keys[-1]


def test_a_missed_caller_who_is_called_back_in_time_is_no_miss(story: Story) -> None:
    """Four business hours: until one of Monday's call at nine, until eleven on Tuesday of one at four."""
    account = story.account("Northwind", story.user("ana"))
    monday = datetime(2026, 11, 16, tzinfo=UTC)

    def call(n: int, at: datetime, caller: str | None, *, out: bool = False, answered: bool = False) -> None:
        story.of(
            calls, account, source="test", external_id=str(n), started_at=at, day=at.date(), caller=caller,
            direction=CallDirection.OUTBOUND if out else CallDirection.INBOUND,
            outcome=ANSWERED if answered else CallOutcome.NO_ANSWER, wait_seconds=20,
            excluded=exclusions.OUTBOUND if out else 0,
        )  # fmt: skip

    call(1, monday.replace(hour=9), "+49 30 1234567")
    call(2, monday.replace(hour=13), "0301234567", out=True, answered=True)
    call(3, monday.replace(hour=16), "030 7654321")
    call(4, monday.replace(day=17, hour=12, minute=1), "030 7654321", out=True, answered=True)
    call(5, monday.replace(hour=10), "030 5555555")
    call(6, monday.replace(hour=11), "030 5555555", out=True)
    call(7, monday.replace(hour=10), None)
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey.NET_MISSED_RATE, **WINDOW}
    with story.reading(1) as reading:
        found = pooled_figure(reading, **asked)
        hits = {row.ref for row in evidence_page(reading, **asked).rows if row.hit}
    assert (found.numerator, found.denominator) == (3, 4)
    assert found.method == "called back within 4 business hours"
    assert hits == {"3", "5", "7"}


def test_a_service_level_says_which_missed_calls_it_leaves_out(story: Story) -> None:
    """Who rang in vain or got a mailbox is not known to have given up, but was not served either."""
    account = story.account("Northwind", story.user("ana"))
    told = (
        (ANSWERED, 5), (ANSWERED, 40), (ABANDONED, 30), (CallOutcome.NO_ANSWER, None),
        (CallOutcome.VOICEMAIL, 15), (CallOutcome.NO_AGENT, 12), (CallOutcome.IVR_ABANDONED, 3),
    )  # fmt: skip
    at = datetime(2026, 11, 16, 9, tzinfo=UTC)
    for n, (outcome, wait) in enumerate(told):
        story.of(
            calls, account, source="test", external_id=str(n), started_at=at, day=at.date(),
            direction=CallDirection.INBOUND, outcome=outcome, wait_seconds=wait,
            excluded=exclusions.IVR_ABANDONED if outcome is CallOutcome.IVR_ABANDONED else 0,
        )  # fmt: skip
    with story.engine.connect() as connection, connection.begin():
        rebuild_account(connection, account)
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey.SERVICE_LEVEL, **WINDOW}
    with story.reading(1) as reading:
        found = explain(reading, **asked)
        rows = evidence_page(reading, **asked).rows
    assert (found.figure.numerator, found.figure.denominator) == (1, 3)
    assert dict(found.figure.excluded) == {"missed_otherwise": 3, "ivr_abandoned": 1}
    assert {each.name: each.n for each in found.exclusions if each.n} == dict(found.figure.excluded)
    assert Counter(row.why_not for row in rows) == {
        (): 3,
        ("missed_otherwise",): 2,
        ("missed_otherwise", "no_wait"): 1,
        ("ivr_abandoned", "missed_otherwise"): 1,
    }


def test_halted_and_pending_attempts_can_be_counted_as_failed(story: Story) -> None:
    account = story.account("Northwind", story.user("ana"))
    attempts = (
        ("a", 1, SyncOutcome.FAILED), ("a", 2, SyncOutcome.SUCCEEDED), ("b", 1, SyncOutcome.SUCCEEDED),
        ("b", 3, SyncOutcome.HALTED), ("c", 2, SyncOutcome.PENDING), ("d", 4, SyncOutcome.FAILED),
    )  # fmt: skip
    for n, (record, day, outcome) in enumerate(attempts):
        at = datetime(2026, 11, 14 + day, 9, tzinfo=UTC)
        story.of(
            sync_events, account, source="test", external_id=str(n), integration="CRM", record_id=record,
            attempted_at=at, day=at.date(), outcome=outcome,
        )  # fmt: skip
    with story.engine.connect() as connection, connection.begin():
        rebuild_account(connection, account)
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey.SYNC_SUCCESS, **WINDOW}
    with story.reading(1) as reading:
        told, *others = (
            explain(reading, switched_off=frozenset(off), **asked)
            for off in ((), ("halted",), ("halted", "pending"))
        )
        rows = evidence_page(reading, **asked).rows
    shares = [(each.figure.numerator, each.figure.denominator) for each in (told, *others)]
    assert shares == [(2, 3), (1, 3), (1, 4)]
    assert [each.tries for each in (told, *others)] == [Tries(1 / 3, 1), Tries(1 / 3, 2), Tries(1 / 4, 2)]
    assert tries_words(told) == "33.3 % at the first attempt, 1 retry"
    assert [(each.name, each.n) for each in told.exclusions] == [("halted", 1), ("pending", 1)]
    assert [(row.ref, row.hit, row.why_not) for row in rows] == [
        ("d", False, ()),
        ("b", False, ("halted",)),
        ("c", False, ("pending",)),
        ("a", True, ()),
        ("b", True, ()),
        ("a", False, ("later_attempt",)),
    ]


def test_the_requests_behind_a_first_reply_are_listed(story: Story) -> None:
    account = story.account("Northwind", story.user("ana"))
    friday = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    story.request(account, ref="R-1", created_at=friday, first_response_at=friday + timedelta(minutes=10))
    story.request(account, ref="R-2", created_at=friday)
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey.REQUEST_FIRST_REPLY, **WINDOW}
    with story.reading(1) as reading:
        rows = evidence_page(reading, **asked).rows
        told = explain(reading, **asked)
    assert [(row.ref, row.seconds, row.why_not) for row in rows] == [
        ("R-2", None, ("unanswered",)),
        ("R-1", 600, ()),
    ]
    assert [(each.name, each.n, each.can_switch) for each in told.exclusions] == [("unanswered", 1, False)]


def test_the_days_behind_a_defined_kpi_are_listed_with_their_files(story: Story) -> None:
    account = story.account("Northwind", story.user("ana"))
    stamps = {"created_at": NOW, "updated_at": NOW}
    kpi_id = story.add(
        own_kpis, key="tickets", label="tickets", unit=Unit.NUMBER, comparator=Comparator.AT_MOST,
        formula="Tickets / users.", active=True, **stamps,
    )  # fmt: skip
    import_id = story.add(
        imports, at=NOW, actor_id=1, kind="kpi", format="plain", file_name="tickets.csv", sha256="0",
        account_id=account, read=2, imported=2, updated=0, unchanged=0, rejected=0,
    )  # fmt: skip
    with story.engine.connect() as connection, connection.begin():
        for day, above in ((15, 3), (16, 5)):
            connection.execute(
                own_kpi_days.insert(),
                {"account_id": account, "am_id": 1, "kpi_id": kpi_id, "day": date(2026, 11, day),
                 "numerator": above, "denominator": 4, "import_id": import_id},
            )  # fmt: skip
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey("tickets"), **WINDOW}
    with story.reading(1) as reading:
        rows = evidence_page(reading, **asked).rows
        told = explain(reading, **asked)
        assert evidence_count(reading, **asked).n == 2
    assert [(row.ref, row.outcome, row.what) for row in rows] == [
        ("2026-11-16", "5 / 4", "tickets.csv"),
        ("2026-11-15", "3 / 4", "tickets.csv"),
    ]
    assert (told.figure.value, told.formula) == (1.0, "Tickets / users.")
    assert [(file.name, file.rows) for file in told.files] == [("tickets.csv", 2)]


def test_a_figure_names_the_files_that_brought_its_days_and_no_others(story: Story) -> None:
    """One file of the account alone and one of several accounts; each has days of its own."""
    account = story.account("Northwind", story.user("ana"))
    kept = {"actor_id": 1, "kind": "calls", "format": "plain", "sha256": "0", "read": 3, "imported": 3,
            "updated": 0, "unchanged": 0, "rejected": 0}  # fmt: skip
    own = story.add(imports, at=NOW, file_name="own.csv", account_id=account, **kept)
    shared = story.add(imports, at=NOW - timedelta(1), file_name="all.csv", account_id=None, **kept)
    for n, (day, import_id) in enumerate(((14, own), (14, shared), (15, shared), (1, own))):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        story.of(
            calls, account, source="test", external_id=str(n), started_at=at, day=at.date(), excluded=0,
            direction=CallDirection.INBOUND, outcome=ANSWERED, wait_seconds=20, import_id=import_id,
        )  # fmt: skip
    with story.engine.connect() as connection, connection.begin():
        rebuild_account(connection, account)
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey.MISSED_CALL_RATE, "last": WINDOW["last"]}
    with story.reading(1) as reading:
        both, later, none = (
            explain(reading, first=date(2026, 11, day), **asked).files for day in (14, 15, 16)
        )
        figure = pooled_figure(reading, first=date(2026, 11, 14), **asked)
    assert [(file.name, file.rows) for file in both] == [("own.csv", 1), ("all.csv", 2)]
    assert [(file.name, file.rows) for file in later] == [("all.csv", 1)]
    assert none == ()
    assert (figure.source, figure.as_of) == ("own.csv, all.csv", NOW)


def test_nobody_looks_behind_the_figures_of_other_books(book: Book) -> None:
    story, account, _ = book
    asked: dict[str, Any] = {"account_id": account, "kpi": KpiKey.MISSED_CALL_RATE, **WINDOW}
    with story.reading(99) as reading:
        for look in (explain, evidence_page, evidence_count):
            with pytest.raises(NotFound):
                look(reading, **asked)


def test_a_way_to_the_target_is_projected_where_it_is_asked_for(story: Story) -> None:
    account = story.account("Northwind", story.user("ana"))
    story.goal(account, KpiKey.MISSED_CALL_RATE, 0.05, baseline=0.4, baseline_n=400)
    for back in range(1, 29):
        story.missed(account, TODAY - timedelta(days=back), 10 + back, 100)
    with story.reading(1) as reading:
        plain, ahead = (
            kpi_figures(reading, kpis=(KpiKey.MISSED_CALL_RATE,), ways=Ways(projected=projected))[0]
            for projected in (False, True)
        )
    assert plain.projection is None
    assert ahead.projection is not None
    assert ahead.projection.on == TODAY - timedelta(days=1) + timedelta(days=6)
    assert ahead.statistic is Statistic.RATE

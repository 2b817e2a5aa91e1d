import csv
import random
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from amtui.data.models import account_domains, accounts, calls, contacts, imports, kpi_days, requests, reviews
from amtui.data.types import from_micros, to_micros
from amtui.domain.business_time import Calendar, is_open
from amtui.domain.clock import local_day
from amtui.domain.errors import NotFound, Refused
from amtui.domain.kpi.exclusions import classify
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.vocabulary import CallDirection, CallOutcome, KpiKey, Priority, RequestStatus, Role
from amtui.services.backend import Backend
from amtui.services.call_classes import exclusion_masks
from amtui.services.imports import ImportReport
from amtui.services.local_days import local_ordinals
from amtui.services.rollups import differences, rebuild_all
from tests.services.imports.conftest import ANNA, BERT, Desk

Writer = Callable[..., Path]
HEADER = "call id,start,direction,outcome,wait s,account"


def call(own: str, day: int = 2, outcome: str = "answered", wait: int = 12, account: str = "Acme") -> str:
    return f"{own},2026-03-{day:02}T10:00:00Z,inbound,{outcome},{wait},{account}"


def test_overlapping_exports_do_not_double_in_any_order(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    first = file("one.csv", HEADER, call("a"), call("b", 3), call("c", 4, "abandoned", 40))
    second = file("two.csv", HEADER, call("c", 4, "abandoned", 40), call("b", 3), call("d", 5))
    assert desk.take("calls", first).imported == 3
    later = desk.take("calls", second)
    assert (later.imported, later.unchanged) == (1, 2)
    forwards = desk.dump(calls, kpi_days)
    other = desk.account("Other")
    assert desk.take("calls", second, account=other).unchanged == 3
    assert desk.dump(calls, kpi_days) == forwards


def test_the_same_calls_taken_in_twice_at_once_are_there_once(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    one = file("one.csv", HEADER, *(call(f"c{n}") for n in range(20)))
    two = file("two.csv", HEADER, *(call(f"c{n}") for n in range(10, 30)))
    others: list[Future[ImportReport]] = []
    with ThreadPoolExecutor(1) as pool:

        def beside(*_: object) -> None:
            others.append(pool.submit(lambda: desk.take("calls", two)))

        first = desk.take("calls", one, on_progress=beside)
        second = others[0].result()
    assert first.imported + second.imported == desk.count(calls) == 30
    assert first.unchanged + second.unchanged == 10
    with desk.backend.engine.connect() as connection:
        assert differences(connection) == []


def test_a_corrected_call_is_updated_and_its_days_counted_anew(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    desk.take("calls", file("one.csv", HEADER, call("a", 2), call("b", 2, "no_answer")))
    report = desk.take("calls", file("two.csv", HEADER, call("b", 9)))
    assert (report.imported, report.updated, report.unchanged) == (0, 1, 0)
    days = desk.days(account, KpiKey.MISSED_CALL_RATE)
    assert days == [DayRollup(date(2026, 3, 2), 1, 0, 1), DayRollup(date(2026, 3, 9), 1, 0, 1)]


def test_a_second_row_with_the_same_id_is_judged_by_what_it_says(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    path = file("one.csv", HEADER, call("a"), call("a"), call("a", wait=99))
    for imported, unchanged in ((1, 1), (0, 2)):
        report = desk.take("calls", path)
        assert (report.imported, report.unchanged, report.rejected) == (imported, unchanged, 1)
    assert [row["wait_seconds"] for row in desk.rows(calls)] == [12]


def test_rejected_rows_are_kept_as_they_came_with_line_and_reason(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    bad = 'x," never ",inbound,answered,1,Acme'
    report = desk.take("calls", file("one.csv", HEADER, call("a"), bad, call("b", account="Nobody")))
    assert (report.imported, report.rejected) == (1, 2)
    assert report.rejects_file is not None
    with report.rejects_file.open(newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == ["rejected line", "rejected because", *HEADER.split(",")]
    assert [row[0] for row in rows] == ["3", "4"]
    assert rows[0][2:] == ["x", " never ", "inbound", "answered", "1", "Acme"]
    assert rows[1][1] == "there is no account “Nobody”"


def test_calls_of_nobody_are_refused_with_the_flag_to_use(desk: Desk, file: Writer) -> None:
    path = file("one.csv", "call id,start,outcome", "a,2026-03-02T10:00:00Z,answered")
    with pytest.raises(Refused) as refused:
        desk.take("calls", path)
    assert "--account" in refused.value.next
    with pytest.raises(NotFound):
        desk.take("calls", path, account="Nobody")


def test_calls_that_lie_ahead_are_taken_in_and_said(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    rows = ("1,2026-11-20 10:00,Y", "2,2031-11-20 10:00,Y")
    report = desk.take("calls", file("a.csv", "call id,started,answered", *rows), account="Acme")
    assert (report.imported, next(words for words in report.warnings if "ahead of now" in words)[:10]) == (
        2,
        "1 row lies",
    )


def test_a_dry_run_tells_everything_and_changes_nothing(desk: Desk, file: Writer, tmp_path: Path) -> None:
    desk.account("Acme")
    report = desk.take("calls", file("one.csv", HEADER, call("a"), call("b", account="Nobody")), dry_run=True)
    assert (report.imported, report.rejected, report.rejects_file) == (1, 1, None)
    assert (desk.count(calls), desk.count(kpi_days), desk.count(imports)) == (0, 0, 0)
    assert not list(tmp_path.glob("*.rejects*"))


def test_a_stopped_import_leaves_the_database_as_it_was(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    stop = Event()
    told: list[tuple[int, int | None]] = []

    def progress(done: int, total: int | None) -> None:
        told.append((done, total))
        stop.set()

    path = file("one.csv", HEADER, *(call(f"c{n}") for n in range(20)))
    with pytest.raises(Refused, match="stopped"):
        desk.take("calls", path, stop=stop, on_progress=progress)
    assert told == [(20, 20)]
    assert (desk.count(calls), desk.count(kpi_days), desk.count(imports)) == (0, 0, 0)
    assert desk.take("calls", path).imported == 20


def test_the_record_of_an_import_adds_up_and_a_vain_one_leaves_none(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    path = file("one.csv", HEADER, call("a"))
    desk.take("calls", path)
    desk.take("calls", path)
    (record,) = desk.rows(imports)
    assert (record["kind"], record["format"], record["read"], record["imported"]) == ("calls", "plain", 1, 1)
    assert len(record["sha256"]) == 64


def test_a_read_only_session_and_another_book_are_refused(desk: Desk, file: Writer) -> None:
    desk.account("Acme", BERT)
    path = file("one.csv", HEADER, call("a"))
    anna = desk.as_user(ANNA, Role.AM, frozenset({ANNA}))
    assert anna.take("calls", path).rejected == 1
    with pytest.raises(NotFound):
        anna.take("calls", path, account="Acme")
    reader = Backend(desk.backend.engine, desk.backend.identity, desk.backend.clock, read_only=True)
    with pytest.raises(Refused, match="read-only"):
        Desk(reader).take("calls", path)


def test_opening_hours_exclude_calls_only_where_somebody_recorded_them(desk: Desk, file: Writer) -> None:
    free, kept = desk.account("Free"), desk.account("Kept", calendar_id=1, zone="Europe/Berlin")
    night = "{},2026-03-{:02}T{:02}:30:00Z,inbound,no_answer,20,{}"
    hours = (7, 8, 15, 16)
    rows = [night.format(f"{name}{hour}", 2, hour, name) for name in ("Free", "Kept") for hour in hours]
    desk.take("calls", file("one.csv", HEADER, *rows))
    assert desk.pooled(free, KpiKey.MISSED_CALL_RATE).denominator == 4
    pooled = desk.pooled(kept, KpiKey.MISSED_CALL_RATE)
    assert (pooled.denominator, pooled.excluded) == (2, (("outside_hours", 2),))


def test_legs_of_one_call_count_once_and_an_answered_one_speaks_for_it(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    header = f"{HEADER},parent call id"
    rows = [f"{call('p', outcome='no_answer')},", f"{call('q')},p", f"{call('r', 3)},"]
    for fate in ("imported", "unchanged"):
        report = desk.take("calls", file("one.csv", header, *rows))
        assert getattr(report, fate) == 3
        pooled = desk.pooled(account, KpiKey.MISSED_CALL_RATE)
        assert (pooled.numerator, pooled.denominator, pooled.excluded) == (0, 2, (("leg", 1),))


def test_roll_ups_that_went_wrong_are_found_and_repaired(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    desk.take("calls", file("one.csv", HEADER, call("a"), call("b", 3, "no_answer")))
    with desk.backend.engine.begin() as connection:
        assert differences(connection) == []
        connection.execute(kpi_days.update().where(kpi_days.c.kpi == KpiKey.MISSED_CALL_RATE).values(n=7))
        found = differences(connection)
        assert {(each.account_id, each.day) for each in found} == {
            (account, date(2026, 3, 2)), (account, date(2026, 3, 3)),
        }  # fmt: skip
        rebuild_all(connection)
        assert differences(connection) == []


def test_retried_records_count_by_their_last_attempt_whatever_the_window(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    header = "event id,integration,record id,at,outcome"
    rows = [
        "1,crm,r1,2026-03-02T10:00Z,failed",
        "2,crm,r1,2026-03-05T10:00Z,ok",
        "3,crm,r2,2026-03-02T11:00Z,ok",
        "4,crm,r3,2026-03-02T11:00Z,skipped",
        "5,crm,r4,2026-03-05T11:00Z,queued",
    ]
    # The later attempts first: days before them change afterwards.
    desk.take("sync", file("two.csv", header, rows[1], *rows[3:]), account=account)
    desk.take("sync", file("one.csv", header, rows[0], rows[2]), account=account)
    pooled = desk.pooled(account, KpiKey.SYNC_SUCCESS)
    assert (pooled.numerator, pooled.denominator, pooled.excluded) == (2, 2, (("halted", 1), ("pending", 1)))
    early = desk.pooled(account, KpiKey.SYNC_SUCCESS, last=date(2026, 3, 4))
    assert (early.numerator, early.denominator) == (1, 2)
    first = desk.pooled(account, KpiKey.FIRST_ATTEMPT_SYNC)
    assert (first.numerator, first.denominator) == (1, 2)
    with desk.backend.engine.connect() as connection:
        assert differences(connection) == []


def test_only_leads_enter_accounts_and_managers_are_found_by_name(desk: Desk, file: Writer) -> None:
    header = "name,account manager,domain,currency"
    path = file("a.csv", header, "Acme,Anna Ames,acme.example,usd", "Beta,Zoe,,", "Gamma,,,EURO")
    report = desk.take("accounts", path)
    assert (report.imported, report.rejected) == (2, 1)
    rows = {row["name"]: row for row in desk.rows(accounts)}
    assert (rows["Acme"]["am_id"], rows["Acme"]["currency"], rows["Beta"]["am_id"]) == (ANNA, "USD", 0)
    assert [row["domain"] for row in desk.rows(account_domains)] == ["acme.example"]
    assert any("unassigned" in words for words in report.warnings)
    anna = desk.as_user(ANNA, Role.AM, frozenset({ANNA}))
    mine = anna.take("accounts", file("b.csv", "name,plan", "Acme,gold", "Beta,gold", "New,gold"))
    assert (mine.updated, mine.rejected) == (1, 2)


def test_what_an_account_cannot_be_is_said_of_the_file_s_columns(desk: Desk, file: Writer) -> None:
    report = desk.take("accounts", file("a.csv", "Name,Monthly value,Currency", "A,-5,EUR", "B,5,EURO"))
    assert report.reasons == (
        "line 2: Monthly value: a value is not negative",
        "line 3: Currency: “EURO” is no currency code of three letters, such as EUR",
    )


def test_contacts_are_known_by_their_address(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    header = "name,email,company,job title"
    desk.take("contacts", file("a.csv", header, "Jo Doe,Jo@acme.example,Acme,CTO", "Al,,Acme,"))
    report = desk.take("contacts", file("b.csv", header, "Jo Doe,jo@acme.example,Acme,CEO", "Al,,ACME,"))
    assert (report.updated, report.unchanged, report.imported) == (1, 1, 0)
    assert sorted(row["job"] or "" for row in desk.rows(contacts)) == ["", "CEO"]


def test_requests_get_their_due_times_in_the_accounts_hours(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    header = "ticket id,company,subject,status,priority,created,assignee"
    rows = ["7,Acme,Help,open,high,2026-11-20T16:30:00Z,anna", "8,Ghost,Help,open,high,2026-11-20T16:30:00Z,"]
    report = desk.take("requests", file("a.csv", header, *rows))
    assert (report.imported, report.rejected) == (1, 1)
    (row,) = desk.rows(requests)
    assert (row["status"], row["priority"], row["is_open"]) == (RequestStatus.IN_PROGRESS, Priority.P2, True)
    assert row["respond_by"] == row["next_due_at"] == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert (row["ref"], row["owner_id"]) == (f"R-{1000 + row['id']}", ANNA)
    solved = desk.take("requests", file("b.csv", header, rows[0].replace("open", "solved")))
    assert (solved.updated, desk.rows(requests)[0]["version"]) == (1, 2)


def test_a_log_that_reopens_a_closed_request_takes_its_end_back(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    header = "case id,timestamp,activity,customer"
    rows = [f"7,2026-03-02T{hour:02}:00:00Z,{what},Acme" for hour, what in STORY]
    desk.take("requests", file("a.csv", header, *rows))
    (row,) = desk.rows(requests)
    assert (row["is_open"], row["on_hold_seconds"]) == (False, 0)
    assert row["closed_at"] == datetime(2026, 3, 2, 13, tzinfo=UTC)
    again = (*rows, "7,2026-03-02T15:00:00Z,reopened,Acme")
    assert desk.take("requests", file("b.csv", header, *again)).updated == 1
    (row,) = desk.rows(requests)
    assert (row["is_open"], row["resolved_at"], row["closed_at"]) == (True, None, None)
    assert row["on_hold_seconds"] == 3 * 3600
    later = file("c.csv", header, *again, "7,2026-03-02T16:00:00Z,cancelled,Acme")
    desk.take("requests", later)
    (row,) = desk.rows(requests)
    assert (row["status"], row["closed_at"]) == (
        RequestStatus.CANCELLED,
        datetime(2026, 3, 2, 16, tzinfo=UTC),
    )


def test_a_rejected_request_of_a_log_is_kept_with_all_its_events(desk: Desk, file: Writer) -> None:
    header = "case id,timestamp,activity,customer"
    log = file("a.csv", header, *(f"7,2026-03-02T{hour:02}:00:00Z,{what},Acme" for hour, what in STORY))
    desk.account("Other")
    report = desk.take("requests", log)
    assert (report.imported, report.rejected, desk.count(requests)) == (0, 1, 0)
    assert report.rejects_file is not None
    desk.account("Acme")
    assert desk.take("requests", report.rejects_file).imported == 1
    (from_rejects,) = desk.rows(requests)
    assert (from_rejects["status"], from_rejects["closed_at"].hour) == (RequestStatus.CLOSED, 13)
    assert desk.take("requests", log).unchanged == 1


def test_rejects_that_were_worked_on_are_not_overwritten(desk: Desk, file: Writer) -> None:
    header = "account,started_at,direction,outcome"
    calls_file = file("calls.csv", header, "Acme,2026-03-02T09:00:00Z,inbound,answered")
    first = desk.take("calls", calls_file).rejects_file
    assert first is not None
    assert desk.take("calls", calls_file).rejects_file == first
    corrected = first.read_text().replace("Acme", "Acme Ltd")
    first.write_text(corrected)
    second = desk.take("calls", calls_file).rejects_file
    assert second is not None
    assert (second.name, first.read_text()) == ("calls.rejects-2.csv", corrected)
    assert desk.take("calls", calls_file).rejects_file == second


STORY = ((9, "new"), (10, "in progress"), (12, "resolved"), (13, "closed"))


def event(uid: str, *more: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *more, "END:VEVENT")


def test_a_calendar_moves_its_own_appointments_and_finds_their_account(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    desk.insert(account_domains, {"account_id": account, "am_id": ANNA, "domain": "acme.example"})
    who = "ATTENDEE;CN=Jo Doe:mailto:jo@Mail.acme.example"

    def calendar(start: str, *more: str) -> Path:
        single = event("one", f"DTSTART:{start}", "DURATION:PT30M", "SUMMARY:QBR", who)
        old = event("old", "DTSTART:20190101T100000Z", "DURATION:PT1H", "SUMMARY:Kickoff", who)
        hour = ("DTSTART:20200101T100000Z", "DURATION:PT1H")
        daily = event("many", *hour, "RRULE:FREQ=MONTHLY", "SUMMARY:Sync", who)
        ghost = event("ghost", "DTSTART:20260101T100000Z", "DURATION:PT1H", "SUMMARY:Private", *more)
        return file("a.ics", "BEGIN:VCALENDAR", "VERSION:2.0", *single, *old, *daily, *ghost, "END:VCALENDAR")

    report = desk.take("reviews", calendar("20261201T100000Z"))
    assert report.rejected == 1
    assert report.imported == 95 + 2  # every month from January 2020 to a year ahead, and two single ones
    moved = desk.take("reviews", calendar("20261202T100000Z"))
    rows: dict[str, Any] = {row["uid"]: row for row in desk.rows(reviews)}
    assert rows["one"]["starts_at"] == datetime(2026, 12, 2, 10, tzinfo=UTC)
    assert rows["old"]["starts_at"].year == 2019
    assert (moved.rejected, desk.count(reviews)) == (1, report.imported)


def test_the_rules_for_whole_columns_agree_with_those_for_one_call() -> None:
    rng = random.Random(7)
    hours = {day: [(9 * 60, 12 * 60), (13 * 60, 17 * 60)] for day in range(5)}
    calendar = Calendar.weekly("Europe/Berlin", hours, {date(2026, 3, 30): "closed"})
    begin = to_micros(datetime(2026, 3, 20, tzinfo=UTC))
    # Whole hours too, as those are when it opens and closes, to the second.
    moments = [*(rng.randrange(15 * 24 * 3600) for _ in range(3000)), *range(0, 15 * 24 * 3600, 3600)]
    started = [begin + second * 1_000_000 for second in moments]
    directions = [rng.choice(list(CallDirection)) for _ in started]
    outcomes = [rng.choice(list(CallOutcome)) for _ in started]
    waits = [rng.choice([None, 0, 9, 10, 300]) for _ in started]
    masks = exclusion_masks(np.array(started), directions, outcomes, waits, calendar).tolist()
    days = local_ordinals(np.array(started), calendar.tz).tolist()
    for moment, direction, outcome, wait, mask, day in zip(
        started, directions, outcomes, waits, masks, days, strict=True
    ):
        at = from_micros(moment)
        assert mask == classify(direction, outcome, wait, is_open=is_open(calendar, at), is_leg=False)
        assert day == local_day(at, calendar.tz).toordinal()


def test_an_account_that_is_not_named_in_full_is_suggested(desk: Desk, file: Callable[..., Path]) -> None:
    desk.account("Northwind Freight")
    calls = file("calls.csv", "call_id,started_at,answered", "1,2026-01-05 09:00:00,Y")
    with pytest.raises(NotFound) as refused:
        desk.take("calls", calls, account="northwind")
    assert refused.value.next == "Did you mean “Northwind Freight”?"

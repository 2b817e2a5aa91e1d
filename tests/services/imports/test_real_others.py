import json
import shutil
import statistics
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amtui.data.formats.file_mapping import FileMapping
from amtui.data.models import accounts, requests, reviews, sync_events, timeline
from amtui.domain.errors import AmtuiError
from amtui.domain.vocabulary import KpiKey, RequestStatus, SyncOutcome
from tests.services.imports.conftest import Desk

Folder = Callable[[str], Path]
pytestmark = pytest.mark.real_data


def test_the_crm_gives_its_accounts_with_their_parents(desk: Desk, real_data: Folder) -> None:
    path = real_data("crm_maven") / "accounts.csv"
    report = desk.take("accounts", path)
    assert (report.read, report.imported, report.rejected) == (85, 85, 0)
    rows = {row["name"]: row for row in desk.rows(accounts)}
    assert rows["Bluth Company"]["parent_id"] == rows["Acme Corporation"]["id"]
    assert rows["Acme Corporation"]["custom"]["sector"] == "technolgy"
    again = desk.take("accounts", path)
    assert (again.imported, again.updated, again.unchanged) == (0, 0, 85)


def test_zendesk_tickets_come_in_with_their_story(desk: Desk, real_data: Folder) -> None:
    folder = real_data("tickets_zendesk")
    desk.account("Client")
    report = desk.take("requests", folder / "ticket_data.csv", account="Client")
    assert (report.read, report.imported) == (10, 10)
    rows = {row["external_id"]: row for row in desk.rows(requests)}
    states = [row["status"] for row in rows.values()]
    assert (states.count(RequestStatus.CLOSED), states.count(RequestStatus.CANCELLED)) == (7, 2)
    told = rows["11071"]
    assert told["resolved_at"] == datetime(2020, 11, 14, 11, 1, 27, tzinfo=UTC)
    reference = json.loads((folder / "reference.json").read_text())["ticket_11071"]
    assert hours(told, "resolved_at") == reference["hours_created_to_solved"]
    assert told["on_hold_seconds"] > 0
    story = [entry for entry in desk.rows(timeline) if entry["request_id"] == told["id"]]
    assert [entry["field"] for entry in story].count("status") == 13
    again = desk.take("requests", folder / "ticket_data.csv", account="Client")
    assert (again.unchanged, desk.count(timeline)) == (10, len(desk.rows(timeline)))


def test_all_tables_of_a_zendesk_export_may_be_named_at_once(desk: Desk, real_data: Folder) -> None:
    tables = sorted(real_data("tickets_zendesk").glob("*.csv"))
    desk.account("Client")
    report = desk.take("requests", *tables, account="Client")
    assert (report.read, report.imported, set(report.files)) == (10, 10, set(tables))
    (told,) = [words for words in report.warnings if "Nothing was taken from" in words]
    assert all(f"{name}_data.csv" in told for name in ("group", "schedule", "time_zone"))
    assert desk.take("requests", *tables, account="Client").unchanged == 10


def test_zendesk_tickets_of_unknown_organizations_are_left_out_with_the_reason(
    desk: Desk, real_data: Folder, tmp_path: Path
) -> None:
    folder = shutil.copytree(real_data("tickets_zendesk"), tmp_path / "zendesk")
    report = desk.take("requests", folder / "ticket_data.csv")
    assert (report.imported, report.rejected) == (0, 10)
    assert report.rejects_file is not None
    assert "--account" in report.rejects_file.read_text()
    assert desk.count(requests) == 0


def test_a_log_of_ticket_events_gives_its_reference_medians(desk: Desk, real_data: Folder) -> None:
    folder = real_data("tickets_italian_100")
    reference = json.loads((folder / "reference.json").read_text())["sample100"]
    for customer in reference["by_customer"]:
        desk.account(customer)
    said = FileMapping(
        columns={"seriousness_2": "priority"},
        words={"priority": {"Value 1": "P2", "Value 2": "P3", "Value 3": "P3", "Value 4": "P4"}},
    )
    path = folder / "italian-help-desk_100.csv"
    report = desk.take("requests", path, mapping=said)
    assert (report.imported, report.rejected) == (reference["tickets"], 0)
    rows = desk.rows(requests)
    for figure, name in FIGURES.items():
        found = [hours(row, name) for row in rows if row[name] is not None]
        wanted = reference["overall"][figure]
        assert (len(found), round(statistics.median(found), 3)) == (wanted["n"], round(wanted["median"], 3))
    names = {row["id"]: row["name"] for row in desk.rows(accounts)}
    counted = Counter(names[row["account_id"]] for row in rows)
    assert counted == {name: group["tickets"] for name, group in reference["by_customer"].items()}
    assert desk.take("requests", path, mapping=said).unchanged == reference["tickets"]


FIGURES = {
    "first_response_h": "first_response_at",
    "resolution_h": "resolved_at",
    "close_h": "closed_at",
}


def hours(row: dict[str, Any], name: str) -> float:
    """Return the hours from the creation of a request to a moment of it."""
    taken: timedelta = row[name] - row["created_at"]
    return round(taken.total_seconds() / 3600, 4)


def test_health_checks_of_integrations_give_their_reference_figures(desk: Desk, real_data: Folder) -> None:
    folder = real_data("sync_manticore")
    account = desk.account("Manticore")
    report = desk.take("sync", folder / "upptime_events.csv", account="Manticore")
    assert (report.imported, report.rejected) == (314, 0)
    failed = [row for row in desk.rows(sync_events) if row["outcome"] is SyncOutcome.FAILED]
    assert len(failed) == 47
    pooled = desk.pooled(account, KpiKey.SYNC_SUCCESS)
    assert (pooled.numerator, pooled.denominator) == (314 - 47, 314)
    assert desk.take("sync", folder / "upptime_events.csv", account="Manticore").unchanged == 314


def _agreeing(folder: Path) -> list[tuple[str, datetime, datetime, int]]:
    files = json.loads((folder / "reference.json").read_text())["files"]
    found = []
    for name, facts in files.items():
        for window, counts in facts.get("occurrences_overlapping_window", {}).items():
            if counts["agree"]:
                first, last = window.removesuffix(" UTC").split("..")
                moments = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last))
                found.append((name, *moments, counts["python"]))
    return found


def _overlapping(rows: list[dict[str, Any]], first: datetime, last: datetime) -> int:
    ends = ((row["starts_at"], row["starts_at"] + timedelta(minutes=row["minutes"])) for row in rows)
    return sum(start < last and (end > first or start >= first) for start, end in ends)


def test_calendars_give_the_occurrences_that_two_libraries_agree_on(desk: Desk, real_data: Folder) -> None:
    folder = real_data("ics")
    checked = 0
    for name, first, last, wanted in _agreeing(folder):
        account = desk.account(f"{name} {first:%F} {last:%F}")
        middle = desk.at(first + (last - first) / 2)
        try:
            middle.take("reviews", folder / name, account=account)
        except AmtuiError:
            continue
        mine = [row for row in desk.rows(reviews) if row["account_id"] == account]
        assert _overlapping(mine, first, last) == wanted, (name, first, last)
        checked += 1
    assert checked > 20

"""Figures of real exports, against references that were worked out by other means."""

import json
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from amtui.data.formats import FileMapping, open_table, read, recognise
from tests.data.formats.reading import Result, read_file

pytestmark = pytest.mark.real_data
RealData = Callable[[str], Path]


def facts(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "reference.json").read_text())
    return found


def waits(result: Result, outcome: str = "answered") -> list[int]:
    return [w for o, w in result.rows("outcome", "wait_seconds") if o == outcome and w is not None]


def check(found: list[int], reference: dict[str, Any]) -> None:
    assert len(found) == reference["n"]
    assert round(statistics.mean(found), 4) == reference["mean"]
    assert statistics.median(found) == reference["median"]
    assert round(float(np.percentile(found, 90)), 4) == reference["p90_linear"]
    assert (min(found), max(found)) == (reference["min"], reference["max"])


def check_groups(result: Result, keys: Sequence[str], groups: dict[str, Any]) -> None:
    """Compare outcomes, waits and talks of each group of calls with its figures."""
    found: dict[str, list[tuple[str, int | None, int | None]]] = {}
    for key, row in zip(keys, result.rows("outcome", "wait_seconds", "talk_seconds"), strict=True):
        found.setdefault(key, []).append(row)
    assert found.keys() == groups.keys()
    for key, rows in found.items():
        answered = [row for row in rows if row[0] == "answered"]
        assert (len(rows), len(answered)) == (groups[key]["calls"], groups[key]["answered"])
        check([wait for _, wait, _ in answered if wait is not None], groups[key]["speed_of_answer"])
        talks = [talk for _, _, talk in answered if talk is not None]
        assert round(statistics.mean(talks), 4) == groups[key]["mean_talk_s"]


def test_a_call_centre_s_workbook(real_data: RealData) -> None:
    folder = real_data("calls_pwc")
    reference = facts(folder)
    result = read_file(folder / "01 Call-Center-Dataset.xlsx", "calls")
    outcomes = Counter(result.columns["outcome"])
    assert outcomes == {
        "answered": reference["overall"]["answered"],
        "no_answer": reference["overall"]["missed"],
    }
    check(waits(result), reference["overall"]["speed_of_answer"])
    talks = [talk for talk in result.columns["talk_seconds"] if talk is not None]
    assert round(statistics.mean(talks), 4) == reference["overall"]["mean_talk_s"]
    days = np.array(result.columns["started_at"]).astype("datetime64[us]").astype("datetime64[D]").tolist()
    check_groups(result, result.columns["agent"], reference["by_agent"])
    check_groups(result, result.columns["queue"], reference["by_topic"])
    check_groups(result, [str(day.weekday()) for day in days], reference["by_weekday (Mon=0)"])
    per_day = list(Counter(days).values())
    assert len(per_day) == reference["calls_per_day"]["n"]
    assert statistics.median(per_day) == reference["calls_per_day"]["median"]
    assert len(set(result.columns["external_id"])) == reference["rows"]
    started = np.array(result.columns["started_at"]).astype("datetime64[us]")
    assert str(started.min())[:19].replace("T", " ") == reference["first_call"]
    assert str(started.max())[:19].replace("T", " ") == reference["last_call"]


def test_a_simulated_year(real_data: RealData) -> None:
    folder = real_data("calls_sim")
    by_hour, reference = facts(folder)["by_hour"], facts(folder)["overall"]
    result = read_file(folder / "simulated_call_centre.csv", "calls")
    assert Counter(result.columns["outcome"]) == {"answered": reference["calls"]}
    check(waits(result), reference["wait"])
    assert sum(wait <= 60 for wait in waits(result)) == reference["within_60s"]
    assert statistics.median(result.columns["talk_seconds"]) == reference["service"]["median"]
    hours: dict[str, list[int]] = {}
    for began, wait in result.rows("started_at", "wait_seconds"):
        hours.setdefault(str(began // 3_600_000_000 % 24), []).append(wait)
    assert hours.keys() == by_hour.keys()
    for hour, found in hours.items():
        check(found, by_hour[hour]["wait"])
        assert sum(wait <= 60 for wait in found) == by_hour[hour]["within_60s"]


def test_a_telephone_system_s_log_without_header(real_data: RealData) -> None:
    folder = real_data("calls_asterisk")
    reference = facts(folder)
    result = read_file(folder / "Master.csv", "calls")
    assert result.format == "asterisk"
    assert Counter(result.columns["outcome"]) == {"answered": 11, "no_answer": 3}
    assert set(result.columns["direction"]) == {"inbound"}
    assert round(3 / len(result.lines), 6) == reference["missed_rate"]
    check(waits(result), reference["wait"])
    assert result.lines == list(range(1, 15))


def test_accounts_of_a_crm(real_data: RealData) -> None:
    folder = real_data("crm_maven")
    result = read_file(folder / "accounts.csv", "accounts")
    assert len(set(result.columns["name"])) == facts(folder)["accounts"]
    reference = facts(folder)
    assert {name: above for name, above in result.rows("name", "parent") if above} == reference[
        "subsidiaries"
    ]
    assert Counter(result.columns["sector"]) == reference["accounts_by_sector"]
    custom = result.columns["custom"]
    assert Counter(row["office_location"] for row in custom) == reference["accounts_by_country"]
    assert float(sum(result.columns["revenue"])) == reference["revenue_sum_musd"]
    assert sum(int(row["employees"]) for row in custom) == reference["employees_sum"]
    assert result.columns["custom"][0] == {
        "year_established": "1996",
        "employees": "2822",
        "office_location": "United States",
    }


def test_checks_of_integrations(real_data: RealData) -> None:
    folder = real_data("sync_manticore")
    reference = facts(folder)
    result = read_file(folder / "upptime_events.csv", "sync")
    outcomes = Counter(result.columns["outcome"])
    assert (outcomes["succeeded"], outcomes["failed"]) == (
        reference["overall"]["ok"],
        reference["overall"]["failed"],
    )
    failed = Counter(name for name, outcome in result.rows("integration", "outcome") if outcome == "failed")
    assert failed == {n: g["failed"] for n, g in reference["by_integration"].items() if g["failed"]}
    days: dict[str, Counter[str]] = {}
    for at, outcome in result.rows("at", "outcome"):
        days.setdefault(str(np.datetime64(at, "us"))[:10], Counter())[outcome] += 1
    assert {day: found["failed"] for day, found in days.items()} == {
        day: told["failed"] for day, told in reference["by_day"].items()
    }
    assert {day: found.total() for day, found in days.items()} == {
        day: told["events"] for day, told in reference["by_day"].items()
    }
    assert len(set(result.columns["record_id"])) == reference["rows"]
    assert set(result.columns["external_id"]) == set(
        read_file(folder / "upptime_events.csv", "sync", batch_rows=10).columns["external_id"]
    )
    assert all(
        (error is None) == (outcome == "succeeded") for error, outcome in result.rows("error", "outcome")
    )


def test_tickets_of_a_help_desk(real_data: RealData) -> None:
    folder = real_data("tickets_zendesk")
    reference = facts(folder)
    result = read_file(folder / "ticket_data.csv", "requests")
    assert result.format == "zendesk"
    assert Counter(result.columns["status"]) == {"closed": 7, "cancelled": 2, "resolved": 1}
    assert Counter(result.columns["priority"]) == {None: 9, "P1": 1}
    row = {
        name: values[result.columns["external_id"].index("11071")] for name, values in result.columns.items()
    }
    hours = (row["resolved_at"] - row["created_at"]) / 3.6e9
    assert round(hours, 4) == reference["ticket_11071"]["hours_created_to_solved"]
    assert len(row["history"]) == len(reference["ticket_11071"]["status_changes"])
    assert row["history"][0] == (row["created_at"], "in_progress")
    assert [round((end - start) / 8.64e10) for start, end in row["holds"]] == [4, 10, 1, 13]
    assert (row["contact"], row["owner"]) == ("Earnest End User", "Arthur Agent")
    assert any("status from before the creation" in warning for warning in result.warnings)
    assert any(warning.startswith("9 tickets name an organization") for warning in result.warnings)


def test_companies_and_people_with_prefixed_headers(real_data: RealData) -> None:
    folder = real_data("crm_hubspot")
    rows = facts(folder)["rows"]
    assert len(read_file(folder / "company_data.csv", "accounts").lines) == rows["company_data"]
    people = read_file(folder / "contact_data.csv", "contacts")
    assert len(people.lines) + len(people.rejects) == rows["contact_data"]


def test_an_innocent_plus_is_an_id(real_data: RealData) -> None:
    table = open_table(real_data("sync_fivetran") / "log.csv")
    ids = [cells[0] for _, cells in table.rows()]
    assert "+IX63qGrDFPaTy9/6epjpppk4JI=" in ids
    assert len(ids) == 35


def test_a_reading_can_be_repeated(real_data: RealData) -> None:
    recognised = recognise(open_table(real_data("calls_asterisk") / "Master.csv"), "calls")
    first, second = list(read(recognised)), list(read(recognised))
    assert [dict(b.columns) for b in first] == [dict(b.columns) for b in second]


def test_a_log_of_ticket_events(real_data: RealData) -> None:
    folder = real_data("tickets_italian_100")
    reference = facts(folder)["sample100"]
    said = FileMapping(
        columns={"seriousness_2": "priority"},
        words={"priority": {"Value 1": "P1", "Value 2": "P2", "Value 3": "P3", "Value 4": "P4"}},
    )
    result = read_file(folder / "italian-help-desk_100.csv", "requests", mapping=said)
    assert (result.format, len(result.lines), result.rejects) == ("events", reference["tickets"], [])
    assert set(result.columns["status"]) == {"closed"}
    groups = {"P1": "Value 1", "P2": "Value 2", "P4": "Value 4"}
    check_hours(result, reference["overall"], lambda _priority: True)
    for priority, name in groups.items():
        group = reference["by_seriousness_2"][name]
        assert result.columns["priority"].count(priority) == group["tickets"]
        check_hours(result, group, priority.__eq__)
    for customer, group in reference["by_customer"].items():
        rows = result.rows("account", "created_at", "first_response_at")
        mine = [(reply, created) for own, created, reply in rows if own == customer]
        answered = [(reply - created) / 3.6e9 for reply, created in mine if reply is not None]
        median = round(statistics.median(answered), 4) if answered else None
        assert (len(mine), median) == (group["tickets"], group["first_response_h_median"])


def check_hours(result: Result, group: dict[str, Any], belongs: Callable[[str], bool]) -> None:
    """Compare the hours from the creation to the first answer, the end of the work and the closing."""
    figures = {"first_response_h": "first_response_at", "resolution_h": "resolved_at", "close_h": "closed_at"}
    for figure, name in figures.items():
        rows = result.rows("priority", "created_at", name)
        hours = [(end - begun) / 3.6e9 for own, begun, end in rows if belongs(own) and end is not None]
        reference = group[figure]
        assert len(hours) == reference["n"]
        assert round(statistics.mean(hours), 4) == reference["mean"]
        assert round(statistics.median(hours), 4) == reference["median"]
        assert round(float(np.percentile(hours, 90)), 4) == reference["p90_linear"]
        assert (round(min(hours), 4), round(max(hours), 4)) == (reference["min"], reference["max"])


def test_a_log_of_a_sync_service(real_data: RealData) -> None:
    folder = real_data("sync_fivetran")
    reference = facts(folder)
    result = read_file(folder / "log.csv", "sync")
    table = open_table(folder / "log.csv")
    rows = [dict(zip(table.first_row, cells, strict=True)) for _, cells in table.rows()]
    assert len(rows) == reference["rows"]
    assert len({row["id"] for row in rows}) == reference["distinct_ids"]
    for column, figure in (("message_event", "by_message_event"), ("connection_id", "by_connection")):
        assert Counter(row[column] for row in rows) == reference[figure]
    assert result.format == "fivetran"
    assert len(result.lines) + len(result.rejects) == reference["sync_end"]
    assert {reject.reason for reject in result.rejects} == {"the end of the sync does not say how it went"}
    others = reference["rows"] - reference["sync_end"]
    assert result.warnings == (f"{others} events are no ends of syncs and were left out.",)


def test_tickets_of_a_crm(real_data: RealData) -> None:
    folder = real_data("crm_hubspot")
    reference = facts(folder)
    result = read_file(folder / "ticket_data.csv", "requests")
    assert (len(result.lines), result.rejects) == (reference["rows"]["ticket_data"], [])
    early = reference["tickets_negative_resolution"]
    assert result.columns["closed_at"].count(None) == reference["tickets_closed_missing"] + early
    rows = result.rows("created_at", "first_response_at")
    hours = [(end - start) / 3.6e9 for start, end in rows if end is not None]
    assert len(hours) == reference["ticket_first_response_h"]["n"]
    assert round(statistics.mean(hours), 4) == reference["ticket_first_response_h"]["mean"]
    assert round(statistics.median(hours), 4) == reference["ticket_first_response_h"]["median"]


def test_meetings_of_a_crm(real_data: RealData) -> None:
    folder = real_data("crm_hubspot")
    reference = facts(folder)["meetings"]
    result = read_file(folder / "engagement_meeting_data.csv", "reviews")
    assert (len(result.lines), result.rejects) == (reference["rows"], [])
    assert statistics.median(result.columns["minutes"]) == reference["duration_min"]["median"]
    assert abs(statistics.mean(result.columns["minutes"]) - reference["duration_min"]["mean"]) < 0.5
    starts = np.array(result.columns["starts_at"]).astype("datetime64[us]").astype("datetime64[M]")
    assert Counter(map(str, starts)) == reference["by_month"]

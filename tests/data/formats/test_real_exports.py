"""Figures of real exports, against references that were worked out by other means."""

import json
import statistics
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from amtui.data.formats import open_table, read, recognise
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
    for field, by in (("agent", "by_agent"), ("queue", "by_topic")):
        calls = Counter(result.columns[field])
        assert calls == {name: group["calls"] for name, group in reference[by].items()}
    assert len(set(result.columns["external_id"])) == reference["rows"]
    started = np.array(result.columns["started_at"]).astype("datetime64[us]")
    assert str(started.min())[:19].replace("T", " ") == reference["first_call"]
    assert str(started.max())[:19].replace("T", " ") == reference["last_call"]


def test_a_simulated_year(real_data: RealData) -> None:
    folder = real_data("calls_sim")
    reference = facts(folder)["overall"]
    result = read_file(folder / "simulated_call_centre.csv", "calls")
    assert Counter(result.columns["outcome"]) == {"answered": reference["calls"]}
    check(waits(result), reference["wait"])
    assert sum(wait <= 60 for wait in waits(result)) == reference["within_60s"]
    assert statistics.median(result.columns["talk_seconds"]) == reference["service"]["median"]


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
    parents = {parent for parent in result.columns["parent"] if parent}
    assert parents
    assert parents <= set(result.columns["name"])
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

"""Real exports of help desks, customer databases and sync services, in the database against references."""

import json
import shutil
import statistics
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amtui.data.formats import FileMapping
from amtui.data.models import accounts, contacts, requests, reviews, sync_events
from amtui.data.queries.kpis import kpi_figures
from amtui.domain.vocabulary import KpiKey, Priority, RequestStatus
from tests.services.imports.conftest import Desk

Folder = Callable[[str], Path]
pytestmark = pytest.mark.real_data
SERIOUSNESS = FileMapping(
    columns={"seriousness_2": "priority"},
    words={"priority": {"Value 1": "P1", "Value 2": "P2", "Value 3": "P3", "Value 4": "P4"}},
)


def reference(folder: Path) -> Any:
    return json.loads((folder / "reference.json").read_text())


def hours(rows: list[dict[str, Any]], field: str) -> list[float]:
    spans = [row[field] - row["created_at"] for row in rows if row[field] is not None]
    return [span.total_seconds() / 3600 for span in spans]


def test_a_log_of_events_becomes_the_tickets_of_each_customer(desk: Desk, real_data: Folder) -> None:
    folder = real_data("tickets_italian_100")
    wanted = reference(folder)["sample100"]
    names = {desk.account(name): name for name in wanted["by_customer"]}
    file = folder / "italian-help-desk_100.csv"
    report = desk.take("requests", file, mapping=SERIOUSNESS)
    assert (report.imported, report.rejected) == (wanted["tickets"], 0)
    rows = desk.rows(requests)
    assert {row["status"] for row in rows} == {RequestStatus.CLOSED}
    for figure, field in (("first_response_h", "first_response_at"), ("close_h", "closed_at")):
        found = hours(rows, field)
        assert len(found) == wanted["overall"][figure]["n"]
        assert round(statistics.median(found), 4) == wanted["overall"][figure]["median"]
    by_account = defaultdict(list)
    for row in rows:
        by_account[row["account_id"]].append(row)
    for account_id, own in by_account.items():
        group = wanted["by_customer"][names[account_id]]
        found = hours(own, "first_response_at")
        median = round(statistics.median(found), 4) if found else None
        assert (len(own), median) == (group["tickets"], group["first_response_h_median"])
    assert (
        sum(row["priority"] is Priority.P2 for row in rows)
        == wanted["by_seriousness_2"]["Value 2"]["tickets"]
    )
    before = desk.dump(requests)
    assert desk.take("requests", file, mapping=SERIOUSNESS).unchanged == wanted["tickets"]
    assert desk.dump(requests) == before


def test_the_first_replies_of_a_log_are_counted_by_account(desk: Desk, real_data: Folder) -> None:
    folder = real_data("tickets_italian_100")
    account = desk.account("All")
    file = folder / "italian-help-desk_100.csv"
    report = desk.take("requests", file, mapping=SERIOUSNESS, account="All")
    answered = reference(folder)["sample100"]["overall"]["first_response_h"]["n"]
    kpi, window = KpiKey.REQUEST_FIRST_REPLY, (date(2010, 1, 1), date(2013, 12, 31))
    (figure,) = desk.backend.read(kpi_figures, account_ids=(account,), kpis=(kpi,), window=window)
    assert (report.imported, figure.n, dict(figure.excluded)) == (
        100,
        answered,
        {"unanswered": 100 - answered},
    )


def test_a_crm_s_tables_become_accounts_people_requests_and_reviews(
    desk: Desk, real_data: Folder, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(real_data("crm_hubspot"), tmp_path / "crm"))
    wanted = reference(folder)
    companies = desk.take("accounts", folder / "company_data.csv")
    assert (companies.imported, desk.count(accounts)) == (wanted["rows"]["company_data"],) * 2
    desk.account("Client")
    people = desk.take("contacts", folder / "contact_data.csv", account="Client")
    assert people.read == wanted["rows"]["contact_data"]
    assert desk.count(contacts) == people.imported
    tickets = desk.take("requests", folder / "ticket_data.csv", account="Client")
    assert (tickets.read, tickets.rejected) == (wanted["rows"]["ticket_data"], 0)
    check_crm_tickets(desk.rows(requests), wanted)
    meetings = desk.take("reviews", folder / "engagement_meeting_data.csv", account="Client")
    assert (meetings.imported, desk.count(reviews)) == (wanted["meetings"]["rows"],) * 2
    for kind, name in (("accounts", "company_data"), ("requests", "ticket_data")):
        again = desk.take(kind, folder / f"{name}.csv", account="Client")
        assert (again.imported, again.updated) == (0, 0), name


def check_crm_tickets(rows: list[dict[str, Any]], wanted: Any) -> None:
    """Compare with the reference, whose one end before the creation is none here."""
    replies = sorted(hours(rows, "first_response_at"))
    told = wanted["ticket_first_response_h"]
    assert (len(rows), len(replies)) == (wanted["rows"]["ticket_data"], told["n"])
    found = (statistics.mean(replies), statistics.median(replies), replies[0], replies[-1])
    assert tuple(round(hour, 4) for hour in found) == tuple(
        told[name] for name in ("mean", "median", "min", "max")
    )
    ends, told = hours(rows, "resolved_at"), wanted["ticket_resolution_h"]
    early = wanted["tickets_negative_resolution"]
    assert len(rows) - len(ends) == wanted["tickets_closed_missing"] + early
    assert round((sum(ends) + early * told["min"]) / told["n"], 3) == round(told["mean"], 3)
    assert sum(row["is_open"] for row in rows) == wanted["tickets_closed_missing"] + early


def test_ends_of_syncs_that_do_not_say_how_they_went_are_no_figures(
    desk: Desk, real_data: Folder, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(real_data("sync_fivetran"), tmp_path / "sync"))
    account = desk.account("Client")
    report = desk.take("sync", folder / "log.csv", account="Client")
    assert (report.imported, report.rejected) == (0, reference(folder)["sync_end"])
    assert desk.count(sync_events) == 0
    assert desk.days(account, KpiKey.SYNC_SUCCESS) == []
